"""What became of the children and the family, recorded for all of them at once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.domain.facts import record_fact
from cases.domain.recording import record_event
from cases.models import Case, CaseChild, Event, Fact
from cases.outcomes.items import Item
from cases.outcomes.known import KEPT_ON_THE_CHILD, Record, read_record
from cases.outcomes.points import Window, window_of
from cases.rules_people import check_not_ahead

Unknown = Fact.Unknown
REASONS = {
    Unknown.NOT_KNOWN: "Not known",
    Unknown.NOT_ASKED: "Not asked",
    Unknown.NOT_APPLICABLE: "Does not apply",
}


@dataclass(frozen=True)
class Said:
    """An answer to one item, of one child or of the family: a value, or why there is none.

    Its own day and source count before those of the whole form.
    """

    item: Item
    child: CaseChild | None = None
    value: str = ""
    unknown: str = ""
    as_at: date | None = None
    source: str = ""

    @property
    def words(self) -> str:
        return words_of(self.item, self.value, self.unknown)


@dataclass(frozen=True)
class Clash:
    """Somebody else has answered the same meanwhile, otherwise."""

    said: Said
    theirs: Fact

    @property
    def their_words(self) -> str:
        return words_of(self.said.item, self.theirs.value, self.theirs.unknown_because)


class AnsweredMeanwhile(Exception):
    """Nothing was written: both answers are to be seen first."""

    def __init__(self, clashes: Sequence[Clash]) -> None:
        super().__init__(f"{len(clashes)} answers")
        self.clashes = clashes


def words_of(item: Item, value: str, unknown: str) -> str:
    if value:
        return item.in_words(value)
    return REASONS[Unknown(unknown)] if unknown else ""


@transaction.atomic
def record_outcomes(
    case: Case,
    point: str,
    answers: Sequence[Said],
    *,
    by: User,
    as_at: date,
    source: str,
    seen: int | None = None,
) -> list[Fact]:
    """Record what is known at one follow-up, of any of the children and of the family.

    What stands already, unchanged, writes nothing; another answer supersedes it. `seen` is
    the newest fact of the case when the form was made (`newest_fact`): raises
    AnsweredMeanwhile where somebody has recorded another answer since. Possible after closure.
    """
    case = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=case.pk)
    record = read_record(case)
    if record is None:
        raise ValidationError("The family has not met yet.", code="not_met")
    window = _window(record, point)
    wanted = [_check(one, record, window, as_at, source) for one in answers]
    clashes = [clash for one in wanted if (clash := _clash(one, record, point, seen))]
    if clashes:
        raise AnsweredMeanwhile(clashes)
    written: list[tuple[Said, Fact | None, Fact]] = []
    for said in wanted:
        standing = record.recorded(said.item, said.child, point)
        if _is_nothing_new(said, record, point, standing, seen):
            continue
        fact = record_fact(
            case,
            said.item.kind,
            said.value,
            as_at=said.as_at or as_at,
            source=(said.source or source).strip() or f"Entered by {by}",
            by=by,
            person=said.child.person if said.child else None,
            point=point,
            scale=said.item.scale,
            unknown_because=said.unknown,
            corrects=standing,
        )
        written.append((said, standing, fact))
    _follow(written, record)
    _tell(case, written, window, by=by)
    return [fact for _, _, fact in written]


def newest_fact(case: Case) -> int:
    """The key of what was recorded last: what a form has seen."""
    newest = Fact.objects.filter(case=case).order_by("-pk").values_list("pk", flat=True).first()
    return newest or 0


def _window(record: Record, point: str) -> Window:
    try:
        window = window_of(record.first.day, point)
    except KeyError:
        raise ValidationError("There is no such follow-up.", code="no_such_point") from None
    if window.day > timezone.localdate():
        raise ValidationError(
            f"This follow-up is on {window.day:%-d %B %Y}: record it from then on.",
            code="not_yet",
        )
    return window


def check_day(day: date, window: Window, index: date) -> None:
    """A day that has come, not before the family met, and not of the next follow-up."""
    check_not_ahead(day, "The date")
    if day < index:
        raise ValidationError(
            f"The date must be {index:%-d %B %Y} or later: that is when the family met.",
            code="before_index",
        )
    if window.until and day >= window.until:
        raise ValidationError(
            f"The date must be before {window.until:%-d %B %Y}: from then on it belongs to "
            "the next follow-up.",
            code="next_point",
        )


def _check(said: Said, record: Record, window: Window, as_at: date, source: str) -> Said:
    children = {child.pk: child for child in record.children}
    if said.child and said.child.pk not in children:
        raise ValidationError("This child is no longer part of the case.", code="child_left")
    if (said.child is None) == (said.item.about == "child"):
        raise ValidationError("Say of whom this is so.", code="of_whom")
    if said.item not in record.items or window.point not in said.item.points:
        raise ValidationError(f"{said.item.label} is not asked here.", code="not_asked_here")
    if bool(said.value) == bool(said.unknown):
        raise ValidationError(
            "Enter an answer, or why there is none: not both.", code="answer_or_reason"
        )
    if said.unknown and said.unknown not in REASONS:
        raise ValidationError("Select one of the choices shown.", code="choice")
    check_day(said.as_at or as_at, window, record.first.day)
    value = said.item.check(said.value) if said.value else ""
    return Said(said.item, said.child, value, said.unknown, said.as_at, said.source.strip())


def _clash(said: Said, record: Record, point: str, seen: int | None) -> Clash | None:
    standing = record.recorded(said.item, said.child, point)
    if seen is None or standing is None or standing.pk <= seen:
        return None
    if _same(said, standing) or _is_untouched(said, standing, seen):
        return None
    return Clash(said, standing)


def _same(said: Said, fact: Fact) -> bool:
    return (said.value, said.unknown) == (fact.value, fact.unknown_because)


def _is_untouched(said: Said, standing: Fact, seen: int) -> bool:
    """Whether this is what the form was made with: the other's answer then stands."""
    before = standing.corrects
    while before is not None and before.pk > seen:
        before = before.corrects
    return before is not None and _same(said, before)


