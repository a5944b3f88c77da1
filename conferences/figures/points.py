"""What was known of a child or a family at each follow-up, read from its standing facts.

The same rules as on the page of a case (cases/outcomes/known.py), over plain rows.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from cases.models import CaseChild, Fact
from cases.outcomes.items import NO, YES
from cases.outcomes.known import BEEN_TO_COURT, IN_CARE, KEPT_ON_THE_CHILD, NOT_IN_CARE
from cases.outcomes.points import MONTHS
from restorative.months import add_months

Status = CaseChild.LegalStatus
Kind, Point = Fact.Kind, Fact.Point
# Domain: closed < early help < CIN < (s47) < CP < PLO < (proceedings) < looked after.
RANKS = {
    Status.NONE: 0,
    Status.EARLY_HELP: 1,
    Status.CHILD_IN_NEED: 2,
    Status.ENQUIRY: 3,
    Status.PROTECTION_PLAN: 4,
    Status.PRE_PROCEEDINGS: 5,
    Status.PROCEEDINGS: 6,
    Status.ACCOMMODATED: 7,
    Status.IN_CARE: 7,
}
Facts = Sequence[dict[str, Any]]


def known_at(facts: Facts, kind: str, point: str, index: date | None) -> str:
    """The answer of a kind at a point; why there is none; empty where nobody entered any.

    `facts` are those that stand, by day. What was asked at the point counts, the last
    recorded of several; at the index, otherwise, what the case knew by that day.
    """
    if index is None:
        return ""
    of_kind = [fact for fact in facts if fact["kind"] == kind]
    asked = [fact for fact in of_kind if fact["point"] == point]
    asked.sort(key=lambda fact: fact["pk"])
    if not asked and point == "index" and kind in KEPT_ON_THE_CHILD:
        earlier = [fact for fact in of_kind if not fact["point"] and fact["value"]]
        asked = [fact for fact in earlier if fact["as_at"] <= index]
    return _answer(asked[-1]) if asked else ""


def status_at(facts: Facts, point: str, index: date | None) -> str:
    return known_at(facts, Kind.LEGAL_STATUS, point, index)


def looked_after_at(facts: Facts, point: str, index: date | None) -> str:
    """Yes or no as it was said, or else as the legal status says it."""
    said = known_at(facts, Kind.LOOKED_AFTER, point, index)
    status = status_at(facts, point, index)
    if said or status not in RANKS or status == Status.PROCEEDINGS:
        return said
    return YES if status in IN_CARE else NO


def proceedings_at(
    facts: Facts, point: str, index: date | None, applied: Iterable[date] = ()
) -> str:
    """Whether an application had been made: as it was said, by a letter, or by the status.

    What was so at an earlier point is so for good. That none was made the status says at the
    index alone: later one may have been made and ended.
    """
    if index is None:
        return ""
    said = known_at(facts, Kind.PROCEEDINGS, point, index)
    if said:
        return said
    if any(day <= add_months(index, MONTHS[Point(point)]) for day in applied):
        return YES
    earlier = [one for one in MONTHS if MONTHS[one] < MONTHS[Point(point)]]
    if any(known_at(facts, Kind.PROCEEDINGS, one, index) == YES for one in earlier):
        return YES
    status = status_at(facts, point, index)
    if status in BEEN_TO_COURT:
        return YES
    return NO if point == "index" and status in NOT_IN_CARE else ""


def entered_care_on(facts: Facts, index: date | None) -> date | None:
    """The first day after the index, up to 12 months on, on which a child was looked after."""
    if index is None:
        return None
    since = [
        date.fromisoformat(fact["value"])
        for fact in facts
        if fact["kind"] == Kind.LOOKED_AFTER_SINCE and fact["value"]
    ]
    days = [day for day in since if index < day <= add_months(index, 12)]
    told = _first_day(facts, index, _says_looked_after)
    return min([*days, *([told] if told else [])], default=None)


def proceedings_on(facts: Facts, index: date | None, applied: Iterable[date]) -> date | None:
    """The first day after the index, up to 12 months on, of care proceedings."""
    if index is None:
        return None
    until = add_months(index, 12)
    days = [day for day in applied if index < day <= until]
    told = _first_day(facts, index, _says_proceedings)
    return min([*days, *([told] if told else [])], default=None)


def number_at(facts: Facts, kinds: Iterable[str], point: str, index: date | None) -> int | None:
    """The sum of some counts at a point; None where one of them is not known."""
    said = [known_at(facts, kind, point, index) for kind in kinds]
    return sum(map(int, said)) if all(value.isdecimal() for value in said) else None


def counted_at(facts: Facts, index: date) -> tuple[int | None, int | None] | None:
    """How many of family and of professionals came, where history knows numbers alone.

    None where whoever came was noted by name.
    """
    said = {
        fact["kind"]: fact["value"]
        for fact in facts
        if fact["kind"] in (Kind.FAMILY_CAME, Kind.PROFESSIONALS_CAME) and fact["as_at"] == index
    }
    if not said:
        return None
    family, others = said.get(Kind.FAMILY_CAME, ""), said.get(Kind.PROFESSIONALS_CAME, "")
    return int(family) if family else None, int(others) if others else None


def _first_day(
    facts: Facts, index: date | None, says: Callable[[dict[str, Any]], bool]
) -> date | None:
    """A fact of a follow-up counts within the 12 months, though it was asked later."""
    if index is None:
        return None
    until = add_months(index, 12)
    days = []
    for fact in facts:
        if fact["point"] == "index" or fact["as_at"] <= index or not says(fact):
            continue
        if fact["as_at"] <= until:
            days.append(fact["as_at"])
        elif fact["point"]:
            days.append(until)
    return min(days, default=None)


def _says_looked_after(fact: dict[str, Any]) -> bool:
    if fact["kind"] == Kind.LEGAL_STATUS:
        return str(fact["value"]) in IN_CARE
    return bool(fact["kind"] == Kind.LOOKED_AFTER and fact["value"] == YES)


def _says_proceedings(fact: dict[str, Any]) -> bool:
    if fact["kind"] == Kind.LEGAL_STATUS:
        return str(fact["value"]) in BEEN_TO_COURT
    return bool(fact["kind"] == Kind.PROCEEDINGS and fact["value"] == YES)


def _answer(fact: dict[str, Any]) -> str:
    return str(fact["value"] or fact["unknown_because"])
