"""The row that stands for everything of a meeting while one of its parts is changed."""

from cases.models import Case
from cases.rules_recording import check_open_for_writing
from conferences.models import Meeting


def lock_case_of(meeting: Meeting) -> Case:
    """Lock the cases a meeting is held for, by key, and return the first one still open.

    Raises ValidationError when all have ended: what is done about a meeting is done while
    the work goes on (docs/locking.md).
    """
    cases = list(
        Case.objects.filter(meetings__meeting=meeting)
        .order_by("pk")
        .select_for_update(of=("self",), no_key=True)
    )
    going_on = [case for case in cases if not case.is_ended]
    case = (going_on or cases)[0]
    check_open_for_writing(case)
    return case
