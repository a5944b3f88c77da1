"""Who belongs to a child, as a tracking sheet has columns for them."""

from typing import TYPE_CHECKING

from cases.models import Case, CaseChild, ContactPoint, NetworkMember, Person
from cases.relationships import Kind
from conferences.exports.sheets import Cell
from conferences.exports.tracker_words import CONFIDENTIAL, NOT_KNOWN, YES_NO

if TYPE_CHECKING:
    from conferences.exports.tracker import Group

PARENTS = (Kind.PARENT, Kind.ADOPTIVE_PARENT)


def family_of(
    case: Case, child: CaseChild, group: "Group"
) -> tuple[Person | None, Person | None, list[NetworkMember]]:
    """The mother, the father, and all others; a second of either is one of the others."""
    mother: Person | None = None
    father: Person | None = None
    others = []
    for member in group.network[case.pk]:
        tie = group.ties.get((member.person_id, child.person_id))
        is_parent = tie is not None and tie.kind in PARENTS
        if is_parent and mother is None and member.person.gender == Person.Gender.FEMALE:
            mother = member.person
        elif is_parent and father is None and member.person.gender == Person.Gender.MALE:
            father = member.person
        else:
            others.append(member)
    return mother, father, others


def parent_of(part: str, person: Person | None, group: "Group") -> dict[str, Cell]:
    if person is None:
        return {}
    numbers = [one for one in group.contacts[person.pk] if one.is_phone]
    return {part: person.full_name, f"{part}_tel": " / ".join(_number(one) for one in numbers)}


def _number(contact: ContactPoint) -> str:
    if contact.is_confidential:
        return CONFIDENTIAL
    return f"{contact.shown} - {contact.safe_note}" if contact.safe_note else contact.shown


def responsibility_of(child: CaseChild, father: Person | None, group: "Group") -> str:
    held = group.holds.get((father.pk, child.person_id)) if father else None
    if held is None:
        return ""
    if held.holds == "yes" and "order" in held.detail.lower():
        return "court order"
    return YES_NO.get(held.holds, NOT_KNOWN)


def relative_of(member: NetworkMember, child: CaseChild, group: "Group") -> str:
    tie = group.ties.get((member.person_id, child.person_id))
    if tie is None:
        return member.person.full_name
    return f"{tie.detail or Kind(tie.kind).label} - {member.person.full_name}"
