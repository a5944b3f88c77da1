"""Run charts: a figure month by month beside its own median, and what that may tell.

Only with enough points: two figures and an arrow between them say nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from statistics import median

from django.utils.safestring import SafeString

from restorative.svg import WIDTH, Canvas, text_width

BLUE = "#12436D"
ENOUGH = 8
SHIFT, TREND = 6, 5
LEFT, RIGHT, TOP, BOTTOM = 44, WIDTH - 8, 26, 168
DOT = 3


@dataclass(frozen=True)
class Point:
    """One month by its first day; no value where there was nothing to count."""

    month: date
    value: float | None


def median_of(values: Sequence[float]) -> float:
    return float(median(values))


def run_chart(points: Sequence[Point], *, unit: str, name: str, title: str) -> SafeString | None:
    """Draw the months from left to right; None where fewer than eight of them have a value.

    A unit of "%" takes shares from 0 to 1. The axis begins at nought, months without a value
    are left open, the dashed line is the median of all that is shown.
    """
    values = [point.value for point in points if point.value is not None]
    if len(values) < ENOUGH:
        return None
    is_share = unit == "%"
    highest = 1.0 if is_share and max(values) > 0.5 else _nice(max(values))
    canvas = Canvas()
    step = (RIGHT - LEFT) / max(1, len(points) - 1)
    places = [
        (LEFT + n * step, None if one.value is None else _height(one.value, highest))
        for n, one in enumerate(points)
    ]
    canvas.line([(LEFT, TOP), (LEFT, BOTTOM), (RIGHT, BOTTOM)], width=1)
    for value in (0.0, highest):
        canvas.text(LEFT - 6, _height(value, highest) + 5, _say(value, is_share), anchor="end")
    middle = median_of(values)
    at = _height(middle, highest)
    canvas.line([(LEFT, at), (RIGHT, at)], width=1.5, dashes="6 4")
    words = f"median {_say(middle, is_share)}"
    canvas.text(RIGHT - text_width(words), TOP - 10, words, anchor="start")
    for has_value, run in groupby(places, key=lambda place: place[1] is not None):
        if has_value:
            known = [(x, y) for x, y in run if y is not None]
            canvas.line(known, width=2)
            for x, y in known:
                canvas.circle(x, y, DOT, stroke=0, fill=BLUE)
    first, last = points[0].month, points[-1].month
    canvas.text(LEFT, BOTTOM + 22, f"{first:%b %Y}", anchor="start")
    canvas.text(RIGHT, BOTTOM + 22, f"{last:%b %Y}", anchor="end")
    canvas.reach(WIDTH, BOTTOM + 30)
    told = ", ".join(
        f"{one.month:%b %Y} {_say(one.value, is_share)}" for one in points if one.value is not None
    )
    return canvas.svg(
        name=name, title=f"{title} by month", description=f"Median {words[7:]}. {told}."
    )


def signals(points: Sequence[Point]) -> list[str]:
    """What is unlikely to be chance, in words that take no side.

    A shift is six or more months running on one side of the median, a trend five or more
    running that each go the same way; months on the median, or equal to the one before, are
    passed over. R. J. Perla, L. P. Provost, S. K. Murray, "The run chart: a simple analytical
    tool for learning from variation in healthcare processes", BMJ Quality and Safety 20 (2011)
    46-51.
    """
    known = [(point.month, point.value) for point in points if point.value is not None]
    if len(known) < ENOUGH:
        return []
    middle = median_of([value for _, value in known])
    sides = [(month, value > middle) for month, value in known if value != middle]
    found = [
        f"{len(run)} months running {'above' if above else 'below'} the median, "
        f"{run[0]:%B %Y} to {run[-1]:%B %Y}"
        for above, run in _runs(sides)
        if len(run) >= SHIFT
    ]
    changed = [known[0]]
    for one in known[1:]:
        if one[1] != changed[-1][1]:
            changed.append(one)
    ways = [(later[0], later[1] > earlier[1]) for earlier, later in pairwise(changed)]
    return found + [
        f"{len(run) + 1} months running each {'higher' if up else 'lower'} than the one before, "
        f"up to {run[-1]:%B %Y}"
        for up, run in _runs(ways)
        if len(run) + 1 >= TREND
    ]


def _runs(rows: Sequence[tuple[date, bool]]) -> list[tuple[bool, list[date]]]:
    return [
        (key, [month for month, _ in group]) for key, group in groupby(rows, key=lambda row: row[1])
    ]


def _height(value: float, highest: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * value / highest


def _nice(value: float) -> float:
    """The end of the axis: 1, 2 or 5 times a power of ten, at or above the value."""
    if value <= 0:
        return 1.0
    power = 10.0 ** (len(str(int(value))) - 1) if value >= 1 else 0.01
    while True:
        for factor in (1, 2, 5):
            if value <= factor * power:
                return factor * power
        power *= 10


def _say(value: float | None, is_share: bool) -> str:
    if value is None:
        return ""
    if is_share:
        return f"{value * 100:.0f} %"
    return f"{value:,.0f}" if value >= 10 or float(value).is_integer() else f"{value:.1f}"
