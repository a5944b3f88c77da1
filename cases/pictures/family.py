"""Who is in a family network and what they are to each other: what both pictures are drawn from.

Only what the reader may know is read; the pictures and their lists know nothing else.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from accounts.models import User
from cases.asking import ask, ask_for
from cases.case_page import children_of
from cases.models import Case, NetworkMember, Person, Relationship
from cases.models.keep_apart import family_of
from cases.relationships import GENERATIONS, Kind, label_for, reciprocal_of
from restorative.asked_again import Given

Part = NetworkMember.Part

# The first kind on the list that leads to somebody says their generation: blood before
# law, because a grandmother who is special guardian is a grandmother.
TRUSTED = (
    Kind.PARENT,
    Kind.ADOPTIVE_PARENT,
    Kind.GRANDPARENT,
    Kind.GREAT_GRANDPARENT,
    Kind.SIBLING,
    Kind.HALF_SIBLING,
    Kind.AUNT_UNCLE,
    Kind.COUSIN,
    Kind.PARTNER,
    Kind.FORMER_PARTNER,
    Kind.STEP_PARENT,
    Kind.STEP_SIBLING,
    Kind.FOSTER_CARER,
    Kind.GUARDIAN,
    Kind.OTHER_RELATIVE,
)
COUPLES = frozenset({Kind.PARTNER, Kind.FORMER_PARTNER})


@dataclass(frozen=True)
class Member:
    """One person of the network, as much of them as a picture needs."""

    key: int
    name: str
    full_name: str
    age: str
    gender: str = ""
    born: date | None = None
    is_unborn: bool = False
    has_died: bool = False
    is_child: bool = False
    part: str = Part.FAMILY
    side: str = ""

    @property
    def seniority(self) -> tuple[date, int]:
        """The eldest first; who has no birthday last, as entered."""
        return (self.born or date.max, self.key)


@dataclass(frozen=True)
class Tie:
    """`person` is the `kind` of `relative`, or was, where it has ended."""

    person: int
    kind: Kind
    relative: int
    has_ended: bool = False
    detail: str = ""
    is_carer: bool = False


@dataclass(frozen=True)
class Family:
    members: dict[int, Member] = field(default_factory=dict)
    ties: tuple[Tie, ...] = ()

    @cached_property
    def children(self) -> list[Member]:
        """The children the case is about, eldest first."""
        children = (member for member in self.members.values() if member.is_child)
        return sorted(children, key=lambda member: member.seniority)

    def generations(self) -> dict[int, int]:
        """How many generations above the children of the case each member of the tree stands.

        Walked outwards from the eldest along the most telling ties first, so that a young
        mother stands above her own child. Whoever is reached by none is not in the tree:
        a friend, a neighbour, a professional.
        """
        found: dict[int, int] = {}
        for child in self.children:
            found.setdefault(child.key, 0)
            while step := self._next_step(found):
                key, generation = step
                found[key] = generation
        return found

    def _next_step(self, found: dict[int, int]) -> tuple[int, int] | None:
        for kind in TRUSTED:
            for tie in self.ties:
                if tie.kind != kind:
                    continue
                if tie.has_ended and kind not in COUPLES:
                    continue
                if tie.relative in found and tie.person not in found:
                    return tie.person, found[tie.relative] + GENERATIONS[kind]
                if tie.person in found and tie.relative not in found:
                    return tie.relative, found[tie.person] - GENERATIONS[kind]
        return None

    def words_for(self, member: Member) -> list[str]:
        """What somebody is to the children, in words: "Mother", or "Stepfather of Sami".

        To all of them alike it is said once; otherwise with the names of those it is true of.
        """
        said: dict[str, list[Member]] = {}
        for child in self.children:
            if child.key == member.key:
                continue
            for words in self._words_between(member, child):
                said.setdefault(words, []).append(child)
        others = [child for child in self.children if child.key != member.key]
        found = []
        for words, children in said.items():
            if len(children) == len(others) and not member.is_child:
                found.append(words)
            else:
                found.append(f"{words} of {in_a_row([child.name for child in children])}")
        return found

    def short_words_for(self, member: Member) -> str:
        """The same without the children's names: "mother, stepmother"; or whose partner."""
        said = [
            words
            for child in self.children
            if child.key != member.key
            for words in self._words_between(member, child)
        ]
        found = said or self.couples_of(member) or self.words_to_others(member)
        return ", ".join(lower_first(words) for words in dict.fromkeys(found))

    def words_to_others(self, member: Member) -> list[str]:
        """What somebody is to those who are no children of the case: "Mother of Margaret"."""
        found = []
        for tie in self.ties:
            if member.key not in (tie.person, tie.relative) or tie.kind in COUPLES:
                continue
            other = self.members[tie.relative if tie.person == member.key else tie.person]
            if not other.is_child:
                words = self._words_between(member, other)
                found += [f"{text} of {other.name}" for text in words]
        return found

    def _words_between(self, member: Member, child: Member) -> list[str]:
        found = []
        for tie in self.ties:
            if (tie.person, tie.relative) == (member.key, child.key):
                words = tie.detail or label_for(tie.kind, member.gender)
            elif (tie.person, tie.relative) == (child.key, member.key):
                words = label_for(reciprocal_of(tie.kind), member.gender)
            else:
                continue
            ended = "Formerly " if tie.has_ended else ""
            carer = ", carer" if tie.is_carer and tie.person == member.key else ""
            words = f"{ended}{lower_first(words)}" if ended else words
            found.append(f"{words}{carer}")
        return found

    def couples_of(self, member: Member) -> list[str]:
        """Whose partner somebody is or was, in words."""
        found = []
        for tie in self.ties:
            if tie.kind not in COUPLES or member.key not in (tie.person, tie.relative):
                continue
            other = self.members[tie.relative if tie.person == member.key else tie.person]
            if tie.kind == Kind.FORMER_PARTNER:
                found.append(f"Former partner of {other.name}")
            elif tie.has_ended:
                found.append(f"Separated from {other.name}")
            else:
                found.append(f"Partner of {other.name}")
        return found


