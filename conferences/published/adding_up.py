"""How the counts of the lattice hang together: which are the same one, which add up to which.

What a reader could know is never understated: counts of two measures that agree in every
place count as one (whatever conditions are the same agree), and so do sums over periods,
teams and groups.
"""

from collections.abc import Iterator
from typing import NamedTuple

from conferences.measures import MEASURES
from conferences.measures.computing import Figure
from conferences.published.counting import ALL, Counted, Place
from conferences.published.periods import Period, years_of
from conferences.published.suppression import Equation, Key

# Part of a measure within a part of another: (inner, its part, outer, its part).
WITHIN = (
    ("attendance_and_exclusions", "numerator", "attendance", "numerator"),
    ("attendance_and_exclusions", "numerator", "exclusions", "numerator"),
    ("attendance_and_exclusions", "base", "attendance", "base"),
    ("attendance_and_exclusions", "base", "exclusions", "base"),
    ("exclusions", "base", "suspensions_change", "base"),
    *(
        (measure.key, "base", "families_met", "numerator")
        for measure in MEASURES.values()
        if measure.rows.name == "families"
        and measure.index == "held_on"
        and measure.kind in ("rate", "amount")
        and not hasattr(measure, "whole")
    ),
)
# What is printed of a measure; the rest follows from it, or from what is printed elsewhere.
PRINTED = {"numerator": 1.0, "denominator": 1.5, "unknown": 0.7}
# Whose sums over places give those of the others.
BASIS = ("numerator", "rest", "unknown")


class Count(NamedTuple):
    measure: str
    part: str
    place: Place


class Lattice(NamedTuple):
    """`same` gives for each count the one that stands for it in values and equations."""

    values: dict[Count, int]
    equations: list[Equation]
    same: dict[Count, Count]
    costs: dict[Key, int]
    unprinted: set[Key]

    def cost(self, key: Key) -> int:
        return self.costs.get(key, 1)


def parts_of(figure: Figure) -> dict[str, int]:
    n, unknown = figure.n, figure.unknown
    match figure.measure.kind:
        case "volume":
            return {"numerator": n}
        case "amount":
            return {"denominator": n, "unknown": unknown, "base": n + unknown}
        case _:
            numerator = figure.numerator or 0
            return {
                "numerator": numerator,
                "rest": n - numerator,
                "denominator": n,
                "unknown": unknown,
                "base": n + unknown,
            }


def build(counted: Counted, quarters: list[Period]) -> Lattice:
    """Everything printed and all that follows from it, ready for `suppress`."""
    series: dict[tuple[str, str], dict[Place, int]] = {}
    for (key, place), figure in counted.items():
        for part, n in parts_of(figure).items():
            series.setdefault((key, part), {})[place] = n
    for inner, part, outer, of in WITHIN:
        if inner == outer or (inner, part) not in series or (outer, of) not in series:
            continue
        smaller, larger = series[inner, part], series[outer, of]
        if any(n for n in smaller.values()):
            series[inner, f"{part} outside {outer} {of}"] = {
                place: larger[place] - n for place, n in smaller.items() if place in larger
            }
    stands_for = _one_for_all(series)
    same = {
        Count(key, part, place): Count(*stands_for[key, part], place)
        for (key, part), places in series.items()
        for place in places
    }
    values = {
        same[Count(*name, place)]: n for name, at in series.items() for place, n in at.items()
    }
    missing: set[Count] = set()
    equations = []
    for whole, parts in _equations(series, quarters):
        names = [same.get(count, count) for count in (whole, *parts)]
        missing.update(name for name in names if name not in values)
        equations.append((names[0], tuple(names[1:])))
    values.update(dict.fromkeys(missing, 0))
    printed = {first for count, first in same.items() if count.part in PRINTED} | missing
    return Lattice(
        values, list(dict.fromkeys(equations)), same, _costs(same), values.keys() - printed
    )


def _one_for_all(
    series: dict[tuple[str, str], dict[Place, int]],
) -> dict[tuple[str, str], tuple[str, str]]:
    """For each row of counts the first that agrees with it wherever both stand.

    A place without a record is a 0 that nobody hides. Only rows counted by the same days can
    be the same condition; of one measure two parts never are.
    """
    groups: dict[tuple[str, str], list[tuple[tuple[str, str], dict[Place, int]]]] = {}
    found = {}
    for name, places in series.items():
        measure = MEASURES[name[0]]
        kind = (measure.rows.name, measure.index)
        for first, members in groups.items():
            declared = MEASURES[first[0]]
            if kind == (declared.rows.name, declared.index) and all(
                other[0] != name[0] and _agree(places, known) for other, known in members
            ):
                found[name] = first
                members.append((name, places))
                break
        else:
            found[name] = name
            groups[name] = [(name, places)]
    return found


def _agree(one: dict[Place, int], other: dict[Place, int]) -> bool:
    both = one.keys() & other.keys()
    return any(one[place] for place in both) and all(one[place] == other[place] for place in both)


def _equations(
    series: dict[tuple[str, str], dict[Place, int]], quarters: list[Period]
) -> Iterator[tuple[Count, list[Count]]]:
    for (key, part), places in series.items():
        for place in places:
            if part == "rest":
                inside = [Count(key, "numerator", place), Count(key, "rest", place)]
                yield Count(key, "denominator", place), inside
            if part == "base":
                inside = [Count(key, "denominator", place), Count(key, "unknown", place)]
                yield Count(key, "base", place), inside
    for inner, part, outer, of in WITHIN:
        name = f"{part} outside {outer} {of}"
        for place in series.get((inner, name), {}):
            yield Count(outer, of, place), [Count(inner, part, place), Count(inner, name, place)]
    years = {year.key: [q.key for q in members] for year, members in years_of(quarters).items()}
    for (key, part), places in series.items():
        if part in BASIS or (part == "denominator" and (key, "rest") not in series):
            yield from _over_places(key, part, places, years)


def _over_places(
    key: str, part: str, places: dict[Place, int], years: dict[str, list[str]]
) -> Iterator[tuple[Count, list[Count]]]:
    """A year and its quarters; the service and its teams; a year and each way to group it."""
    inside: dict[Place, dict[str, list[Place]]] = {}
    for place in places:
        if place.team != ALL:
            inside.setdefault(Place(place.period), {}).setdefault("team", []).append(place)
        if place.dimension:
            inside.setdefault(Place(place.period), {}).setdefault(place.dimension, []).append(place)
        if not place.dimension:
            for year, members in years.items():
                if place.period in members and Place(year, place.team) in places:
                    whole = Place(year, place.team)
                    inside.setdefault(whole, {}).setdefault("quarter", []).append(place)
    for whole, ways in inside.items():
        for parts in ways.values():
            yield Count(key, part, whole), [Count(key, part, place) for place in parts]


def _costs(same: dict[Count, Count]) -> dict[Key, int]:
    """What is lost with a count: the whole service and years are dearest, what is not printed 1."""
    costs: dict[Count, float] = {}
    for count, first in same.items():
        weight = PRINTED.get(count.part, 0)
        place = count.place
        if place.dimension:
            level = 6
        elif place.team != ALL:
            level = 8 if "Q" in place.period else 12
        else:
            level = 20 if "Q" in place.period else 40
        costs[first] = costs.get(first, 1) + weight * level
    return {first: round(cost) for first, cost in costs.items()}
