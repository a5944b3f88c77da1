"""The row of each child: who they are, whether they were heard, what became of them."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from cases.models import Answer, Fact
from conferences.figures import points
from conferences.figures.from_letter import care_from_letter, proceedings_from_letter
from conferences.figures.sources import Held, Sources
from conferences.models import ChildFigure, Participant
from conferences.models.figures import POINTS

SENT_HOME = (Fact.Kind.SUSPENSIONS, Fact.Kind.EXCLUSIONS)


def child_rows(read: Sources) -> list[ChildFigure]:
    """A row for each child of each case; one who left before the family met is left out."""
    return [
        _row(read, case, child) for case in read.cases for child in _children_of(read, case["pk"])
    ]


def _children_of(read: Sources, case_id: int) -> Iterator[dict[str, Any]]:
    held = read.held.get(case_id)
    kept: dict[int, dict[str, Any]] = {}
    for child in read.children.get(case_id, []):
        left = child["left_on"]
        if left is None or (held and left > held.on):
            kept[child["person_id"]] = child
    yield from kept.values()


def _row(read: Sources, case: dict[str, Any], child: dict[str, Any]) -> ChildFigure:
    held = read.held.get(case["pk"])
    index = held.on if held else None
    facts = [
        fact for fact in read.facts.get(case["pk"], []) if fact["person_id"] == child["person_id"]
    ]
    applied = read.applications.get(child["person_id"], [])
    letter = read.letters_of.get((case["pk"], child["person_id"]))
    care = care_from_letter(facts, letter)
    court = proceedings_from_letter(facts, letter, applied)
    row = ChildFigure(
        case_id=case["pk"],
        person_id=child["person_id"],
        team_id=case["team_id"],
        referring_team_id=case["referring_team_id"],
        coordinator_id=case["coordinator_id"],
        pathway=read.pathways.get(case["pk"], ""),
        is_restricted=case["is_restricted"],
        held_on=index,
        age=_age(child["person__date_of_birth"], index),
        gender=child["person__gender"],
        ethnicity=_said(child, "ethnicity"),
        faith=_said(child, "faith"),
        language=child["person__language"],
        access=child["person__access"],
        entered_care_on=points.entered_care_on(facts, index),
        proceedings_on=points.proceedings_on(facts, index, applied),
        attendance_index=_percent(facts, "index", index),
        attendance_m6=_percent(facts, "m6", index),
        suspensions_index=points.number_at(facts, SENT_HOME, "index", index),
        suspensions_m6=points.number_at(facts, SENT_HOME, "m6", index),
        letter_on=letter,
        looked_after_letter=care.at_letter,
        looked_after_letter_m12=care.a_year_on,
        care_from_letter_on=care.on,
        proceedings_letter_m12=court.a_year_on,
        proceedings_from_letter_on=court.on,
        **_heard(read, held, child["person_id"]),
    )
    for point in POINTS:
        setattr(row, f"status_{point}", points.status_at(facts, point, index))
        setattr(row, f"living_{point}", points.known_at(facts, Fact.Kind.LIVING_WITH, point, index))
        setattr(row, f"looked_after_{point}", points.looked_after_at(facts, point, index))
        setattr(row, f"proceedings_{point}", points.proceedings_at(facts, point, index, applied))
    row.rank_index = points.RANKS.get(row.status_index)
    row.rank_m6 = points.RANKS.get(row.status_m6)
    return row


def _heard(read: Sources, held: Held | None, person_id: int) -> dict[str, bool]:
    """Whether a child came, was heard another way, and was offered an advocate."""
    rows = read.participants.get(held.meeting, []) if held else []
    own = [row for row in rows if row["person_id"] == person_id]
    own = [row for row in own if row["part"] == Participant.Part.CHILD] or own
    return {
        "came": any(row["arrived_at"] for row in own),
        "views_conveyed": any(row["said"] or row["views_read_at"] for row in own),
        "advocate_offered": any(row["pk"] in read.advocates_offered for row in own),
    }


def _age(born: date | None, on: date | None) -> int | None:
    if born is None or on is None or born > on:
        return None
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _said(child: dict[str, Any], name: str) -> str:
    """What was answered; or that nobody asked, or that they would rather not say."""
    answer = child[f"person__{name}_answer"]
    return str(child[f"person__{name}"] or answer if answer == Answer.GIVEN else answer)


def _percent(facts: points.Facts, point: str, index: date | None) -> Decimal | None:
    said = points.known_at(facts, Fact.Kind.ATTENDANCE, point, index)
    try:
        value = Decimal(said)
    except InvalidOperation:
        return None
    return value.quantize(Decimal("0.01")) if 0 <= value <= 100 else None
