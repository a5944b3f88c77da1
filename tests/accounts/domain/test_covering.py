from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts.domain.covering import cancel_absence, record_absence
from accounts.models import User
from tests.factories.staff import TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)


def refused(code, user, deputy, starts_on=MONDAY, ends_on=FRIDAY, by=None):
    with pytest.raises(ValidationError) as refusal:
        record_absence(user, deputy, starts_on, ends_on, by=by or user)
    assert refusal.value.code == code


@pytest.mark.parametrize(("days", "stands_in"), [(-1, False), (0, True), (4, True), (5, False)])
def test_a_deputy_stands_in_from_the_first_day_to_the_last(clock, days, stands_in):
    away, deputy = UserFactory(coordinator=True), UserFactory(coordinator=True)
    clock.move_to("2026-11-20 09:30Z", tick=False)
    record_absence(away, deputy, MONDAY, FRIDAY, by=away)

    clock.move_to(f"{MONDAY + timedelta(days=days)} 09:30Z", tick=False)

    deputy = User.objects.get(pk=deputy.pk)
    assert deputy.stands_in_for == ([away.pk] if stands_in else [])


def test_cancelling_ends_the_cover_at_once(clock):
    away, deputy = UserFactory(coordinator=True), UserFactory(coordinator=True)
    absence = record_absence(away, deputy, MONDAY, FRIDAY, by=away)

    cancel_absence(absence, by=away)

    assert User.objects.get(pk=deputy.pk).stands_in_for == []


def test_who_makes_no_deputy(clock):
    away = UserFactory(coordinator=True)
    refused("own_deputy", away, away)
    refused("deputy_inactive", away, UserFactory(coordinator=True, is_active=False))
    refused("deputy_role", away, UserFactory(social_worker=True))
    refused("deputy_role", away, UserFactory(administrator=True))
    refused("deputy_role", UserFactory(service_manager=True), UserFactory(coordinator=True))


@pytest.mark.parametrize(
    ("seat", "manager"),
    [("coordinator", "service_manager"), ("social_worker", "referring_manager")],
)
def test_a_manager_may_stand_in(clock, seat, manager):
    away = UserFactory(seat=seat)

    assert record_absence(away, UserFactory(seat=manager), MONDAY, FRIDAY, by=away).pk


def test_nobody_makes_themselves_the_deputy_of_a_colleague(clock):
    team = TeamFactory()
    away = UserFactory(coordinator=True, team=team)
    manager = UserFactory(service_manager=True, team=team)
    refused("deputy_yourself", away, manager, by=manager)

    admin = UserFactory(administrator=True)
    assert record_absence(away, manager, MONDAY, FRIDAY, by=admin).deputy == manager
    other = UserFactory(coordinator=True, team=team)
    assert record_absence(manager, UserFactory(service_manager=True), MONDAY, FRIDAY, by=manager)
    assert record_absence(other, manager, MONDAY, FRIDAY, by=other).deputy == manager


def test_dates_must_make_sense(clock):
    away, deputy = UserFactory(coordinator=True), UserFactory(coordinator=True)
    refused("ends_first", away, deputy, FRIDAY, MONDAY)
    yesterday = MONDAY - timedelta(days=1)
    refused("in_the_past", away, deputy, yesterday, yesterday)


def test_the_same_days_are_covered_once(clock):
    away, deputy = UserFactory(coordinator=True), UserFactory(coordinator=True)
    record_absence(away, deputy, MONDAY, FRIDAY, by=away)

    refused("overlaps", away, deputy, FRIDAY, FRIDAY + timedelta(days=3))


def test_who_may_record_the_absence_of_another(clock):
    team = TeamFactory()
    away = UserFactory(coordinator=True, team=team)
    deputy = UserFactory(coordinator=True, team=team)
    refused("not_their_manager", away, deputy, by=deputy)
    refused("not_their_manager", away, deputy, by=UserFactory(service_manager=True))

    manager = UserFactory(service_manager=True, team=team)
    absence = record_absence(away, deputy, MONDAY, FRIDAY, by=manager)
    assert absence.recorded_by == manager
    cancel_absence(absence, by=UserFactory(administrator=True))
