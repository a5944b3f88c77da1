"""Whether a case's header says that people of the family must be kept apart."""

import pytest
from django.utils import timezone

from cases.case_page import says_who_is_kept_apart
from cases.models import Exclusion, KeepApart, NetworkMember
from tests.factories.cases import PersonFactory
from tests.factories.recording import make_family, make_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    return make_service()


@pytest.fixture
def family(service):
    return make_family(service)


def keep_apart(first, second, *, by, audience="service"):
    return KeepApart.objects.create(
        first=first,
        second=second,
        kind="must_not_meet",
        reason="An order.",
        source="order",
        audience=audience,
        review_on=timezone.localdate(),
        recorded_by=by,
    )


def relative(family, service, case=None):
    person = PersonFactory(created_by=service.worker)
    NetworkMember.objects.create(
        case=case or family.case, person=person, part="family", added_by=service.worker
    )
    return person


def known(case, user):
    return says_who_is_kept_apart(case, type(user).objects.get(pk=user.pk))


def test_nothing_is_said_of_a_family_in_which_nobody_is_kept_apart(service, family):
    assert not known(family.case, service.coordinator)


def test_the_service_is_told_of_two_in_the_family(service, family):
    keep_apart(relative(family, service), family.children[0].person, by=service.manager)

    assert known(family.case, service.coordinator)
    assert not known(family.case, service.worker)


def test_everybody_on_the_case_is_told_where_the_audience_is_the_case(service, family):
    keep_apart(
        relative(family, service), relative(family, service), by=service.manager, audience="case"
    )

    assert known(family.case, service.worker)


def test_the_other_may_be_somebody_elsewhere_whom_the_reader_knows(service, family):
    other = make_family(service)
    keep_apart(relative(other, service, other.case), relative(family, service), by=service.manager)

    assert known(family.case, service.coordinator)


def test_nothing_is_said_where_one_belongs_to_a_family_closed_to_the_reader(service, family):
    other = make_family(service)
    uncle = relative(family, service)
    NetworkMember.objects.create(
        case=other.case, person=uncle, part="family", added_by=service.worker
    )
    keep_apart(uncle, family.children[0].person, by=service.manager)
    Exclusion.objects.create(
        case=other.case, user=service.coordinator, ground="known", recorded_by=service.manager
    )

    assert not known(family.case, service.coordinator)
    assert known(family.case, service.manager)
