"""What a later app knows of people on a case that decides how they may be reached.

Meetings keep somebody away, or agree who passes messages on to a child; cases only ask.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

Pair = tuple[int, int]


@dataclass
class Around:
    """By case and person: who is kept away, who is written to themselves, who passes on."""

    kept_away: set[Pair] = field(default_factory=set)
    for_themselves: set[Pair] = field(default_factory=set)
    through: dict[Pair, int] = field(default_factory=dict)


Finder = Callable[[frozenset[int]], Around]
_FINDERS: list[Finder] = []


def knows_people(finder: Finder) -> None:
    """Register who knows more of the people on some cases."""
    if finder not in _FINDERS:
        _FINDERS.append(finder)


def around(cases: frozenset[int]) -> Around:
    """All that is known, in one query for each app that registered."""
    known = Around()
    for finder in _FINDERS:
        one = finder(cases)
        known.kept_away |= one.kept_away
        known.for_themselves |= one.for_themselves
        known.through.update(one.through)
    return known
