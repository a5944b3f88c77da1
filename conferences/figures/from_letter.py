"""What became of a child within 12 months of the letter before proceedings.

As the trial of conferences before proceedings counted: from the letter, whether or not the
family met. Follow-ups are asked from the day the family met, so what counts here is the day
that a fact is about, whichever follow-up it was asked at.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from cases.models import Fact
from cases.outcomes.items import NO, YES
from cases.outcomes.known import BEEN_TO_COURT, IN_CARE
from conferences.figures.points import RANKS, Facts, Status
from restorative.months import add_months

Kind = Fact.Kind
# What was found not to be so this soon after the letter was not so on its day either.
SOON = timedelta(days=28)


@dataclass(frozen=True)
class FromLetter:
    """What stands on the row of a child: "" is not known, a day None has not come."""

    at_letter: str = ""
    a_year_on: str = ""
    on: date | None = None


def care_from_letter(facts: Facts, letter: date | None) -> FromLetter:
    """Whether a child was looked after at the letter, came into care, or was not a year on."""
    if letter is None:
        return FromLetter()
    until = add_months(letter, 12)
    said = _said(facts, _looked_after)
    since = [
        date.fromisoformat(fact["value"])
        for fact in facts
        if fact["kind"] == Kind.LOOKED_AFTER_SINCE and fact["value"]
    ]
    entered = [day for day, is_so in said if is_so and letter < day <= until]
    entered += [day for day in since if letter < day <= until]
    return FromLetter(_at(said, letter), _a_year_on(said, until), min(entered, default=None))


def proceedings_from_letter(
    facts: Facts, letter: date | None, applied: Iterable[date]
) -> FromLetter:
    """Whether somebody applied to court. At the letter nobody had: it comes before them."""
    if letter is None:
        return FromLetter()
    until = add_months(letter, 12)
    said = _said(facts, _proceedings)
    days = [day for day in applied if letter < day <= until]
    days += [day for day, is_so in said if is_so and letter < day <= until]
    return FromLetter(NO, _a_year_on(said, until), min(days, default=None))


def _said(facts: Facts, says: Any) -> list[tuple[date, bool]]:
    """Each day of which a fact says yes or no, the oldest first."""
    found = [(fact["as_at"], says(fact)) for fact in facts]
    return sorted((day, is_so) for day, is_so in found if is_so is not None)


def _at(said: list[tuple[date, bool]], letter: date) -> str:
    before = [is_so for day, is_so in said if day <= letter]
    if before:
        return YES if before[-1] else NO
    after = [is_so for day, is_so in said if day <= letter + SOON]
    return NO if after and not after[0] else ""


def _a_year_on(said: list[tuple[date, bool]], until: date) -> str:
    """What the first fact about the end of the year, or later, says of it: a no alone."""
    later = [is_so for day, is_so in said if day >= until]
    return NO if later and not later[0] else ""


def _looked_after(fact: dict[str, Any]) -> bool | None:
    if fact["kind"] == Kind.LOOKED_AFTER and fact["value"] in (YES, NO):
        return bool(fact["value"] == YES)
    if fact["kind"] == Kind.LEGAL_STATUS and fact["value"] in RANKS:
        return None if fact["value"] == Status.PROCEEDINGS else fact["value"] in IN_CARE
    return None


def _proceedings(fact: dict[str, Any]) -> bool | None:
    if fact["kind"] == Kind.PROCEEDINGS and fact["value"] in (YES, NO):
        return bool(fact["value"] == YES)
    if fact["kind"] == Kind.LEGAL_STATUS and fact["value"] in BEEN_TO_COURT:
        return True
    return None
