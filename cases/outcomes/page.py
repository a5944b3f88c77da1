"""The outcomes of a case as its page shows them: what is known, and what nobody has said."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from accounts.models import User
from cases.domain.outcomes import words_of
from cases.models import Case, CaseChild, Fact
from cases.outcomes.due import follow_up_url
from cases.outcomes.items import About, Item
from cases.outcomes.known import Answer, Record
from cases.outcomes.points import LABELS, Point, State, Window

CORRECTIONS_SHOWN = 100
TAGS = {
    State.OVERDUE: ("Overdue", "red"),
    State.DUE: ("To be recorded", "yellow"),
    State.RECORDED: ("Recorded", ""),
    State.AHEAD: ("To come", ""),
}


@dataclass(frozen=True)
class FollowUp:
    """One follow-up of the family: when it is, and how far it has been recorded."""

    window: Window
    state: State
    missing: int
    url: str

    @property
    def tag(self) -> tuple[str, str]:
        return TAGS[self.state]

    @property
    def has_begun(self) -> bool:
        return self.state != State.AHEAD


@dataclass(frozen=True)
class Cell:
    """What one item says at one point. Without `words` nobody has recorded anything."""

    point: str
    words: str = ""
    note: str = ""
    is_known: bool = False
    is_ahead: bool = False
    is_asked: bool = True


@dataclass(frozen=True)
class Line:
    label: str
    cells: list[Cell]


@dataclass(frozen=True)
class Table:
    title: str
    lines: list[Line]


@dataclass(frozen=True)
class Correction:
    """An answer that no longer stands, and what stands in its place."""

    of: str
    what: str
    before: str
    after: str
    fact: Fact


def follow_ups(record: Record, today: date | None = None) -> list[FollowUp]:
    """All follow-ups of a family in their order."""
    today = today or timezone.localdate()
    return [
        FollowUp(
            window,
            record.state(window, today),
            len(record.missing(window.point)) if window.day <= today else 0,
            follow_up_url(record.case, window.point),
        )
        for window in record.windows
    ]


def tables(record: Record, today: date | None = None) -> list[Table]:
    """A table for each child and one for the family, with a column for each follow-up."""
    today = today or timezone.localdate()
    made = [
        Table(child.person.liked_name, _lines(record, About.CHILD, child, today))
        for child in record.children
    ]
    of_family = _lines(record, About.FAMILY, None, today)
    return [*made, Table("The family", of_family)] if of_family else made


def _lines(record: Record, about: About, child: CaseChild | None, today: date) -> list[Line]:
    items = [item for item in record.items if item.about == about]
    return [
        Line(item.label, [_cell(record, item, child, one, today) for one in record.windows])
        for item in items
    ]


def _cell(record: Record, item: Item, child: CaseChild | None, window: Window, today: date) -> Cell:
    if window.point not in item.points:
        return Cell(window.label, is_asked=False)
    if window.day > today:
        return Cell(window.label, is_ahead=True)
    answer = record.answer(item, child, window.point)
    if answer is None:
        if item.only_after and not _missing(record, item, child, window.point):
            return Cell(window.label, is_asked=False)
        return Cell(window.label)
    return Cell(window.label, words_of(item, *answer.said), _note(answer), bool(answer.value))


def _missing(record: Record, item: Item, child: CaseChild | None, point: str) -> bool:
    key = child.pk if child else None
    return any(
        one.item == item and (one.child.pk if one.child else None) == key
        for one in record.missing(point)
    )


def _note(answer: Answer) -> str:
    words = f"{answer.as_at:%-d %B %Y}, {answer.source}"
    return f"{words}, {answer.fact.recorded_by}" if answer.fact else words


def corrections(case: Case, record: Record, user: User) -> list[Correction]:
    """What was corrected, the newest correction first, of the children this person may see."""
    facts = (
        Fact.objects.visible_to(user)
        .filter(case=case, superseded_by__isnull=False)
        .exclude(point=Point.NONE)
        .select_related("superseded_by", "superseded_by__recorded_by", "recorded_by")
        .order_by("-superseded_by__pk")[:CORRECTIONS_SHOWN]
    )
    names = {child.person_id: child.person.liked_name for child in record.children}
    found = []
    for fact in facts:
        item = _item_of(record, fact)
        if item is None or (fact.person_id and fact.person_id not in names):
            continue
        after = fact.superseded_by
        found.append(
            Correction(
                of=names.get(fact.person_id or 0, "The family"),
                what=f"{item.label}, {LABELS[Point(fact.point)].lower()}",
                before=words_of(item, fact.value, fact.unknown_because),
                after=words_of(item, after.value, after.unknown_because),
                fact=fact,
            )
        )
    return found


def _item_of(record: Record, fact: Fact) -> Item | None:
    return next(
        (one for one in record.items if (one.kind, one.scale) == (fact.kind, fact.scale)), None
    )
