"""Circles of support: who is close and who further out, without the signs of a genogram.

The child stands at the top and the circles widen downwards like ripples, so that each
name has room on a phone however many there are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import asin, cos, hypot, sin, sqrt

from django.utils.safestring import SafeString

from cases.pictures.family import Family, Member, Part
from cases.relationships import Kind
from restorative.svg import LINE, TEXT, WIDTH, Canvas, fit, text_width

# Where one, two or three people stand beside each other, from the middle.
OFFSETS: dict[int, tuple[float, ...]] = {1: (0,), 2: (-72, 72), 3: (-112, 0, 112)}
ROOM = 106
NAME_LINES = 2
WORD_LINES = 2
ARC_STEPS = 40
CENTRE_LEAST = 46
HEADING = 26
GAP = 10
EMPTY = "Nobody yet"
# A name and a few words about them.
Said = tuple[str, str]
CLOSEST = frozenset(
    {
        Kind.PARENT,
        Kind.ADOPTIVE_PARENT,
        Kind.STEP_PARENT,
        Kind.FOSTER_CARER,
        Kind.GUARDIAN,
        Kind.SIBLING,
        Kind.HALF_SIBLING,
        Kind.STEP_SIBLING,
    }
)


@dataclass(frozen=True)
class Ring:
    """One circle: what it is called and who is in it."""

    heading: str
    members: tuple[Member, ...]


def rings_of(family: Family) -> list[Ring]:
    """Sort everybody but the children of the case by how close they are.

    Parents, brothers and sisters and whoever cares for a child come first, then the wider
    family, friends and the community, and the people whose job it is.
    """
    generations = family.generations()
    carers = {tie.person for tie in family.ties if tie.is_carer}
    home = {
        key
        for tie in family.ties
        for key in (tie.person, tie.relative)
        if tie.kind in CLOSEST and {tie.person, tie.relative} & _children(family)
    }
    closest, wider, friends, professionals = [], [], [], []
    for member in sorted(family.members.values(), key=lambda member: member.seniority):
        if member.is_child:
            continue
        if member.part == Part.PROFESSIONAL:
            professionals.append(member)
        elif member.key in home | carers:
            closest.append(member)
        elif member.part == Part.FAMILY or member.key in generations:
            wider.append(member)
        else:
            friends.append(member)
    rings = [
        Ring("Closest family", tuple(closest)),
        Ring("Wider family", tuple(wider)),
        Ring("Friends and community", tuple(friends)),
    ]
    if professionals:
        rings.append(Ring("People whose job it is", tuple(professionals)))
    return rings


def _children(family: Family) -> set[int]:
    return {child.key for child in family.children}


def draw_circles(family: Family, *, name: str, title: str, description: str) -> SafeString:
    return lay_out_circles(family).svg(name=name, title=title, description=description)


def lay_out_circles(family: Family) -> Canvas:
    names = [child.name for child in family.children] or ["No child named"]
    rings = [
        (ring.heading, [(one.name, family.short_words_for(one)) for one in ring.members])
        for ring in rings_of(family)
    ]
    return lay_out_ripples(names, rings)


def lay_out_ripples(names: Sequence[str], rings: Iterable[tuple[str, Sequence[Said]]]) -> Canvas:
    """Circles round these names, the closest first: what each is called, and who is in it.

    Of somebody their name and a few words are written.
    """
    canvas = Canvas(width=WIDTH)
    lines = [line for name in names for line in fit(name, WIDTH / 2, lines=2, bold=True)]
    widest = max(text_width(line, bold=True) for line in lines)
    height = LINE * len(lines)
    radius = max(CENTRE_LEAST, sqrt((widest / 2) ** 2 + (height / 2) ** 2) + 6)
    x, y = WIDTH / 2, radius + 4
    canvas.circle(x, y, radius, stroke=3)
    for at, line in enumerate(lines):
        canvas.text(x, y - height / 2 + TEXT + LINE * at, line, bold=True)
    for heading, members in rings:
        radius = _draw_ring(canvas, heading, members, y, radius)
    canvas.reach(0, y + radius + 4)
    return canvas


def _draw_ring(
    canvas: Canvas, title: str, members: Sequence[Said], y: float, radius: float
) -> float:
    """Write a ring outside a radius and close it with a line; returns the line's radius."""
    middle = WIDTH / 2
    under_heading = y + radius + HEADING
    heading = text_width(title, bold=True) / 2 + 4
    canvas.text(middle, under_heading - 8, title, bold=True)
    radius += HEADING
    if not members:
        canvas.text(middle, y + radius + TEXT - 4, EMPTY)
        radius += LINE + GAP
    placed: list[tuple[float, float, float]] = []
    foot = radius
    for row in _rows(members):
        for offset, member in zip(OFFSETS[len(row)], row, strict=True):
            label = _label(*member)
            half = max(text_width(line, bold=is_bold) for line, is_bold in label) / 2
            # On the bend of the circle: the further to the side, the higher it may begin.
            near = max(abs(offset) - half, 0)
            top = y + sqrt(max(radius**2 - near**2, 0))
            if near < heading:
                top = max(top, under_heading)
            above = [
                b for left, right, b in placed if left < offset + half and offset - half < right
            ]
            top = max([top, *(bottom + GAP for bottom in above)])
            for at, (line, is_bold) in enumerate(label):
                canvas.text(middle + offset, top + TEXT + LINE * at, line, bold=is_bold)
            bottom = top + LINE * len(label)
            placed.append((offset - half, offset + half, bottom))
            foot = max(foot, hypot(bottom - y, abs(offset) + half))
        radius = max(bottom for _, _, bottom in placed) - y
    radius = max(radius, foot) + GAP
    _draw_arc(canvas, y, radius)
    return radius


def _rows(members: Sequence[Said]) -> list[Sequence[Said]]:
    """Three beside each other at most, the rows as even as can be: four are two and two."""
    count = -(-len(members) // 3)
    rows = []
    start = 0
    for row in range(count):
        size = len(members) // count + (row < len(members) % count)
        rows.append(members[start : start + size])
        start += size
    return rows


def _label(name: str, words: str) -> list[tuple[str, bool]]:
    label = [(line, True) for line in fit(name, ROOM, lines=NAME_LINES, bold=True)]
    return label + [(line, False) for line in fit(words, ROOM, lines=WORD_LINES) if line]


def _draw_arc(canvas: Canvas, y: float, radius: float) -> None:
    """The lower part of a circle, as much as fits the canvas, in many short pieces."""
    furthest = asin(min(1, (WIDTH / 2 - 2) / radius))
    angles = [furthest * (step / ARC_STEPS * 2 - 1) for step in range(ARC_STEPS + 1)]
    canvas.line(
        [(WIDTH / 2 + radius * sin(angle), y + radius * cos(angle)) for angle in angles], width=1
    )
