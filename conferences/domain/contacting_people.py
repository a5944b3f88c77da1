"""Preparing those who take part: contacts with their minutes, and what each of them needs."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.domain.noting import usual_audience, write_note
from cases.domain.tasking import settle_first_contact
from cases.models import Case, CaseChild, Event, Note
from conferences.domain.locking import lock_meeting
from conferences.domain.preparing import (
    case_for,
    lock_participant,
    record,
    record_of,
)
from conferences.models import Need, Participant, PreparationContact


@transaction.atomic
def record_contact(
    participants: Sequence[Participant],
    *,
    by: User,
    kind: str,
    happened_on: date,
    text: str,
    minutes: int | None = None,
    reached: bool = True,
    visited: bool = False,
    prepared: bool = False,
    willing: str = "",
) -> Note:
    """Write down one contact with one or several people of a meeting, for the coordinator alone.

    A visit at which somebody was met counts as visited, somebody prepared was reached. The
    first day of each stands. Raises ValidationError for anybody but a coordinator: the
    note of anybody else would be read by everyone on the case.
    """
    if not participants:
        raise ValidationError("Select at least one person.", code="nobody")
    if len({(one.meeting_id, one.party) for one in participants}) != 1:
        raise ValidationError("Select people of one meeting and one side.", code="not_together")
    meeting = lock_meeting(participants[0].meeting)
    people = list(
        Participant.objects.current()
        .filter(meeting=meeting, pk__in=[one.pk for one in participants])
        .order_by("pk")
        .select_for_update(no_key=True)
    )
    if len(people) != len({one.pk for one in participants}):
        raise ValidationError("Somebody is no longer part of the meeting.", code="removed")
    case = case_for(meeting, people[0].party)
    if usual_audience(case, by) != Note.Audience.COORDINATOR:
        raise ValidationError(
            "What is said while preparing is for the coordinator alone, so only a coordinator "
            "can record it.",
            code="not_coordinator",
        )
    note = write_note(
        case,
        by=by,
        children=_children(case, people, by),
        kind=kind or Note.Kind.OTHER,
        happened_on=happened_on,
        text=text,
        audience=Note.Audience.COORDINATOR,
        minutes=minutes,
    )
    reached = reached or prepared or visited
    dates = {
        "reached_on": reached,
        "visited_on": visited or (reached and kind == Note.Kind.VISIT),
        "prepared_on": prepared,
    }
    for one in people:
        _mark(one, [name for name, is_so in dates.items() if is_so], happened_on, willing)
        PreparationContact.objects.create(participant=one, note=note)
    if reached and any(one.part == Participant.Part.REFERRER for one in people):
        settle_first_contact(case, by=by)
    took = f", {minutes} minutes" if minutes else ""
    who = "1 person" if len(people) == 1 else f"{len(people)} people"
    record(
        meeting,
        Event.Kind.PARTICIPANT_CONTACTED,
        by=by,
        side=people[0].party,
        to_value=f"{note.get_kind_display()} with {who}{took}",
    )
    return note


@transaction.atomic
def say_needs(participant: Participant, *, by: User, needs: Mapping[str, str]) -> list[Need]:
    """Say all that somebody needs, each kind with its detail: what is not named goes.

    What had been arranged has to be arranged again when its detail changes.
    """
    unknown = set(needs) - set(Need.Kind.values)
    if unknown:
        raise ValidationError("Select what they need.", code="no_such_need")
    participant = lock_participant(participant)
    known = {need.kind: need for need in participant.needs.all()}
    is_changed = False
    for kind, need in known.items():
        if kind not in needs:
            need.delete()
            is_changed = True
    for kind, detail in needs.items():
        detail, need_known = detail.strip(), known.get(kind)
        if need_known is None:
            Need.objects.create(participant=participant, kind=kind, detail=detail)
            is_changed = True
        elif need_known.detail != detail:
            need_known.detail = detail
            need_known.arranged_at, need_known.arranged_by = None, None
            need_known.arranged_how = ""
            need_known.save()
            is_changed = True
    if is_changed:
        record_of(participant, Event.Kind.PARTICIPANT_CHANGED, by=by, to_value="needs")
    return list(participant.needs.all())


@transaction.atomic
def arrange_need(need: Need, *, by: User, how: str) -> Need:
    """Say that what somebody needs is arranged, and how; said again, how it is arranged now."""
    participant = lock_participant(need.participant)
    current = participant.needs.select_for_update(no_key=True).filter(pk=need.pk).first()
    if current is None:
        raise ValidationError("They no longer need this.", code="not_needed")
    current.arranged_at, current.arranged_by = timezone.now(), by
    current.arranged_how = how.strip()
    current.save(update_fields=["arranged_at", "arranged_by", "arranged_how"])
    record_of(participant, Event.Kind.PARTICIPANT_CHANGED, by=by, to_value="a need arranged")
    return current


def _mark(one: Participant, names: Sequence[str], day: date, willing: str) -> None:
    for name in names:
        before = getattr(one, name)
        setattr(one, name, min(before, day) if before else day)
    if willing:
        one.willing = willing
    one.version += 1
    one.save(update_fields=[*names, "willing", "version"])


def _children(case: Case, people: Sequence[Participant], by: User) -> list[CaseChild]:
    """Whom the note is about: the children it was held with, otherwise all of the family."""
    children = list(CaseChild.objects.visible_to(by).current().filter(case=case).order_by("pk"))
    met = {one.person_id for one in people}
    return [child for child in children if child.person_id in met] or children
