"""Figures by month or quarter, as run charts where there are enough points to see anything."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from django.utils.safestring import SafeString

from accounts.models import User
from conferences.dashboards.figure_words import Said
from conferences.dashboards.filtering import Chosen, last_of_month
from conferences.measures import MEASURES, Measure
from conferences.measures.computing import Figure
from conferences.pictures.run_chart import Point, median_of, run_chart, signals
from conferences.summaries.beside_cells import Scope
from conferences.summaries.reading import figures_by_month
from restorative.months import add_months

SHOWN = ("families_met", "days_to_meet", "plan_agreed")
# So far back a chart reaches, so that a short period does not leave it without points.
MONTHS = 24


@dataclass(frozen=True)
class Chart:
    """One figure month by month: a picture where there are enough points, and its table."""

    measure: Measure
    points: list[tuple[date, Said]]
    picture: SafeString | None
    said: list[str]

    @property
    def key(self) -> str:
        return self.measure.key

    @property
    def finding(self) -> str:
        values = [said.figure.value for _, said in self.points if said.figure.value is not None]
        if not values:
            return f"{self.measure.name}: no figures yet"
        middle = median_of(values)
        words = f"{middle * 100:.0f} %" if self.measure.kind == "rate" else f"{middle:g}"
        return f"{self.measure.name}: the middle month is {words}"


def charts(
    chosen: Chosen, hidden: Collection[str], *, reader: User, scope: Scope | None = None
) -> list[Chart]:
    """The figures that are shown month by month."""
    return _charts([MEASURES[key] for key in SHOWN if key not in hidden], chosen, reader, scope)


def chart_by_month(measure: Measure, chosen: Chosen, *, reader: User) -> Chart | None:
    return next(iter(_charts([measure], chosen, reader)), None)


def _charts(
    measures: list[Measure], chosen: Chosen, reader: User, scope: Scope | None = None
) -> list[Chart]:
    """Each in the 24 months up to the end of the period, or in all of a longer one."""
    start = add_months(chosen.end.replace(day=1), 1 - MONTHS)
    selection = replace(
        chosen.selection,
        start=min(start, chosen.start),
        end=min(chosen.end, last_of_month(chosen.selection.today.replace(day=1))),
    )
    if selection.start is None or selection.end is None or selection.start > selection.end:
        return []
    by_month = figures_by_month(measures, selection, reader=reader, scope=scope)
    return [
        chart_of(measure, {month: found[measure.key] for month, found in by_month.items()})
        for measure in measures
    ]


def chart_of(measure: Measure, by_month: dict[date, Figure]) -> Chart:
    points = [_point(month, figure) for month, figure in by_month.items()]
    unit = "%" if measure.kind == "rate" else measure.unit
    picture = run_chart(points, unit, name=f"chart-{measure.key}", title=measure.name)
    said = [(month, Said(figure)) for month, figure in by_month.items()]
    return Chart(measure, said, picture, signals(points) if picture else [])


def _point(month: date, figure: Figure) -> Point:
    """A month without any is a number; without anybody to ask about, no rate and no median."""
    value, n = figure.value, figure.n
    match figure.measure.kind:
        case "rate" if value is not None:
            value *= 100
        case "volume":
            n = 1
    return Point(f"{month:%b %Y}", value, n)
