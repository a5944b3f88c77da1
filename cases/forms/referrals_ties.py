"""What somebody can be to a child, as a form offers it and as it is recorded."""

from collections.abc import Mapping, Sequence
from typing import Any

from cases.models import NetworkMember, ParentalResponsibility, Person
from cases.referral_contents import ReferralContents
from cases.relationships import Kind, label_for

Part = NetworkMember.Part
Holds = ParentalResponsibility.Holds


def _words(kind: Kind, *genders: str) -> list[tuple[str, str]]:
    """The choices for one kind: by gender where there is a word for each, and by itself."""
    by_gender = [(f"{kind}.{gender}", label_for(kind, gender)) for gender in genders]
    return [*by_gender, (str(kind), kind.label)] if genders else [(str(kind), kind.label)]


BOTH = ("female", "male")
RELATIONS = [
    ("", "Select what they are"),
    (
        "Family",
        [
            *_words(Kind.PARENT, *BOTH),
            *_words(Kind.GRANDPARENT, *BOTH),
            *_words(Kind.STEP_PARENT, *BOTH),
            *_words(Kind.AUNT_UNCLE, *BOTH),
            *_words(Kind.SIBLING, *BOTH),
            *_words(Kind.HALF_SIBLING, *BOTH),
            *_words(Kind.STEP_SIBLING),
            *_words(Kind.GREAT_GRANDPARENT, *BOTH),
            *_words(Kind.COUSIN),
            *_words(Kind.ADOPTIVE_PARENT),
            *_words(Kind.GUARDIAN),
            *_words(Kind.FOSTER_CARER),
            *_words(Kind.GODPARENT),
            *_words(Kind.OTHER_RELATIVE),
        ],
    ),
    (
        "Friends and community",
        [
            *_words(Kind.FAMILY_FRIEND),
            *_words(Kind.FRIEND),
            *_words(Kind.NEIGHBOUR),
            *_words(Kind.COMMUNITY),
            *_words(Kind.OTHER),
        ],
    ),
    ("Professionals", _words(Kind.PROFESSIONAL)),
]
HOLDS = [("", "Not asked"), *Holds.choices]


def per_child(name: str, child: Person) -> str:
    return f"{name}_{child.public_id.hex}"


def kind_of(relation: str) -> Kind:
    return Kind(relation.partition(".")[0])


def initial_of(
    member: NetworkMember, children: Sequence[Person], contents: ReferralContents
) -> Mapping[str, Any]:
    """What is recorded of somebody, as the form asks it."""
    person = member.person
    initial: dict[str, Any] = {
        "person_version": person.version,
        "side": member.side,
        "is_safe": "no",
    }
    for name in ("first_name", "last_name", "known_as", "job_title", "organisation"):
        initial[name] = getattr(person, name)
    initial["date_of_birth"] = person.date_of_birth
    relations, holding = [], []
    for child in children:
        told = contents.told(person, child)
        relation = _relation(told[0].kind_of_other_to(child), person.gender) if told else ""
        held = contents.holds(person, child)
        initial[per_child("relation", child)] = relation
        initial[per_child("holds", child)] = held.holds if held else ""
        relations.append(relation)
        if not child.is_unborn:
            holding.append(held.holds if held else "")
        if told and told[0].person_id == person.pk:
            initial |= {"word": told[0].detail, "is_carer": told[0].is_carer}
        if held:
            initial["how_known"] = held.how_known
    known = [relation for relation in relations if relation]
    initial["relation"] = known[0] if known else _usual(member)
    initial["holds"] = holding[0] if holding else ""
    same = len(set(known)) <= 1 and len(set(holding)) <= 1
    initial["same"] = "yes" if same else "no"
    return initial


def _relation(kind: Kind, gender: str) -> str:
    values = [value for _, group in RELATIONS[1:] for value, _ in group]
    with_gender = f"{kind}.{gender}"
    return with_gender if with_gender in values else str(kind)


def _usual(member: NetworkMember) -> str:
    usual = {Part.FRIEND: Kind.FAMILY_FRIEND, Part.PROFESSIONAL: Kind.PROFESSIONAL}
    return str(usual.get(Part(member.part), ""))
