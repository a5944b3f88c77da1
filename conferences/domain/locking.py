"""The rows that are locked before anything of a meeting is changed: its cases, then itself."""

from cases.models import Case
from cases.rules_recording import check_open_for_writing
from conferences.models import Meeting


def lock_cases(meeting: Meeting) -> list[Case]:
    """Lock the cases a meeting is held for, by key, and return them, those still open first.

    Raises ValidationError when all have ended: what is done about a meeting is done while
    the work goes on (docs/locking.md).
    """
    cases = Case.objects.filter(meetings__meeting=meeting).order_by("pk")
    locked = list(cases.select_for_update(of=("self",), no_key=True))
    locked.sort(key=lambda case: case.is_ended)
    if locked:
        check_open_for_writing(locked[0])
    return locked


def lock_meeting(meeting: Meeting) -> Meeting:
    """Lock the cases a meeting is held for, then the meeting, and read it anew."""
    lock_cases(meeting)
    return Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
