"""A run chart: the points of a measure in time, joined, with their median.

The rules are those of R. J. Perla, L. P. Provost, S. K. Murray, "The run chart: a simple
analytical tool for learning from variation in healthcare processes", BMJ Quality & Safety
20 (2011) 46-51: a shift is six or more points in a row on one side of the median, those on
it neither counted nor breaking it; a trend is five or more points in a row going one way,
of equal ones only the first counted. A signal says that something changed, not what, and
not whether that is good.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from django.utils.safestring import SafeString

from conferences.pictures.scales import draw_key, draw_words, round_up, with_unit
from restorative.svg import PALETTE, SMALL, WIDTH, Canvas, text_width

ENOUGH = 8
SHIFT = 6
TREND = 5
HEIGHT = 130
GAP = 12


@dataclass(frozen=True)
class Point:
    """A month or quarter: its words, the value in the chart's unit, and what it rests on.

    A rate is given in per cent, 62.0. Where `n` is 0 or the value None, the line has a gap.
    """

    label: str
    value: float | None
    n: int

    @property
    def known(self) -> float | None:
        return self.value if self.n else None


def run_chart(points: Sequence[Point], unit: str, name: str, title: str) -> SafeString | None:
    """Draw the points, oldest first; None where fewer than 8 have a value.

    `unit` stands behind each number: "%", "working days".
    """
    if len(_known(points)) < ENOUGH:
        return None
    told = [
        f"{point.label}: {with_unit(point.known, unit)}, n {point.n}"
        if point.known is not None
        else f"{point.label}: none"
        for point in points
    ]
    middle = f"Median {with_unit(_median(points), unit)}"
    return lay_out_run(points, unit).svg(
        name=name, title=title, description=". ".join([*told, middle])
    )


def signals(points: Sequence[Point]) -> list[str]:
    """Say each shift and trend in words, oldest first; none for fewer than 8 points.

    Months without a value are left out, and do not break a run.
    """
    known = _known(points)
    if len(known) < ENOUGH:
        return []
    middle = _median(points)
    off = [(label, value > middle) for label, value in known if value != middle]
    found = [
        f"{len(run)} points in a row lie {'above' if is_up else 'below'} the median, "
        f"from {run[0]} to {run[-1]}"
        for is_up, run in _runs(off)
        if len(run) >= SHIFT
    ]
    return found + _trends(known)


def _trends(known: Sequence[tuple[str, float]]) -> list[str]:
    kept = [one for at, one in enumerate(known) if at == 0 or one[1] != known[at - 1][1]]
    steps = [(kept[at][0], kept[at][1] > kept[at - 1][1]) for at in range(1, len(kept))]
    found, start = [], 0
    for is_up, run in _runs(steps):
        if len(run) + 1 >= TREND:
            found.append(
                f"{len(run) + 1} points in a row go {'up' if is_up else 'down'}, "
                f"from {kept[start][0]} to {run[-1]}"
            )
        start += len(run)
    return found


def _runs(marked: Sequence[tuple[str, bool]]) -> list[tuple[bool, list[str]]]:
    runs: list[tuple[bool, list[str]]] = []
    for label, side in marked:
        if runs and runs[-1][0] == side:
            runs[-1][1].append(label)
        else:
            runs.append((side, [label]))
    return runs


def _known(points: Sequence[Point]) -> list[tuple[str, float]]:
    return [(point.label, point.known) for point in points if point.known is not None]


def median_of(values: Iterable[float]) -> float:
    return float(median(values))


def _median(points: Sequence[Point]) -> float:
    return median_of(value for _, value in _known(points))


def lay_out_run(points: Sequence[Point], unit: str) -> Canvas:
    canvas = Canvas(width=WIDTH)
    middle = _median(points)
    most = max(value for _, value in _known(points))
    top_value = 100.0 if unit == "%" and most <= 100 else round_up(most)
    top = draw_key(canvas, 2, f"Median: {with_unit(middle, unit)}", dashes="5 4")
    if unit != "%":
        top = draw_words(canvas, top, unit.capitalize())
    top += 10
    bottom = top + HEIGHT
    marks = [(share, _mark(top_value * share, unit)) for share in (0, 0.5, 1)]
    left = max(text_width(words, size=SMALL) for _, words in marks) + 10
    right = WIDTH - 8.0

    def y_of(value: float) -> float:
        return bottom - HEIGHT * value / top_value

    for share, words in marks:
        y = y_of(top_value * share)
        canvas.line([(left - 4, y), (right, y)], width=1 if share == 0 else 0.4)
        canvas.text(left - 7, y + 4, words, anchor="end", size=SMALL)
    room = right - left - 12
    xs = [left + 6 + room * at / max(len(points) - 1, 1) for at in range(len(points))]
    canvas.line([(left, y_of(middle)), (right, y_of(middle))], width=2, dashes="5 4")
    _draw_points(canvas, points, xs, y_of)
    _draw_labels(canvas, points, xs, bottom, left)
    canvas.reach(0, bottom + 14 + SMALL)
    return canvas


def _mark(value: float, unit: str) -> str:
    return with_unit(value, "%") if unit == "%" else with_unit(value, "")


def _draw_points(
    canvas: Canvas, points: Sequence[Point], xs: Sequence[float], y_of: Callable[[float], float]
) -> None:
    piece: list[tuple[float, float]] = []
    drawn: list[tuple[float, float]] = []
    for point, x in zip(points, xs, strict=True):
        if point.known is None:
            _draw_piece(canvas, piece)
            piece = []
            continue
        piece.append((x, y_of(point.known)))
        drawn.append(piece[-1])
    _draw_piece(canvas, piece)
    radius = 3.5 if len(points) <= 36 else 1.5
    for x, y in drawn:
        canvas.circle(x, y, radius, stroke=1, fill=PALETTE[0])


def _draw_piece(canvas: Canvas, piece: list[tuple[float, float]]) -> None:
    if len(piece) > 1:
        canvas.line(piece, width=2, colour=PALETTE[0])


def _draw_labels(
    canvas: Canvas, points: Sequence[Point], xs: Sequence[float], bottom: float, left: float
) -> None:
    """The first and the last, and those between that leave room."""
    half_room = (WIDTH - GAP) / 2 - 2
    last = len(points) - 1
    end = WIDTH - 2 - text_width(_short(points[last].label, half_room), size=SMALL)
    taken = 0.0
    for at, point in enumerate(points):
        words = _short(point.label, half_room)
        width = text_width(words, size=SMALL)
        if at == last:
            start = end
        else:
            start = max(2.0, xs[at] - width / 2)
            if start < taken or start + width + GAP > end:
                continue
        canvas.line([(xs[at], bottom), (xs[at], bottom + 4)], width=1)
        if at == last:
            canvas.text(WIDTH - 2, bottom + 6 + SMALL, words, anchor="end", size=SMALL)
        else:
            canvas.text(start, bottom + 6 + SMALL, words, anchor="start", size=SMALL)
        taken = start + width + GAP


def _short(words: str, room: float) -> str:
    while text_width(words, size=SMALL) > room and len(words) > 2:
        words = f"{words[:-2].rstrip()}…"
    return words
