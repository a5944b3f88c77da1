"""What a list of people found prints about each, so that the wrong Amira is not opened."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from accounts.models import User
from cases.models import Case, CaseChild, NetworkMember, Person


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
    children = CaseChild.objects.visible_to(user).filter(person__in=keys)
    for child in children.select_related("case").order_by("-case__created_at", "-pk"):
        found[child.person_id].append(
            Place(child.case, "child" if child.left_on is None else "was a child in it")
        )
    members = NetworkMember.objects.visible_to(user).filter(person__in=keys)
    for member in members.select_related("case").order_by("-case__created_at", "-pk"):
        part = member.get_part_display().lower()
        found[member.person_id].append(Place(member.case, part))
    return found


def born_words(person: Person) -> str:
    """The date of birth with the age, or what is known instead."""
    if person.date_of_birth is None:
        return person.age_text[:1].upper() + person.age_text[1:]
    about = "about " if person.birth_is_estimated else ""
    born = f"Born {about}{person.date_of_birth:%-d %B %Y}"
    if person.died_on:
        return f"{born}, died {person.died_on:%-d %B %Y}"
    return f"{born}, {'aged ' if person.age_text[:1].isdigit() else ''}{person.age_text}"
