"""The window of to, for, with and not: four panes, and where somebody placed themselves."""

from django.utils.safestring import SafeString

from conferences.models import Reflection
from conferences.reflection_prompts import WINDOW
from restorative.svg import LINE, SMALL, WIDTH, Canvas

LEFT, TOP, PANE_WIDTH, PANE_HEIGHT = 44, 8, 146, 92
Place = Reflection.Place
# Column and row: support grows to the right, challenge upwards.
PANES = {Place.TO: (0, 0), Place.WITH: (1, 0), Place.NOT: (0, 1), Place.FOR: (1, 1)}
# Two short lines each, so that they fit a pane.
LINES = {
    Place.TO: ("high challenge,", "low support"),
    Place.WITH: ("high challenge,", "high support"),
    Place.NOT: ("low challenge,", "low support"),
    Place.FOR: ("low challenge,", "high support"),
}
BLACK = "currentColor"


def window_picture(place: str = "") -> SafeString:
    """The window, with a mark in one pane where somebody placed themselves."""
    return draw_window(place).svg(
        name="window", title="The window of to, for, with and not", description=described(place)
    )


def described(place: str) -> str:
    if place:
        return f"Placed in “{Place(place).label}”: {WINDOW[Place(place)][0]}."
    return "Four panes: challenge grows upwards, support to the right."


def draw_window(place: str = "") -> Canvas:
    canvas = Canvas(WIDTH, TOP + 2 * PANE_HEIGHT + 2 * LINE + 8)
    for pane, (column, row) in PANES.items():
        x, y = LEFT + column * PANE_WIDTH, TOP + row * PANE_HEIGHT
        is_here = pane == place
        canvas.rectangle(x, y, PANE_WIDTH, PANE_HEIGHT, stroke=4 if is_here else 1.5)
        middle = x + PANE_WIDTH / 2
        canvas.text(middle, y + 26, pane.label, bold=True)
        for at, line in enumerate(LINES[pane]):
            canvas.text(middle, y + 44 + at * 16, line, size=SMALL)
        if is_here:
            canvas.circle(middle - 26, y + 78, 6, fill=BLACK)
            canvas.text(middle - 14, y + 83, "I was here", anchor="start", bold=True, size=SMALL)
    _axes(canvas)
    return canvas


def _axes(canvas: Canvas) -> None:
    foot = TOP + 2 * PANE_HEIGHT
    # Upright words beside the picture, because text turned on its side is hard to read.
    for y, word in ((TOP + 14, "high"), (foot - 4, "low")):
        canvas.text(LEFT - 6, y, word, anchor="end", size=SMALL)
    x = LEFT - 18
    canvas.line([(x, foot - 22), (x, TOP + 26)])
    canvas.line([(x - 4, TOP + 33), (x, TOP + 25), (x + 4, TOP + 33)])
    right = LEFT + 2 * PANE_WIDTH
    y = foot + 16
    canvas.text(LEFT, y, "low", anchor="start", size=SMALL)
    canvas.text(right, y, "high", anchor="end", size=SMALL)
    canvas.text((LEFT + right) / 2, y, "support", bold=True, size=SMALL)
    canvas.line([(LEFT + 30, y - 4), (LEFT + 104, y - 4)])
    canvas.line([(LEFT + 188, y - 4), (right - 34, y - 4)])
    canvas.line([(right - 41, y - 8), (right - 33, y - 4), (right - 41, y)])
    canvas.text(2, foot + 16 + LINE, "challenge grows upwards", anchor="start", size=SMALL)