def read_family(case: Case, user: User) -> Family:
    """Read the network of a visible case: three queries, whatever its size.

    Of a row that this person may know of they may know who it is about.
    """
    children = children_of(case, user)
    about = {child.person_id for child in children}
    parts = {row.person_id: row for row in ask_for(user, _network, case=case.pk)}
    people = {key: row.person for key, row in parts.items()}
    people |= {child.person_id: child.person for child in children}
    members = {}
    for _, person in sorted(people.items()):
        row = None if person.pk in about else parts.get(person.pk)
        members[person.pk] = Member(
            key=person.pk,
            name=person.liked_name,
            full_name=person.full_name,
            age=_age(person),
            gender=person.gender,
            born=person.date_of_birth or person.expected_on,
            is_unborn=person.is_unborn,
            has_died=person.died_on is not None,
            is_child=person.pk in about,
            part=row.part if row else Part.FAMILY,
            side=row.side if row else "",
        )
    return Family(members, _ties(case, members))


def _network(user: User) -> QuerySet[NetworkMember]:
    network = NetworkMember.objects.visible_to(user).current().filter(case=Given("case"))
    return network.select_related("person")


class TieRow(NamedTuple):
    person: int
    kind: str
    relative: int
    ended_on: date | None
    detail: str
    is_carer: bool


def _ties(case: Case, members: dict[int, Member]) -> tuple[Tie, ...]:
    """The relationships between people who are both visible; ended ones of couples, too."""
    rows = (TieRow(*row) for row in ask(_relationships, case=case.pk))
    return tuple(
        Tie(
            row.person,
            Kind(row.kind),
            row.relative,
            has_ended=row.ended_on is not None,
            detail=row.detail,
            is_carer=row.is_carer,
        )
        for row in rows
        if row.person in members and row.relative in members
    )


def _relationships() -> QuerySet[Relationship, Any]:
    """Those among all who are on a case now, as rows."""
    here = family_of(Given("case"))
    return (
        Relationship.objects.filter(person__in=here, relative__in=here)
        .filter(Q(ended_on__isnull=True) | Q(kind__in=COUPLES), withdrawn_at__isnull=True)
        .order_by("pk")
        .values_list(*TieRow._fields)
    )


def _age(person: Person) -> str:
    if person.expected_on:
        return f"due {person.expected_on:%-d %b %Y}"
    if person.died_on:
        return f"died {person.died_on.year}" if person.age is None else f"died at {person.age}"
    return person.age_text if person.date_of_birth else ""


def lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]


def in_a_row(names: list[str]) -> str:
    """ "Amira", "Amira and Sami", "Amira, Sami and Zara"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