def _is_nothing_new(
    said: Said, record: Record, point: str, standing: Fact | None, seen: int | None
) -> bool:
    if standing is None:
        known = record.answer(said.item, said.child, point)
        own = said.as_at or said.source
        return known is not None and not own and known.said == (said.value, said.unknown)
    if seen is not None and standing.pk > seen and not _same(said, standing):
        return True
    return (
        _same(said, standing)
        and said.as_at in (None, standing.as_at)
        and said.source in ("", standing.source)
    )


def _follow(written: Sequence[tuple[Said, Fact | None, Fact]], record: Record) -> None:
    """Let the lists show a status or living arrangement that is newer than what they hold."""
    changes: dict[int, dict[str, str]] = defaultdict(dict)
    for said, _, fact in written:
        if said.child is None or not said.value or said.item.kind not in KEPT_ON_THE_CHILD:
            continue
        others = [
            one.as_at
            for one in record.facts
            if (one.kind, one.person_id) == (fact.kind, fact.person_id) and one.value
        ]
        if fact.as_at >= max(others, default=fact.as_at):
            changes[said.child.pk][str(said.item.kind)] = said.value
    for key, columns in changes.items():
        child = CaseChild.objects.get(pk=key)
        changed = {name: value for name, value in columns.items() if getattr(child, name) != value}
        if not changed:
            continue
        if "living_with" in changed:
            # It described where they lived before.
            changed["living_detail"] = ""
        for name, value in changed.items():
            setattr(child, name, value)
        child.version += 1
        child.save(update_fields=[*changed, "version"])


def _tell(
    case: Case,
    written: Sequence[tuple[Said, Fact | None, Fact]],
    window: Window,
    *,
    by: User,
) -> None:
    """One event for each thing that was said, with the children of whom it is so."""
    told: dict[tuple[str, str, str], list[tuple[Said, Fact]]] = defaultdict(list)
    for said, standing, fact in written:
        before = words_of(said.item, standing.value, standing.unknown_because) if standing else ""
        told[said.item.label, before, said.words].append((said, fact))
    for (label, before, after), rows in told.items():
        record_event(
            case,
            Event.Kind.FACT_RECORDED,
            by=by,
            subject=rows[0][1],
            children=[said.child for said, _ in rows if said.child],
            from_value=f"{label}: {before}" if before else "",
            to_value=f"{label}, {window.label[:1].lower()}{window.label[1:]}: {after}",
            why=rows[0][1].source,
        )
