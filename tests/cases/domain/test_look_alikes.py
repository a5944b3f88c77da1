from datetime import date, timedelta

import pytest
from django.utils import timezone

from cases.domain.look_alikes import find_look_alikes, warn_holding_teams
from cases.domain.restricting import exclude_colleague, restrict_case
from cases.models import (
    BreakGlass,
    Event,
    Exclusion,
    LookAlike,
    Offer,
    OfferReply,
    Person,
    Task,
)
from tests.factories.cases import CaseFactory
from tests.factories.people import ChildFactory, PersonFactory
from tests.factories.staff import TeamFactory, UserFactory

BORN = date(2017, 5, 3)


@pytest.fixture
def team(db):
    return TeamFactory()


@pytest.fixture
def manager(team):
    return UserFactory(service_manager=True, team=team)


@pytest.fixture
def case(team):
    amira = ChildFactory(
        first_name="Amira", last_name="Okafor", known_as="Mimi", date_of_birth=BORN
    )
    return CaseFactory(team=team, children=[amira])


@pytest.fixture
def stranger(db):
    """Somebody who sees nothing of the team's cases."""
    return UserFactory(social_worker=True, first_name="Sam", last_name="Lee")


def alike(user, first, last, **more):
    return [str(p) for p in find_look_alikes(user, first_name=first, last_name=last, **more)]


@pytest.mark.parametrize(
    ("first", "last", "more"),
    [
        ("Amira", "Okafor", {}),
        ("Amera", "Okofor", {}),
        ("Okafor", "Amira", {}),
        ("Mimi", "Okafor", {}),
        ("Amy", "Okafor", {"known_as": "Amira"}),
        ("Amera", "Okafor", {"date_of_birth": BORN}),
        ("Amira", "Okafor", {"date_of_birth": date(2017, 3, 5)}),
        ("Amira", "Bell", {"date_of_birth": BORN}),
        ("Grace", "Okafor", {"date_of_birth": date(2017, 3, 5)}),
        ("Amira", "Okafor", {"date_of_birth": date(2011, 1, 30)}),
    ],
)
def test_somebody_like_the_one_typed_is_shown(manager, case, first, last, more):
    assert alike(manager, first, last, **more) == ["Amira Okafor"]


@pytest.mark.parametrize(
    ("first", "last", "more"),
    [
        ("Jonah", "Bell", {}),
        ("Amira", "Bell", {}),
        ("Amera", "Okofor", {"date_of_birth": date(2011, 1, 30)}),
        ("Jonah", "Bell", {"date_of_birth": BORN}),
        ("", "", {"date_of_birth": BORN}),
    ],
)
def test_somebody_else_is_not(manager, case, first, last, more):
    assert alike(manager, first, last, **more) == []


def test_whom_one_may_not_know_of_is_not_shown(stranger, case):
    assert alike(stranger, "Amira", "Okafor", date_of_birth=BORN) == []


def opened_by(user, case):
    BreakGlass.objects.create(
        case=case,
        user=user,
        ground=BreakGlass.Ground.COVER,
        reason="Covering for a colleague today.",
        expires_at=timezone.now() + timedelta(hours=1),
        review_due_on=timezone.localdate(),
    )


def test_whom_one_sees_for_an_hour_is_not_offered_for_keeps(stranger, case):
    aunt = PersonFactory(first_name="Ngozi", last_name="Okafor")
    offer = Offer.objects.create(
        case=case, team=case.team, letter_on=BORN, made="yes", created_by=case.created_by
    )
    OfferReply.objects.create(offer=offer, person=aunt)
    opened_by(stranger, case)
    assert set(Person.objects.visible_to(stranger).values_list("first_name", flat=True)) == {
        "Amira",
        "Ngozi",
    }

    assert alike(stranger, "Amira", "Okafor", date_of_birth=BORN) == []
    assert alike(stranger, "Ngozi", "Okafor") == []


def test_the_team_is_told_of_a_match_seen_by_emergency_access_alone(stranger, case):
    opened_by(stranger, case)
    entered = enter(stranger)

    warn_holding_teams(entered, by=stranger)

    assert Task.objects.filter(kind=Task.Kind.LOOK_ALIKE, case=case).count() == 1


def enter(stranger, **more):
    person = ChildFactory(
        **{"first_name": "Amira", "last_name": "Okafor", "date_of_birth": BORN, **more},
        created_by=stranger,
    )
    LookAlike.objects.all().delete()
    Task.objects.filter(kind=Task.Kind.LOOK_ALIKE).delete()
    return person


