"""The published report as page, spreadsheet and PDF print it: the same cells for all."""

from dataclasses import dataclass
from datetime import datetime

from cases.models.person import Answer
from conferences.dashboards.shown import shown
from conferences.measures import Measure
from conferences.measures.declaring import SumRate
from conferences.measures.rows import AGE_GROUPS
from conferences.measures.wilson import wilson
from conferences.published.counting import ALL, OTHERS, Place, publishable
from conferences.published.editions import (
    FEWEST_FOR_A_MEDIAN,
    Edition,
    Printed,
    current_edition,
    team_names,
)
from conferences.published.periods import Period, years_of
from conferences.published.suppression import Mark
from conferences.summaries.reading import DIMENSIONS

SMALL = "fewer than 5"
HIDDEN = "hidden"
UNSAID = ("Not recorded", *(str(label) for value, label in Answer.choices if value != Answer.GIVEN))
KEPT_BACK = (
    "“Fewer than 5” stands for 1, 2, 3 or 4: so few that somebody could be recognised.",
    "“Hidden” stands for a number that would let a smaller one be worked out by subtraction. "
    "It says nothing of the number itself.",
    "A percentage is shown only where all its counts are, a median only from 10 on; answers, "
    "actions and bottom lines only where 5 or more families met.",
)
EXPLAINED = (
    *KEPT_BACK,
    "Cases with restricted access are in no figure of this report.",
    "A quarter is published 28 days after its last day, as it stood when this report was made. "
    "Later corrections appear with the next quarter.",
    "“Not yet”: the time after which this is counted has not passed for the whole period.",
    "None of this says what caused what.",
)
HEADS = ("Counted", "Among", "Not known", "Figure", "95 % interval")


@dataclass(frozen=True)
class Cell:
    """What is printed, and the number behind it: None where there is none or it is kept back."""

    text: str
    value: float | None = None


NOTHING = Cell("")
NOT_SHOWN = Cell("not shown")
NOT_YET = Cell("not yet")
EMPTY = Printed({})


@dataclass(frozen=True)
class Row:
    """One figure: its cells stand under HEADS. `shares` are of 1: 0.62 is printed as 62 %."""

    head: str
    cells: tuple[Cell, ...]

    @property
    def named(self) -> list[tuple[str, Cell]]:
        return list(zip(HEADS, self.cells, strict=True))

    @property
    def is_not_yet(self) -> bool:
        return NOT_YET in self.cells


@dataclass(frozen=True)
class Table:
    """Figures of one measure by quarter, by team or by group; or of all, one to a row."""

    title: str
    row_head: str
    rows: tuple[Row, ...]
    heads: tuple[str, ...] = HEADS

    @property
    def counted(self) -> list[Row]:
        return [row for row in self.rows if not row.is_not_yet]

    @property
    def not_yet(self) -> list[str]:
        """Of which nothing can be said yet: a page names them in one sentence."""
        return [row.head for row in self.rows if row.is_not_yet]


@dataclass(frozen=True)
class Section:
    """A measure with its tables; how it is counted is `how_it_is_counted(measure)`."""

    measure: Measure
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class Report:
    """`made_at` is when the figures were taken: all readers get these until the next quarter."""

    period: Period
    periods: tuple[Period, ...]
    made_at: datetime
    headline: Table
    sections: tuple[Section, ...]
    explained: tuple[str, ...]


def report_for(key: str = "") -> Report | None:
    """The report on a published quarter or year by its key; the newest quarter without one.

    None where nothing is published under it. Measures that the service chose not to show are
    left out; what is kept back does not depend on that choice.
    """
    edition = current_edition()
    periods = (*edition.quarters, *years_of(list(edition.quarters)))
    period = next((one for one in periods if one.key == key), None) if key else periods[0]
    if period is None:
        return None
    chosen = shown(publishable())
    rows = [
        Row(_title(measure), cells(edition, measure, Place(period.key), period))
        for measure in chosen
    ]
    return Report(
        period,
        periods,
        edition.made_at,
        Table(f"The whole service, {period.words}", "Measure", tuple(rows)),
        tuple(Section(measure, _tables(edition, measure, period, periods)) for measure in chosen),
        EXPLAINED,
    )


def _title(measure: Measure) -> str:
    return f"{measure.name} ({measure.label})" if measure.label else measure.name


