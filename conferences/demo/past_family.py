"""The people of a family that was known earlier, with the gaps that such records have."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from accounts.models import User
from cases.models import Answer, Case, CaseChild, NetworkMember, Person, Relationship
from cases.relationships import Kind
from conferences.demo import names

Part, Side = NetworkMember.Part, NetworkMember.Side
Living = CaseChild.LivingWith
ETHNICITIES = (
    "White British", "White British", "White British", "White British", "Black African",
    "Black Caribbean", "Pakistani", "Bangladeshi", "Indian", "Mixed, White and Black Caribbean",
    "Any other White background",
)  # fmt: skip
FAITHS = ("None", "None", "Christian", "Christian", "Muslim", "Hindu")
# How a question about somebody's background is answered: asked and told most of the time.
TOLD = (Answer.GIVEN,) * 7 + (Answer.NOT_ASKED, Answer.NOT_ASKED, Answer.DECLINED)


@dataclass
class PastFamily:
    children: list[CaseChild]
    mother: Person
    father: Person | None
    others: list[Person]

    @property
    def adults(self) -> list[Person]:
        return [self.mother, *([self.father] if self.father else []), *self.others]

    @property
    def everybody(self) -> list[Person]:
        return [*(child.person for child in self.children), *self.adults]


def make_family(case: Case, by: User, rng: Random, sent_on: date, *, status: str) -> PastFamily:
    """Write down one to three children, their parents, and those who stand by them."""
    surname = rng.choice(names.FAMILY_NAMES)
    ages = sorted(rng.sample(range(1, 17), rng.choice([1, 1, 2, 2, 3])))
    young = [_child(by, rng, surname, sent_on, age) for age in ages]
    mother = _adult(by, rng.choice(names.WOMEN), surname, "female", sent_on, rng.randint(22, 42))
    father = None
    if rng.random() < 0.85:
        last = rng.choice([surname, rng.choice(names.FAMILY_NAMES)])
        father = _adult(by, rng.choice(names.MEN), last, "male", sent_on, rng.randint(24, 48))
    nan = _adult(by, rng.choice(names.ELDER_WOMEN), surname, "female", sent_on, rng.randint(48, 70))
    aunt = _adult(by, rng.choice(names.WOMEN), surname, "female", sent_on, rng.randint(20, 45))
    others = [nan, aunt] if rng.random() < 0.6 else [nan]
    friend = None
    if rng.random() < 0.5:
        last = rng.choice(names.FAMILY_NAMES)
        friend = _adult(by, rng.choice(names.WOMEN), last, "female", sent_on, rng.randint(30, 60))
        others.append(friend)
    adults = [mother, *([father] if father else []), *others]
    Person.objects.bulk_create([*young, *adults])
    children = CaseChild.objects.bulk_create(
        CaseChild(
            case=case,
            person=one,
            legal_status=status,
            living_with=rng.choice([Living.MOTHER, Living.MOTHER, Living.BOTH, Living.FATHER]),
            social_worker=by,
            joined_on=sent_on - timedelta(days=2),
        )
        for one in young
    )
    NetworkMember.objects.bulk_create(
        NetworkMember(
            case=case,
            person=one,
            part=Part.FRIEND if one is friend else Part.FAMILY,
            side=Side.FATHER if one is father else Side.NEITHER if one is friend else Side.MOTHER,
            added_by=by,
        )
        for one in adults
    )
    kinds = {nan.pk: Kind.GRANDPARENT, aunt.pk: Kind.AUNT_UNCLE}
    Relationship.objects.bulk_create(
        Relationship(
            person=one,
            relative=child,
            kind=Kind.PARENT if one in (mother, father) else kinds.get(one.pk, Kind.NEIGHBOUR),
            is_carer=one is mother,
            recorded_by=by,
        )
        for child in young
        for one in adults
    )
    return PastFamily(children, mother, father, others)


def _child(by: User, rng: Random, surname: str, sent_on: date, age: int) -> Person:
    girl = rng.random() < 0.5
    ethnicity, faith = rng.choice(TOLD), rng.choice(TOLD)
    access = rng.choices([Answer.NONE, Answer.GIVEN, Answer.NOT_ASKED], [7, 2, 2])[0]
    return Person(
        first_name=rng.choice(names.GIRLS if girl else names.BOYS),
        last_name=surname,
        gender="female" if girl else "male",
        date_of_birth=_born(rng, sent_on, age),
        language=rng.choice(["English"] * 7 + ["Polish", "Somali", "Urdu", "", ""]),
        interpreter=Answer.NONE,
        access=access,
        access_needs="Needs breaks and pictures" if access == Answer.GIVEN else "",
        ethnicity_answer=ethnicity,
        ethnicity=rng.choice(ETHNICITIES) if ethnicity == Answer.GIVEN else "",
        faith_answer=faith,
        faith=rng.choice(FAITHS) if faith == Answer.GIVEN else "",
        created_by=by,
    )


def _adult(by: User, first: str, last: str, gender: str, sent_on: date, age: int) -> Person:
    return Person(
        first_name=first,
        last_name=last,
        gender=gender,
        date_of_birth=sent_on - timedelta(days=age * 365 + age // 4 + len(first) * 7),
        language="English",
        interpreter=Answer.NONE,
        access=Answer.NONE,
        created_by=by,
    )


def _born(rng: Random, sent_on: date, age: int) -> date:
    return sent_on - timedelta(days=age * 365 + age // 4 + rng.randint(0, 300))
