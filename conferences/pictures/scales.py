"""Axes and keys that the pictures of figures share."""

from collections.abc import Sequence
from math import ceil, floor, log10

from restorative.svg import LINE, SMALL, TEXT, WIDTH, Canvas, fit

EDGE = 2
SAMPLE = 26
# Left free at the end of a line: where Arial is missing, letters are wider.
WIDER = 0.86


def round_up(value: float) -> float:
    """The next number that reads well on an axis, and halves well: 4, 10, 12, 30, 50, 100."""
    if value <= 0:
        return 1
    power = 10.0 ** floor(log10(value))
    # Floats: 0.3 / 0.1 is a little less than 3.
    step = next(one for one in (1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10) if value / power <= one + 1e-9)
    return step * power


def number(value: float) -> str:
    """As read: 1,204 or 12.5, without a nought behind the point."""
    return f"{value:,.1f}".removesuffix(".0")


def with_unit(value: float, unit: str) -> str:
    return f"{number(value)} {unit}".strip()


def percent(share: float) -> str:
    """Of 0 to 1. What is not none is never said as 0, what is not all never as 100."""
    whole = round(share * 100)
    if share > 0 and whole == 0:
        return "under 1 %"
    if share < 1 and whole == 100:
        return "over 99 %"
    return f"{whole} %"


def draw_key(canvas: Canvas, top: float, words: str, *, dashes: str, width: float = 2) -> float:
    """A piece of line and what it stands for; returns where it ends."""
    lines = fit(words, WIDER * (WIDTH - SAMPLE - 10), lines=3)
    middle = top + LINE / 2
    canvas.line([(EDGE, middle), (EDGE + SAMPLE, middle)], width=width, dashes=dashes)
    for at, line in enumerate(lines):
        canvas.text(SAMPLE + 8, top + TEXT - 1 + LINE * at, line, anchor="start")
    return top + LINE * len(lines) + 4


def draw_words(
    canvas: Canvas, top: float, words: str, *, bold: bool = False, most: int = 3
) -> float:
    """Text over the whole width; returns where it ends."""
    lines = fit(words, WIDER * (WIDTH - 2 * EDGE), lines=most, bold=bold)
    for at, line in enumerate(lines):
        canvas.text(EDGE, top + TEXT - 1 + LINE * at, line, anchor="start", bold=bold)
    return top + LINE * len(lines)


def draw_across(canvas: Canvas, y: float, left: float, right: float, marks: Sequence[str]) -> float:
    """A line with words below it, evenly spread, the outer ones inside its ends."""
    canvas.line([(left, y), (right, y)], width=1)
    last = len(marks) - 1
    for at, words in enumerate(marks):
        x = left + (right - left) * at / last
        anchor = "start" if at == 0 else "end" if at == last else "middle"
        canvas.line([(x, y), (x, y + 4)], width=1)
        canvas.text(x, y + 4 + SMALL, words, anchor=anchor, size=SMALL)
    return y + 8 + SMALL


def whole_steps(most: int, columns: int) -> int:
    """How many numbers go into one column so that all from 0 to the most have one."""
    least = ceil((most + 1) / columns)
    size, power = 1, 1
    while size < least:
        size = next((step * power for step in (1, 2, 5) if step * power >= least), size)
        power *= 10
    return size
