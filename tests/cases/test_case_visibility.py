"""The one rule of access has two shapes, for those who see teams and for everybody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Absence
from cases.access import seats_on
from cases.domain.restricting import exclude_colleague, grant_access, restrict_case
from cases.models import BreakGlass, Case, Exclusion
from tests.factories.cases import CaseFactory
from tests.factories.staff import MembershipFactory, TeamFactory, UserFactory


@pytest.fixture
def world(db):
    """Cases in every relation to one worker, by name."""
    worker = UserFactory(social_worker=True)
    away = UserFactory(social_worker=True)
    today = timezone.localdate()
    Absence.objects.create(
        user=away, deputy=worker, starts_on=today, ends_on=today, recorded_by=away
    )
    boss = UserFactory(service_manager=True)
    team = boss.current_memberships[0].team
    cases = {
        "made": CaseFactory(created_by=worker),
        "covered": CaseFactory(created_by=away),
        "covered, restricted": CaseFactory(created_by=away, restricted=True),
        "covered, restricted, listed": CaseFactory(created_by=away, team=team),
        "listed": CaseFactory(team=team),
        "listed once": CaseFactory(team=team),
        "glass": CaseFactory(),
        "glass gone": CaseFactory(),
        "excluded": CaseFactory(created_by=worker, team=team),
        "a stranger's": CaseFactory(),
        "my draft": CaseFactory(draft=True, created_by=worker),
        "another's draft": CaseFactory(draft=True),
        "worked on": CaseFactory(),
        "no longer": CaseFactory(),
    }
    for name in ("listed", "listed once", "covered, restricted, listed"):
        restrict_case(cases[name], by=boss, why="A colleague's own family")
        cases[name].refresh_from_db()
        grant_access(cases[name], worker, by=boss, until=today + timedelta(days=5))
    cases["listed once"].access_list.filter(user=worker).update(ended_at=timezone.now())
    now = timezone.now()
    for name, hours in (("glass", 1), ("glass gone", -1)):
        BreakGlass.objects.create(
            case=cases[name],
            user=worker,
            ground=BreakGlass.Ground.SAFETY,
            reason="The child rang from the street and nobody answers.",
            at=now - timedelta(hours=2),
            expires_at=now + timedelta(hours=hours),
            review_due_on=today,
        )
    cases["excluded"].children.update(social_worker=away)
    exclude_colleague(
        cases["excluded"], worker, by=boss, ground=Exclusion.Ground.KNOWN, reason="Neighbours"
    )
    cases["worked on"].children.update(social_worker=worker)
    cases["no longer"].children.update(social_worker=worker, left_on=today)
    return worker, cases


SEEN = {
    "made",
    "covered",
    "covered, restricted, listed",
    "listed",
    "glass",
    "my draft",
    "worked on",
}


def seen_by(user, cases, **how):
    keys = set(Case.objects.visible_to(user, **how).values_list("pk", flat=True))
    return {name for name, case in cases.items() if case.pk in keys}


def test_a_worker_sees_the_cases_they_have_to_do_with(world):
    worker, cases = world

    assert seen_by(worker, cases) == SEEN
    assert seen_by(worker, cases, by_glass=False) == SEEN - {"glass"}


def test_a_seat_in_a_team_adds_its_cases_and_changes_nothing_else(world):
    worker, cases = world
    MembershipFactory(user=worker, team=TeamFactory())
    fresh = type(worker).objects.get(pk=worker.pk)

    assert seen_by(fresh, cases) == SEEN
    assert seen_by(fresh, cases, by_glass=False) == SEEN - {"glass"}


def test_both_shapes_can_be_counted_filtered_and_used_in_others(world):
    worker, cases = world
    visible = Case.objects.visible_to(worker)

    assert visible.count() == len(SEEN)
    assert visible.filter(pk=cases["made"].pk).exists()
    assert Case.objects.filter(pk__in=visible).exclude(pk=cases["made"].pk).count() == 6
    assert (visible | visible).count() == len(SEEN)


def test_what_is_kept_for_a_request_is_the_rule_and_not_its_answer(world):
    worker, cases = world

    def names():
        found = Case.objects.filter(pk__in=Case.objects.keys_for(worker))
        keys = set(found.values_list("pk", flat=True))
        return {name for name, case in cases.items() if case.pk in keys}

    assert names() == SEEN

    Exclusion.objects.create(case=cases["made"], user=worker, ground="known", recorded_by=worker)
    assert names() == SEEN - {"made"}

    cases["listed"].access_list.filter(user=worker).update(ended_at=timezone.now())
    assert names() == SEEN - {"made", "listed"}

    cases["glass"].glass.update(expires_at=timezone.now())
    assert names() == SEEN - {"made", "listed", "glass"}

    cases["glass gone"].glass.update(expires_at=timezone.now() + timedelta(minutes=5))
    assert names() == SEEN - {"made", "listed", "glass"} | {"glass gone"}


def test_what_is_kept_follows_seats_deputies_and_the_day(world, time_machine):
    worker, cases = world

    def kept():
        return Case.objects.keys_for(worker)

    first = kept()
    assert kept() is first

    MembershipFactory(user=worker, team=cases["a stranger's"].team, role="manager")
    del worker.current_memberships, worker.seats
    with_a_seat = kept()
    assert Case.objects.filter(pk__in=with_a_seat, pk=cases["a stranger's"].pk).exists()

    del worker.stands_in_for
    Absence.objects.all().delete()
    without_a_deputy = kept()
    assert not Case.objects.filter(pk__in=without_a_deputy, pk=cases["covered"].pk).exists()

    time_machine.move_to(timezone.now() + timedelta(days=6))
    assert not Case.objects.filter(pk__in=kept(), pk=cases["listed"].pk).exists()


def test_nothing_is_kept_for_the_next_request(world):
    worker, _ = world
    Case.objects.keys_for(worker)

    assert "_kept" not in vars(type(worker).objects.get(pk=worker.pk))


def deputy_of(user, **seat):
    deputy = UserFactory(**seat)
    today = timezone.localdate()
    Absence.objects.create(
        user=user, deputy=deputy, starts_on=today, ends_on=today, recorded_by=user
    )
    return type(deputy).objects.get(pk=deputy.pk)


@pytest.mark.parametrize("seat", ["coordinator", "service_manager"])
def test_standing_in_reaches_a_restricted_case_through_its_list_alone(db, seat):
    case = CaseFactory(allocated=True)
    boss = UserFactory(service_manager=True, team=case.team)
    deputy = deputy_of(case.coordinator, seat=seat)
    assert seen_by(deputy, {"it": case}) == {"it"}

    restrict_case(case, by=boss, why="A colleague's own family")
    assert seen_by(deputy, {"it": case}) == set()

    case.refresh_from_db()
    grant_access(case, deputy, by=boss, until=timezone.localdate())
    [seen] = Case.objects.visible_to(deputy).with_relations_for(deputy)
    assert seats_on(deputy, seen) == {"coordinator"}


def test_the_deputy_of_a_listed_manager_is_not_on_the_list(db):
    case = CaseFactory()
    boss = UserFactory(service_manager=True, team=case.team)
    deputy = deputy_of(boss, service_manager=True, team=case.team)
    assert seen_by(deputy, {"it": case}) == {"it"}

    restrict_case(case, by=boss, why="A colleague's own family")

    assert seen_by(boss, {"it": case}) == {"it"}
    assert seen_by(deputy, {"it": case}) == set()
