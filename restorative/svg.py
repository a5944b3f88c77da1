"""Shapes, text that fits, titles: what every picture is drawn with.

Pictures are inline SVG on a canvas 340 units wide, which a phone shows at its own size,
with text of 15 units. Presentation attributes alone: the content security policy forbids
styles, and print and forced colours keep working through `currentColor`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

WIDTH = 340
TEXT = 15
LINE = 18
# Marks of axes and keys, never what a picture is about.
SMALL = 13
BLACK = "currentColor"
PAPER = "Canvas"
# Of the Government Analysis Function, in its order: 3 to 1 to white and to the one beside.
PALETTE = ("#12436D", "#28A197", "#801650", "#F46A25")
# Widths of Helvetica and Arial in thousandths of the text's size; others are average.
_NARROW = dict.fromkeys("ijltfrI.,;:'’!|()[]- ", 300) | {"i": 222, "j": 222, "l": 222}
_WIDE = dict.fromkeys("mwMW@%", 870) | dict.fromkeys("ABCDEGHKNOPQRSUVXYZ&", 710)
_AVERAGE = 556
# Fonts differ: what is drawn with another must not spill over.
_MARGIN = 1.04
# Where a word had to be broken: shown as a hyphen, and always the end of its line.
_BREAK = "\u00ad"

Number = float | int


@lru_cache(maxsize=4096)
def text_width(text: str, *, size: Number = TEXT, bold: bool = False) -> float:
    """How wide a line of text is at most, in units of the canvas."""
    text = text.replace(_BREAK, "-")
    units = sum(_NARROW.get(letter) or _WIDE.get(letter) or _wide(letter) for letter in text)
    return units / 1000 * size * _MARGIN * (1.06 if bold else 1)


def _wide(letter: str) -> int:
    """Letters of scripts we have no measures for, ideographs and emoji the widest."""
    if letter.isascii() or letter < "\u0530":
        return _AVERAGE
    return 1000 if letter > "\u2e80" else 700


def fit(text: str, width: Number, *, lines: int = 1, bold: bool = False) -> list[str]:
    """Break text into lines of a width; what does not fit on the last ends with "…".

    Words stay whole while they can; a longer one is broken with a hyphen.
    """
    broken: list[str] = []
    line = ""
    for word in text.split():
        for at, piece in enumerate(_pieces(word, width, bold)):
            joint = " " if line and at == 0 else ""
            is_broken = line.endswith(_BREAK)
            if is_broken or (text_width(f"{line}{joint}{piece}", bold=bold) > width and line):
                broken.append(line)
                line = joint = ""
            line = f"{line}{joint}{piece}"
    if line:
        broken.append(line)
    broken = [line.replace(_BREAK, "-") for line in broken]
    if len(broken) <= lines:
        return broken or [""]
    last = broken[lines - 1]
    while last and text_width(f"{last}…", bold=bold) > width:
        last = last[:-1]
    return [*broken[: lines - 1], f"{last.rstrip(' -')}…"]


def _pieces(word: str, width: Number, bold: bool) -> list[str]:
    """A word in pieces that fit: broken after its own hyphens first, then anywhere."""
    pieces: list[str] = []
    parts = word.replace("-", "-\n").split("\n")
    if text_width(word, bold=bold) <= width:
        return [word]
    for part in parts:
        while text_width(part, bold=bold) > width and len(part) > 2:
            cut = len(part) - 1
            while cut > 2 and text_width(f"{part[:cut]}-", bold=bold) > width:
                cut -= 1
            # Not a letter or two by themselves on the next line.
            cut = min(cut, max(2, len(part) - 3))
            pieces.append(part[:cut] + _BREAK)
            part = part[cut:]
        if part:
            pieces.append(part)
    return pieces


@dataclass(frozen=True)
class Label:
    """A line of text and the room it takes: what tests check for overlaps and edges."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def at(
        cls, x: Number, y: Number, text: str, *, anchor: str, bold: bool, size: Number
    ) -> "Label":
        width = text_width(text, size=size, bold=bold)
        left = x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
        return cls(text, left, y - size * 0.8, left + width, y + size * 0.25)


