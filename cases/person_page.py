"""One person on one page, as far as this reader knows of their parts and their people."""

from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q

from accounts.models import User
from cases.contact_words import ContactRow, contact_row
from cases.known_people import known_among
from cases.models import (
    Case,
    CaseChild,
    ContactPoint,
    KeepApart,
    NetworkMember,
    ParentalResponsibility,
    Person,
    Relationship,
)
from cases.people_words import apart_words, is_elder, responsibility_words
from cases.relationships import KIN


@dataclass(frozen=True)
class PartRow:
    """A visible case, and what this person is in it."""

    case: Case
    words: str
    is_child: bool
    is_current: bool


@dataclass(frozen=True)
class RelationRow:
    relationship: Relationship
    other: Person
    word: str
    notes: list[str]


@dataclass(frozen=True)
class ResponsibilityRow:
    """Somebody who may hold responsibility for this child, or a child they may hold it for."""

    name: str
    other: Person | None
    words: str
    detail: str


@dataclass(frozen=True)
class ApartRow:
    public_id: UUID
    words: str
    arrangement: KeepApart


@dataclass
class PersonParts:
    parts: list[PartRow] = field(default_factory=list)
    kin: list[RelationRow] = field(default_factory=list)
    others: list[RelationRow] = field(default_factory=list)
    held_by: list[ResponsibilityRow] = field(default_factory=list)
    held_for: list[ResponsibilityRow] = field(default_factory=list)
    contacts: list[ContactRow] = field(default_factory=list)
    apart: list[ApartRow] = field(default_factory=list)

    @property
    def is_child(self) -> bool:
        """Whether somebody may hold parental responsibility for this person."""
        return bool(self.held_by) or any(part.is_child for part in self.parts)


def person_parts(person: Person, user: User) -> PersonParts:
    """Read everything about somebody from rows that this user may see."""
    relations = _relations(person, user)
    return PersonParts(
        parts=parts_of(person, user),
        kin=[row for row in relations if row.relationship.kind_of_other_to(person) in KIN],
        others=[row for row in relations if row.relationship.kind_of_other_to(person) not in KIN],
        held_by=_responsibility(person, user, as_child=True),
        held_for=_responsibility(person, user, as_child=False),
        contacts=[contact_row(contact) for contact in _contacts(person)],
        apart=[
            ApartRow(row.public_id, apart_words(row, person), row)
            for row in KeepApart.objects.visible_to(user)
            .in_force()
            .filter(Q(first=person) | Q(second=person))
            .select_related("first", "second", "recorded_by")
            .order_by("pk")
        ],
    )


def parts_of(person: Person, user: User) -> list[PartRow]:
    """The cases somebody is or was in, of those that this user may know of; newest first."""
    rows = [
        PartRow(
            child.case,
            "Child" if child.left_on is None else f"Child until {child.left_on:%-d %B %Y}",
            is_child=True,
            is_current=child.left_on is None,
        )
        for child in CaseChild.objects.visible_to(user)
        .filter(person=person)
        .select_related("case")
        .order_by("-case__created_at", "-pk")
    ]
    for member in (
        NetworkMember.objects.visible_to(user)
        .filter(person=person)
        .select_related("case")
        .order_by("-case__created_at", "-pk")
    ):
        words = member.get_part_display()
        if member.part == NetworkMember.Part.FAMILY and member.side:
            words = f"{words}, {member.get_side_display().lower()}"
        if member.left_at:
            words = f"{words}, until {member.left_at:%-d %B %Y}"
        rows.append(PartRow(member.case, words, is_child=False, is_current=not member.left_at))
    return rows


def _contacts(person: Person) -> list[ContactPoint]:
    return list(ContactPoint.objects.current().filter(person=person))


def _relations(person: Person, user: User) -> list[RelationRow]:
    rows = []
    for relationship in (
        Relationship.objects.visible_to(user)
        .current()
        .of(person)
        .select_related("person", "relative")
        .order_by("pk")
    ):
        other = relationship.other_than(person)
        notes = []
        if relationship.is_carer:
            cares = not is_elder(relationship, person)
            notes.append(
                f"Cares for {person.liked_name}" if cares else f"{person.liked_name} cares for them"
            )
        if relationship.started_on:
            notes.append(f"Since {relationship.started_on:%-d %B %Y}")
        word = relationship.word_for_other_to(person)
        rows.append(RelationRow(relationship, other, word, notes))
    return rows


def _responsibility(person: Person, user: User, *, as_child: bool) -> list[ResponsibilityRow]:
    about = {"child": person} if as_child else {"holder": person}
    rows = ParentalResponsibility.objects.current().filter(**about)
    held = list(rows.select_related("holder", "child").order_by("pk"))
    known = known_among(user, {key for row in held for key in (row.holder_id, row.child_id)})
    found = []
    for row in held:
        if row.child_id not in known or row.holder_id not in known | {None}:
            continue
        other = row.holder if as_child else row.child
        name = other.liked_name if other else row.authority
        words = responsibility_words(row)
        found.append(ResponsibilityRow(name, other, words, row.detail))
    return found
