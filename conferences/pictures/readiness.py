"""The readiness circle: the child in the middle, a seat for everybody who is to come.

Filled seats are coming, dashed ones have not answered, crossed ones stay empty. Below,
on an outer ring, those who are heard another way. A line with two strokes joins two who
are kept apart.
"""

from dataclasses import dataclass
from math import asin, cos, pi, sin, sqrt

from django.utils.safestring import SafeString

from conferences.pictures.ring import (
    HALF_WIDTH,
    MIDDLE,
    PAPER,
    SEAT,
    Mark,
    draw_apart,
    draw_oval,
    draw_seats,
    lay_out_ring,
)
from restorative.svg import LINE, TEXT, WIDTH, Canvas, fit, text_width

CHILD_ROOM = 2 * (HALF_WIDTH - SEAT) - 26
CHILD_LINES = 2
OUTER_ROOM = 106
OUTER_OFFSETS: dict[int, tuple[float, ...]] = {1: (0,), 2: (-72, 72), 3: (-112, 0, 112)}
HEADING = "Heard another way"
NOBODY = "Nobody invited yet"
PAD = 9
LEAST = 34.0


@dataclass(frozen=True)
class CirclePicture:
    """What the picture is made from: nothing in it knows of a meeting."""

    children: tuple[Mark, ...]
    seats: tuple[Mark, ...]
    outer: tuple[Mark, ...] = ()
    apart: tuple[tuple[int, int], ...] = ()
    is_round_the_child: bool = True


def draw_readiness(
    picture: CirclePicture, *, name: str, title: str, description: str
) -> SafeString:
    return lay_out_readiness(picture).svg(name=name, title=title, description=description)


def lay_out_readiness(picture: CirclePicture) -> Canvas:
    canvas = Canvas(width=WIDTH)
    middle = _middle(picture)
    half = _shape(middle)[1] if middle else 0
    marks = list(picture.seats)
    ring = lay_out_ring(canvas, marks, top=6, least=half + SEAT * 3)
    draw_oval(canvas, ring)
    for first, second in picture.apart:
        if first in ring.seats and second in ring.seats:
            draw_apart(canvas, ring, first, second)
    if middle:
        _draw_children(canvas, picture.children, middle, ring.centre)
    draw_seats(canvas, ring, marks)
    bottom = ring.bottom + SEAT + 4
    if not marks:
        canvas.text(MIDDLE, bottom + TEXT, NOBODY)
        bottom += LINE + 4
    if picture.outer:
        bottom = _draw_outer(canvas, picture.outer, bottom)
    canvas.reach(0, bottom + 4)
    return canvas


def _middle(picture: CirclePicture) -> list[tuple[str, bool]]:
    lines: list[tuple[str, bool]] = []
    for child in picture.children:
        name = fit(child.name, CHILD_ROOM, lines=CHILD_LINES, bold=True)
        lines += [(line, True) for line in name]
        lines += [(line, False) for line in fit(child.words, CHILD_ROOM) if line]
    return lines or ([("The child", True)] if picture.is_round_the_child else [])


def _draw_children(
    canvas: Canvas,
    children: tuple[Mark, ...],
    middle: list[tuple[str, bool]],
    centre: float,
) -> None:
    """The name of each child in one shape: a circle, or a tall one for several."""
    across, half = _shape(middle)
    is_dashed = any(child.is_dashed for child in children)
    _draw_pill(canvas, centre, across, half, "6 4" if is_dashed else "")
    top = centre - LINE * len(middle) / 2
    for at, (line, is_bold) in enumerate(middle):
        canvas.text(MIDDLE, top + TEXT - 2 + LINE * at, line, bold=is_bold)


def _shape(middle: list[tuple[str, bool]]) -> tuple[float, float]:
    """Half the width and half the height of what holds these lines, their corners inside."""
    widest = max(text_width(line, bold=is_bold) for line, is_bold in middle)
    tall = LINE * len(middle) / 2
    across = max(widest / 2 + PAD, LEAST)
    ends = max(text_width(line, bold=is_bold) for line, is_bold in (middle[0], middle[-1])) / 2
    bend = sqrt(max((across - 3) ** 2 - ends**2, 0))
    return across, max(across, tall + across - bend)


def _draw_pill(canvas: Canvas, centre: float, across: float, half: float, dashes: str) -> None:
    """A circle drawn out upwards; over everything that lies beneath it."""
    steps = [n / 24 * pi for n in range(25)]
    straight = half - across
    upper = [(MIDDLE - across * cos(a), centre - straight - across * sin(a)) for a in steps]
    lower = [(MIDDLE + across * cos(a), centre + straight + across * sin(a)) for a in steps]
    canvas.polygon([*upper, *lower], stroke=0, fill=PAPER)
    canvas.line([*upper, *lower, upper[0]], width=3, dashes=dashes)


def _draw_outer(canvas: Canvas, outer: tuple[Mark, ...], top: float) -> float:
    """A wider ring below, with those on it who are not in the room; returns where it ends."""
    radius = WIDTH * 0.9
    furthest = asin((WIDTH / 2 - 4) / radius)
    angles = [furthest * (step / 40 * 2 - 1) for step in range(41)]
    lowest = top + 26
    canvas.line(
        [(MIDDLE + radius * sin(a), lowest - radius * (1 - cos(a))) for a in angles],
        width=1,
        dashes="2 4",
    )
    y = lowest + 6
    canvas.text(MIDDLE, y + TEXT, HEADING, bold=True)
    y += LINE + 6
    for row in _rows(outer):
        deepest = y
        for offset, mark in zip(OUTER_OFFSETS[len(row)], row, strict=True):
            label = [(line, True) for line in fit(mark.name, OUTER_ROOM, lines=2, bold=True)]
            label += [(line, False) for line in fit(mark.words, OUTER_ROOM, lines=2) if line]
            for at, (line, is_bold) in enumerate(label):
                canvas.text(MIDDLE + offset, y + TEXT + LINE * at, line, bold=is_bold)
            deepest = max(deepest, y + LINE * len(label))
        y = deepest + 8
    return y


def _rows(marks: tuple[Mark, ...]) -> list[tuple[Mark, ...]]:
    """Three beside each other at most, the rows as even as can be."""
    count = -(-len(marks) // 3)
    rows, start = [], 0
    for row in range(count):
        size = len(marks) // count + (row < len(marks) % count)
        rows.append(marks[start : start + size])
        start += size
    return rows
