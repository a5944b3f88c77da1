"""What one person can be to another: each kind with its reciprocal and its words.

A relationship is stored once, in the direction of the kinds marked `stored`; the other
direction is read from the table below, so the two can never disagree.
"""

from dataclasses import dataclass

from django.db import models


class Kind(models.TextChoices):
    """What the first person is to the second."""

    PARENT = "parent", "Parent"
    ADOPTIVE_PARENT = "adoptive_parent", "Adoptive parent"
    STEP_PARENT = "step_parent", "Step-parent"
    FOSTER_CARER = "foster_carer", "Foster carer"
    GUARDIAN = "guardian", "Special guardian"
    GRANDPARENT = "grandparent", "Grandparent"
    GREAT_GRANDPARENT = "great_grandparent", "Great-grandparent"
    AUNT_UNCLE = "aunt_uncle", "Aunt or uncle"
    GODPARENT = "godparent", "Godparent"
    CHILD = "child", "Child"
    ADOPTED_CHILD = "adopted_child", "Adopted child"
    STEP_CHILD = "step_child", "Stepchild"
    FOSTER_CHILD = "foster_child", "Foster child"
    WARD = "ward", "Child under special guardianship"
    GRANDCHILD = "grandchild", "Grandchild"
    GREAT_GRANDCHILD = "great_grandchild", "Great-grandchild"
    NIECE_NEPHEW = "niece_nephew", "Niece or nephew"
    GODCHILD = "godchild", "Godchild"
    SIBLING = "sibling", "Brother or sister"
    HALF_SIBLING = "half_sibling", "Half-brother or half-sister"
    STEP_SIBLING = "step_sibling", "Stepbrother or stepsister"
    COUSIN = "cousin", "Cousin"
    PARTNER = "partner", "Partner"
    FORMER_PARTNER = "former_partner", "Former partner"
    OTHER_RELATIVE = "other_relative", "Another relative"
    FRIEND = "friend", "Friend"
    FAMILY_FRIEND = "family_friend", "Friend of the family"
    NEIGHBOUR = "neighbour", "Neighbour"
    COMMUNITY = "community", "From the community or faith group"
    PROFESSIONAL = "professional", "Professional"
    WORKS_WITH = "works_with", "Worked with by"
    OTHER = "other", "Something else"


@dataclass(frozen=True)
class Pair:
    """A stored kind, the kind read from the other end, and how many generations up."""

    stored: Kind
    reciprocal: Kind
    generation: int = 0


PAIRS = (
    Pair(Kind.PARENT, Kind.CHILD, 1),
    Pair(Kind.ADOPTIVE_PARENT, Kind.ADOPTED_CHILD, 1),
    Pair(Kind.STEP_PARENT, Kind.STEP_CHILD, 1),
    Pair(Kind.FOSTER_CARER, Kind.FOSTER_CHILD, 1),
    Pair(Kind.GUARDIAN, Kind.WARD, 1),
    Pair(Kind.GRANDPARENT, Kind.GRANDCHILD, 2),
    Pair(Kind.GREAT_GRANDPARENT, Kind.GREAT_GRANDCHILD, 3),
    Pair(Kind.AUNT_UNCLE, Kind.NIECE_NEPHEW, 1),
    Pair(Kind.GODPARENT, Kind.GODCHILD, 1),
    Pair(Kind.SIBLING, Kind.SIBLING),
    Pair(Kind.HALF_SIBLING, Kind.HALF_SIBLING),
    Pair(Kind.STEP_SIBLING, Kind.STEP_SIBLING),
    Pair(Kind.COUSIN, Kind.COUSIN),
    Pair(Kind.PARTNER, Kind.PARTNER),
    Pair(Kind.FORMER_PARTNER, Kind.FORMER_PARTNER),
    Pair(Kind.OTHER_RELATIVE, Kind.OTHER_RELATIVE),
    Pair(Kind.FRIEND, Kind.FRIEND),
    Pair(Kind.FAMILY_FRIEND, Kind.FAMILY_FRIEND),
    Pair(Kind.NEIGHBOUR, Kind.NEIGHBOUR),
    Pair(Kind.COMMUNITY, Kind.COMMUNITY),
    Pair(Kind.PROFESSIONAL, Kind.WORKS_WITH),
    Pair(Kind.OTHER, Kind.OTHER),
)

RECIPROCALS: dict[Kind, Kind] = {
    **{pair.stored: pair.reciprocal for pair in PAIRS},
    **{pair.reciprocal: pair.stored for pair in PAIRS},
}
STORED = frozenset(pair.stored for pair in PAIRS)
GENERATIONS = {pair.stored: pair.generation for pair in PAIRS} | {
    pair.reciprocal: -pair.generation for pair in PAIRS
}
SYMMETRIC = frozenset(pair.stored for pair in PAIRS if pair.stored == pair.reciprocal)
KIN = frozenset(Kind) - {
    Kind.FRIEND,
    Kind.FAMILY_FRIEND,
    Kind.NEIGHBOUR,
    Kind.COMMUNITY,
    Kind.PROFESSIONAL,
    Kind.WORKS_WITH,
    Kind.OTHER,
}

GENDERED: dict[tuple[Kind, str], str] = {
    (Kind.PARENT, "female"): "Mother",
    (Kind.PARENT, "male"): "Father",
    (Kind.ADOPTIVE_PARENT, "female"): "Adoptive mother",
    (Kind.ADOPTIVE_PARENT, "male"): "Adoptive father",
    (Kind.STEP_PARENT, "female"): "Stepmother",
    (Kind.STEP_PARENT, "male"): "Stepfather",
    (Kind.GRANDPARENT, "female"): "Grandmother",
    (Kind.GRANDPARENT, "male"): "Grandfather",
    (Kind.GREAT_GRANDPARENT, "female"): "Great-grandmother",
    (Kind.GREAT_GRANDPARENT, "male"): "Great-grandfather",
    (Kind.AUNT_UNCLE, "female"): "Aunt",
    (Kind.AUNT_UNCLE, "male"): "Uncle",
    (Kind.GODPARENT, "female"): "Godmother",
    (Kind.GODPARENT, "male"): "Godfather",
    (Kind.CHILD, "female"): "Daughter",
    (Kind.CHILD, "male"): "Son",
    (Kind.STEP_CHILD, "female"): "Stepdaughter",
    (Kind.STEP_CHILD, "male"): "Stepson",
    (Kind.GRANDCHILD, "female"): "Granddaughter",
    (Kind.GRANDCHILD, "male"): "Grandson",
    (Kind.NIECE_NEPHEW, "female"): "Niece",
    (Kind.NIECE_NEPHEW, "male"): "Nephew",
    (Kind.SIBLING, "female"): "Sister",
    (Kind.SIBLING, "male"): "Brother",
    (Kind.HALF_SIBLING, "female"): "Half-sister",
    (Kind.HALF_SIBLING, "male"): "Half-brother",
    (Kind.STEP_SIBLING, "female"): "Stepsister",
    (Kind.STEP_SIBLING, "male"): "Stepbrother",
}


def reciprocal_of(kind: Kind) -> Kind:
    """What the second person is to the first, when the first is this to the second."""
    return RECIPROCALS[kind]


def label_for(kind: Kind, gender: str = "") -> str:
    """The everyday word: "Grandmother" where the gender is known, else "Grandparent"."""
    return GENDERED.get((kind, gender), Kind(kind).label)
