"""The pictures of the report, each with its table: what a picture shows stands there in numbers."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from conferences.dashboards.figure_words import Said
from conferences.exports.figures import Figures
from conferences.measures import funnel
from restorative.svg import WIDTH, Canvas, fit

BAR, GAP, LEFT = 16, 14, 0


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
    canvas, y = Canvas(), 0.0
    for step, n in reached:
        canvas.text(LEFT, y + 14, f"{step.name}: {n:,}", anchor="start")
        canvas.rectangle(
            LEFT + 1, y + 20, max(1, (WIDTH - 2) * n / first), BAR, fill="currentColor"
        )
        y += 20 + BAR + GAP
    canvas.reach(WIDTH, y)
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
    canvas, y = Canvas(), 0.0
    for rate in rates:
        assert rate.interval is not None
        assert rate.value is not None
        label = f"{rate.measure.name}: {Said(rate).value}"
        canvas.text(LEFT, y + 14, fit(label, WIDTH)[0], anchor="start")
        middle = y + 28
        canvas.line([(0, middle + 7), (0, middle - 7)], width=1)
        canvas.line([(WIDTH, middle + 7), (WIDTH, middle - 7)], width=1)
        canvas.line([(0, middle), (WIDTH, middle)], width=0.5)
        canvas.line(
            [(WIDTH * rate.interval.low, middle), (WIDTH * rate.interval.high, middle)], width=4
        )
        canvas.circle(WIDTH * rate.value, middle, 5, fill="currentColor")
        y += 46
    canvas.reach(WIDTH, y)
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
