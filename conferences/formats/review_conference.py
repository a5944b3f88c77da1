"""The review: the network meets again to look at its plan."""

from cases.outcomes.items import OF_A_FAMILY_PLAN
from conferences.formats.family_group_conference import (
    INVITATIONS,
    MEETING_CHECKLIST,
    PARTS,
    PERSON_CHECKLIST,
    QUESTIONS,
    ROLES,
    RUN_SHEET,
)
from conferences.formats.format import Document, Format, Stage
from conferences.reminders.rules import OF_A_MEETING, REVIEW_SOON

DOCUMENTS = (
    INVITATIONS,
    RUN_SHEET,
    Document(
        "review",
        "Record of the review",
        "What became of each action, and how it goes on.",
        "conferences:meeting_review",
        needs="review",
    ),
    Document(
        "plan",
        "The family’s plan",
        "The plan that is looked at, as it stands now.",
        "conferences:meeting_plan",
        needs="plan",
    ),
)

FORMAT = Format(
    key="review_conference",
    name="Review conference",
    short_name="Review",
    source="Normally within three months of the conference (docs/adr/0001).",
    working_days_to_meet=40,
    not_held="not_held",
    declined="declined",
    word="review",
    roles=ROLES,
    documents=DOCUMENTS,
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
    outcomes=OF_A_FAMILY_PLAN,
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
