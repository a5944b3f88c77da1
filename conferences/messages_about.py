"""Which messages are about a meeting, and how those are called whom this app alone knows."""

from functools import cache

from django.apps import apps
from django.db.models import Q

from cases.reminders.words import register_names
from conferences.models import Meeting, Participant, Resource
from conferences.models.owned import MeetingOwnedQuerySet


def about_meeting(meeting: Meeting) -> Q:
    """A condition on messages: about this meeting, or about anything that belongs to it."""
    found = Q(subject_type="meeting", subject_id=meeting.pk)
    for model, path in _owned():
        rows = model._default_manager.filter(**{path: meeting})
        found |= Q(subject_type=model._meta.model_name, subject_id__in=rows.values("pk"))
    return found & Q(case__in=meeting.parties.values("case"))


@cache
def _owned():  # type: ignore[no-untyped-def]
    """The kinds of record that belong to a meeting, with the way from each to it."""
    models = apps.get_app_config("conferences").get_models()
    rows = [(model, model._default_manager.all()) for model in models]
    return [
        (model, every.meeting_path)
        for model, every in rows
        if isinstance(every, MeetingOwnedQuerySet)
    ]


def register() -> None:
    """Say how an interpreter, a venue or somebody without a record is called."""
    register_names("resource", _resources)
    register_names("participant", _participants)


def _resources(keys: set[int]) -> dict[int, str]:
    return dict(Resource.objects.filter(pk__in=keys).values_list("pk", "name"))


def _participants(keys: set[int]) -> dict[int, str]:
    rows = Participant.objects.filter(pk__in=keys, person=None).with_names()
    return {row.pk: row.name for row in rows}
