"""The pictures of the report, each with its table: what a picture shows stands there in numbers."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from conferences.dashboards.comparing import interval_row
from conferences.dashboards.figure_words import Said
from conferences.exports.figures import Figures
from conferences.measures import funnel
from conferences.pictures.bars import Step, lay_out_bars
from conferences.pictures.intervals import lay_out_intervals
from restorative.svg import WIDTH, Canvas


@dataclass(frozen=True)
class Picture:
    """A finding as heading, the picture as an address, its words, and its table."""

    heading: str
    source: str
    alt: str
    headings: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


def pictures_of(figures: Figures) -> list[Picture]:
    found = [_way(figures), _intervals(figures)]
    return [one for one in found if one is not None]


def _way(figures: Figures) -> Picture | None:
    """The way from the referral to closure as bars, none longer than the one above."""
    steps = [(one, figures.whole.get(funnel.REACHED[one.key].key)) for one in funnel.STEPS]
    reached = [(step, figure.n) for step, figure in steps if figure is not None]
    first = reached[0][1] if reached else 0
    if not first:
        return None
    met = next((n for step, n in reached if step.key == "held"), 0)
    canvas = lay_out_bars(
        [Step(step.name, n, first if at else None) for at, (step, n) in enumerate(reached)]
    )
    said = ", ".join(f"{step.name.lower()} {n:,}" for step, n in reached)
    heading = f"{met:,} of {first:,} families referred have met"
    rows = [(step.name, step.words, f"{n:,}") for step, n in reached]
    return Picture(
        heading,
        _address(canvas, "way", heading, said),
        f"Bars, one for each step: {said}.",
        ("Step", "Who", "Families"),
        rows,
    )


def _intervals(figures: Figures) -> Picture | None:
    """Rates with their intervals on one line from 0 to 100 %, so that their width is seen."""
    rates = [one for one in figures.listed if one.interval is not None and one.n]
    if not rates:
        return None
    canvas = lay_out_intervals([interval_row(one.measure.name, one) for one in rates])
    wide = sum(1 for one in rates if one.interval and one.interval.high - one.interval.low > 0.3)
    heading = (
        f"{wide} of {len(rates)} rates rest on too few records to say much"
        if wide
        else "How sure the rates are"
    )
    said = "; ".join(f"{one.measure.name} {Said(one).value}, {Said(one).interval}" for one in rates)
    rows = [(one.measure.name, Said(one).value, Said(one).interval) for one in rates]
    alt = f"A line from 0 to 100 % for each rate, with a dot for it and a bar for its interval: {said}."
    return Picture(
        heading,
        _address(canvas, "rates", heading, alt),
        alt,
        ("Rate", "Figure", "95 % interval"),
        rows,
    )


def _address(canvas: Canvas, name: str, title: str, description: str) -> str:
    """The picture itself as an address, so that its alternative text is that of an image."""
    drawn = canvas.svg(name=name, title=title, description=description)
    sized = drawn.replace("<svg ", f'<svg width="{WIDTH}" height="{canvas.height:.0f}" ', 1)
    return f"data:image/svg+xml;base64,{base64.b64encode(sized.encode()).decode()}"
