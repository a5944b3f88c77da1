"""People, what they are to each other, how to reach them, who must be kept apart."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from cases.domain.contacting import add_contact
from cases.domain.keeping_apart import keep_apart
from cases.domain.people import add_person
from cases.domain.relating import record_responsibility, tell_relationship
from cases.models import (
    ContactPoint,
    KeepApart,
    ParentalResponsibility,
    Person,
    Relationship,
)
from cases.relationships import Kind
from tests.factories.staff import UserFactory


def years_ago(years, days=30):
    """A birthday that makes somebody this many years old today, wherever the clock stands."""
    today = timezone.localdate()
    day = today - timedelta(days=days)
    return day.replace(year=day.year - years, day=min(day.day, 28))


class PersonFactory(DjangoModelFactory):
    """An adult; `unborn=True` for a child on the way. `created_by` may see them at once."""

    class Meta:
        model = Person

    class Params:
        unborn = factory.Trait(
            first_name="",
            date_of_birth=None,
            expected_on=factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=80)),
        )

    first_name = factory.Sequence(lambda n: f"Person{n}")
    last_name = "Example"
    date_of_birth = factory.LazyFunction(lambda: years_ago(35))
    created_by = factory.SubFactory(UserFactory)

    @classmethod
    def _create(cls, model_class, *args, created_by, **fields):
        return add_person(by=created_by, **fields)


class ChildFactory(PersonFactory):
    """A child of `age` years."""

    class Params:
        age = 9

    first_name = factory.Sequence(lambda n: f"Child{n}")
    date_of_birth = factory.LazyAttribute(lambda o: years_ago(o.age))


class RelationshipFactory(DjangoModelFactory):
    """`person` is the `kind` of `relative`."""

    class Meta:
        model = Relationship

    person = factory.SubFactory(PersonFactory)
    relative = factory.SubFactory(ChildFactory)
    kind = Kind.PARENT
    recorded_by = factory.SubFactory(UserFactory)

    @classmethod
    def _create(cls, model_class, *args, person, relative, kind, recorded_by, **fields):
        return tell_relationship(person, kind, relative, by=recorded_by, **fields)


class ResponsibilityFactory(DjangoModelFactory):
    class Meta:
        model = ParentalResponsibility

    child = factory.SubFactory(ChildFactory)
    holder = factory.SubFactory(PersonFactory)
    holds = ParentalResponsibility.Holds.YES
    how_known = ParentalResponsibility.HowKnown.BIRTH_CERTIFICATE
    recorded_by = factory.SubFactory(UserFactory)

    @classmethod
    def _create(cls, model_class, *args, child, recorded_by, **fields):
        return record_responsibility(child, by=recorded_by, **fields)


class ContactPointFactory(DjangoModelFactory):
    """A mobile that is not confirmed; `confirmed=True` may be texted, `confidential=True` is hidden.

    `address=True` for an address with a postcode.
    """

    class Meta:
        model = ContactPoint

    class Params:
        confidential = factory.Trait(is_confidential=True)
        confirmed = factory.Trait(
            may_text=ContactPoint.May.YES,
            may_ring=ContactPoint.May.YES,
            confirmed_on=factory.LazyFunction(timezone.localdate),
        )
        address = factory.Trait(
            channel=ContactPoint.Channel.ADDRESS,
            value=factory.Sequence(lambda n: f"{n + 1} Mill Lane, Westbridge, WB1 4AA"),
        )

    person = factory.SubFactory(PersonFactory)
    channel = ContactPoint.Channel.MOBILE
    value = factory.Sequence(lambda n: f"07700 9{n % 100_000:05}")
    recorded_by = factory.SubFactory(UserFactory)

    @classmethod
    def _create(cls, model_class, *args, person, recorded_by, **fields):
        return add_contact(person, by=recorded_by, **fields)


class KeepApartFactory(DjangoModelFactory):
    class Meta:
        model = KeepApart

    first = factory.SubFactory(PersonFactory)
    second = factory.SubFactory(PersonFactory)
    kind = KeepApart.Kind.MUST_NOT_MEET
    reason = "A court order says so."
    source = KeepApart.Source.ORDER
    review_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=60))
    recorded_by = factory.SubFactory(UserFactory)

    @classmethod
    def _create(cls, model_class, *args, first, second, recorded_by, **fields):
        return keep_apart(first, second, by=recorded_by, **fields)
