"""An edition: the whole lattice as it is printed, made once a quarter and the same for all.

Two versions of one figure would tell by their difference what was corrected in between.
So nothing is counted anew until the next quarter is published (docs/adr/0011-small-numbers.md).
Only what may be printed is kept.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.utils import timezone

from conferences.measures import Measure
from conferences.measures.computing import Figure, bring_up_to_date
from conferences.models import PublishedEdition
from conferences.published.adding_up import Count, Lattice, build
from conferences.published.counting import (
    NO_TEAM,
    Counted,
    Place,
    matured,
    published_counts,
    service_teams,
)
from conferences.published.periods import SETTLES_IN, Period, published_quarters, quarter_of
from conferences.published.suppression import Mark, Suppression, check, suppress

FEWEST_FOR_A_MEDIAN = 10


@dataclass(frozen=True)
class Printed:
    """What a reader is told of one figure. None stands beside the mark of what is kept back."""

    marks: dict[str, Mark]
    numerator: int | None = None
    n: int | None = None
    unknown: int | None = None
    median: tuple[float, float, float] | None = None


@dataclass(frozen=True)
class Edition:
    made_at: datetime
    quarters: tuple[Period, ...]
    teams: dict[int, str]
    figures: dict[tuple[str, Place], Printed]

    def is_matured(self, measure: Measure, period: Period) -> bool:
        return matured(measure, period, settled(self.quarters[0]))


class NotSafe(Exception):
    """A count kept back without a proof: nothing is printed rather than that."""


def current_edition() -> Edition:
    """The edition that is out; made by whoever asks first after its quarter is published."""
    quarters = published_quarters(timezone.localdate())
    kept = PublishedEdition.objects.filter(quarter=quarters[0].key).defer("content").first()
    kept = kept or publish(quarters)
    return read(kept.pk, kept.made_at)


def publish(quarters: list[Period]) -> PublishedEdition:
    """Make an edition and keep it; returns the one that came first, if another did."""
    edition = make_edition(quarters)
    kept, _ = PublishedEdition.objects.get_or_create(
        quarter=quarters[0].key,
        defaults={"made_at": edition.made_at, "content": written(edition)},
    )
    return kept


@lru_cache(maxsize=2)
def read(pk: int, made_at: datetime) -> Edition:
    """An edition as it was printed. It never changes, so that a process reads it once."""
    content = PublishedEdition.objects.get(pk=pk).content
    return Edition(
        made_at,
        tuple(quarter_of(date.fromisoformat(start)) for start in content["quarters"]),
        {int(team): name for team, name in content["teams"].items()},
        {
            (key, Place(*place)): Printed(
                {part: Mark(mark) for part, mark in marks.items()},
                numerator,
                n,
                unknown,
                tuple(median) if median else None,
            )
            for key, place, marks, (numerator, n, unknown), median in content["figures"]
        },
    )


def written(edition: Edition) -> dict[str, Any]:
    """As it is kept: quarters by their first day, and each figure with its place."""
    return {
        "quarters": [quarter.start.isoformat() for quarter in edition.quarters],
        "teams": {str(team): name for team, name in edition.teams.items()},
        "figures": [
            (key, place, figure.marks, (figure.numerator, figure.n, figure.unknown), figure.median)
            for (key, place), figure in edition.figures.items()
        ],
    }


def make_edition(quarters: list[Period]) -> Edition:
    bring_up_to_date()
    counted, lattice = take(quarters)
    found = suppress(
        lattice.values, lattice.equations, unprinted=lattice.unprinted, cost=lattice.cost
    )
    if check(lattice.values, lattice.equations, found):
        raise NotSafe
    figures = {
        (key, place): printed(figure, key, place, lattice, found)
        for (key, place), figure in counted.items()
    }
    used = {place.team for _, place in counted}
    teams = {pk: name for pk, name in service_teams().items() if pk in used}
    if NO_TEAM in used:
        teams[NO_TEAM] = "Without a team of the service"
    return Edition(timezone.now(), tuple(quarters), teams, figures)


def settled(newest: Period) -> date:
    """The day on which a quarter is published: maturity is counted up to it, whoever asks when."""
    return newest.end + timedelta(days=SETTLES_IN)


def take(quarters: list[Period]) -> tuple[Counted, Lattice]:
    """The counts as they stand, matured by the day on which the newest quarter is published."""
    day = settled(quarters[0])
    counted = published_counts(quarters, day)
    return counted, build(counted, quarters)


def printed(
    figure: Figure, key: str, place: Place, lattice: Lattice, found: Suppression
) -> Printed:
    names = {"numerator": figure.numerator, "denominator": figure.n, "unknown": figure.unknown}
    marks, shown = {}, {}
    for part, n in names.items():
        count = Count(key, part, place)
        if count in lattice.same:
            marks[part] = found.marks[lattice.same[count]]
            shown[part] = n if marks[part] is Mark.SHOWN else None
    median = None
    whole = all(mark is Mark.SHOWN for mark in marks.values())
    if figure.measure.kind == "amount" and whole and figure.n >= FEWEST_FOR_A_MEDIAN:
        median = (float(figure.value or 0), float(figure.lower or 0), float(figure.upper or 0))
    return Printed(
        marks, shown.get("numerator"), shown.get("denominator"), shown.get("unknown"), median
    )


def team_names(edition: Edition) -> dict[int, str]:
    """In the order of the page; one team alone is the service and stands nowhere by itself."""
    named = sorted(edition.teams.items(), key=lambda item: (item[0] == NO_TEAM, item[1]))
    return dict(named) if len(named) > 1 else {}
