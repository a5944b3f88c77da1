"""What became of an earlier family: facts at each follow-up, some not known, some missing."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cases.models import CaseChild, Event, Fact
from cases.outcomes.items import DECLARED, NO, YES, Item
from conferences.demo.clock import at, moment_on, working_day_by
from restorative.months import add_months

if TYPE_CHECKING:
    from conferences.demo.past import Life

Status, Living, Point = CaseChild.LegalStatus, CaseChild.LivingWith, Fact.Point
MONTHS = {Point.INDEX: 0, Point.THREE_MONTHS: 3, Point.SIX_MONTHS: 6, Point.TWELVE_MONTHS: 12}
STEPS_DOWN = {
    Status.PRE_PROCEEDINGS: Status.PROTECTION_PLAN,
    Status.PROTECTION_PLAN: Status.CHILD_IN_NEED,
    Status.ENQUIRY: Status.CHILD_IN_NEED,
    Status.CHILD_IN_NEED: Status.EARLY_HELP,
    Status.EARLY_HELP: Status.NONE,
}
SOURCE = "Told by the social worker"
Answers = Iterator[tuple[str, CaseChild | None, str]]


def follow(life: "Life", held_on: date, today: date, *, to_court: bool) -> None:
    """Ask at each follow-up that has come; one in nine was never made."""
    statuses = {child.pk: str(child.legal_status) for child in life.family.children}
    for point, months in MONTHS.items():
        due = add_months(held_on, months)
        asked_on = working_day_by(due + timedelta(days=3 + life.rng.randint(0, 14)))
        if asked_on > today or (months and life.rng.random() < 0.11):
            continue
        if months:
            statuses = {
                child.pk: _later(life, statuses[child.pk], to_court=to_court)
                for child in life.family.children
            }
        _ask(life, point, due, asked_on, list(_answers(life, statuses, months, to_court=to_court)))
    last = {child.pk: child for child in life.family.children}
    for key, status in statuses.items():
        last[key].legal_status = status
    CaseChild.objects.bulk_update(last.values(), ["legal_status", "living_with"])


def _later(life: "Life", status: str, *, to_court: bool) -> str:
    """Most step down or stay where they are; few come into care."""
    if status in (Status.IN_CARE, Status.ACCOMMODATED, Status.PROCEEDINGS):
        return Status.IN_CARE if to_court else status
    if to_court:
        return Status.PROCEEDINGS
    chance = life.rng.random()
    if chance < 0.55:
        return STEPS_DOWN.get(Status(status), status)
    return Status.ACCOMMODATED if chance > 0.97 else status


def _answers(life: "Life", statuses: dict[int, str], months: int, *, to_court: bool) -> Answers:
    rng = life.rng
    for child in life.family.children:
        status = statuses[child.pk]
        yield "legal_status", child, "" if months and rng.random() < 0.09 else status
        if status in (Status.IN_CARE, Status.ACCOMMODATED):
            child.living_with = Living.FOSTER_CARE
        elif months == 6 and rng.random() < 0.15:
            child.living_with = Living.MATERNAL_FAMILY
        yield "living_with", child, "" if months and rng.random() < 0.08 else child.living_with
        if months:
            yield "proceedings", child, YES if to_court else NO
    size = len(life.family.adults) + (rng.choice([0, 1, 1, 2, 3]) if months else 0)
    yield "network_size", None, str(size)
    often = ["daily", "weekly", "weekly", "monthly"] if months else ["weekly", "monthly", "rarely"]
    yield "network_contact", None, "" if rng.random() < 0.1 else rng.choice(often)


def _ask(
    life: "Life",
    point: Fact.Point,
    due: date,
    asked_on: date,
    answers: list[tuple[str, CaseChild | None, str]],
) -> None:
    moment = moment_on(asked_on, 12)
    facts = [
        Fact(
            case=life.case,
            person=child.person if child else None,
            kind=DECLARED[key].kind,
            point=point,
            value=value,
            unknown_because="" if value else Fact.Unknown.NOT_KNOWN,
            as_at=due,
            source=SOURCE,
            recorded_by=life.worker if child else life.coordinator,
        )
        for key, child, value in answers
    ]
    with at(moment):
        Fact.objects.bulk_create(facts)
    label = point.label[:1].lower() + point.label[1:]
    told: dict[tuple[str, str], list[CaseChild]] = {}
    first: dict[tuple[str, str], Fact] = {}
    for (key, child, value), fact in zip(answers, facts, strict=True):
        told.setdefault((key, value), []).extend([child] if child else [])
        first.setdefault((key, value), fact)
    for (key, value), children in told.items():
        item: Item = DECLARED[key]
        words = item.in_words(value) if value else Fact.Unknown.NOT_KNOWN.label
        life.tell(
            moment,
            Event.Kind.FACT_RECORDED,
            first[key, value].recorded_by,
            first[key, value],
            now=f"{item.label}, {label}: {words}",
            why=SOURCE,
            child_ids=[child.pk for child in children],
        )
