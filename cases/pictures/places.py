"""Where everything of a genogram goes: columns, gutters between them, lanes between rows."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import permutations

from cases.pictures.descent import Couple, Descent, Union, trace_descent
from cases.pictures.family import Family, Member, lower_first
from cases.pictures.rows import WIDEST, Rows, order_rows
from cases.relationships import Kind, label_for
from restorative.svg import LINE, WIDTH, fit

RADIUS = 14
NARROWEST = 66
APART_IN_ROW = 4
EDGE = 12
LANE = 9
ASIDE = 6
BRACKET = 9
FAR = 57
MOST_ORDERED = 6
MARGIN = 40
NAME_LINES = 3
OTHER_LINES = 2
WORD_LINES = 4


@dataclass(frozen=True)
class Spot:
    """The middle of somebody's sign."""

    x: float
    y: float


@dataclass
class Band:
    """One generation, with the couples in it and the unions that lead down from it."""

    keys: tuple[int, ...]
    couples: list[Couple]
    brackets: list[Couple]
    unions: list[Union]
    top: float = 0
    foot: float = 0


@dataclass
class Plan:
    """Everything a genogram is drawn from, in units of the canvas."""

    width: float
    height: float = 0
    bands: list[Band] = field(default_factory=list)
    apart: tuple[int, ...] = ()
    spots: dict[int, Spot] = field(default_factory=dict)
    labels: dict[int, list[tuple[str, bool]]] = field(default_factory=dict)
    gutters: dict[Union, float] = field(default_factory=dict)
    lanes: dict[Union, int] = field(default_factory=dict)

    def bracket_height(self, band: Band, couple: Couple) -> float:
        """How high the line runs that joins two over the heads of others."""
        return band.top - BRACKET * (band.brackets.index(couple) + 1)

    def entry(self, union: Union, child: int) -> float:
        """Where a union's line meets a child: beside those of its other unions."""
        mine = [other for band in self.bands for other in band.unions if child in other.children]
        return (0, ASIDE, -ASIDE, 2 * ASIDE)[min(mine.index(union), 3)]


def make_plan(family: Family) -> Plan:
    rows = order_rows(family, trace_descent(family))
    descent = rows.descent
    above = max((len(row) for row in rows.tree[:-1]), default=1)
    plan = Plan(width=float(max(WIDTH, above * NARROWEST)), apart=rows.apart)
    plan.bands = [_band(descent, row) for row in rows.tree]
    columns: dict[int, float] = {}
    for band in plan.bands:
        columns |= _columns(plan, band)
    for band in plan.bands:
        _choose_gutters(plan, band, columns)
        _choose_lanes(plan, band, columns)
    _stack(family, descent, plan, columns)
    _place_apart(family, rows, plan)
    return plan


def _band(descent: Descent, row: tuple[int, ...]) -> Band:
    couples = [couple for couple in descent.couples if couple.first in row]
    brackets = [c for c in couples if abs(row.index(c.first) - row.index(c.second)) > 1]
    unions = [union for union in descent.unions if union.parents[0] in row]
    return Band(row, couples, brackets, unions)


def _columns(plan: Plan, band: Band) -> dict[int, float]:
    """Spread a row over the width; a row that takes turns leaves room for its end names."""
    count = len(band.keys)
    if _takes_turns(band):
        step = (plan.width - 2 * MARGIN) / (count - 1)
        return {key: MARGIN + at * step for at, key in enumerate(band.keys)}
    return {key: (at + 0.5) * plan.width / count for at, key in enumerate(band.keys)}


def _choose_gutters(plan: Plan, band: Band, columns: dict[int, float]) -> None:
    """Let each union go down between two columns; two that share a gutter, side by side."""
    half = plan.width / len(band.keys) / 2
    used: dict[float, int] = {}
    for union in sorted(band.unions, key=lambda union: -len(union.parents)):
        places = sorted(columns[parent] for parent in union.parents)
        gutter = places[-1] - half if len(places) > 1 else _beside(plan, band, union, columns, used)
        gutter = round(gutter, 1)
        shared = used.get(gutter, 0)
        used[gutter] = shared + 1
        plan.gutters[union] = gutter + (0, ASIDE, -ASIDE, 2 * ASIDE)[min(shared, 3)]


def _beside(
    plan: Plan, band: Band, union: Union, columns: dict[int, float], used: dict[float, int]
) -> float:
    """Where the line of one parent alone goes down: not where it would seem another's."""
    parent = union.parents[0]
    x, half = columns[parent], min(plan.width / len(band.keys) / 2, FAR)
    at = band.keys.index(parent)
    mates = {c.first for c in band.couples} | {c.second for c in band.couples}
    places = {
        side: neighbour
        for side, neighbour in ((x + half, at + 1), (x - half, at - 1))
        if 4 < side < plan.width - 4 or not 0 <= neighbour < len(band.keys)
    }

    def cost(side: float) -> tuple[bool, bool, float]:
        at_side = places[side]
        inside = 0 <= at_side < len(band.keys)
        is_coupled = inside and band.keys[at_side] in mates and parent in mates
        children = [columns[child] for child in union.children]
        return (is_coupled, round(side, 1) in used, abs(side - sum(children) / len(children)))

    best = min(places, key=cost)
    return min(max(best, 5), plan.width - 5)


