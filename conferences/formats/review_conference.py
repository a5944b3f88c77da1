"""The review: the network meets again to look at its plan."""

from conferences.formats.family_group_conference import (
    MEETING_CHECKLIST,
    PARTS,
    PERSON_CHECKLIST,
    QUESTIONS,
)
from conferences.formats.format import Format, Stage
from conferences.reminders.rules import OF_A_MEETING, REVIEW_SOON

FORMAT = Format(
    key="review_conference",
    name="Review conference",
    short_name="Review",
    source="Normally within three months of the conference (docs/adr/0001).",
    working_days_to_meet=40,
    not_held="not_held",
    word="review",
    parts=PARTS,
    meeting_checklist=MEETING_CHECKLIST,
    person_checklist=PERSON_CHECKLIST,
    questions=QUESTIONS,
    has_brief=False,
    has_plan=False,
    reviews_plan=True,
    is_a_beginning=False,
    review_key="review_conference",
    review_from=("reviewed",),
    reminders=(REVIEW_SOON, *OF_A_MEETING),
    stages=(
        Stage(
            "preparing",
            "Review being arranged",
            "turquoise",
            to=("scheduled", "declined"),
            clears_date=True,
        ),
        Stage(
            "scheduled",
            "Review date set",
            "blue",
            to=("reviewed", "preparing", "declined"),
            needs_reason=("preparing", "declined"),
            needs_date=True,
        ),
        Stage("reviewed", "Reviewed", "green", needs_date=True, is_day=True),
        Stage("declined", "Review declined by the family", "grey", clears_date=True),
        Stage("not_held", "Review not held", "grey", clears_date=True),
    ),
)
