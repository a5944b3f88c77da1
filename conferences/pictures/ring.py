"""A ring of seats with a name beside each, as tall as it has to be and never wider.

On a canvas that a phone shows at its own size there is no room for names all round a
circle: so the ring is an oval, and the names stand left and right of it.
"""

from dataclasses import dataclass
from math import cos, hypot, pi, sin, sqrt

from restorative.svg import LINE, TEXT, WIDTH, Canvas, fit

MIDDLE = WIDTH / 2
SEAT = 9
HALF_WIDTH = 66
LEAST_HALF_HEIGHT = 78
# Between a seat and its name, between two names, between a name and the edge.
BESIDE = 6
GAP = 8
EDGE = 2
NAME_LINES = 2
BLACK = "currentColor"
PAPER = "Canvas"


@dataclass(frozen=True)
class Mark:
    """One seat: whose, what its second line says, and whether it is filled.

    `is_dashed` is a seat whose answer is not known, `is_crossed` one that stays empty.
    """

    key: int
    name: str
    words: str
    is_filled: bool = False
    is_dashed: bool = False
    is_crossed: bool = False


@dataclass
class Ring:
    """Where the seats came to lie, by their marks' keys, and what the ring takes."""

    seats: dict[int, tuple[float, float]]
    centre: float
    half_height: float

    @property
    def bottom(self) -> float:
        return self.centre + self.half_height


def lay_out_ring(canvas: Canvas, marks: list[Mark], *, top: float, least: float = 0) -> Ring:
    """Place the seats clockwise from the upper right and write the names beside them.

    `least` is half the height that what stands in the middle needs.
    """
    right = marks[: -(-len(marks) // 2)]
    left = marks[len(right) :][::-1]
    labels = {mark.key: _label(mark) for mark in marks}
    sides = [[LINE * len(labels[mark.key]) for mark in side] for side in (right, left)]
    tallest = max(sum(heights) + GAP * len(heights) for heights in sides)
    half_height = max(LEAST_HALF_HEIGHT, least, tallest / 2 + SEAT)
    ring = Ring({}, top + half_height, half_height)
    for side, heights, sign in ((right, sides[0], 1), (left, sides[1], -1)):
        if not side:
            continue
        spare = (2 * half_height - sum(heights)) / len(side)
        y = top + spare / 2
        for mark, height in zip(side, heights, strict=True):
            _place(canvas, ring, mark, labels[mark.key], y + height / 2, sign)
            y += height + spare
    return ring


def draw_seats(canvas: Canvas, ring: Ring, marks: list[Mark]) -> None:
    """Draw the line of the ring, then the seats on it. Called after what lies beneath."""
    for mark in marks:
        x, y = ring.seats[mark.key]
        canvas.circle(x, y, SEAT, fill=BLACK if mark.is_filled else PAPER, dashes=_dashes(mark))
        if mark.is_crossed:
            slant = SEAT * 0.7
            canvas.line([(x - slant, y + slant), (x + slant, y - slant)], width=2)


def draw_oval(canvas: Canvas, ring: Ring) -> None:
    turns = [n / 72 * 2 * pi for n in range(73)]
    canvas.line(
        [
            (MIDDLE + HALF_WIDTH * sin(turn), ring.centre - ring.half_height * cos(turn))
            for turn in turns
        ],
        width=1,
    )


def draw_apart(canvas: Canvas, ring: Ring, first: int, second: int) -> None:
    """A line between two seats with two strokes across it: these are kept apart."""
    (x1, y1), (x2, y2) = ring.seats[first], ring.seats[second]
    length = hypot(x2 - x1, y2 - y1) or 1
    dx, dy = (x2 - x1) / length, (y2 - y1) / length
    start, end = SEAT + 1, length - SEAT - 1
    canvas.line(
        [(x1 + dx * start, y1 + dy * start), (x1 + dx * end, y1 + dy * end)],
        width=1.5,
        dashes="6 3",
    )
    # Near one end of a long line, so that the strokes are not hidden by the middle.
    middle = length / 2 if length < 6 * SEAT else SEAT * 2.4
    ends = (middle,) if length < 6 * SEAT else (middle, length - middle)
    for along in ends:
        for shift in (-2, 2):
            x, y = x1 + dx * (along + shift), y1 + dy * (along + shift)
            canvas.line([(x - dy * 6, y + dx * 6), (x + dy * 6, y - dx * 6)], width=2)


def _place(
    canvas: Canvas,
    ring: Ring,
    mark: Mark,
    label: list[tuple[str, bool]],
    y: float,
    sign: int,
) -> None:
    share = max(-1.0, min(1.0, (y - ring.centre) / ring.half_height))
    x = MIDDLE + sign * HALF_WIDTH * sqrt(1 - share * share)
    ring.seats[mark.key] = (x, y)
    beside = MIDDLE + sign * (HALF_WIDTH + SEAT + BESIDE)
    foot = y - LINE * len(label) / 2 + TEXT - 2
    for at, (line, is_bold) in enumerate(label):
        canvas.text(
            beside, foot + LINE * at, line, anchor="start" if sign > 0 else "end", bold=is_bold
        )
    if abs(beside - x) > SEAT * 3:
        # High up and low down the name is further away: a hair leads to it.
        canvas.line([(x + sign * (SEAT + 1), y), (beside - sign * 3, y)], width=0.75)
    canvas.reach(0, foot + LINE * len(label))


def _label(mark: Mark) -> list[tuple[str, bool]]:
    room = WIDTH - MIDDLE - HALF_WIDTH - SEAT - BESIDE - EDGE
    label = [(line, True) for line in fit(mark.name, room, lines=NAME_LINES, bold=True)]
    return label + [(line, False) for line in fit(mark.words, room) if line]


def _dashes(mark: Mark) -> str:
    return "4 3" if mark.is_dashed else ""
