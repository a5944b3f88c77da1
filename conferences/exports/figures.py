"""The figures on screen as tables: whole, by month, the funnel, and how each is counted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from conferences.dashboards.figure_words import Said
from conferences.dashboards.filtering import Chosen
from conferences.dashboards.shown import shown
from conferences.exports.sheets import Cell, Sheet, csv_chunks, xlsx_bytes
from conferences.measures import MEASURES, Measure, funnel
from conferences.measures.computing import Figure, bring_up_to_date
from conferences.measures.documenting import how_it_is_counted
from conferences.summaries import reading

NOT_IN_IT = "Restricted cases you may not see, and cases you are excluded from, are not in it."
STILL_COUNTED = "Some changes of the last minutes are still being counted."
FIGURE_HEADINGS = (
    "Measure",
    "Belongs to",
    "Figure",
    "Value",
    "Unit of the value",
    "Counted",
    "Among",
    "Not known",
    "Interval from",
    "Interval to",
    "Lower quartile",
    "Upper quartile",
    "Mean",
    "Index date",
    "Key",
)
_IN_FUNNEL = {measure.key for measure in funnel.MEASURES}


@dataclass(frozen=True)
class Figures:
    """Everything an export or a report says, read once; `at` is the moment it was read."""

    chosen: Chosen
    reader: User
    at: datetime
    whole: dict[str, Figure]
    by_month: dict[date, dict[str, Figure]]
    is_current: bool = True

    @property
    def listed(self) -> list[Figure]:
        """All but the steps of the funnel, in the order of their declarations."""
        return [one for key, one in self.whole.items() if key not in _IN_FUNNEL]


def measures_shown() -> list[Measure]:
    """Those the service shows; one that stands beside another never goes without it."""
    return list(shown(list(MEASURES.values())))


def read_figures(chosen: Chosen, reader: User, *, months: bool = True) -> Figures:
    """Ask for the figures of a choice, with the eyes of one reader, as the page does."""
    is_current = bring_up_to_date()
    at, measures = timezone.now(), measures_shown()
    whole = reading.figures(measures, chosen.selection, reader=reader)
    listed = [one for one in measures if one.key not in _IN_FUNNEL]
    by_month = reading.figures_by_month(listed, chosen.selection, reader=reader) if months else {}
    return Figures(chosen, reader, at, whole, by_month, is_current)


def figures_csv(figures: Figures) -> Iterator[str]:
    """The figures, one a line, with how each is counted in the last columns."""
    return csv_chunks(_with_definitions(figures))


def figures_xlsx(figures: Figures) -> bytes:
    """Figures, By month, Funnel, Definitions, About."""
    return xlsx_bytes(
        (
            _figures_sheet(figures),
            _by_month(figures),
            _funnel(figures),
            _definitions(figures),
            about(figures.chosen.words, figures.reader, figures.at, *_waiting(figures)),
        ),
        title=f"Outcomes: {figures.chosen.words}",
    )


def about(words: str, reader: User, at: datetime, *more: tuple[str, Cell]) -> Sheet:
    """What is in a file, for whom, as at when, and what is not in it."""
    rows: list[tuple[str, Cell]] = [
        ("Council", settings.COUNCIL_NAME),
        ("Service", settings.SERVICE_NAME),
        ("What is in it", words),
        ("Made for", str(reader)),
        ("As at", at),
        ("What is not in it", NOT_IN_IT),
        *more,
        (
            "Published figures",
            "Context from elsewhere. None is a target, none says what caused what.",
        ),
    ]
    return Sheet("About", ("About", ""), rows, (24, 60))


def _waiting(figures: Figures) -> list[tuple[str, Cell]]:
    return [] if figures.is_current else [("Not counted yet", STILL_COUNTED)]


def figure_cells(figure: Figure) -> list[Cell]:
    """One figure in numbers: its value, what it rests on, and what is not known."""
    measure = figure.measure
    is_rate, interval = measure.kind == "rate", figure.interval
    return [
        _rounded(figure.value, 4 if is_rate else 2),
        "share of 1" if is_rate else measure.unit,
        figure.numerator,
        figure.n,
        figure.unknown,
        _rounded(interval.low if interval else None, 4),
        _rounded(interval.high if interval else None, 4),
        _rounded(figure.lower, 2),
        _rounded(figure.upper, 2),
        _rounded(figure.mean, 2),
    ]


def _row(figure: Figure) -> list[Cell]:
    measure = figure.measure
    return [
        measure.name,
        measure.label,
        Said(figure).sentence,
        *figure_cells(figure),
        measure.index_words,
        measure.key,
    ]


def _figures_sheet(figures: Figures) -> Sheet:
    return Sheet(
        "Figures",
        FIGURE_HEADINGS,
        [_row(figure) for figure in figures.listed],
        (40, 24, 60, *[12] * 10, 30, 26),
    )


def _with_definitions(figures: Figures) -> Sheet:
    """A CSV is one table: definitions, period and "as at" stand on each line."""
    at = figures.at
    rows = [
        [
            *_row(figure),
            ". ".join(f"{term}: {words}" for term, words in how_it_is_counted(figure.measure)),
            figures.chosen.words,
            at,
            NOT_IN_IT,
        ]
        for figure in figures.whole.values()
    ]
    also = ("How it is counted", "Filter", "As at", "Not in it")
    return Sheet("Figures", (*FIGURE_HEADINGS, *also), rows)


def _by_month(figures: Figures) -> Sheet:
    rows = [
        [month, figure.measure.name, *figure_cells(figure), key]
        for month, found in figures.by_month.items()
        for key, figure in found.items()
    ]
    headings = ("Month", "Measure", *FIGURE_HEADINGS[3:13], "Key")
    return Sheet("By month", headings, rows, (12, 40, *[12] * 10, 26))


def _funnel(figures: Figures) -> Sheet:
    def of(measure: Measure | None) -> int | None:
        figure = figures.whole.get(measure.key) if measure else None
        return figure.n if figure else None

    rows: list[Sequence[Cell]] = [
        (
            step.name,
            step.words,
            of(funnel.REACHED[step.key]),
            of(funnel.LEFT.get(step.key)),
            of(funnel.UNDER_WAY.get(step.key)),
        )
        for step in funnel.STEPS
    ]
    headings = ("Step", "Who", "Reached it", "Ended after it", "Still under way after it")
    return Sheet("Funnel", headings, rows, (24, 50, 14, 16, 24))


def _definitions(figures: Figures) -> Sheet:
    rows = [
        [figure.measure.name, key, figure.measure.question, term, words]
        for key, figure in figures.whole.items()
        for term, words in how_it_is_counted(figure.measure)
    ]
    return Sheet(
        "Definitions", ("Measure", "Key", "Question", "Term", "Words"), rows, (40, 26, 50, 20, 60)
    )


def _rounded(value: float | None, places: int) -> float | None:
    return None if value is None else round(value, places)
