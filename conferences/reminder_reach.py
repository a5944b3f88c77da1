"""What meetings know of people that decides how a reminder may reach them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from cases.models import Reminder
from cases.reminders import reasons
from cases.reminders.around import Around, knows_people
from cases.reminders.batch import starts_apart
from cases.reminders.reaching import Reach, reaches
from conferences.models import Participant, Resource

Channel = Reminder.Channel


def register() -> None:
    """Lend the ledger what meetings know; called when the product starts."""
    knows_people(around)
    reaches("resource", of_resources)
    reaches("participant", of_participants)
    starts_apart("meeting", own_starts)


def through_of(participants: Iterable[Participant]) -> dict[int, int]:
    """By a child's key the adult who passes messages on, for an occasion's `through`.

    A young person who chose to be written to passes on to themselves. Fetch participants
    with `reached_through`.
    """
    found: dict[int, int] = {}
    for one in participants:
        if one.person_id is None:
            continue
        if one.writes_for_self:
            found[one.person_id] = one.person_id
            continue
        adult = one.reached_through
        if adult is not None and adult.person_id and _is_there(adult):
            found[one.person_id] = adult.person_id
    return found


def around(cases: frozenset[int]) -> Around:
    """Who is kept away from a meeting of these cases, and how their children are reached."""
    known = Around()
    rows = Participant.objects.filter(
        meeting__parties__case__in=cases, person__isnull=False, removed_at__isnull=True
    ).order_by()
    for case, person, attendance, for_self in rows.values_list(
        "meeting__parties__case", "person", "attendance", "writes_for_self"
    ):
        if attendance in Participant.KEPT_AWAY:
            known.kept_away.add((case, person))
        elif for_self:
            known.for_themselves.add((case, person))
    return known


def of_resources(rows: list[Reminder]) -> dict[UUID, Reach]:
    """Interpreters, advocates and venues are firms or work for one: by mail, or by text."""
    found = Resource.objects.in_bulk({row.other_id for row in rows if row.other_id is not None})
    return {row.pk: _of_resource(found.get(row.other_id or 0)) for row in rows}


def of_participants(rows: list[Reminder]) -> dict[UUID, Reach]:
    """Somebody of a meeting who is neither a person of ours nor a colleague."""
    people = Participant.objects.select_related("resource").in_bulk(
        {row.other_id for row in rows if row.other_id is not None}
    )
    found = {}
    for row in rows:
        one = people.get(row.other_id or 0)
        is_there = one is not None and _is_there(one)
        found[row.pk] = _of_resource(one.resource if one and is_there else None)
    return found


def own_starts(rows: Sequence[Reminder]) -> dict[UUID, datetime]:
    """When those are to be there who arrive at a time of their own, apart from others."""
    people = Participant.objects.current().filter(
        meeting__in={row.subject_id for row in rows},
        person__in={row.person_id for row in rows},
        arrives_at__isnull=False,
        meeting__starts_at__isnull=False,
    )
    starts = {
        (one.meeting_id, one.person_id): own_start_of(one)
        for one in people.select_related("meeting")
    }
    return {
        row.pk: starts[row.subject_id, row.person_id]
        for row in rows
        if (row.subject_id, row.person_id) in starts
    }


def own_start_of(participant: Participant) -> datetime:
    """Their own time of arrival on the meeting's day; it must have a date and they a time."""
    start, at = participant.meeting.starts_at, participant.arrives_at
    assert start is not None
    assert at is not None
    local = timezone.make_naive(timezone.localtime(start))
    own = local.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    return timezone.make_aware(own)


def _is_there(participant: Participant) -> bool:
    return participant.removed_at is None and not participant.is_kept_away


def _of_resource(resource: Resource | None) -> Reach:
    if resource is None or resource.archived_at is not None:
        return Reach(Channel.RING, why_not=reasons.NO_SAFE_WAY)
    name = resource.contact_name or resource.name
    if resource.contact_email:
        return Reach(Channel.EMAIL, to=resource.contact_email, name=name)
    if _is_mobile(resource.contact_phone):
        return Reach(Channel.TEXT, to=resource.contact_phone, name=name)
    return Reach(Channel.RING, why_not=reasons.NO_SAFE_WAY)


def _is_mobile(number: str) -> bool:
    plain = number.replace(" ", "")
    return plain.startswith(("07", "+447"))
