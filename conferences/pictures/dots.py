"""Waiting days as dots: one for each family, those of the same wait on top of each other."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from django.utils.safestring import SafeString

from conferences.pictures.scales import (
    EDGE,
    draw_across,
    draw_key,
    draw_words,
    number,
    round_up,
    whole_steps,
    with_unit,
)
from restorative.svg import PALETTE, WIDTH, Canvas

RADIUS = 3.5
PITCH = 8
COLUMNS = 40
MOST_HIGH = 20
LEFT, RIGHT = EDGE + 4.0, WIDTH - EDGE - 4.0
NOBODY = "Nobody in this period"


@dataclass(frozen=True)
class Waits:
    """How long each family waited, the median, and the service's own timescale, if it has one."""

    days: Sequence[int]
    median: float | None
    allowed: int | None
    unit: str = "working days"


def waiting_dots(
    days: Sequence[int],
    median: float | None,
    allowed: int | None,
    *,
    name: str,
    title: str,
    unit: str = "working days",
) -> SafeString:
    """Draw a dot for each wait; of very many, each dot stands for several, which it says."""
    waits = Waits(days, median, allowed, unit)
    counts = sorted(Counter(days).items())
    told = [f"{number(wait)} {unit}: {count}" for wait, count in counts] or [NOBODY]
    told += _keys(waits)
    return lay_out_dots(waits).svg(name=name, title=title, description=". ".join(told))


def _keys(waits: Waits) -> list[str]:
    keys = []
    if waits.median is not None:
        keys.append(f"Median: {with_unit(waits.median, waits.unit)}")
    if waits.allowed is not None:
        keys.append(f"The service's timescale: {with_unit(waits.allowed, waits.unit)}")
    return keys


def lay_out_dots(waits: Waits) -> Canvas:
    canvas = Canvas(width=WIDTH)
    y = 2.0
    if not waits.days:
        canvas.reach(0, draw_words(canvas, y, NOBODY) + 4)
        return canvas
    lines = [(waits.median, ""), (waits.allowed, "6 4")]
    drawn = [(value, dashes) for value, dashes in lines if value is not None]
    for words, (_, dashes) in zip(_keys(waits), drawn, strict=True):
        y = draw_key(canvas, y, words, dashes=dashes)
    most = max([*waits.days, *(ceil(value) for value, _ in drawn), 4])
    size = whole_steps(most, COLUMNS)
    end = min(round_up(most + size), COLUMNS * size)
    stacks = Counter(max(0, wait) // size for wait in waits.days)
    each = ceil(max(stacks.values()) / MOST_HIGH)
    y = draw_words(canvas, y, _each_dot(each, size, waits.unit)) + 8
    highest = ceil(max(stacks.values()) / each)
    base = y + max(highest, 5) * PITCH + 4

    def x_of(value: float) -> float:
        return LEFT + (RIGHT - LEFT) * value / end

    for column, count in sorted(stacks.items()):
        x = x_of(column * size + (size - 1) / 2)
        for at in range(ceil(count / each)):
            canvas.circle(x, base - PITCH * (at + 0.5), RADIUS, stroke=0, fill=PALETTE[0])
    for value, dashes in drawn:
        canvas.line([(x_of(value), y - 4), (x_of(value), base)], width=2, dashes=dashes)
    below = draw_across(
        canvas, base, LEFT, RIGHT, [number(0), number(end / 2), with_unit(end, waits.unit)]
    )
    canvas.reach(0, below)
    return canvas


def _each_dot(each: int, size: int, unit: str) -> str:
    words = "Each dot is one family" if each == 1 else f"Each dot is up to {each} families"
    return words if size == 1 else f"{words}; each column {size} {unit}"