def _choose_lanes(plan: Plan, band: Band, columns: dict[int, float]) -> None:
    """Give unions heights at which their lines cross as little as may be.

    Few have more than three unions in a generation, so every order is tried.
    """
    unions = sorted(band.unions, key=lambda union: plan.gutters[union])
    orders = permutations(unions) if len(unions) <= MOST_ORDERED else iter([tuple(unions)])
    spans = {union: _span(plan, union, columns) for union in unions}
    best: tuple[int, int] | None = None
    for order in orders:
        lanes: dict[Union, int] = {}
        for union in order:
            near = [lanes[other] for other in lanes if _overlap(spans[union], spans[other])]
            lanes[union] = max(near, default=-1) + 1
        cost = (_crossings(plan, lanes, spans, columns), max(lanes.values(), default=0))
        if best is None or cost < best:
            best = cost
            plan.lanes.update(lanes)


Spans = dict[Union, tuple[float, float]]


def _span(plan: Plan, union: Union, columns: dict[int, float]) -> tuple[float, float]:
    xs = [plan.gutters[union], *(columns[child] for child in union.children)]
    return min(xs), max(xs)


def _overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] < other[1] + 2 * ASIDE and other[0] < one[1] + 2 * ASIDE


def _crossings(plan: Plan, lanes: dict[Union, int], spans: Spans, columns: dict[int, float]) -> int:
    """How often a line down meets the lane of another union: from its parents, to its children."""
    count = 0
    for union, other in permutations(lanes, 2):
        left, right = spans[other]
        if lanes[other] < lanes[union]:
            count += left - 3 <= plan.gutters[union] <= right + 3
        else:
            count += sum(left - 3 <= columns[child] <= right + 3 for child in union.children)
    return count


def _stack(family: Family, descent: Descent, plan: Plan, columns: dict[int, float]) -> None:
    """Put the generations under each other, as high as their labels and lines need."""
    top = float(EDGE)
    shared = _shared_names(family)
    for band in plan.bands:
        band.top = top + BRACKET * len(band.brackets)
        levels = (band.keys[::2], band.keys[1::2]) if _takes_turns(band) else (band.keys,)
        foot = band.top
        for keys in levels:
            for key in keys:
                plan.spots[key] = Spot(columns[key], foot + RADIUS)
                room = _room(plan, band, columns[key])
                plan.labels[key] = _label(
                    family, family.members[key], room, shared, _words(family, descent, key)
                )
            lines = max(len(plan.labels[key]) for key in keys)
            foot += 2 * RADIUS + LINE * lines + 8
        band.foot = foot
        lanes = max((plan.lanes[union] + 1 for union in band.unions), default=0)
        top = band.foot + LANE * lanes + (14 if lanes else 4)
    plan.height = top


def _takes_turns(band: Band) -> bool:
    """Whether a row is so long that every other person stands lower, to have room for names."""
    return len(band.keys) > WIDEST and not band.unions


def _room(plan: Plan, band: Band, x: float) -> float:
    """How wide a label may be between the lines that pass on either side of it."""
    if _takes_turns(band):
        step = (plan.width - 2 * MARGIN) / (len(band.keys) - 1)
        return 2 * min(step - 4, x - 2, plan.width - x - 2)
    half = plan.width / len(band.keys) / 2
    sides = [half - 2]
    sides += [
        abs(plan.gutters[union] - x) - 3
        for union in band.unions
        if abs(plan.gutters[union] - x) < half + 3 * ASIDE
    ]
    return 2 * min(sides)


def _words(family: Family, descent: Descent, key: int) -> list[str]:
    """What no line says of somebody: everything, or that a grandmother is special guardian."""
    member = family.members[key]
    if key not in descent.joined:
        return family.words_for(member) or family.words_to_others(member)
    return [
        f"{label_for(tie.kind, member.gender)} of {family.members[tie.relative].name}"
        for tie in family.ties
        if tie.person == key
        and tie.kind in (Kind.GUARDIAN, Kind.FOSTER_CARER)
        and key not in descent.parents_of(tie.relative)
    ]


def _shared_names(family: Family) -> set[str]:
    names = [member.name for member in family.members.values()]
    return {name for name in names if names.count(name) > 1}


def _label(
    family: Family, member: Member, room: float, shared: Iterable[str], words: list[str]
) -> list[tuple[str, bool]]:
    """The name, bold for the children of the case; the age; what no line says in words."""
    name = member.full_name if member.name in shared else member.name
    lines = [
        (line, member.is_child) for line in fit(name, room, lines=NAME_LINES, bold=member.is_child)
    ]
    if member.age:
        lines += [(line, False) for line in fit(member.age, room, lines=OTHER_LINES)]
    said = "; ".join(lower_first(text) for text in words)
    lines += [(line, False) for line in fit(said, room, lines=WORD_LINES) if line]
    return lines


def _place_apart(family: Family, rows: Rows, plan: Plan) -> None:
    """Under the tree, in rows of their own: relatives whom no line joins to the others."""
    if not rows.apart:
        return
    shared = _shared_names(family)
    top = plan.height + 40
    in_row = min(APART_IN_ROW, len(rows.apart))
    column = plan.width / in_row
    for start in range(0, len(rows.apart), in_row):
        keys = rows.apart[start : start + in_row]
        lines = 0
        for at, key in enumerate(keys):
            plan.spots[key] = Spot((at + 0.5) * column, top + RADIUS)
            member = family.members[key]
            plan.labels[key] = _label(family, member, column - 4, shared, family.words_for(member))
            lines = max(lines, len(plan.labels[key]))
        top += 2 * RADIUS + LINE * lines + 14
    plan.height = top
