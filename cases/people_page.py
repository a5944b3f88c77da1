"""Who is in a family and around it, as the People page of a case lists them.

The same few queries whatever the size of the network. A person whom the reader may not
know of is left out, also where the case itself is visible.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from accounts.models import User
from cases.contact_words import ContactRow, contact_row
from cases.known_people import known_among
from cases.living import shown_detail, with_secret_addresses
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
from cases.people_words import (
    apart_words,
    joined,
    needs_words,
    relation_words,
    responsibility_words,
)

Part, Side = NetworkMember.Part, NetworkMember.Side


@dataclass
class PersonRow:
    person: Person
    relations: list[str] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    contacts: list[ContactRow] = field(default_factory=list)
    apart: list[str] = field(default_factory=list)
    suggested_by: str = ""


@dataclass
class ChildRow(PersonRow):
    legal_status: str = ""
    living: str = ""
    social_worker: str = ""
    responsibility: list[str] = field(default_factory=list)


@dataclass
class Group:
    """A side of the family, the friends, or the professionals."""

    key: str
    heading: str
    rows: list[PersonRow] = field(default_factory=list)


@dataclass
class FamilyPage:
    children: list[ChildRow]
    groups: list[Group]

    @property
    def count(self) -> int:
        return len(self.children) + sum(len(group.rows) for group in self.groups)


@dataclass(frozen=True)
class Around:
    """What is known between and about the people of one case, each read once."""

    relationships: list[Relationship]
    responsibility: list[ParentalResponsibility]
    contacts: dict[int, list[ContactRow]]
    secret_addresses: set[int]
    apart: list[KeepApart]


def family_page(case: Case, user: User) -> FamilyPage:
    children = list(
        CaseChild.objects.visible_to(user)
        .current()
        .filter(case=case)
        .select_related("person", "social_worker")
    )
    members = list(
        NetworkMember.objects.visible_to(user).current().filter(case=case).select_related("person")
    )
    young = [child.person for child in children]
    adults = [member.person for member in members]
    around = read_around([person.pk for person in (*young, *adults)], user)
    return FamilyPage(
        children=[_child_row(child, young, around) for child in children],
        groups=_groups(members, young, adults, around),
    )


def read_around(keys: list[int], user: User) -> Around:
    """Fetch what is known between these people. They must be visible to the user already."""
    contacts: dict[int, list[ContactRow]] = {}
    for contact in ContactPoint.objects.current().filter(person__in=keys):
        contacts.setdefault(contact.person_id, []).append(contact_row(contact))
    return Around(
        relationships=list(
            Relationship.objects.current()
            .filter(person__in=keys, relative__in=keys)
            .select_related("person", "relative")
            .order_by("pk")
        ),
        responsibility=_responsibility(keys, user),
        contacts=contacts,
        secret_addresses=with_secret_addresses(keys),
        apart=list(
            KeepApart.objects.visible_to(user)
            .in_force()
            .filter(first__in=keys, second__in=keys)
            .select_related("first", "second")
            .order_by("pk")
        ),
    )


def _responsibility(keys: list[int], user: User) -> list[ParentalResponsibility]:
    """Who holds it for these children: authorities, and people of whom this person may know."""
    rows = ParentalResponsibility.objects.current().filter(child__in=keys)
    found = list(rows.select_related("holder", "child").order_by("pk"))
    known = known_among(user, {row.holder_id for row in found})
    return [row for row in found if row.holder_id is None or row.holder_id in known]


def _child_row(child: CaseChild, young: Iterable[Person], around: Around) -> ChildRow:
    living = child.get_living_with_display()
    detail = shown_detail(child, secret=child.person_id in around.secret_addresses)
    return ChildRow(
        **_about(child.person, young, around),
        legal_status=child.get_legal_status_display(),
        living=f"{living}: {detail}" if detail else living,
        social_worker=str(child.social_worker or ""),
        responsibility=[
            f"{row.holder.liked_name if row.holder else row.authority}: {responsibility_words(row)}"
            for row in around.responsibility
            if row.child_id == child.person_id
        ],
    )


def _member_row(
    member: NetworkMember, young: Iterable[Person], adults: Iterable[Person], around: Around
) -> PersonRow:
    row = PersonRow(**_about(member.person, young, around), suggested_by=member.suggested_by)
    if not row.relations:
        row.relations = relation_words(member.person, adults, around.relationships)
    row.relations += _holding(member.person, around)
    return row


def _holding(person: Person, around: Around) -> list[str]:
    """For whom somebody holds parental responsibility, children with one answer together."""
    said: dict[str, list[str]] = {}
    for row in around.responsibility:
        if row.holder_id == person.pk:
            said.setdefault(row.get_holds_display().lower(), []).append(row.child.liked_name)
    return [
        f"Parental responsibility for {joined(names)}: {holds}" for holds, names in said.items()
    ]


def _about(person: Person, young: Iterable[Person], around: Around) -> dict[str, Any]:
    return {
        "person": person,
        "relations": relation_words(person, young, around.relationships),
        "needs": needs_words(person),
        "contacts": around.contacts.get(person.pk, []),
        # Two may say the same, where the one was kept from whoever recorded the other.
        "apart": list(
            dict.fromkeys(
                apart_words(apart, person)
                for apart in around.apart
                if person.pk in (apart.first_id, apart.second_id)
            )
        ),
    }


def _groups(
    members: Iterable[NetworkMember],
    young: list[Person],
    adults: list[Person],
    around: Around,
) -> list[Group]:
    groups = [
        Group("mother", "Mother’s side of the family"),
        Group("father", "Father’s side of the family"),
        Group("both", "Both sides of the family"),
        Group("family", "Others in the family"),
        Group("friend", "Friends, neighbours and community"),
        Group("professional", "Professionals"),
    ]
    by_key = {group.key: group for group in groups}
    for member in members:
        row = _member_row(member, young, adults, around)
        by_key[_key_of(member)].rows.append(row)
    return [group for group in groups if group.rows]


def _key_of(member: NetworkMember) -> str:
    if member.part != Part.FAMILY:
        return member.part
    return member.side if member.side in (Side.MOTHER, Side.FATHER, Side.BOTH) else "family"
