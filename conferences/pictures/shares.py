"""Shares of a whole: one bar a row, each part told apart by its hatching and its words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from conferences.pictures.scales import EDGE, draw_words, number, percent
from restorative.svg import LINE, PALETTE, TEXT, WIDTH, Canvas, fit, text_width

BAR = 24
SWATCH = 12
MOST_SHARES = len(PALETTE)
UNKNOWN = "Not known"


@dataclass(frozen=True)
class Share:
    """One part: its words and its count."""

    words: str
    count: int


@dataclass(frozen=True)
class Group:
    """A row: its words, at most four known parts in the same order as the other rows', and
    how many are not known, who are drawn hollow at the end."""

    label: str
    shares: tuple[Share, ...]
    unknown: int = 0

    @property
    def total(self) -> int:
        return self.known + self.unknown

    @property
    def known(self) -> int:
        return sum(share.count for share in self.shares)


def shares(groups: Sequence[Group], *, name: str, title: str) -> SafeString:
    """Draw a row for each group. Per cents are of those known. Raises ValueError for five parts."""
    told = [
        f"{group.label}, {number(group.total)} in all: {'; '.join(_texts(group))}"
        for group in groups
    ]
    return lay_out_shares(groups).svg(
        name=name, title=title, description=". ".join(told) or "Nothing to show"
    )


def _texts(group: Group) -> list[str]:
    known = [
        f"{share.words} {number(share.count)}"
        + (f" ({percent(share.count / group.known)})" if group.known else "")
        for share in group.shares
    ]
    return [*known, f"{UNKNOWN} {number(group.unknown)}"]


def lay_out_shares(groups: Sequence[Group]) -> Canvas:
    canvas = Canvas(width=WIDTH)
    y = 2.0
    for group in groups:
        if len(group.shares) > MOST_SHARES:
            raise ValueError(f"A bar has at most {MOST_SHARES} known parts")
        y = draw_words(canvas, y, f"{group.label}: {number(group.total)}", bold=True) + 5
        _draw_bar(canvas, y, group)
        y = _draw_key(canvas, y + BAR + 6, group) + 12
    canvas.reach(0, y)
    return canvas


def _draw_bar(canvas: Canvas, y: float, group: Group) -> None:
    room = WIDTH - 2 * EDGE
    if not group.total:
        canvas.line([(EDGE, y + BAR / 2), (EDGE + room, y + BAR / 2)], width=1)
        return
    x = float(EDGE)
    for at, share in enumerate(group.shares):
        length = room * share.count / group.total
        if share.count:
            _fill(canvas, at, x, y, length, BAR)
        x += length
    canvas.rectangle(EDGE, y, room, BAR, stroke=1)


def _fill(canvas: Canvas, at: int, x: float, y: float, width: float, height: float) -> None:
    canvas.rectangle(x, y, width, height, stroke=1, fill=PALETTE[at])
    if at % 2:
        canvas.hatch(x, y, width, height)


def _draw_key(canvas: Canvas, top: float, group: Group) -> float:
    """Each part's swatch and words, as many on a line as go there."""
    x, y = float(EDGE), top
    for at, words in enumerate(_texts(group)):
        lines = fit(words, WIDTH - 2 * EDGE - SWATCH - 6, lines=2)
        width = SWATCH + 6 + max(text_width(line) for line in lines)
        if x > EDGE and x + width > WIDTH - EDGE:
            x, y = float(EDGE), y + LINE + 2
        if at < len(group.shares):
            _fill(canvas, at, x, y + 2, SWATCH, SWATCH)
        else:
            canvas.rectangle(x, y + 2, SWATCH, SWATCH, stroke=1)
        for number_, line in enumerate(lines):
            canvas.text(x + SWATCH + 6, y + TEXT - 2 + LINE * number_, line, anchor="start")
        y += LINE * (len(lines) - 1)
        x += width + 14
    return y + LINE
