"""What rules are about, found for many cases at once: planning and sending ask the same code.

A finder is given a Scope and yields an Occasion for everything in it that the rule is about
*now*: an invitation without an answer, a meeting with a date ahead. What it no longer
yields has stopped, and what was planned for it is cancelled.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from cases.models import Event
from cases.reminders.rules import Rule

T = TypeVar("T")


@dataclass(frozen=True)
class Recipient:
    """One human being: a person, a colleague, or a row of a later app (an interpreter)."""

    person: int | None = None
    user: int | None = None
    other: tuple[str, int] | None = None

    @property
    def key(self) -> str:
        if self.person is not None:
            return f"p{self.person}"
        if self.user is not None:
            return f"u{self.user}"
        assert self.other
        return f"{self.other[0]}{self.other[1]}"


@dataclass(frozen=True)
class Scope:
    """The cases asked about, and the kinds of meeting that declare the rule.

    `memo` is kept for one planning, for what several finders read: see `remember`.
    """

    cases: frozenset[int]
    formats: frozenset[str] = frozenset()
    memo: dict[str, Any] = field(default_factory=dict, compare=False)

    def remember(self, name: str, read: Callable[[frozenset[int]], T]) -> T:
        """What `read` says of these cases, asked once for all the rules of one planning."""
        if name not in self.memo:
            self.memo[name] = read(self.cases)
        found: T = self.memo[name]
        return found


@dataclass(frozen=True)
class Occasion:
    """One thing to remind of: whose case, which record, counted from when, and of whom.

    `since` is the local day that steps count from; `at` the moment itself, where there is one
    (a meeting): nothing is sent after it. `revision` changes when all is to be said anew.
    `facts` are values for the placeholders, for this occasion alone. `through` gives the adult
    by whom a child is reached, by the child's key.
    """

    case: int
    subject_type: str
    subject_id: int
    since: date
    recipients: Mapping[str, tuple[Recipient, ...]]
    at: datetime | None = None
    revision: int = 0
    facts: Mapping[str, str] = field(default_factory=dict)
    through: Mapping[int, int] = field(default_factory=dict)
    url: str = ""


Finder = Callable[[Scope], Iterable[Occasion]]


@dataclass(frozen=True)
class Found:
    finder: Finder
    listens: frozenset[str]


_FINDERS: dict[str, Found] = {}


def occasion(key: str, *, listens: Iterable[Event.Kind]) -> Callable[[Finder], Finder]:
    """Register a finder, with the kinds of event after which it may find something else."""

    def register(finder: Finder) -> Finder:
        if key in _FINDERS:
            raise ValueError(f"There are two occasions named {key!r}.")
        _FINDERS[key] = Found(finder, frozenset(kind.value for kind in listens))
        return finder

    return register


def find(rule: Rule, scope: Scope) -> list[Occasion]:
    """All a rule is about, in some cases. Raises KeyError for an occasion nobody registered."""
    return list(_FINDERS[rule.occasion].finder(scope))


def listens(rule: Rule) -> frozenset[str]:
    """The kinds of event after which a rule is planned anew."""
    return _FINDERS[rule.occasion].listens
