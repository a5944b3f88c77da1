"""Within how many days each step is owed. Every service has its own; these are defaults.

The defaults come from what councils publish (docs/adr/0001 and the procedures it rests
on). `settings.TIMESCALES` overrides them by name: the environment variable TIMESCALES
holds pairs such as "decide=1, allocate=5".
"""

from datetime import date, timedelta
from enum import StrEnum

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from restorative.working_days import add_working_days


class Step(StrEnum):
    """What somebody owes, in working days unless it is one of IN_CALENDAR_DAYS."""

    DECIDE = "decide"
    ANSWER = "answer"
    ALLOCATE = "allocate"
    FIRST_CONTACT = "first_contact"
    PLANNING_MEETING = "planning_meeting"
    SIGNED_AGENDA = "signed_agenda"
    PREPARATION = "preparation"
    MEETING = "meeting"
    MEETING_BEFORE_COURT = "meeting_before_court"
    SEND_PLAN = "send_plan"
    REVIEW = "review"
    CLOSE = "close"
    REFERRED_AGAIN = "referred_again"


DEFAULTS = {
    Step.DECIDE: 2,
    Step.ANSWER: 3,
    Step.ALLOCATE: 3,
    Step.FIRST_CONTACT: 2,
    Step.PLANNING_MEETING: 5,
    Step.SIGNED_AGENDA: 7,
    Step.PREPARATION: 30,
    Step.MEETING: 40,
    Step.MEETING_BEFORE_COURT: 20,
    Step.SEND_PLAN: 3,
    Step.REVIEW: 56,
    Step.CLOSE: 10,
    # Within so many days of closure, a new referral is talked over first.
    Step.REFERRED_AGAIN: 90,
}
IN_CALENDAR_DAYS = frozenset({Step.PREPARATION, Step.REVIEW, Step.REFERRED_AGAIN})


def days_for(step: Step) -> int:
    """How many days this service gives itself for a step."""
    return int(settings.TIMESCALES.get(step.value, DEFAULTS[step]))


def due_on(step: Step, since: date) -> date:
    """The day by which a step is owed, counted from a day."""
    if step in IN_CALENDAR_DAYS:
        return since + timedelta(days=days_for(step))
    return add_working_days(since, days_for(step))


def check_names() -> None:
    """Stop the start when the setting names a step that there is not: it would do nothing."""
    unknown = sorted(set(settings.TIMESCALES) - {step.value for step in Step})
    if unknown:
        raise ImproperlyConfigured(
            f"TIMESCALES has {', '.join(unknown)}: use {', '.join(step.value for step in Step)}."
        )
