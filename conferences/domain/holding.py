"""The day of a meeting: who came, when its parts began, whose views were read out.

What is recorded here is for the service alone; times of the parts, which name nobody, are
for everyone on the case. Of a private part nothing but its times can be written.
"""

from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.models import Event
from conferences.domain.day_locks import (
    check_its_day,
    check_not_ahead,
    lock_one,
    record_of_day,
)
from conferences.models import Meeting, Participant, PartTime


@transaction.atomic
def record_arrival(
    participant: Participant, *, by: User, at: datetime | None = None
) -> Participant:
    """Record that somebody came, now or at a time that has passed; an apology is taken back.

    Whoever is kept away is refused (`kept_away`): first somebody decides what happens.
    A second press changes nothing.
    """
    one = lock_one(participant)
    check_its_day(one.meeting)
    check_not_ahead(at)
    if one.is_kept_away:
        raise ValidationError(
            f"It was decided that {one.name} is not in the room. Nothing has been recorded. "
            "Decide first whether they may stay.",
            code="kept_away",
        )
    if one.arrived_at and at is None:
        return one
    one.arrived_at = at or timezone.now()
    one.apologies_at, one.apology = None, ""
    one.save(update_fields=["arrived_at", "apologies_at", "apology"])
    _record_who_came(one, "Came", by=by)
    return one


@transaction.atomic
def record_apology(participant: Participant, *, by: User, words: str = "") -> Participant:
    """Record that somebody does not come after all. It may be said before the day."""
    one = lock_one(participant)
    if one.is_kept_away:
        raise ValidationError(f"{one.name} is not expected.", code="kept_away")
    first = one.apologies_at is None
    one.apologies_at = one.apologies_at or timezone.now()
    one.apology = words.strip()
    one.arrived_at = None
    one.save(update_fields=["arrived_at", "apologies_at", "apology"])
    if first:
        _record_who_came(one, "Sent apologies", by=by)
    return one


@transaction.atomic
def undo_arrival(participant: Participant, *, by: User) -> Participant:
    """Take back that somebody came, or that they sent apologies."""
    one = lock_one(participant)
    if one.arrived_at is None and one.apologies_at is None:
        return one
    one.arrived_at = one.left_at = one.apologies_at = None
    one.apology = ""
    one.save(update_fields=["arrived_at", "left_at", "apologies_at", "apology"])
    _record_who_came(one, "Taken back", by=by)
    return one


@transaction.atomic
def time_part(
    meeting: Meeting,
    key: str,
    *,
    by: User,
    began_at: datetime | None = None,
    ended_at: datetime | None = None,
) -> PartTime:
    """Record when a part of a meeting began, ended, or both. What is not given stays.

    A part that ends has begun: ended alone is kept alone, as it was said.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    part = next((part for part in meeting.declared.parts if part.key == key), None)
    if part is None:
        raise ValidationError("This meeting has no such part.", code="no_such_part")
    check_its_day(meeting)
    for moment in (began_at, ended_at):
        check_not_ahead(moment)
    row = PartTime.objects.filter(meeting=meeting, key=key).first()
    row = row or PartTime(meeting=meeting, key=key)
    began, ended = began_at or row.began_at, ended_at or row.ended_at
    if began and ended and ended < began:
        raise ValidationError("The end must be after the start.", code="ends_before_it_starts")
    if row.pk and (began, ended) == (row.began_at, row.ended_at):
        return row
    row.began_at, row.ended_at, row.recorded_by = began, ended, by
    row.save()
    record_of_day(
        meeting,
        Event.Kind.PART_TIMED,
        by=by,
        to_value=f"{part.label}: {_clock(began)} to {_clock(ended)}",
        audience=Event.Audience.CASE,
    )
    return row


@transaction.atomic
def forget_part(meeting: Meeting, key: str, *, by: User) -> None:
    """Take back both times of a part, as after a press on the wrong button."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    part = next((part for part in meeting.declared.parts if part.key == key), None)
    gone, _ = PartTime.objects.filter(meeting=meeting, key=key).delete()
    if gone and part:
        record_of_day(
            meeting,
            Event.Kind.PART_TIMED,
            by=by,
            to_value=f"{part.label}: times taken back",
            audience=Event.Audience.CASE,
        )


@transaction.atomic
def read_out_views(participant: Participant, *, by: User, reader: str) -> Participant:
    """Record that the views of somebody who is not there were read out, and by whom."""
    one = lock_one(participant)
    check_its_day(one.meeting)
    if one.arrived_at:
        raise ValidationError(f"{one.name} is there to speak.", code="is_there")
    if not reader.strip():
        raise ValidationError("Enter who read it out.", code="reader_missing")
    one.views_read_at = one.views_read_at or timezone.now()
    one.views_read_by = reader.strip()
    one.save(update_fields=["views_read_at", "views_read_by"])
    record_of_day(one.meeting, Event.Kind.VIEWS_READ_OUT, by=by, subject=one)
    return one


@transaction.atomic
def unread_views(participant: Participant, *, by: User) -> Participant:
    """Take back that somebody's views were read out."""
    one = lock_one(participant)
    if one.views_read_at:
        one.views_read_at, one.views_read_by = None, ""
        one.save(update_fields=["views_read_at", "views_read_by"])
        record_of_day(
            one.meeting, Event.Kind.VIEWS_READ_OUT, by=by, subject=one, to_value="Taken back"
        )
    return one


@transaction.atomic
def plan_arrival(
    participant: Participant, *, by: User, arrives_at: time | None, note: str
) -> Participant:
    """Say when somebody is to arrive, so that two do not meet at the door.

    For coordinators' eyes only: the event tells that it was planned, not when or why.
    """
    one = lock_one(participant)
    if one.is_kept_away:
        raise ValidationError(f"{one.name} is not expected.", code="kept_away")
    if (one.arrives_at, one.arrival_note) == (arrives_at, note.strip()):
        return one
    one.arrives_at, one.arrival_note = arrives_at, note.strip()
    one.save(update_fields=["arrives_at", "arrival_note"])
    record_of_day(
        one.meeting,
        Event.Kind.PARTICIPANT_CHANGED,
        by=by,
        subject=one,
        to_value="When they arrive",
    )
    return one


def _record_who_came(one: Participant, what: str, *, by: User) -> None:
    """Nobody is named: an event is read for longer than who may know of somebody."""
    record_of_day(one.meeting, Event.Kind.ARRIVAL_RECORDED, by=by, subject=one, to_value=what)


def _clock(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%H:%M}" if moment else "not said"