def test_the_team_that_holds_a_hidden_match_is_told_who_entered_whom(stranger, manager, case):
    entered = enter(stranger, first_name="Amera")

    warn_holding_teams(entered, by=stranger)

    task = Task.objects.get(kind=Task.Kind.LOOK_ALIKE)
    assert (task.case, task.for_managers_of, task.assigned_to) == (case, case.team, None)
    assert task.created_by is None
    assert "Sam Lee" in task.detail
    assert "Amera Okafor" in task.detail
    assert case.reference in task.detail
    assert list(Task.objects.owed_by(manager).filter(kind=Task.Kind.LOOK_ALIKE)) == [task]


def test_whoever_entered_the_person_sees_nothing_of_it(stranger, case):
    entered = enter(stranger)
    events = Event.objects.count()

    warn_holding_teams(entered, by=stranger)

    assert not Task.objects.visible_to(stranger).exists()
    assert Event.objects.count() == events


def test_each_pair_is_told_of_once(stranger, case):
    entered = enter(stranger)

    for _ in range(2):
        warn_holding_teams(entered, by=stranger)

    assert Task.objects.filter(kind=Task.Kind.LOOK_ALIKE).count() == 1


def test_nobody_is_told_of_a_match_one_can_see(manager, case):
    entered = enter(manager)

    warn_holding_teams(entered, by=manager)

    assert not Task.objects.filter(kind=Task.Kind.LOOK_ALIKE).exists()


@pytest.mark.parametrize(
    "more",
    [
        {"first_name": "Grace"},
        {"date_of_birth": date(2011, 1, 30)},
        {"first_name": "Amera", "date_of_birth": None},
    ],
)
def test_a_weak_likeness_bothers_nobody(stranger, case, more):
    entered = enter(stranger, **more)

    warn_holding_teams(entered, by=stranger)

    assert not Task.objects.filter(kind=Task.Kind.LOOK_ALIKE).exists()


def test_a_name_that_many_share_says_nothing_without_a_birthday(stranger, team):
    people = [
        PersonFactory(first_name="Sarah", last_name="Jones", date_of_birth=None) for _ in range(5)
    ]
    CaseFactory(team=team, children=people)
    entered = enter(stranger, first_name="Sarah", last_name="Jones", date_of_birth=None)

    warn_holding_teams(entered, by=stranger)

    assert not Task.objects.filter(kind=Task.Kind.LOOK_ALIKE).exists()


def test_an_excluded_manager_does_not_see_the_task(stranger, team, manager, case):
    aunt = UserFactory(service_manager=True, team=team)
    exclude_colleague(case, aunt, by=manager, ground=Exclusion.Ground.RELATED, reason="Her aunt")
    entered = enter(stranger)

    warn_holding_teams(entered, by=stranger)

    assert Task.objects.visible_to(manager).filter(kind=Task.Kind.LOOK_ALIKE).count() == 1
    assert not Task.objects.visible_to(aunt).filter(kind=Task.Kind.LOOK_ALIKE).exists()


def test_where_every_manager_is_shut_out_the_coordinator_is_asked(stranger, team):
    owen = UserFactory(coordinator=True, team=team)
    amira = ChildFactory(first_name="Amira", last_name="Okafor", date_of_birth=BORN)
    case = CaseFactory(team=team, children=[amira], coordinator=owen)
    boss = UserFactory(service_manager=True, team=team)
    for user in {m.user for m in team.memberships.all()} - {owen, boss}:
        exclude_colleague(case, user, by=boss, ground=Exclusion.Ground.OTHER, reason="A complaint")
    exclude_colleague(
        case,
        boss,
        by=UserFactory(service_manager=True, team=TeamFactory()),
        ground=Exclusion.Ground.RELATED,
        reason="His own family",
    )
    entered = enter(stranger)

    warn_holding_teams(entered, by=stranger)

    task = Task.objects.get(kind=Task.Kind.LOOK_ALIKE)
    assert (task.assigned_to, task.for_managers_of) == (owen, None)


def test_a_restricted_case_stays_hidden_and_its_holders_are_told(stranger, manager, case):
    restrict_case(case, by=manager, why="A colleague's own family")
    entered = enter(stranger)

    warn_holding_teams(entered, by=stranger)

    assert Task.objects.visible_to(manager).filter(kind=Task.Kind.LOOK_ALIKE).count() == 1


def test_somebodys_unsent_draft_is_told_of_to_nobody(stranger, team):
    amira = ChildFactory(first_name="Amira", last_name="Okafor", date_of_birth=BORN)
    CaseFactory(team=team, children=[amira], draft=True)
    entered = enter(stranger)

    warn_holding_teams(entered, by=stranger)

    assert not Task.objects.filter(kind=Task.Kind.LOOK_ALIKE).exists()
