"""Who was asked what about a case and what they said, as its Consent page lists it.

The same few queries whatever the size of the family. A person whom the reader may not
know of is left out, also where the case itself is visible.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import User
from cases.consent_weight import PARENTS, Facts, Weight, strongest, weigh
from cases.models import (
    Case,
    CaseChild,
    Consent,
    NetworkMember,
    Person,
    Relationship,
    Task,
)
from cases.people_words import joined, relation_words
from cases.referral_contents import MAY_HOLD

Answer = Consent.Answer
DECISIONS = (Task.Kind.CONTACT_WITHDRAWN, Task.Kind.GO_AHEAD_WITHDRAWN)
COUNTS = {
    Weight.ENOUGH: "Enough on its own.",
    Weight.DECISION: "Alone, enough only if a manager decides so.",
    Weight.NOTHING: "Does not count: what is recorded does not let them agree for the children.",
}


@dataclass(frozen=True)
class Question:
    """One question to one person: what stands, how much it counts, what was said before."""

    kind: Consent.Kind
    standing: Consent | None
    weight: Weight
    earlier: list[Consent]

    @property
    def counts(self) -> str:
        """How much a yes counts; nothing else is weighed."""
        return COUNTS[self.weight] if self.says_yes else ""

    @property
    def says_yes(self) -> bool:
        return self.standing is not None and self.standing.answer == Answer.YES


@dataclass(frozen=True)
class Asked:
    """Somebody who was or can be asked; of those who have left the case the answers stay."""

    person: Person
    words: list[str]
    questions: list[Question]
    is_asked: bool = True


@dataclass(frozen=True)
class State:
    """What the answers to one question come to."""

    kind: Consent.Kind
    words: str

    @property
    def label(self) -> str:
        return str(self.kind.label)


@dataclass(frozen=True)
class ConsentPage:
    states: list[State]
    asked: list[Asked]
    left: list[Asked]
    others: list[Person]
    decisions: list[Task]


def consent_page(case: Case, user: User) -> ConsentPage:
    people = Person.objects.keys_for(user)
    children = CaseChild.objects.visible_to(user).current().filter(case=case)
    members = NetworkMember.objects.visible_to(user).current().filter(case=case)
    young = [child.person for child in children.select_related("person")]
    adults = [member.person for member in members.select_related("person")]
    consents = list(
        Consent.objects.visible_to(user)
        .filter(case=case, person__in=people)
        .select_related("person", "recorded_by")
        .order_by("-recorded_at", "-pk")
    )
    givers = {consent.person_id: consent.person for consent in consents}
    facts = Facts.of(case, [*givers, *(person.pk for person in adults)])
    rows = _Rows(young, consents, facts, _relationships(young, adults))
    here = {person.pk for person in (*young, *adults)}
    first = [person for person in adults if _may_speak(person, facts)]
    speakers = {person.pk for person in first}
    answered = [p for p in adults if p.pk not in speakers and p.pk in givers]
    asked = [rows.of(person) for person in (*first, *young, *answered)]
    left = [rows.of(person) for key, person in givers.items() if key not in here]
    return ConsentPage(
        states=[_state(kind, [*asked, *left]) for kind in Consent.Kind],
        asked=asked,
        left=left,
        others=[p for p in adults if p.pk not in speakers and p.pk not in givers],
        decisions=list(Task.objects.visible_to(user, case=case).open().filter(kind__in=DECISIONS)),
    )


class _Rows:
    """The answers of a case, sorted by who gave them to what."""

    def __init__(
        self,
        young: list[Person],
        consents: Iterable[Consent],
        facts: Facts,
        relationships: list[Relationship],
    ) -> None:
        self._young, self._facts, self._relationships = young, facts, relationships
        self._said: dict[tuple[int, str], list[Consent]] = defaultdict(list)
        for consent in consents:
            self._said[consent.person_id, consent.kind].append(consent)

    def of(self, person: Person) -> Asked:
        return Asked(
            person=person,
            words=relation_words(person, self._young, self._relationships),
            questions=[self._question(person, kind) for kind in Consent.Kind],
            is_asked=not person.is_unborn,
        )

    def _question(self, person: Person, kind: Consent.Kind) -> Question:
        said = self._said[person.pk, kind]
        standing = next((one for one in said if one.superseded_at is None), None)
        is_yes = standing is not None and standing.answer == Answer.YES
        return Question(
            kind=kind,
            standing=standing,
            weight=weigh(standing, self._facts) if standing and is_yes else Weight.NOTHING,
            earlier=[one for one in said if one.superseded_at is not None],
        )


def _relationships(young: list[Person], adults: list[Person]) -> list[Relationship]:
    children, others = [one.pk for one in young], [one.pk for one in adults]
    return list(
        Relationship.objects.current()
        .between(others, children)
        .select_related("person", "relative")
        .order_by("pk")
    )


def _may_speak(person: Person, facts: Facts) -> bool:
    """A parent, or somebody who has or may have parental responsibility."""
    kinds, held = facts.kinds.get(person.pk, set()), facts.held.get(person.pk, set())
    return bool(kinds & PARENTS or held.intersection(MAY_HOLD))


def _state(kind: Consent.Kind, asked: list[Asked]) -> State:
    answers = [(one.person, q) for one in asked for q in one.questions if q.kind == kind]
    given = [(person, question) for person, question in answers if question.says_yes]
    weight = strongest(question.weight for _, question in given)
    names = [person.liked_name for person, question in given if question.weight == weight]
    if weight == Weight.ENOUGH:
        words = f"Yes: {joined(names)} agreed."
    elif weight == Weight.DECISION:
        words = f"For a manager to decide: {joined(names)} agreed, which is not enough alone."
    elif any(question.standing for _, question in answers):
        words = "No: nobody whose word is enough agrees now."
    else:
        words = "Not asked yet."
    return State(kind, words)
