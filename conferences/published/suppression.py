"""Which counts of a lattice may be printed, so that none kept back can be worked out again.

Pure Python. A count of 1 to 4 is SMALL and printed as "fewer than 5"; others are HIDDEN where a
small one could else be found by subtraction. Safe means: there is another set of whole numbers,
of 0 or more, that agrees with everything printed and differs in that count. Each is proved by
such a set (`Suppression.proofs`), which `check` tries again by plain arithmetic. A search that
does not end in its budget counts as unsafe and more is hidden.
"""

import heapq
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count

Key = Hashable
Equation = tuple[Key, tuple[Key, ...]]
FEWER_THAN = 5
BUDGET = 1500
# What it costs to say "hidden" of a small count, which then may be any number: a last means.
TO_BLUR = 60


class Mark(StrEnum):
    SHOWN = "shown"
    SMALL = "small"
    HIDDEN = "hidden"
    # Nowhere printed, but could be worked out from what is: "the rest", whole minus part.
    UNPRINTED = "unprinted"


@dataclass
class Suppression:
    """The mark of each count, and the changes that prove the hidden ones safe."""

    marks: dict[Key, Mark]
    proofs: list[dict[Key, int]] = field(default_factory=list)


def is_small(value: int) -> bool:
    return 0 < value < FEWER_THAN


def suppress(
    values: Mapping[Key, int],
    equations: Iterable[Equation],
    *,
    unprinted: Collection[Key] = (),
    cost: Callable[[Key], int] = lambda key: 10,
    budget: int = BUDGET,
) -> Suppression:
    """Mark every count. An equation is a whole and the parts that add up to it.

    `cost` says how much is lost with a count that is hidden; the cheapest are taken.
    """
    return _Search(values, equations, unprinted, cost, budget).run()


def primary_only(values: Mapping[Key, int], unprinted: Collection[Key] = ()) -> dict[Key, Mark]:
    """Marks without the second step: what a test plants to see that its attacker finds it."""
    marks = {key: Mark.SMALL if is_small(n) else Mark.SHOWN for key, n in values.items()}
    return {**marks, **dict.fromkeys(unprinted, Mark.UNPRINTED)}


def check(values: Mapping[Key, int], equations: Iterable[Equation], found: Suppression) -> set[Key]:
    """The counts kept back without a proof that holds; empty where all is well.

    A reader is taken to know that a count hidden second is not 1 to 4. A 0 withheld together
    with everything around it needs no proof: it is the count of nobody.
    """
    rules = [_coefficients(whole, parts) for whole, parts in equations]
    safe: set[Key] = set()
    for proof in found.proofs:
        other = {key: values[key] + change for key, change in proof.items()}
        if all(_possible(found.marks[key], values[key], n) for key, n in other.items()) and all(
            sum(c * proof.get(key, 0) for key, c in rule.items()) == 0 for rule in rules
        ):
            safe |= {key for key, change in proof.items() if change}
    return {
        key
        for key, mark in found.marks.items()
        if mark is not Mark.SHOWN
        and (is_small(values[key]) if mark is Mark.UNPRINTED else values[key])
        and key not in safe
    }


def _possible(mark: Mark, true: int, other: int) -> bool:
    if mark is Mark.SHOWN:
        return other == true
    if mark is Mark.SMALL:
        return is_small(other)
    if mark is Mark.UNPRINTED:
        return other >= 0
    return other >= 0 and (is_small(true) or not is_small(other))


def _coefficients(whole: Key, parts: Iterable[Key]) -> dict[Key, int]:
    """One number for each count; a count on both sides cancels out."""
    found = {whole: 1}
    for part in parts:
        found[part] = found.get(part, 0) - 1
    return {key: c for key, c in found.items() if c}


