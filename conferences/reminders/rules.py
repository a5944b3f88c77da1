"""The reminders that kinds of meeting share: a format names those it uses (domain.md 5)."""

from datetime import time

from cases.reminders.rules import Rule, Step

TO_FAMILY = "You have a meeting on {day} at {time}. Questions? Ring {coordinator} on {phone}."
LATE_AFTERNOON = time(17)

MEETING_SOON = Rule(
    key="meeting_soon",
    name="Meeting tomorrow",
    occasion="meeting_ahead",
    trigger="A meeting has a date.",
    stops=(
        "The date is taken away, the meeting has been held, or somebody is not coming, is "
        "taken off, takes no part or is heard another way."
    ),
    steps=(
        Step("two_days_before", "attendees", -2, lasts=0),
        Step("day_before", "attendees", -1),
    ),
    text=TO_FAMILY,
    subject="Your meeting",
    body=f"Hello,\n\n{TO_FAMILY}\n",
    source="Neutral words and safe ways alone: domain.md 5 and 7.5.",
)
# Sent as soon as it is released; what it says stands in the invitation itself.
INVITATION = Rule(
    key="invitation",
    name="Invitation",
    occasion="invitation_released",
    trigger="An invitation is ready to send.",
    stops="It is dropped, or something it says has changed.",
    steps=(Step("now", "invited", at_once=True),),
    source="Sent through the same ledger, so that none goes twice: safety.md 8.",
    is_editable=False,
)
