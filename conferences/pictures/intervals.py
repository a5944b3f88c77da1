"""Rates of groups, each a dot on the line of its 95 % interval, in the order they came."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from conferences.pictures.scales import draw_across, draw_key, draw_words, number, percent
from restorative.svg import PALETTE, WIDTH, Canvas

LEFT, RIGHT = 8.0, WIDTH - 8.0
STRIP = 20
NONE = "none known"


@dataclass(frozen=True)
class Row:
    """A group: its words, so many of so many, and the ends of the interval, from 0 to 1."""

    label: str
    numerator: int
    n: int
    low: float | None = None
    high: float | None = None
    unknown: int = 0

    @property
    def words(self) -> str:
        """Such as "62 % (13 of 21; 2 not known), 41 to 79 %"."""
        missing = f"; {number(self.unknown)} not known" if self.unknown else ""
        if not self.n:
            return f"{NONE}{missing}"
        rate = percent(self.numerator / self.n)
        told = f"{rate} ({number(self.numerator)} of {number(self.n)}{missing})"
        if self.low is None or self.high is None:
            return told
        return f"{told}, {round(self.low * 100)} to {round(self.high * 100)} %"


def intervals(
    rows: Sequence[Row], *, overall: float | None = None, name: str, title: str
) -> SafeString:
    """Draw rows in the order given, never by value. `overall` is the rate of all, 0 to 1."""
    told = [f"{row.label}: {row.words}" for row in rows]
    if overall is not None:
        told.append(f"All together: {percent(overall)}")
    return lay_out_intervals(rows, overall).svg(
        name=name, title=title, description=". ".join(told) or "Nothing to show"
    )


def lay_out_intervals(rows: Sequence[Row], overall: float | None = None) -> Canvas:
    canvas = Canvas(width=WIDTH)
    y = 2.0
    if overall is not None:
        y = draw_key(canvas, y, f"All together: {percent(overall)}", dashes="5 4") + 6
    for row in rows:
        y = draw_words(canvas, y, row.label, bold=True)
        y = draw_words(canvas, y, row.words) + 2
        _draw_strip(canvas, y, row, overall)
        y += STRIP + 10
    canvas.reach(0, draw_across(canvas, y, LEFT, RIGHT, ["0 %", "50 %", "100 %"]))
    return canvas


def _draw_strip(canvas: Canvas, y: float, row: Row, overall: float | None) -> None:
    middle = y + STRIP / 2
    canvas.line([(LEFT, middle), (RIGHT, middle)], width=0.4)
    if overall is not None:
        canvas.line([(_x(overall), y), (_x(overall), y + STRIP)], width=2, dashes="5 4")
    if not row.n:
        return
    if row.low is not None and row.high is not None:
        canvas.line([(_x(row.low), middle), (_x(row.high), middle)], width=3, colour=PALETTE[0])
        for end in (row.low, row.high):
            canvas.line([(_x(end), middle - 5), (_x(end), middle + 5)], colour=PALETTE[0])
    canvas.circle(_x(row.numerator / row.n), middle, 5, stroke=1, fill=PALETTE[0])


def _x(share: float) -> float:
    return LEFT + (RIGHT - LEFT) * share
