"""Made-up families: who is in them and how to reach them, before anything happens."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from django.utils import timezone

from accounts.models import User
from cases.domain.contacting import add_contact
from cases.domain.networks import add_child, add_to_network
from cases.domain.people import add_person
from cases.domain.relating import record_responsibility, tell_relationship
from cases.models import Answer, Case, CaseChild, ContactPoint, NetworkMember, Person
from cases.models import ParentalResponsibility as Responsibility
from cases.relationships import Kind
from conferences.demo import names

Part = NetworkMember.Part
Side = NetworkMember.Side
LIVING = CaseChild.LivingWith


@dataclass
class Family:
    """One family as the story needs it: its case, its children, those who matter."""

    case: Case
    children: list[CaseChild] = field(default_factory=list)
    mother: Person | None = None
    father: Person | None = None
    others: list[Person] = field(default_factory=list)

    @property
    def young(self) -> list[Person]:
        return [child.person for child in self.children]


class FamilyMaker:
    """Fills a draft case with people. All chance comes from one seeded source."""

    def __init__(self, rng: Random, today: date) -> None:
        self.rng = rng
        self.today = today
        self._numbers = iter(range(100, 1000))
        self._expecting = False

    def make(self, case: Case, by: User, *, legal_status: str) -> Family:
        family = Family(case)
        surname = self.rng.choice(names.FAMILY_NAMES)
        self._add_parents(family, surname, by)
        for age in self._ages():
            self._add_child(family, surname, age, legal_status, by)
        self._add_relatives(family, surname, by)
        self._add_friends(family, by)
        return family

    def person(
        self,
        by: User,
        first: str,
        last: str,
        gender: str,
        age: int,
        *,
        known_as: str = "",
        known: Mapping[str, str] | None = None,
    ) -> Person:
        """Make somebody of about an age, with what is known of their language and needs.

        `known` says some of that; the rest is left to chance.
        """
        born = self.today - timedelta(days=age * 365 + self.rng.randint(20, 340))
        language = self.rng.choice(names.LANGUAGES) if self.rng.random() < 0.15 else ""
        needs = {
            "language": language or "English",
            "interpreter": Answer.GIVEN if language else Answer.NONE,
            "interpreter_language": language,
        }
        if self.rng.random() < 0.12:
            needs |= {"access": Answer.GIVEN, "access_needs": "Cannot manage stairs"}
        return add_person(
            by=by,
            first_name=first,
            last_name=last,
            known_as=known_as,
            gender=gender,
            date_of_birth=born,
            **needs | dict(known or {}),
        )

    def mobile(self, person: Person, by: User, *, confidential: bool = False) -> None:
        """Add a phone whose safety answers differ from person to person, as in life."""
        number = f"07700 900{next(self._numbers, 100)}"
        confirmed = self.rng.random() < 0.6
        yes, unset = ContactPoint.May.YES, ContactPoint.May.NOT_CONFIRMED
        add_contact(
            person,
            by=by,
            channel=ContactPoint.Channel.MOBILE,
            value=number,
            is_confidential=confidential,
            may_text=yes if confirmed else unset,
            may_ring=self.rng.choice([yes, ContactPoint.May.NO]) if confirmed else unset,
            may_leave_message=ContactPoint.May.NO if confirmed else unset,
            confirmed_on=timezone.localdate() if confirmed else None,
        )

    def address(self, person: Person, by: User, *, confidential: bool = False) -> None:
        town, area = self.rng.choice(names.TOWNS)
        house = f"{self.rng.randint(1, 180)} {self.rng.choice(names.STREETS)}"
        letters = "".join(self.rng.choices("ABDEFGHJLN", k=2))
        add_contact(
            person,
            by=by,
            channel=ContactPoint.Channel.ADDRESS,
            value=f"{house}, {town}, {area} {self.rng.randint(1, 9)}{letters}",
            is_confidential=confidential,
        )

    def _ages(self) -> list[int]:
        """Between one and four children, in one family at least one not yet born (-1)."""
        ages = sorted(self.rng.sample(range(1, 17), self.rng.choice([1, 1, 2, 2, 3, 4])))
        recent = self.today - timezone.localdate() < timedelta(days=40)
        expected = recent and (not self._expecting or self.rng.random() < 0.2)
        self._expecting = self._expecting or expected
        return [-1, *ages] if expected else ages

    def _add_parents(self, family: Family, surname: str, by: User) -> None:
        rng = self.rng
        mother = self.person(by, rng.choice(names.WOMEN), surname, "female", rng.randint(22, 44))
        refuge = rng.random() < 0.12
        add_to_network(family.case, mother, by=by, part=Part.FAMILY, side=Side.MOTHER)
        self.mobile(mother, by, confidential=refuge)
        self.address(mother, by, confidential=refuge)
        family.mother = mother
        if rng.random() < 0.8:
            last = rng.choice([surname, rng.choice(names.FAMILY_NAMES)])
            father = self.person(by, rng.choice(names.MEN), last, "male", rng.randint(23, 50))
            add_to_network(family.case, father, by=by, part=Part.FAMILY, side=Side.FATHER)
            self.mobile(father, by)
            kind = rng.choice([Kind.PARTNER, Kind.FORMER_PARTNER, Kind.FORMER_PARTNER])
            tell_relationship(father, kind, mother, by=by)
            family.father = father

    def _add_child(
        self, family: Family, surname: str, age: int, legal_status: str, by: User
    ) -> None:
        rng = self.rng
        if age < 0:
            due = self.today + timedelta(days=rng.randint(30, 140))
            child = add_person(by=by, last_name=surname, expected_on=due)
        else:
            girl = rng.random() < 0.5
            first = rng.choice(names.GIRLS if girl else names.BOYS)
            liked = names.SHORT.get(first, "") if rng.random() < 0.4 else ""
            gender = "female" if girl else "male"
            child = self.person(by, first, surname, gender, age, known_as=liked)
        family.children.append(
            add_child(
                family.case,
                child,
                by=by,
                legal_status=legal_status,
                living_with=LIVING.UNBORN if age < 0 else rng.choice([LIVING.MOTHER, LIVING.BOTH]),
                social_worker=by,
            )
        )
        for parent in filter(None, [family.mother, family.father]):
            tell_relationship(parent, Kind.PARENT, child, by=by, is_carer=parent == family.mother)
        if age >= 0:
            self._record_responsibility(family, child, by)

    def _record_responsibility(self, family: Family, child: Person, by: User) -> None:
        how = Responsibility.HowKnown
        record_responsibility(
            child,
            by=by,
            holder=family.mother,
            holds=Responsibility.Holds.YES,
            how_known=how.BIRTH_CERTIFICATE,
        )
        if family.father:
            holds = self.rng.choice(Responsibility.Holds.values)
            record_responsibility(
                child,
                by=by,
                holder=family.father,
                holds=holds,
                how_known=how.TOLD if holds == "yes" else how.NOT_KNOWN,
            )

    def _add_relatives(self, family: Family, surname: str, by: User) -> None:
        rng = self.rng
        nan = self.person(by, rng.choice(names.ELDER_WOMEN), surname, "female", rng.randint(48, 72))
        self._relative(family, nan, Side.MOTHER, Kind.GRANDPARENT, by)
        assert family.mother
        tell_relationship(nan, Kind.PARENT, family.mother, by=by)
        self.mobile(nan, by)
        if rng.random() < 0.5:
            aunt = self.person(by, rng.choice(names.WOMEN), surname, "female", rng.randint(20, 45))
            self._relative(family, aunt, Side.MOTHER, Kind.AUNT_UNCLE, by)
        if family.father and rng.random() < 0.6:
            grandad = self.person(
                by,
                rng.choice(names.ELDER_MEN),
                family.father.last_name,
                "male",
                rng.randint(50, 75),
            )
            self._relative(family, grandad, Side.FATHER, Kind.GRANDPARENT, by)
            tell_relationship(grandad, Kind.PARENT, family.father, by=by)
        if rng.random() < 0.3:
            step = self.person(
                by,
                rng.choice(names.MEN),
                rng.choice(names.FAMILY_NAMES),
                "male",
                rng.randint(25, 48),
            )
            self._relative(family, step, Side.MOTHER, Kind.STEP_PARENT, by)
            tell_relationship(step, Kind.PARTNER, family.mother, by=by)

    def _relative(self, family: Family, person: Person, side: str, kind: Kind, by: User) -> None:
        add_to_network(family.case, person, by=by, part=Part.FAMILY, side=side)
        for child in family.young:
            tell_relationship(person, kind, child, by=by)
        family.others.append(person)

    def _add_friends(self, family: Family, by: User) -> None:
        rng = self.rng
        if rng.random() < 0.6:
            surname = rng.choice(names.FAMILY_NAMES)
            neighbour = self.person(by, "", surname, "female", 58, known_as=f"Mrs {surname}")
            add_to_network(
                family.case, neighbour, by=by, part=Part.FRIEND, side=Side.NEITHER,
                suggested_by="Mum",
            )  # fmt: skip
            for child in family.young:
                tell_relationship(neighbour, Kind.NEIGHBOUR, child, by=by)
            family.others.append(neighbour)
        teacher = add_person(
            by=by,
            first_name=rng.choice(names.WOMEN),
            last_name=rng.choice(names.FAMILY_NAMES),
            job_title=rng.choice(["Class teacher", "Health visitor", "Head of year"]),
            organisation="Westbridge Primary School",
        )
        add_to_network(family.case, teacher, by=by, part=Part.PROFESSIONAL)
