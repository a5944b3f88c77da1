"""Figures by month or quarter, as run charts where there are enough points to see anything."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from accounts.models import User
from conferences.dashboards.figure_words import Said
from conferences.dashboards.filtering import Chosen, last_of_month
from conferences.measures import MEASURES, Measure
from conferences.measures.computing import Figure
from conferences.pictures.run_chart import Point, median_of, run_chart, signals
from conferences.summaries.reading import figures_by_month
from restorative.months import add_months

SHOWN = ("families_met", "days_to_meet", "plan_agreed")
# So far back a chart reaches, so that a short period does not leave it without points.
MONTHS = 24
# Seventy on a page: here, as a template takes three times as long.
ROW = (
    '<tr class="govuk-table__row"><th scope="row" class="govuk-table__header">{}</th>'
    '<td class="govuk-table__cell govuk-table__cell--numeric">{}</td>'
    '<td class="govuk-table__cell govuk-table__cell--numeric">{}</td></tr>'
)


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
    def rows(self) -> SafeString:
        """The lines of its table: month, figure, of how many."""
        told = ((f"{month:%B %Y}", said.value, said.figure.n) for month, said in self.points)
        return format_html_join("", ROW, told)

    @property
    def finding(self) -> str:
        values = [said.figure.value for _, said in self.points if said.figure.value is not None]
        if not values:
            return f"{self.measure.name}: no figures yet"
        middle = median_of(values)
        words = f"{middle * 100:.0f} %" if self.measure.kind == "rate" else f"{middle:g}"
        return f"{self.measure.name}: the middle month is {words}"


def charted(hidden: Collection[str]) -> list[Measure]:
    """The measures that are shown month by month."""
    return [MEASURES[key] for key in SHOWN if key not in hidden]


def reach(chosen: Chosen) -> tuple[date, date] | None:
    """The 24 months up to the end of the period, or all of a longer one; never after today.

    None for a period that is still to come.
    """
    start = min(add_months(chosen.end.replace(day=1), 1 - MONTHS), chosen.start)
    end = min(chosen.end, last_of_month(chosen.selection.today.replace(day=1)))
    return (start, end) if start <= end else None


def charts(chosen: Chosen, hidden: Collection[str], *, reader: User) -> list[Chart]:
    """The figures that are shown month by month."""
    return _charts(charted(hidden), chosen, reader)


def chart_by_month(measure: Measure, chosen: Chosen, *, reader: User) -> Chart | None:
    return next(iter(_charts([measure], chosen, reader)), None)


def _charts(measures: list[Measure], chosen: Chosen, reader: User) -> list[Chart]:
    reached = reach(chosen)
    if reached is None:
        return []
    selection = replace(chosen.selection, start=reached[0], end=reached[1])
    by_month = figures_by_month(measures, selection, reader=reader)
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
