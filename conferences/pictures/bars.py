"""Bars from the left, one below the other: how many came how far."""

from collections.abc import Sequence
from typing import Protocol

from django.utils.safestring import SafeString

from restorative.svg import LINE, WIDTH, Canvas, fit, text_width

# The Government Analysis Function's first colour for one series (10.2:1 on white).
BLUE = "#12436D"
THICK = 20
BETWEEN = 12
LEAST = 2


class Barlike(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def n(self) -> int: ...

    @property
    def share(self) -> float | None: ...

    @property
    def percent(self) -> str: ...


def bar_picture(bars: Sequence[Barlike], *, name: str) -> SafeString:
    """Each bar with its name above and its number beside it, as long as its share of the first.

    The number stands on the bar's right, or inside it where there is no room.
    """
    canvas = Canvas()
    y = 0.0
    for bar in bars:
        (line,) = fit(bar.name, WIDTH - 8)
        canvas.text(0, y + LINE - 4, line, anchor="start")
        y += LINE
        words = f"{bar.n:,}" + (f" ({bar.percent})" if bar.percent else "")
        room = text_width(words, bold=True) + 16
        length = max(LEAST if bar.n else 0, (bar.share or 0) * (WIDTH - room))
        if length:
            canvas.rectangle(0, y, length, THICK, stroke=0, fill=BLUE)
        canvas.text(length + 6, y + THICK - 5, words, anchor="start", bold=True)
        y += THICK + BETWEEN
    canvas.reach(WIDTH, y)
    told = "; ".join(f"{bar.name} {bar.n:,}" for bar in bars)
    return canvas.svg(name=name, title="How far families came", description=f"Bars: {told}.")
