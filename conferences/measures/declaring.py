"""What a measure is: one declaration that gives its number, its records and its words.

Conditions are Q objects on the rows a measure counts, so that the same ones make the figure,
the list behind it and a grouping in SQL; the words beside them are what
`manage.py document_measures` and "how this is counted" on a page print.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Avg, Count, F, Q, Sum
from django.db.models.aggregates import Aggregate

from conferences.measures.rows import RowSet
from restorative.months import last_day_reaching

EVERYBODY = Q()
NOTHING = Q(pk__in=[])


class Part(StrEnum):
    """Which of the records behind a figure: what was counted, among what, who is not known."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    UNKNOWN = "unknown"


class Percentile(Aggregate):
    """A value that occurs in the data, below or at which this share of it lies."""

    name = "Percentile"
    function = "percentile_disc"

    def __init__(self, column: str, share: float, **extra: Any) -> None:
        self.template = f"percentile_disc({share}) WITHIN GROUP (ORDER BY %(expressions)s)"
        super().__init__(column, **extra)


@dataclass(frozen=True)
class Maturity:
    """How long after its index date a record must be before it is counted."""

    months: int = 0
    days: int = 0

    def latest(self, today: date) -> date:
        """The last index date of which this has passed by today."""
        if self.months:
            return last_day_reaching(today, self.months)
        return today - timedelta(days=self.days)

    @property
    def words(self) -> str:
        if self.months:
            return f"{self.months} months have passed since the index date"
        return f"{self.days} days have passed since the index date" if self.days else ""


@dataclass(frozen=True, kw_only=True)
class Measure(ABC):
    """What every kind has in common. `among` is everybody asked about, known or not.

    `index` is the date column that puts a record into a period. `unknown` are those of
    `among` whose answer is not known: they leave the denominator and are printed beside it.
    """

    key: str
    name: str
    question: str
    unit: str
    rows: RowSet
    index: str
    index_words: str
    source: str
    numerator_words: str
    denominator_words: str
    unknown_words: str = ""
    among: Q = EVERYBODY
    unknown: Q = NOTHING
    maturity: Maturity = Maturity()
    reference: str = ""
    caveat: str = ""
    # What it is an outcome of, where that is not any meeting of a family: printed with it.
    label: str = ""
    # The key of a measure without which this one is never shown.
    beside: str = ""
    # The key of a measure of which this is one part: shown with it, explained by it.
    part_of: str = ""

    kind = ""

    @abstractmethod
    def condition(self, part: Part) -> Q:
        """Which rows are behind a part of the figure."""

    @abstractmethod
    def aggregates(self) -> dict[str, Any]:
        """What is asked of the database: for one figure, or for each group of rows."""


@dataclass(frozen=True, kw_only=True)
class Rate(Measure):
    """Of so many, so many: a proportion with its interval."""

    counted: Q

    kind = "rate"

    def condition(self, part: Part) -> Q:
        match part:
            case Part.NUMERATOR:
                return self.among & self.counted & ~self.unknown
            case Part.DENOMINATOR:
                return self.among & ~self.unknown
            case Part.UNKNOWN:
                return self.among & self.unknown

    def aggregates(self) -> dict[str, Any]:
        return {part.value: Count("pk", filter=self.condition(part)) for part in Part}


@dataclass(frozen=True, kw_only=True)
class SumRate(Measure):
    """A proportion of things that stand as sums on rows: actions, answers, bottom lines.

    Each record behind it carries its own number in the column.
    """

    part: str
    whole: str
    not_known: str = ""

    kind = "rate"

    def column(self, part: Part) -> str:
        columns = {Part.NUMERATOR: self.part, Part.DENOMINATOR: self.whole}
        return columns.get(part, self.not_known)

    def condition(self, part: Part) -> Q:
        column = self.column(part)
        return self.among & Q(**{f"{column}__gt": 0}) if column else NOTHING

    def aggregates(self) -> dict[str, Any]:
        return {
            part.value: Sum(self.column(part), filter=self.among, default=0)
            for part in Part
            if self.column(part)
        }


@dataclass(frozen=True, kw_only=True)
class Amount(Measure):
    """How much, in the middle: median and quartiles, and the mean where it says so."""

    of: str
    has_mean: bool = False

    kind = "amount"

    def condition(self, part: Part) -> Q:
        match part:
            case Part.UNKNOWN:
                return self.among & Q(**{f"{self.of}__isnull": True})
            case _:
                return self.among & Q(**{f"{self.of}__isnull": False})

    def aggregates(self) -> dict[str, Any]:
        known = self.condition(Part.DENOMINATOR)
        return {
            "denominator": Count("pk", filter=known),
            "unknown": Count("pk", filter=self.condition(Part.UNKNOWN)),
            "lower": Percentile(self.of, 0.25, filter=known),
            "median": Percentile(self.of, 0.5, filter=known),
            "upper": Percentile(self.of, 0.75, filter=known),
            "mean": Avg(self.of, filter=known),
        }


@dataclass(frozen=True, kw_only=True)
class Ratio(Measure):
    """So many for each of the others: no proportion, so without an interval."""

    part: str
    whole: str

    kind = "ratio"

    def condition(self, part: Part) -> Q:
        known = Q(**{f"{self.part}__isnull": False, f"{self.whole}__isnull": False})
        match part:
            case Part.UNKNOWN:
                return self.among & ~known
            case _:
                return self.among & known

    def aggregates(self) -> dict[str, Any]:
        known = self.condition(Part.DENOMINATOR)
        return {
            "numerator": Sum(self.part, filter=known, default=0),
            "denominator": Sum(self.whole, filter=known, default=0),
            "n": Count("pk", filter=known),
            "unknown": Count("pk", filter=self.condition(Part.UNKNOWN)),
        }


@dataclass(frozen=True, kw_only=True)
class Volume(Measure):
    """How many there were."""

    kind = "volume"

    def condition(self, part: Part) -> Q:
        return NOTHING if part is Part.UNKNOWN else self.among

    def aggregates(self) -> dict[str, Any]:
        return {"numerator": Count("pk", filter=self.among)}


def days_after(column: str, days: int) -> Any:
    """A day so many days after the one in a column, to compare others with."""
    return F(column) + timedelta(days=days)
