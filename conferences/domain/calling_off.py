"""Taking off what was still to come: one meeting whose case goes on, or all of one that ended."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.domain.recording import record_event
from cases.domain.tasking import suspend_tasks
from cases.models import Case, Event, Task
from cases.rules_recording import check_there
from conferences.domain.dates import check_asked_by, reason_words, record_on_cases
from conferences.domain.locking import lock_cases
from conferences.domain.meetings import enter, stage_of, when_text
from conferences.formats import format_of
from conferences.models import Meeting

# What is asked of people while a meeting of a kind with a brief is prepared.
ASKED_BEFORE = (
    Task.Kind.SIGN_BRIEF,
    Task.Kind.MEND_BRIEF,
    Task.Kind.WRITE_REPORT,
    Task.Kind.SIGN_REPORT,
)


@transaction.atomic
def call_off_meeting(meeting: Meeting, *, by: User, why: str, asked_by: str) -> Meeting:
    """Say that a meeting does not take place, while the work with the family goes on.

    What was booked is let go; those who were told of it are to be told again. It cannot be
    taken back: another meeting is opened instead. Refused once the family has met, or the
    day has come, for which somebody says what came of it.
    """
    cases = lock_cases(meeting)
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if not can_be_called_off(meeting):
        raise ValidationError(
            "This meeting cannot be called off any more: its day has come, or it is over.",
            code="not_to_come",
        )
    check_there(why, "Enter why.", code="why_missing")
    check_asked_by(meeting.declared, asked_by)
    for kind, was, now in _take_off(meeting, by=by):
        record_on_cases(
            meeting,
            kind,
            by=by,
            from_value=was,
            to_value=now,
            why=reason_words(meeting.declared, why, asked_by),
        )
    for case in cases:
        suspend_tasks(case, Task.Kind.BOOK_AGAIN)
        if meeting.declared.has_brief:
            suspend_tasks(case, *ASKED_BEFORE)
    return meeting


def can_be_called_off(meeting: Meeting) -> bool:
    """Whether it lies ahead of the family, who have not met in it yet."""
    return is_to_come(meeting) and stage_of(meeting) not in meeting.declared.from_its_day


@transaction.atomic
def call_off_meetings(case: Case, *, by: User, why: str) -> None:
    """Take what was still to come off a case that has ended; its row is locked.

    One whose day has not come is not held, one adjourned loses its next date. A day that
    has passed stays as it is, since nobody has said what came of it, and so does a meeting
    that is held for another family too, whose work goes on.
    """
    meetings = Meeting.objects.of_case(case).order_by("pk").select_for_update()
    for meeting in meetings:
        if is_to_come(meeting) and not _is_held_for_others(meeting, case):
            _call_off(meeting, case, by=by, why=why.strip())


def is_to_come(meeting: Meeting) -> bool:
    if meeting.starts_at:
        return meeting.starts_at > timezone.now()
    here, declared = stage_of(meeting), format_of(meeting.format)
    return not here.is_last and here not in declared.from_its_day


def _is_held_for_others(meeting: Meeting, case: Case) -> bool:
    others = meeting.parties.exclude(case=case)
    return others.filter(case__stage__in=Case.LIVE_STAGES).exists()


def _call_off(meeting: Meeting, case: Case, *, by: User, why: str) -> None:
    """Write it on the case that ended alone: why is no other family's business."""
    for kind, was, now in _take_off(meeting, by=by):
        record_event(case, kind, by=by, subject=meeting, from_value=was, to_value=now, why=why)


def _take_off(meeting: Meeting, *, by: User) -> list[tuple[Event.Kind, str, str]]:
    """Let go of what was to come of a locked meeting; return what changed, from what to what."""
    declared, here, before = format_of(meeting.format), stage_of(meeting), when_text(meeting)
    has_met = here in declared.from_its_day
    there = here if has_met else declared.stage(declared.not_held)
    enter(meeting, there, by=by, without_date=True)
    changes = (
        (Event.Kind.MEETING_DATED, before, when_text(meeting)),
        (Event.Kind.MEETING_MOVED, here.label, there.label),
    )
    return [change for change in changes if change[1] != change[2]]
