"""How much an agreement counts, by what is recorded of its giver now (domain.md 2, G1).

An answer keeps the capacity in which it was given. Facts that are found later may
contradict that: he is not the father, she never had parental responsibility, the child
is fifteen. Where nothing is recorded, nothing contradicts.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from cases.models import Case, CaseChild, Consent, ParentalResponsibility, Relationship
from cases.relationships import Kind
from cases.rules_consent import YOUNG_PERSON

Capacity, Holds = Consent.Capacity, ParentalResponsibility.Holds
# Who may hold parental responsibility without any more being recorded than who they are.
MAY_HOLD = frozenset({Kind.PARENT, Kind.ADOPTIVE_PARENT, Kind.GUARDIAN})
PARENTS = frozenset({Kind.PARENT, Kind.ADOPTIVE_PARENT})


class Weight(Enum):
    ENOUGH = "enough alone"
    DECISION = "enough if a manager decides so"
    NOTHING = "does not count"


@dataclass(frozen=True)
class Facts:
    """What is recorded now between those who answered and the children of a case."""

    subjects: set[int] = field(default_factory=set)
    held: dict[int, set[str]] = field(default_factory=dict)
    by_authority: set[str] = field(default_factory=set)
    kinds: dict[int, set[Kind]] = field(default_factory=dict)

    @classmethod
    def of(cls, case: Case, people: Iterable[int]) -> "Facts":
        people = set(people)
        subjects = set(
            CaseChild.objects.current().filter(case=case).values_list("person_id", flat=True)
        )
        held: dict[int, set[str]] = defaultdict(set)
        by_authority: set[str] = set()
        responsible = ParentalResponsibility.objects.current().filter(child__in=subjects)
        for holder, holds in responsible.values_list("holder_id", "holds"):
            (held[holder] if holder else by_authority).add(holds)
        kinds: dict[int, set[Kind]] = defaultdict(set)
        ties = Relationship.objects.current().between(people, subjects)
        for person, relative, kind in ties.values_list("person_id", "relative_id", "kind"):
            kinds[person if relative in subjects else relative].add(Kind(kind))
        return cls(subjects, held, by_authority, kinds)


def standing_yeses(case: Case, kind: str) -> list[tuple[Consent, Weight]]:
    """Everybody's newest answer to one question where it is yes, with how much it counts."""
    agreed = list(
        Consent.objects.current()
        .filter(case=case, kind=kind, answer=Consent.Answer.YES)
        .select_related("person")
    )
    facts = Facts.of(case, [consent.person_id for consent in agreed])
    return [(consent, weigh(consent, facts)) for consent in agreed]


def strongest(weights: Iterable[Weight]) -> Weight:
    """What several agreements come to: the one that counts most."""
    order = list(Weight)
    return min(weights, key=order.index, default=Weight.NOTHING)


def is_weaker(weight: Weight, than: Weight) -> bool:
    order = list(Weight)
    return order.index(weight) > order.index(than)


def weigh(consent: Consent, facts: Facts) -> Weight:
    """Say how much one person's yes counts. Its person must have been fetched with it."""
    held = facts.held.get(consent.person_id, set())
    kinds = facts.kinds.get(consent.person_id, set())
    match consent.capacity:
        case Capacity.RESPONSIBILITY:
            return _of_holder(held, kinds)
        case Capacity.FATHER_WITHOUT:
            if Holds.YES in held:
                return Weight.ENOUGH
            is_no_parent = kinds and not kinds & PARENTS
            return Weight.NOTHING if is_no_parent else Weight.DECISION
        case Capacity.AUTHORITY:
            is_denied = facts.by_authority and Holds.YES not in facts.by_authority
            return Weight.NOTHING if is_denied else Weight.DECISION
    if consent.person_id not in facts.subjects:
        return Weight.NOTHING
    if consent.capacity == Capacity.CHILD or not _is_old_enough(consent):
        return Weight.DECISION
    return Weight.ENOUGH


def _of_holder(held: set[str], kinds: set[Kind]) -> Weight:
    """A yes as a person with parental responsibility, for at least one of the children."""
    if Holds.YES in held:
        return Weight.ENOUGH
    may_hold = bool(kinds & MAY_HOLD)
    if held:
        return Weight.DECISION if may_hold else Weight.NOTHING
    return Weight.DECISION if kinds and not may_hold else Weight.ENOUGH


def _is_old_enough(consent: Consent) -> bool:
    """An adult speaks for themselves; a young person is 16 or 17 on the day they answer."""
    if consent.capacity == Capacity.ADULT:
        return True
    age = consent.person.age_on(consent.given_on)
    return age is None or age in YOUNG_PERSON
