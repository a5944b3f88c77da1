"""Everything a referral consists of, read once: for its sections, its answers, its gaps."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from accounts.models import User
from cases.living import shown_detail, with_secret_addresses
from cases.models import (
    Case,
    CaseChild,
    Consent,
    ContactPoint,
    NetworkMember,
    Offer,
    ParentalResponsibility,
    Person,
    Referral,
    Relationship,
)
from cases.relationships import Kind
from cases.rules import earlier_case

PARENTS = (Kind.PARENT, Kind.ADOPTIVE_PARENT)
MAY_HOLD = (ParentalResponsibility.Holds.YES, ParentalResponsibility.Holds.NOT_KNOWN)


@dataclass
class ReferralContents:
    """The rows of one referral, in a fixed number of queries however large the family is."""

    case: Case
    referral: Referral
    children: list[CaseChild] = field(default_factory=list)
    members: list[NetworkMember] = field(default_factory=list)
    consents: dict[int, Consent] = field(default_factory=dict)
    offers: list[Offer] = field(default_factory=list)
    relationships: list[Relationship] = field(default_factory=list)
    responsibilities: list[ParentalResponsibility] = field(default_factory=list)
    contacts: dict[int, list[ContactPoint]] = field(default_factory=dict)
    # Whether the family was here before, as far as the referrer may know.
    was_here: bool = False

    @classmethod
    def of(cls, case: Case, *, seen_by: User) -> "ReferralContents":
        is_draft = case.stage == Case.Stage.DRAFT
        children = list(
            case.children.visible_to(seen_by).current().select_related("person", "social_worker")
        )
        members = list(case.network.visible_to(seen_by).current().select_related("person"))
        young = [child.person_id for child in children]
        others = [member.person_id for member in members]
        consents = Consent.objects.visible_to(seen_by).current()
        offers = Offer.objects.visible_to(seen_by)
        letters = (
            offers.filter(case=case) | offers.alone_about_children_of(case)
            if is_draft
            else offers.filter(case=case)
        )
        relationships = Relationship.objects.current().select_related("person", "relative")
        contacts: dict[int, list[ContactPoint]] = defaultdict(list)
        for point in ContactPoint.objects.current().filter(person__in=[*young, *others]):
            contacts[point.person_id].append(point)
        return cls(
            case=case,
            was_here=bool(
                case.previous_case_id or (is_draft and earlier_case(case, seen_by=seen_by))
            ),
            referral=case.referral,
            children=children,
            members=members,
            consents={
                consent.person_id: consent
                for consent in consents.filter(case=case, kind=Consent.Kind.CONTACT)
            },
            offers=list(letters.for_list(seen_by)),
            contacts=contacts,
            relationships=list(relationships.between(others, young).order_by("pk")),
            responsibilities=list(
                ParentalResponsibility.objects.current().filter(child__in=young, holder__in=others)
            ),
        )

    def living_detail(self, child: CaseChild) -> str:
        """What was written about where a child lives, as far as a page may show it."""
        return shown_detail(child, secret=child.person_id in self._with_secret_addresses)

    @cached_property
    def _with_secret_addresses(self) -> set[int]:
        return with_secret_addresses(child.person_id for child in self.children)

    @cached_property
    def young(self) -> list[Person]:
        return [child.person for child in self.children]

    @cached_property
    def born(self) -> list[Person]:
        return [person for person in self.young if not person.is_unborn]

    @cached_property
    def _kinds(self) -> dict[tuple[int, int], list[Relationship]]:
        """The relationships of each pair, by the key of the relative and of the child."""
        young = {person.pk for person in self.young}
        kinds: dict[tuple[int, int], list[Relationship]] = defaultdict(list)
        for row in self.relationships:
            if row.relative_id in young:
                kinds[row.person_id, row.relative_id].append(row)
            if row.person_id in young:
                kinds[row.relative_id, row.person_id].append(row)
        return kinds

    def told(self, person: Person, child: Person) -> list[Relationship]:
        """What is recorded of how somebody is related to one of the children."""
        return self._kinds.get((person.pk, child.pk), [])

    def words(self, person: Person, child: Person) -> str:
        """The same in words, as the family says it: "Grandmother"."""
        return ", ".join(row.word_for_other_to(child) for row in self.told(person, child))

    def not_told(self, person: Person) -> list[Person]:
        """The children of whom it is not recorded yet what this person is to them."""
        return [child for child in self.young if not self.told(person, child)]

    def holds(self, person: Person, child: Person) -> ParentalResponsibility | None:
        """What is recorded of somebody's parental responsibility for one child."""
        for row in self.responsibilities:
            if row.holder_id == person.pk and row.child_id == child.pk:
                return row
        return None

    @cached_property
    def may_speak(self) -> list[Person]:
        """The parents, and whoever has or may have parental responsibility."""
        parents = {
            pair[0]
            for pair, rows in self._kinds.items()
            if any(_is_parent(row, pair[0]) for row in rows)
        }
        holders = {row.holder_id for row in self.responsibilities if row.holds in MAY_HOLD}
        return [m.person for m in self.members if m.person_id in parents | holders]

    @cached_property
    def also_answered(self) -> list[Person]:
        """Those whose answer is recorded although nothing says that they may speak."""
        others = [member.person for member in self.members if member.person_id in self.consents]
        return [person for person in others if person not in self.may_speak]

    def is_known_to_hold(self, person: Person) -> bool:
        return any(
            row.holder_id == person.pk and row.holds == ParentalResponsibility.Holds.YES
            for row in self.responsibilities
        )

    def is_known_not_to_hold(self, person: Person) -> bool:
        rows = [row.holds for row in self.responsibilities if row.holder_id == person.pk]
        return bool(rows) and set(rows) == {ParentalResponsibility.Holds.NO}

    @cached_property
    def unasked(self) -> list[Person]:
        """The children, born and living, of whose own agreement nothing is recorded."""
        return [person for person in self.born if person.pk not in self.consents]


def called(person: Person) -> str:
    """What to call somebody inside a sentence: "Jonah", "the unborn child"."""
    unnamed = person.is_unborn and not (person.first_name or person.known_as)
    return "the unborn child" if unnamed else person.liked_name


def _is_parent(row: Relationship, person_id: int) -> bool:
    """Relationships of parents are kept from parent to child."""
    return row.person_id == person_id and row.kind in PARENTS
