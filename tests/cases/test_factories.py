"""The factories reach every stage and every seat by the product's own steps."""

import pytest

from accounts.permissions import Seat
from cases.models import Case
from tests.factories.cases import CaseAccessFactory, CaseFactory, ExclusionFactory
from tests.factories.people import ContactPointFactory, KeepApartFactory, PersonFactory
from tests.factories.staff import UserFactory


@pytest.mark.parametrize("stage", Case.Stage.values)
def test_a_case_reaches_its_stage(db, stage):
    case = CaseFactory(**{stage: True})

    assert case.stage == stage
    assert (case.reference is None) == (stage == "draft")
    assert Case.objects.visible_to(case.created_by).get() == case


@pytest.mark.parametrize("seat", list(Seat))
def test_a_colleague_has_the_seat_asked_for(db, seat):
    assert UserFactory(seat=seat).seats == {seat}
    assert UserFactory(**{seat: True}).seats == {seat}


def test_restriction_and_exclusion_hide_a_case(db):
    case = CaseAccessFactory().case
    outsider = UserFactory(coordinator=True, team=case.team)
    excluded = ExclusionFactory(user=UserFactory(social_worker=True))

    assert not Case.objects.visible_to(outsider).exists()
    assert not Case.objects.visible_to(excluded.user).exists()


def test_people_can_be_made_alone(db):
    assert PersonFactory(unborn=True, last_name="").full_name == "Unborn child"
    assert ContactPointFactory(confidential=True).shown == "Held securely"
    assert KeepApartFactory().ended_at is None