@dataclass
class Canvas:
    """Collects what is drawn; `svg` puts it into one picture with a title and a description."""

    width: Number = WIDTH
    height: Number = 0
    # Markup, with all that is no number escaped.
    parts: list[str] = field(default_factory=list)
    labels: list["Label"] = field(default_factory=list)

    def reach(self, x: Number, y: Number) -> None:
        """Make the canvas at least as large as this."""
        self.width, self.height = max(self.width, x), max(self.height, y)

    def line(
        self,
        points: Sequence[tuple[Number, Number]],
        *,
        width: Number = 1.5,
        dashes: str = "",
        colour: str = BLACK,
    ) -> None:
        """Draw from point to point."""
        path = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        self._add(
            f'<polyline points="{path}" fill="none" stroke="{escape(colour)}" '
            f'stroke-width="{_n(width)}"{_dashed(dashes)}/>'
        )

    def rectangle(
        self,
        x: Number,
        y: Number,
        width: Number,
        height: Number,
        *,
        stroke: Number = 2,
        fill: str = "none",
    ) -> None:
        self._add(
            f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" '
            f'fill="{escape(fill)}" stroke="currentColor" stroke-width="{_n(stroke)}"/>'
        )

    def hatch(self, x: Number, y: Number, width: Number, height: Number) -> None:
        """Strokes of the paper's colour over what is filled: told apart without colour."""
        at = x + 4
        while at + height <= x + width - 1:
            self.line([(at, y + height), (at + height, y)], colour=PAPER)
            at += 7

    def circle(
        self,
        x: Number,
        y: Number,
        radius: Number,
        *,
        stroke: Number = 2,
        fill: str = "none",
        dashes: str = "",
    ) -> None:
        self._add(
            f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" fill="{escape(fill)}" '
            f'stroke="currentColor" stroke-width="{_n(stroke)}"{_dashed(dashes)}/>'
        )

    def polygon(
        self, points: Sequence[tuple[Number, Number]], *, stroke: Number = 2, fill: str = "none"
    ) -> None:
        path = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        self._add(
            f'<polygon points="{path}" fill="{escape(fill)}" stroke="currentColor" '
            f'stroke-width="{_n(stroke)}"/>'
        )

    def text(
        self,
        x: Number,
        y: Number,
        text: str,
        *,
        anchor: str = "middle",
        bold: bool = False,
        size: Number = TEXT,
    ) -> None:
        """Write one line with its foot at `y`. Names are escaped here and nowhere else."""
        self.labels.append(Label.at(x, y, text, anchor=anchor, bold=bold, size=size))
        weight = ' font-weight="700"' if bold else ""
        self._add(
            f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" '
            f'text-anchor="{escape(anchor)}"{weight}>{conditional_escape(text)}</text>'
        )

    def svg(self, *, name: str, title: str, description: str) -> SafeString:
        """The picture. `name` makes its ids, so it must be the only one of it on the page."""
        return format_html(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" '
            'aria-labelledby="{}-title {}-desc" fill="currentColor" '
            'font-family="Helvetica Neue, Helvetica, Arial, sans-serif">'
            '<title id="{}-title">{}</title><desc id="{}-desc">{}</desc>{}</svg>',
            _n(self.width),
            _n(self.height),
            name,
            name,
            name,
            title,
            name,
            description,
            SafeString("".join(self.parts)),
        )

    def _add(self, markup: str) -> None:
        self.parts.append(markup)


def _n(number: Number) -> str:
    """The same number always in the same letters: 12, 12.5."""
    return f"{number:.1f}".removesuffix(".0")


def _dashed(dashes: str) -> str:
    return f' stroke-dasharray="{escape(dashes)}"' if dashes else ""
