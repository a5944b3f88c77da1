"""The circle on the day: numbered seats clockwise from the child, nobody in the middle."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from conferences.pictures.ring import (
    MIDDLE,
    SEAT,
    Mark,
    draw_apart,
    draw_oval,
    draw_seats,
    lay_out_ring,
)
from restorative.svg import LINE, TEXT, WIDTH, Canvas, fit

EMPTY = "Nobody has a seat yet"


@dataclass(frozen=True)
class SeatingPicture:
    """Everybody with a seat, the first at the top; pairs who sit side by side and should not."""

    seats: tuple[Mark, ...]
    apart: tuple[tuple[int, int], ...] = ()


def draw_seating(picture: SeatingPicture, *, name: str, title: str, description: str) -> SafeString:
    return lay_out_seating(picture).svg(name=name, title=title, description=description)


def lay_out_seating(picture: SeatingPicture) -> Canvas:
    canvas = Canvas(width=WIDTH)
    if not picture.seats:
        canvas.text(MIDDLE, TEXT + 4, EMPTY)
        canvas.reach(0, LINE + 10)
        return canvas
    first, rest = picture.seats[0], list(picture.seats[1:])
    lines = fit(first.name, WIDTH - 8, lines=2, bold=True)
    for at, line in enumerate(lines):
        canvas.text(MIDDLE, 2 + TEXT + LINE * at, line, bold=True)
    top = LINE * len(lines) + SEAT + 8
    ring = lay_out_ring(canvas, rest, top=top)
    ring.seats[first.key] = (MIDDLE, top)
    draw_oval(canvas, ring)
    for one, other in picture.apart:
        if one in ring.seats and other in ring.seats:
            draw_apart(canvas, ring, one, other)
    draw_seats(canvas, ring, list(picture.seats))
    canvas.reach(0, ring.bottom + SEAT + 6)
    return canvas
