"""Who comes from whom in a family: the lines of the tree, before anything has a place.

What is told of grandparents and siblings without naming the parent between is drawn where
only one answer is possible; nothing else is guessed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from cases.pictures.family import COUPLES, Family, Member
from cases.relationships import Kind

SOLID, BROKEN, DOTTED = "", "6 4", "2 4"
# How the line to a child is drawn: by birth, by order or placement, by marriage alone.
LINES = {
    Kind.PARENT: SOLID,
    Kind.ADOPTIVE_PARENT: BROKEN,
    Kind.FOSTER_CARER: BROKEN,
    Kind.GUARDIAN: BROKEN,
    Kind.STEP_PARENT: DOTTED,
}
SIDES = {"mother": "female", "father": "male"}


@dataclass(frozen=True)
class Couple:
    """Two people joined by a line: partners, or the parents of one child."""

    first: int
    second: int
    slashes: int = 0


@dataclass(frozen=True)
class Union:
    """Parents, together or alone, with the children that one line leads to."""

    parents: tuple[int, ...]
    children: tuple[int, ...]
    line: str


@dataclass(frozen=True)
class Descent:
    generations: dict[int, int]
    unions: tuple[Union, ...] = ()
    couples: tuple[Couple, ...] = ()
    joined: frozenset[int] = field(default_factory=frozenset)

    def without(self, keys: set[int]) -> "Descent":
        """The same lines but for those that lead to some people."""
        unions = [
            Union(
                tuple(key for key in union.parents if key not in keys),
                tuple(key for key in union.children if key not in keys),
                union.line,
            )
            for union in self.unions
        ]
        kept = tuple(union for union in unions if union.parents and union.children)
        couples = tuple(c for c in self.couples if not {c.first, c.second} & keys)
        return Descent(self.generations, kept, couples, _joined(kept, couples))

    def children_of(self, key: int) -> list[int]:
        return [child for union in self.unions if key in union.parents for child in union.children]

    def parents_of(self, key: int) -> list[int]:
        return [p for union in self.unions if key in union.children for p in union.parents]

    def partners_of(self, key: int) -> list[int]:
        pairs = ((couple.first, couple.second) for couple in self.couples)
        return [two if key == one else one for one, two in pairs if key in (one, two)]


def trace_descent(family: Family) -> Descent:
    """Work out generations, unions and couples of everybody who has a place in the tree."""
    generations = family.generations()
    parents = _parents(family, generations)
    _add_siblings(family, generations, parents)
    _add_grandparents(family, generations, parents)
    unions = _unions(family, parents)
    couples = _couples(family, generations, unions)
    return Descent(generations, unions, couples, _joined(unions, couples))


def _joined(unions: Iterable[Union], couples: Iterable[Couple]) -> frozenset[int]:
    """Everybody at the end of some line."""
    found = {key for union in unions for key in (*union.parents, *union.children)}
    return frozenset(found | {key for c in couples for key in (c.first, c.second)})


Parents = dict[int, dict[int, Kind]]


def _parents(family: Family, generations: dict[int, int]) -> Parents:
    """For each child, who is drawn as a parent and as what, one generation apart."""
    found: Parents = {}
    partners = {frozenset((tie.person, tie.relative)) for tie in family.ties if tie.kind in COUPLES}
    for kind in LINES:
        for tie in family.ties:
            if tie.kind != kind or not {tie.person, tie.relative} <= generations.keys():
                continue
            if generations[tie.person] != generations[tie.relative] + 1:
                continue
            mine = found.setdefault(tie.relative, {})
            is_joined = any(frozenset((tie.person, parent)) in partners for parent in mine)
            if kind == Kind.STEP_PARENT and is_joined:
                # The line to the parent says it.
                continue
            mine.setdefault(tie.person, kind)
    return found


def _add_siblings(family: Family, generations: dict[int, int], parents: Parents) -> None:
    """A full brother or sister of whom no parent is told has the same parents."""
    for tie in family.ties:
        if tie.kind != Kind.SIBLING:
            continue
        for one, other in ((tie.person, tie.relative), (tie.relative, tie.person)):
            born: dict[int, Kind] = {
                p: kind for p, kind in parents.get(one, {}).items() if kind == Kind.PARENT
            }
            if born and not parents.get(other) and other in generations:
                parents[other] = born


def _add_grandparents(family: Family, generations: dict[int, int], parents: Parents) -> None:
    """A grandparent on the mother's side is a parent of the mother, where there is one."""
    for tie in family.ties:
        if tie.kind != Kind.GRANDPARENT or tie.person not in generations:
            continue
        between = [
            family.members[key]
            for key, kind in parents.get(tie.relative, {}).items()
            if kind == Kind.PARENT
        ]
        if any(tie.person in parents.get(parent.key, {}) for parent in between):
            continue
        parent = _on_side(between, family.members[tie.person])
        if parent and generations[tie.person] == generations[parent.key] + 1:
            parents.setdefault(parent.key, {}).setdefault(tie.person, Kind.PARENT)


def _on_side(parents: Iterable[Member], grandparent: Member) -> Member | None:
    gender = SIDES.get(grandparent.side)
    found = [parent for parent in parents if gender and parent.gender == gender]
    return found[0] if len(found) == 1 else None


def _unions(family: Family, parents: Parents) -> tuple[Union, ...]:
    groups: dict[tuple[tuple[int, ...], Kind], list[int]] = {}
    for child, mine in parents.items():
        for kind in LINES:
            keys = tuple(sorted(key for key, how in mine.items() if how == kind))
            if keys:
                groups.setdefault((keys, kind), []).append(child)
    return tuple(
        Union(
            keys,
            tuple(sorted(children, key=lambda child: family.members[child].seniority)),
            LINES[kind],
        )
        for (keys, kind), children in sorted(groups.items())
    )


def _couples(
    family: Family, generations: dict[int, int], unions: tuple[Union, ...]
) -> tuple[Couple, ...]:
    """Join partners, with one slash where they have separated and two for former ones."""
    found: dict[tuple[int, int], int] = {}
    for tie in family.ties:
        pair = (min(tie.person, tie.relative), max(tie.person, tie.relative))
        if tie.kind not in COUPLES or not set(pair) <= generations.keys():
            continue
        if generations[pair[0]] != generations[pair[1]]:
            continue
        slashes = 2 if tie.kind == Kind.FORMER_PARTNER else int(tie.has_ended)
        # Together again after a separation counts as together.
        found[pair] = min(slashes, found.get(pair, slashes))
    for union in unions:
        for one, other in zip(union.parents, union.parents[1:], strict=False):
            found.setdefault((one, other), 0)
    return tuple(Couple(*pair, slashes) for pair, slashes in sorted(found.items()))
