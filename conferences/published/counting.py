"""The counts of the published lattice, of unrestricted cases alone, before anything is hidden.

Each count is one number a reader could see or work out: what was counted, the rest, among how
many, not known, all asked about. A place is a period with the whole service or one team, or a
year of the whole service with one group of children.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractQuarter, ExtractYear

from accounts.models import Team
from cases.models import Person
from cases.models.person import Answer
from conferences.measures import MEASURES, Measure, funnel
from conferences.measures.computing import Figure, grouped, rows_of
from conferences.measures.other_rows import OTHER_WORK, WRITTEN_DOWN
from conferences.measures.rows import CHILDREN
from conferences.measures.selection import Selection
from conferences.models import MeetingParty
from conferences.published.periods import Period, quarter_of, years_of
from conferences.summaries.reading import DIMENSIONS

ALL = -1
NO_TEAM = 0
OTHERS = "Other groups, fewer than 5 children each"
FEWEST = 5


class Place(NamedTuple):
    """`team` is ALL, NO_TEAM or a key; `dimension` and `group` are empty but for groups."""

    period: str
    team: int = ALL
    dimension: str = ""
    group: str = ""


Counted = dict[tuple[str, Place], Figure]


def publishable() -> list[Measure]:
    """Measures that are counts of people, meetings or answers, or days. Not the funnel.

    The funnel of one quarter changes each day, and a ratio prints two sums by which single
    meetings could be told. Nor other restorative work: no list of cases says who is in it.
    """
    return [
        measure
        for measure in MEASURES.values()
        if measure.kind != "ratio"
        and measure not in funnel.MEASURES
        and measure.rows not in (OTHER_WORK, WRITTEN_DOWN)
    ]


def matured(measure: Measure, period: Period, today: date) -> bool:
    """Whether every record of a period is counted already: a part of one is not published."""
    return measure.maturity.latest(today) >= period.end


def service_teams() -> dict[int, str]:
    return dict(Team.objects.service().values_list("pk", "name"))


def published_counts(quarters: list[Period], today: date) -> Counted:
    """Every figure of the lattice by measure and place; empty places are left out."""
    return {
        (measure.key, place): figure
        for measure in publishable()
        for place, figure in (
            *_by_quarter(measure, quarters, today),
            *_by_year(measure, quarters, today),
            *_by_group(measure, quarters, today),
        )
    }


def _rows(measure: Measure, start: date, end: date, today: date) -> QuerySet[Any, Any]:
    rows = rows_of(measure, Selection(start, end, today=today), reader=None)
    match measure.rows.name:
        case "letters":
            return rows.filter(Q(case__isnull=True) | Q(case__is_restricted=False))
        case "meetings":
            parties = MeetingParty.objects.filter(meeting=OuterRef("pk"))
            return rows.filter(~Exists(parties.filter(case__is_restricted=True)))
        case _:
            return rows.filter(is_restricted=False)


def _by_quarter(
    measure: Measure, quarters: list[Period], today: date
) -> Iterator[tuple[Place, Figure]]:
    rows = _rows(measure, quarters[-1].start, quarters[0].end, today)
    whole = {quarter.key: quarter for quarter in quarters if matured(measure, quarter, today)}
    rows = rows.annotate(
        in_year=ExtractYear(measure.index), in_quarter=ExtractQuarter(measure.index)
    )
    when = ["in_year", "in_quarter"]
    for by in (when, [*when, measure.rows.team]):
        for (year, number, *team), figure in grouped(measure, rows, by).items():
            quarter = quarter_of(date(year, 3 * number, 1)).key
            if quarter in whole:
                yield Place(quarter, _team(team)), figure


def _by_year(
    measure: Measure, quarters: list[Period], today: date
) -> Iterator[tuple[Place, Figure]]:
    for year in years_of(quarters):
        if matured(measure, year, today):
            rows = _rows(measure, year.start, year.end, today)
            for by in ([], [measure.rows.team]):
                for team, figure in grouped(measure, rows, by).items():
                    yield Place(year.key, _team(list(team))), figure


def _by_group(
    measure: Measure, quarters: list[Period], today: date
) -> Iterator[tuple[Place, Figure]]:
    """Children of a whole year, by what they are compared by; rare groups are put together.

    What a rare group is called can already tell who it is.
    """
    if measure.rows is not CHILDREN:
        return
    for year in years_of(quarters):
        if not matured(measure, year, today):
            continue
        rows = _rows(measure, year.start, year.end, today)
        for dimension in DIMENSIONS:
            sizes = rows.order_by().values(dimension).annotate(n=Count("pk"))
            common = [row[dimension] for row in sizes if row["n"] >= FEWEST]
            is_common = Q(**{f"{dimension}__in": common})
            for (group,), figure in grouped(measure, rows.filter(is_common), [dimension]).items():
                yield Place(year.key, ALL, dimension, group_words(dimension, group)), figure
            rare = rows.exclude(is_common)
            if len(common) < len(sizes):
                figure = grouped(measure, rare, [])[()]
                yield Place(year.key, ALL, dimension, OTHERS), figure


def _team(found: list[int | None]) -> int:
    return ALL if not found else found[0] or NO_TEAM


def group_words(dimension: str, value: str | None) -> str:
    """What a group is called on the page."""
    if not value:
        return "Not recorded"
    if dimension == "gender":
        return str(Person.Gender(value).label)
    if dimension == "access" and value == Answer.GIVEN:
        return "Needs help to take part"
    return str(dict(Answer.choices).get(value, value))
