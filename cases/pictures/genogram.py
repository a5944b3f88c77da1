"""The family tree as a genogram: squares, circles and the lines between them."""

from collections.abc import Iterable

from django.utils.safestring import SafeString

from cases.pictures.descent import Couple, Union
from cases.pictures.family import Family, Member
from cases.pictures.places import LANE, RADIUS, Band, Plan, Spot, make_plan
from restorative.svg import LINE, TEXT, Canvas

FOCUS = 4.5
THIN = 1.5
SLASH = 7


def draw_genogram(family: Family, *, name: str, title: str, description: str) -> SafeString:
    """Draw everybody who has a place in the tree. Friends are in the circles of support."""
    return draw_plan(family, make_plan(family)).svg(name=name, title=title, description=description)


def draw_plan(family: Family, plan: Plan) -> Canvas:
    canvas = Canvas(width=plan.width, height=plan.height)
    for band in plan.bands:
        for couple in band.couples:
            _draw_couple(canvas, plan, band, couple)
        for union in band.unions:
            _draw_union(canvas, plan, band, union)
    if plan.apart:
        first = plan.spots[plan.apart[0]]
        canvas.line(
            [(10, first.y - RADIUS - 30), (plan.width - 10, first.y - RADIUS - 30)], width=1
        )
        canvas.text(10, first.y - RADIUS - 12, "Also in the family", anchor="start")
    for key, spot in plan.spots.items():
        _draw_symbol(canvas, family.members[key], spot)
        _draw_label(canvas, spot, plan.labels[key])
    return canvas


def _draw_couple(canvas: Canvas, plan: Plan, band: Band, couple: Couple) -> None:
    """Join two who stand side by side; over the heads of whoever stands between them."""
    left, right = sorted(
        (plan.spots[couple.first], plan.spots[couple.second]), key=lambda spot: spot.x
    )
    if couple in band.brackets:
        y = plan.bracket_height(band, couple)
        canvas.line(
            [
                (left.x + 5, left.y - RADIUS),
                (left.x + 5, y),
                (right.x - 5, y),
                (right.x - 5, right.y - RADIUS),
            ],
            width=THIN,
        )
        _draw_slashes(canvas, (left.x + right.x) / 2, y, couple.slashes)
        return
    canvas.line([(left.x + RADIUS, left.y), (right.x - RADIUS, right.y)], width=THIN)
    # Left of the middle, from where the line to the children goes down.
    _draw_slashes(
        canvas, left.x + RADIUS + (right.x - left.x - 2 * RADIUS) / 4, left.y, couple.slashes
    )


def _draw_slashes(canvas: Canvas, x: float, y: float, slashes: int) -> None:
    for at in range(slashes):
        middle = x + (at - (slashes - 1) / 2) * 5
        canvas.line([(middle - 4, y + SLASH), (middle + 4, y - SLASH)], width=THIN)


def _draw_union(canvas: Canvas, plan: Plan, band: Band, union: Union) -> None:
    """Go down from the parents, along a lane of its own, and to each child."""
    down = plan.gutters[union]
    lane = band.foot + LANE * (plan.lanes[union] + 1)
    parents = [plan.spots[key] for key in union.parents]
    start = parents[0].y
    if len(parents) == 1:
        spot = parents[0]
        side = RADIUS if down > spot.x else -RADIUS
        canvas.line([(spot.x + side, spot.y), (down, spot.y)], width=THIN, dashes=union.line)
    else:
        bracket = next(
            (c for c in band.brackets if {c.first, c.second} <= set(union.parents)), None
        )
        start = plan.bracket_height(band, bracket) if bracket else start
    canvas.line([(down, start), (down, lane)], width=THIN, dashes=union.line)
    ends = [plan.spots[child].x + plan.entry(union, child) for child in union.children]
    canvas.line([(min(down, *ends), lane), (max(down, *ends), lane)], width=THIN, dashes=union.line)
    for child, x in zip(union.children, ends, strict=True):
        top = plan.spots[child].y - RADIUS
        canvas.line([(x, lane), (x, top)], width=THIN, dashes=union.line)


def _draw_symbol(canvas: Canvas, member: Member, spot: Spot) -> None:
    """The usual signs; a diamond for whoever's gender is not said, a triangle for the unborn."""
    stroke = FOCUS if member.is_child else 2
    x, y = spot.x, spot.y
    if member.is_unborn:
        canvas.polygon(
            [(x, y - RADIUS), (x + RADIUS, y + RADIUS), (x - RADIUS, y + RADIUS)], stroke=stroke
        )
    elif member.gender == "male":
        canvas.rectangle(x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS, stroke=stroke)
    elif member.gender == "female":
        canvas.circle(x, y, RADIUS, stroke=stroke)
    else:
        canvas.polygon(
            [(x, y - RADIUS), (x + RADIUS, y), (x, y + RADIUS), (x - RADIUS, y)], stroke=stroke
        )
    if member.has_died:
        far = RADIUS if member.gender == "male" else RADIUS * 0.7
        canvas.line([(x - far, y - far), (x + far, y + far)], width=THIN)
        canvas.line([(x - far, y + far), (x + far, y - far)], width=THIN)


def _draw_label(canvas: Canvas, spot: Spot, lines: Iterable[tuple[str, bool]]) -> None:
    y = spot.y + RADIUS + TEXT + 2
    for text, is_bold in lines:
        canvas.text(spot.x, y, text, bold=is_bold)
        y += LINE