def has_anything(report: Report) -> bool:
    """Whether any figure of this period rests on a record, as far as a reader is told."""
    kept = {SMALL, HIDDEN}
    return any(
        cell.value or cell.text in kept for row in report.headline.rows for cell in row.cells[:3]
    )


def _tables(
    edition: Edition, measure: Measure, period: Period, periods: tuple[Period, ...]
) -> tuple[Table, ...]:
    same_kind = [one for one in periods if one.is_year == period.is_year]
    found = []
    teams = team_names(edition)
    if teams:
        rows = [
            Row(name, cells(edition, measure, Place(period.key, pk), period))
            for pk, name in teams.items()
        ]
        found.append(Table(f"By team, {period.words}", "Team", tuple(rows)))
    over = [Row(one.words, cells(edition, measure, Place(one.key), one)) for one in same_kind]
    if len(over) > 1:
        found.append(
            Table("By year" if period.is_year else "By quarter", "Period", tuple(reversed(over)))
        )
    for dimension, title in DIMENSIONS.items() if period.is_year else ():
        groups = sorted(
            place.group
            for key, place in edition.figures
            if key == measure.key and place.period == period.key and place.dimension == dimension
        )
        rows = [
            Row(group, cells(edition, measure, Place(period.key, ALL, dimension, group), period))
            for group in sorted(groups, key=lambda name: _order(dimension, name))
        ]
        if rows:
            found.append(Table(f"By {title.lower()}, {period.words}", title, tuple(rows)))
    return tuple(found)


def _order(dimension: str, group: str) -> tuple[int, int, str]:
    """Ages in their order; what is no group stands last."""
    ages = [words for _, words in AGE_GROUPS]
    last = group in (OTHERS, *UNSAID)
    return (int(last), ages.index(group) if group in ages else 0, group)


def cells(edition: Edition, measure: Measure, place: Place, period: Period) -> tuple[Cell, ...]:
    """Five cells under HEADS. A percentage needs all its counts shown."""
    if not edition.is_matured(measure, period):
        return (NOTHING, NOTHING, NOTHING, NOT_YET, NOTHING)
    if isinstance(measure, SumRate) and not _many_families(edition, place):
        return (NOTHING, NOTHING, NOTHING, NOT_SHOWN, NOTHING)
    found = edition.figures.get((measure.key, place), EMPTY)
    counted = _count(found, "numerator", found.numerator)
    among = _count(found, "denominator", found.n)
    unknown = _count(found, "unknown", found.unknown) if measure.unknown_words else NOTHING
    match measure.kind:
        case "volume":
            return (counted, NOTHING, NOTHING, counted, NOTHING)
        case "amount":
            return (NOTHING, among, unknown, _median(measure, found), NOTHING)
        case _:
            return (counted, among, unknown, *_share(found))


def _many_families(edition: Edition, place: Place) -> bool:
    """Whether 5 or more families met, and that is shown: what few say or do is theirs alone."""
    return bool(edition.figures.get(("families_met", place), EMPTY).numerator)


def _count(found: Printed, part: str, n: int | None) -> Cell:
    match found.marks.get(part, Mark.SHOWN):
        case Mark.SMALL:
            return Cell(SMALL)
        case Mark.HIDDEN:
            return Cell(HIDDEN)
        case _:
            return Cell(f"{n or 0:,}", float(n or 0))


def _share(found: Printed) -> tuple[Cell, Cell]:
    if any(mark is not Mark.SHOWN for mark in found.marks.values()):
        return NOT_SHOWN, NOTHING
    if not found.n or found.numerator is None:
        return NOTHING, NOTHING
    share = found.numerator / found.n
    interval = wilson(found.numerator, found.n)
    assert interval is not None
    return (
        Cell(f"{share:.0%}".replace("%", " %"), share),
        Cell(f"{100 * interval.low:.0f} to {100 * interval.high:.0f} %"),
    )


def _median(measure: Measure, found: Printed) -> Cell:
    if any(mark is not Mark.SHOWN for mark in found.marks.values()):
        return NOT_SHOWN
    if found.median is None:
        return Cell(f"not shown under {FEWEST_FOR_A_MEDIAN}") if found.n else NOTHING
    middle, lower, upper = found.median
    return Cell(f"median {middle:g} (half are {lower:g} to {upper:g}) {measure.unit}", middle)
