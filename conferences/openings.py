"""Which meetings can be started on a case as it stands: what the buttons offer."""

from dataclasses import dataclass

from accounts.models import User
from cases.access import may
from cases.models import Case
from conferences.formats import FORMATS, Format, beside, format_of, leading
from conferences.models import Meeting


@dataclass(frozen=True)
class Opening:
    """A meeting that can be started now, and the one it would look back at."""

    format: Format
    reviews: Meeting | None = None


def openings_of(case: Case) -> list[Opening]:
    """A first meeting while there is none; afterwards the review its format names.

    One that was not held counts for nothing: another can be opened in its place.
    """
    if case.stage != Case.Stage.ALLOCATED:
        return []
    meetings = [
        meeting
        for meeting in Meeting.objects.of_case(case)
        .filter(format__in=leading())
        .order_by("-opened_at", "-pk")
        if meeting.stage != meeting.declared.not_held
    ]
    if not meetings:
        return [Opening(declared) for declared in FORMATS.values() if declared.is_a_beginning]
    last = meetings[0]
    declared = format_of(last.format)
    if declared.review_key and last.stage in declared.review_from:
        return [Opening(format_of(declared.review_key), reviews=last)]
    return []


def beside_case(case: Case, user: User) -> list[Format]:
    """What this person can start beside the work with a family, as long as that goes on."""
    if not case.is_live:
        return []
    return [declared for declared in beside() if may(user, declared.kept_with, case)]