class _Search:
    """For each small count the cheapest other solution; what it changes is hidden."""

    def __init__(
        self,
        values: Mapping[Key, int],
        equations: Iterable[Equation],
        unprinted: Collection[Key],
        cost: Callable[[Key], int],
        budget: int,
    ) -> None:
        self.values, self.cost, self.budget = values, cost, budget
        self.rules = [_coefficients(whole, parts) for whole, parts in equations]
        self.of: dict[Key, list[int]] = {key: [] for key in values}
        for number, rule in enumerate(self.rules):
            for key in rule:
                self.of[key].append(number)
        self.marks = primary_only(values, unprinted)
        self.proofs: list[dict[Key, int]] = []

    def run(self) -> Suppression:
        safe: set[Key] = set()
        for key in [key for key, value in self.values.items() if is_small(value)]:
            if key in safe:
                continue
            proof = self.found(key) or self.withhold(key)
            for changed, change in proof.items():
                if self.price(changed, change):
                    self.marks[changed] = Mark.HIDDEN
            self.proofs.append(proof)
            safe |= {changed for changed, change in proof.items() if change}
        return Suppression(self.marks, self.proofs)

    def found(self, key: Key) -> dict[Key, int] | None:
        """Search for the cheapest first; then, with more budget, for any."""
        for times, pull in ((1, 4), (4, 12), (4, 40)):
            proof = self.other_solution(key, self.budget * times, pull)
            if proof:
                return proof
        return None

    def price(self, key: Key, change: int) -> int | None:
        """What it costs to let a count be another: 0 where it is kept back; None: impossible."""
        true, mark = self.values[key], self.marks[key]
        other = true + change
        if other < 0:
            return None
        if mark is Mark.UNPRINTED:
            return 0
        if is_small(true):
            if mark is Mark.HIDDEN or is_small(other):
                return 0
            return TO_BLUR
        if is_small(other):
            return None
        return 0 if mark is Mark.HIDDEN else self.cost(key)

    def other_solution(self, key: Key, budget: int, pull: int) -> dict[Key, int] | None:
        """Changes, this count among them, that leave every equation true; None: none found.

        Best first: change one count, then mend the equations it breaks, one count each.
        `pull` is what an equation yet to be mended weighs against what hiding costs.
        """
        tie = count()
        heap: list[tuple[float, int, int, dict[Key, int], dict[int, int]]] = []
        for change in (1, -1, 2, -2, 3, -3):
            if self.price(key, change) == 0:
                self._push(heap, next(tie), pull, 0, {}, {}, key, change)
        for _ in range(budget):
            if not heap:
                return None
            _, _, price, changes, broken = heapq.heappop(heap)
            if not broken:
                return changes
            number = min(broken, key=lambda one: (len(self.rules[one]), one))
            for other, c in self.rules[number].items():
                if other not in changes and broken[number] % c == 0:
                    mend = -broken[number] // c
                    self._push(heap, next(tie), pull, price, changes, broken, other, mend)
        return None

    def _push(
        self,
        heap: list[tuple[float, int, int, dict[Key, int], dict[int, int]]],
        tie: int,
        pull: int,
        price: int,
        changes: dict[Key, int],
        broken: dict[int, int],
        key: Key,
        change: int,
    ) -> None:
        more = self.price(key, change)
        if more is None:
            return
        now = dict(broken)
        for number in self.of[key]:
            rest = now.pop(number, 0) + self.rules[number][key] * change
            if rest:
                now[number] = rest
        price += more
        rank = price + pull * len(now) + 0.5 * len(changes)
        heapq.heappush(heap, (rank, tie, price, {**changes, key: change}, now))

    def withhold(self, key: Key) -> dict[Key, int]:
        """Hide all that hangs together with a count: everything doubled is the other solution."""
        group, waiting = {key}, [key]
        while waiting:
            for number in self.of[waiting.pop()]:
                fresh = [one for one in self.rules[number] if one not in group]
                group.update(fresh)
                waiting += fresh
        for one in group:
            if self.marks[one] is not Mark.UNPRINTED:
                self.marks[one] = Mark.HIDDEN
        return {one: self.values[one] for one in group if self.values[one]}
