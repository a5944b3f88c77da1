"""In which order the people of each generation stand: partners side by side, eldest left."""

from dataclasses import dataclass
from datetime import date

from cases.pictures.descent import Descent
from cases.pictures.family import Family

# As many as stand side by side with their names legible on a phone. The youngest
# generation has no lines below it, so its names can take turns in two heights.
WIDEST = 5
LOOSE_FROM = 4
WIDEST_BELOW = 10
MALE_FIRST = {"male": 0, "another": 1, "": 1, "female": 2}
FAR_RIGHT = 1000.0


@dataclass(frozen=True)
class Rows:
    """The generations from the top, the lines that join them, and who stands apart."""

    tree: tuple[tuple[int, ...], ...]
    descent: Descent
    apart: tuple[int, ...] = ()


def order_rows(family: Family, descent: Descent) -> Rows:
    """Order every generation after its neighbours, beginning with the parents' own."""
    apart = _stand_apart(family, descent)
    descent = descent.without(set(apart))
    members: dict[int, list[int]] = {}
    for key, level in descent.generations.items():
        if key not in apart:
            members.setdefault(level, []).append(key)
    levels = sorted(members, reverse=True)
    if not levels:
        return Rows((), descent)
    first = 1 if 1 in levels else levels[0]
    ordered = {first: _order_parents(family, descent, members[first])}
    for level in sorted(level for level in levels if level > first):
        ordered[level] = _order_above(family, descent, members[level], ordered)
    for level in sorted((level for level in levels if level < first), reverse=True):
        ordered[level] = _order_below(family, descent, members[level], ordered)
    return Rows(tuple(tuple(ordered[level]) for level in levels), descent, tuple(apart))


def _stand_apart(family: Family, descent: Descent) -> list[int]:
    """Whom a row has no room for: first those no line joins, then the more distant."""
    levels: dict[int, list[int]] = {}
    for key, level in descent.generations.items():
        levels.setdefault(level, []).append(key)
    closeness = _closeness(family, descent)
    apart: list[int] = []
    for level in sorted(levels, reverse=True):
        keys = levels[level]
        loose = [k for k in keys if k not in descent.joined and not family.members[k].is_child]
        if len(keys) > LOOSE_FROM:
            apart += sorted(loose, key=lambda key: family.members[key].seniority)
            keys = [key for key in keys if key not in loose]
        room = WIDEST_BELOW if level == min(levels) else WIDEST
        nearest = sorted(keys, key=lambda key: (closeness[key], family.members[key].seniority))
        apart += nearest[room:]
    return apart


def _closeness(family: Family, descent: Descent) -> dict[int, int]:
    """How many lines lead from the children of the case to each member of the tree."""
    steps = {child.key: 0 for child in family.children}
    queue = list(steps)
    while queue:
        key = queue.pop(0)
        near = descent.parents_of(key) + descent.children_of(key) + descent.partners_of(key)
        for other in near:
            if other not in steps:
                steps[other] = steps[key] + 1
                queue.append(other)
    return {key: steps.get(key, len(steps)) for key in descent.generations}


def _order_parents(family: Family, descent: Descent, keys: list[int]) -> list[int]:
    """Chains of partners in the middle, their brothers and sisters on the outer side."""
    row: list[int] = []
    waiting = sorted(keys, key=lambda key: _standing(family, descent, key))
    children = {child.key for child in family.children}
    for key in (key for key in waiting if children & set(descent.children_of(key))):
        if key not in row:
            row += [k for k in _chain(family, descent, key, keys) if k not in row]
    for key in (key for key in waiting if key not in row):
        mates = [k for k in _chain(family, descent, key, keys) if k not in row]
        if _side_of(family, descent, key, row) == "father":
            row = mates + row
        else:
            row += mates
    return row


def _standing(family: Family, descent: Descent, key: int) -> tuple[object, ...]:
    """Fathers before mothers, then the parent of the eldest, then by age."""
    member = family.members[key]
    births = [family.members[child].seniority for child in descent.children_of(key)]
    return (
        MALE_FIRST.get(member.gender, 1),
        min(births, default=(date.max, 0)),
        member.seniority,
    )


def _chain(family: Family, descent: Descent, key: int, among: list[int]) -> list[int]:
    """Everybody linked by partnership, from one end to the other: father, mother, father."""
    linked = {key}
    queue = [key]
    while queue:
        for other in descent.partners_of(queue.pop()):
            if other in among and other not in linked:
                linked.add(other)
                queue.append(other)

    def ends_first(person: int) -> tuple[object, ...]:
        mates = [mate for mate in descent.partners_of(person) if mate in linked]
        childless = not descent.children_of(person)
        return (len(set(mates)) > 1, childless, *_standing(family, descent, person))

    chain: list[int] = []

    def walk(person: int) -> None:
        chain.append(person)
        mates = {mate for mate in descent.partners_of(person) if mate in linked}
        for mate in sorted(mates, key=lambda mate: _standing(family, descent, mate)):
            if mate not in chain:
                walk(mate)

    walk(min(linked, key=ends_first))
    return chain


def _side_of(family: Family, descent: Descent, key: int, row: list[int]) -> str:
    """Whether somebody belongs to the left of the row: a relative of whoever stands there."""
    parents = set(descent.parents_of(key))
    kin = [at for at, other in enumerate(row) if parents & set(descent.parents_of(other))]
    if kin:
        return "father" if kin[0] < len(row) / 2 - 0.5 else "mother"
    return family.members[key].side or "mother"


def _order_above(
    family: Family, descent: Descent, keys: list[int], ordered: dict[int, list[int]]
) -> list[int]:
    """Above their children: couples together, the left one's parents left."""
    places = {key: at for row in ordered.values() for at, key in enumerate(row)}
    chains: list[list[int]] = []
    for key in sorted(keys, key=lambda key: _standing(family, descent, key)):
        if not any(key in chain for chain in chains):
            chains.append(_chain(family, descent, key, keys))

    def place(chain: list[int]) -> tuple[float, int]:
        below = [places[c] for key in chain for c in descent.children_of(key) if c in places]
        side = 0.0 if family.members[chain[0]].side == "father" else FAR_RIGHT
        return (sum(below) / len(below) if below else side, chain[0])

    return [key for chain in sorted(chains, key=place) for key in chain]


def _order_below(
    family: Family, descent: Descent, keys: list[int], ordered: dict[int, list[int]]
) -> list[int]:
    """Under their parents, each set of brothers and sisters eldest left."""
    places = {key: at for row in ordered.values() for at, key in enumerate(row)}

    def place(key: int) -> tuple[object, ...]:
        above = sorted({places[p] for p in descent.parents_of(key) if p in places})
        mean = sum(above) / len(above) if above else FAR_RIGHT
        return (mean, above, family.members[key].seniority)

    return _couples_together(descent, sorted(keys, key=place))


def _couples_together(descent: Descent, row: list[int]) -> list[int]:
    """Move whoever has no place of their own in the row beside their partner."""
    found: list[int] = []
    for key in row:
        if key in found:
            continue
        found.append(key)
        for mate in descent.partners_of(key):
            no_parents = not descent.parents_of(mate)
            if mate in row and mate not in found and no_parents:
                found.append(mate)
    return found
