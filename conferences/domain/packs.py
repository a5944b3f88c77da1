"""Giving somebody the pack of a meeting to read for a time, and ending it."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission, can
from cases.domain.recording import record_event
from cases.models import Event, Exclusion
from cases.rules_recording import check_there
from conferences.domain.locking import lock_meeting
from conferences.models import Meeting, PackReader

LONGEST = timedelta(days=60)


@transaction.atomic
def give_pack(
    meeting: Meeting, reader: User, *, by: User, starts_on: date, ends_on: date
) -> PackReader:
    """Let a panel volunteer read the pack of a meeting, from one day to another, both included.

    For 60 days at most. What they had of it before and is over stays in the history.
    """
    meeting = lock_meeting(meeting)
    declared = meeting.declared
    if not declared.pack or meeting.stage == declared.not_held:
        raise ValidationError("There is no pack to be read in this meeting.", code="no_pack")
    if not can(reader, Permission.PACK_READ):
        raise ValidationError("Choose a panel volunteer.", code="no_volunteer")
    parties = meeting.parties.values("case")
    if Exclusion.objects.current().filter(user=reader, case__in=parties).exists():
        raise ValidationError(
            "This volunteer cannot be given the pack. Ask another.", code="not_this_one"
        )
    check_days(starts_on, ends_on)
    rows = PackReader.objects.select_for_update().filter(meeting=meeting, user=reader)
    for row in rows.filter(ended_at__isnull=True):
        if row.can_end:
            raise ValidationError("They have been given this pack already.", code="has_it")
        row.ended_at, row.ended_by, row.why = timezone.now(), by, "Given again."
        row.save(update_fields=["ended_at", "ended_by", "why"])
    given = PackReader.objects.create(
        meeting=meeting, user=reader, starts_on=starts_on, ends_on=ends_on, given_by=by
    )
    _record(given, Event.Kind.PACK_GIVEN, by=by)
    return given


def check_days(starts_on: date, ends_on: date) -> None:
    """Raise unless the days are in order, not over, and not for longer than is needed."""
    if ends_on < starts_on:
        raise ValidationError("The last day must not be before the first.", code="not_in_order")
    if ends_on < timezone.localdate():
        raise ValidationError("The last day must be today or later.", code="over")
    if ends_on - starts_on > LONGEST:
        raise ValidationError("A pack is given for 60 days at most.", code="too_long")


@transaction.atomic
def end_pack(reader: PackReader, *, by: User, why: str) -> PackReader:
    """End somebody's reading at once. A second press changes nothing."""
    check_there(why, "Enter why.", code="why_missing")
    meeting = lock_meeting(reader.meeting)
    fresh: PackReader = PackReader.objects.select_for_update(of=("self",)).get(pk=reader.pk)
    fresh.meeting = meeting
    if fresh.ended_at is None:
        fresh.ended_at, fresh.ended_by, fresh.why = timezone.now(), by, why.strip()[:200]
        fresh.save(update_fields=["ended_at", "ended_by", "why"])
        _record(fresh, Event.Kind.PACK_ENDED, by=by)
    return fresh


def _record(reader: PackReader, kind: Event.Kind, *, by: User) -> None:
    for party in reader.meeting.parties.select_related("case").order_by("pk"):
        record_event(party.case, kind, by=by, subject=reader, to_value=str(reader.user))
