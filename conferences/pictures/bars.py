"""The funnel as bars from the same edge, one below the other, with the count beside each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.safestring import SafeString

from conferences.pictures.scales import EDGE, draw_words, number, percent
from restorative.svg import PALETTE, TEXT, WIDTH, Canvas, text_width

BAR = 18
BESIDE = 6


@dataclass(frozen=True)
class Step:
    """One step of a funnel: its words, how many reached it, and of how many (None: no share)."""

    words: str
    count: int
    of: int | None = None

    @property
    def figure(self) -> str:
        share = f" ({percent(self.count / self.of)})" if self.of else ""
        return f"{number(self.count)}{share}"


def funnel_bars(steps: Sequence[Step], *, name: str, title: str) -> SafeString:
    """Draw bars in the order given. `name` makes the ids; the table twin stands beside it."""
    told = ". ".join(
        f"{step.words}: {step.figure}" + (f" of {number(step.of)}" if step.of else "")
        for step in steps
    )
    return lay_out_bars(steps).svg(name=name, title=title, description=told or "Nothing to show")


class Barlike(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def n(self) -> int: ...


def bar_picture(bars: Sequence[Barlike], *, name: str) -> SafeString:
    """The funnel of a page: each bar with its share of the first."""
    first = bars[0].n if bars else 0
    steps = [Step(bar.name, bar.n, first if at else None) for at, bar in enumerate(bars)]
    return funnel_bars(steps, name=name, title="How far families came")


def lay_out_bars(steps: Sequence[Step]) -> Canvas:
    canvas = Canvas(width=WIDTH)
    widest = max((text_width(step.figure, bold=True) for step in steps), default=0)
    room = WIDTH - 2 * EDGE - BESIDE - widest
    most = max((step.count for step in steps), default=0) or 1
    y = 2.0
    for step in steps:
        y = draw_words(canvas, y, step.words) + 3
        length = room * step.count / most
        if step.count:
            length = max(length, 1.5)
            canvas.rectangle(EDGE, y, length, BAR, stroke=0, fill=PALETTE[0])
        else:
            canvas.line([(EDGE, y), (EDGE, y + BAR)], width=1)
        x = EDGE + length + BESIDE
        canvas.text(x, y + TEXT - 1, step.figure, anchor="start", bold=True)
        y += BAR + 10
    canvas.reach(0, y)
    return canvas
