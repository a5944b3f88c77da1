"""The published report as page, spreadsheet and PDF print it: the same cells for all."""

from dataclasses import dataclass
from datetime import datetime

from conferences.measures import Measure
from conferences.published.periods import Period

SMALL = "fewer than 5"
HIDDEN = "hidden"
HEADS = ("Counted", "Among", "Not known", "Figure", "95 % interval")


@dataclass(frozen=True)
class Cell:
    """What is printed, and the number behind it: None where there is none or it is kept back."""

    text: str
    value: float | None = None


@dataclass(frozen=True)
class Row:
    """One figure: its cells stand under HEADS. `shares` are of 1: 0.62 is printed as 62 %."""

    head: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """Figures of one measure by quarter, by team or by group; or of all, one to a row."""

    title: str
    row_head: str
    rows: tuple[Row, ...]
    heads: tuple[str, ...] = HEADS


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
