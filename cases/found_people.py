"""What a list of people found prints about each, so that the wrong Amira is not opened."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from cases.asking import ask_for
from cases.models import Case, CaseChild, NetworkMember, Person
from restorative.asked_again import any_of


@dataclass(frozen=True)
class Place:
    """A case in which somebody is found, and as what."""

    case: Case
    part: str


@dataclass(frozen=True)
class FoundPerson:
    person: Person
    born: str
    places: list[Place]

    @property
    def full_name(self) -> str:
        """Every part of the name, beside the one they like to be called by."""
        names = (self.person.first_name, self.person.middle_names, self.person.last_name)
        return " ".join(name for name in names if name) or self.person.full_name


def describe_people(user: User, people: Sequence[Person]) -> list[FoundPerson]:
    """Add where this user knows each person from: visible cases alone, in two queries."""
    places = places_of(user, people)
    return [FoundPerson(person, born_words(person), places[person.pk]) for person in people]


def cases_shown(rows: Iterable[FoundPerson]) -> set[int]:
    """The keys of the cases that such a list shows something of: for the record of who looked."""
    return {place.case.pk for row in rows for place in row.places}


def places_of(user: User, people: Sequence[Person]) -> dict[int, list[Place]]:
    keys = [person.pk for person in people]
    found: dict[int, list[Place]] = {key: [] for key in keys}
    if not keys:
        return found
    for key, left_on, *case in ask_for(user, _as_children, people=keys):
        found[key].append(Place(_case(*case), "was a child in it" if left_on else "child"))
    for key, part, *case in ask_for(user, _as_members, people=keys):
        found[key].append(Place(_case(*case), NetworkMember.Part(part).label.lower()))
    return found


OF_CASE = ("case_id", "case__public_id", "case__reference", "case__stage")
NEWEST = ("-case__created_at", "-pk")


def _as_children(user: User) -> QuerySet[CaseChild, Any]:
    rows = CaseChild.objects.visible_to(user).filter(any_of("person", "people"))
    return rows.order_by(*NEWEST).values_list("person_id", "left_on", *OF_CASE)


def _as_members(user: User) -> QuerySet[NetworkMember, Any]:
    rows = NetworkMember.objects.visible_to(user).filter(any_of("person", "people"))
    return rows.order_by(*NEWEST).values_list("person_id", "part", *OF_CASE)


def _case(pk: int, public_id: UUID, reference: str, stage: str) -> Case:
    """A case for reading its name, its page and its stage."""
    return Case(pk=pk, public_id=public_id, reference=reference, stage=stage)


def born_words(person: Person) -> str:
    """The date of birth with the age, or what is known instead."""
    if person.date_of_birth is None:
        return person.age_text[:1].upper() + person.age_text[1:]
    about = "about " if person.birth_is_estimated else ""
    born = f"Born {about}{person.date_of_birth:%-d %B %Y}"
    if person.died_on:
        return f"{born}, died {person.died_on:%-d %B %Y}"
    return f"{born}, {'aged ' if person.age_text[:1].isdigit() else ''}{person.age_text}"
