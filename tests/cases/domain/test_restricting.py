from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Seat
from cases.domain.carrying_exclusions import lock_with_others_of_its_children
from cases.domain.networks import add_child, remove_child
from cases.domain.restricting import (
    end_access,
    end_exclusion,
    exclude_colleague,
    grant_access,
    lift_restriction,
    restrict_case,
)
from cases.models import Case, Event, Exclusion, Person, Task
from tests.access.world import make_world
from tests.factories.cases import CaseFactory
from tests.factories.lifecycle import also_coordinates, make_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager_world():
    return make_world(Seat.SERVICE_MANAGER, "own")


def colleague_of(world):
    return world.case.coordinator


def sees(user, case):
    fresh = User.objects.get(pk=user.pk)
    return Case.objects.visible_to(fresh).filter(pk=case.pk).exists()


def test_a_restricted_case_is_seen_by_its_list_and_those_allocated_alone(manager_world):
    case, manager = manager_world.case, manager_world.user
    other_manager = User.objects.create_user("other@example.org", first_name="O", last_name="M")
    other_manager.memberships.create(team=case.team, role="manager")
    assert sees(other_manager, case)

    restrict_case(case, by=manager, why="A colleague’s family.")

    assert sees(manager, case)
    assert sees(case.coordinator, case)
    assert not sees(other_manager, case)


def test_restricting_leaves_an_event_and_a_review_two_weeks_before_the_end(manager_world, clock):
    case = restrict_case(manager_world.case, by=manager_world.user, why="A colleague’s family.")

    event = Event.objects.get(kind=Event.Kind.CASE_RESTRICTED)
    task = Task.objects.get(kind=Task.Kind.RESTRICTION_REVIEW)
    assert (event.why, event.audience) == ("A colleague’s family.", Event.Audience.SERVICE)
    assert case.restriction_review_on == timezone.localdate() + timedelta(days=90)
    assert task.due_on == timezone.localdate() + timedelta(days=76)


def test_a_case_is_restricted_once(manager_world):
    restrict_case(manager_world.case, by=manager_world.user, why="Once.")

    with pytest.raises(ValidationError) as refusal:
        restrict_case(manager_world.case, by=manager_world.user, why="Twice.")

    assert refusal.value.code == "already_restricted"


def test_lifting_ends_the_list_and_the_review(manager_world):
    case = restrict_case(manager_world.case, by=manager_world.user, why="A family of staff.")

    lift_restriction(case, by=manager_world.user, why="They have left.")

    assert not case.access_list.filter(ended_at__isnull=True).exists()
    assert not Task.objects.open().filter(kind=Task.Kind.RESTRICTION_REVIEW).exists()


def test_access_ends_by_itself(manager_world, clock):
    case = restrict_case(manager_world.case, by=manager_world.user, why="A family of staff.")
    reader = manager_world.records["note"].author
    stranger = User.objects.create_user("st@example.org", first_name="S", last_name="T")
    stranger.memberships.create(team=case.referring_team, role="social_worker")
    grant_access(case, stranger, by=manager_world.user, until=timezone.localdate())
    assert reader != stranger
    assert sees(stranger, case)

    clock.shift(timedelta(days=1))

    assert not sees(stranger, case)


@pytest.mark.parametrize(
    ("days", "code"), [(-1, "in_the_past"), (0, None)], ids=["yesterday", "today"]
)
def test_access_is_granted_until_today_at_the_earliest(manager_world, days, code):
    case = restrict_case(manager_world.case, by=manager_world.user, why="A family of staff.")
    until = timezone.localdate() + timedelta(days=days)

    with pytest.raises(ValidationError) if code else nullcontext() as refusal:
        grant_access(case, colleague_of(manager_world), by=manager_world.user, until=until)

    assert code is None or refusal.value.code == code


def test_the_last_manager_stays_on_the_list(manager_world):
    case = restrict_case(manager_world.case, by=manager_world.user, why="A family of staff.")
    access = case.access_list.get(user=manager_world.user)

    with pytest.raises(ValidationError) as refusal:
        end_access(access, by=manager_world.user)

    assert refusal.value.code == "last_manager"


def test_an_excluded_colleague_finds_neither_case_nor_person(manager_world):
    case = manager_world.case
    colleague = User.objects.create_user("ex@example.org", first_name="E", last_name="X")
    colleague.memberships.create(team=case.team, role="coordinator")
    assert sees(colleague, case)
    assert Person.objects.visible_to(colleague).exists()

    exclude_colleague(case, colleague, by=manager_world.user, ground="related")

    fresh = User.objects.get(pk=colleague.pk)
    assert not sees(colleague, case)
    assert not Person.objects.visible_to(fresh).exists()


def test_exclusion_beats_having_entered_the_person(manager_world):
    case = manager_world.case
    colleague = User.objects.create_user("ex@example.org", first_name="E", last_name="X")
    colleague.memberships.create(team=case.team, role="coordinator")
    child = manager_world.records["child"].person
    Person.objects.filter(pk=child.pk).update(created_by=colleague)
    assert Person.objects.visible_to(colleague).filter(pk=child.pk).exists()

    exclude_colleague(case, colleague, by=manager_world.user, ground="known")

    assert not Person.objects.visible_to(colleague).filter(pk=child.pk).exists()


def test_the_tasks_of_the_excluded_go_to_the_managers(manager_world):
    case = manager_world.case
    colleague = User.objects.create_user("ex@example.org", first_name="E", last_name="X")
    task = Task.objects.create(
        title="Ring", due_on=timezone.localdate(), case=case, assigned_to=colleague
    )

    exclude_colleague(case, colleague, by=manager_world.user, ground="known")

    task.refresh_from_db()
    assert (task.assigned_to, task.for_managers_of) == (None, case.team)


def test_nobody_is_excluded_while_allocated(manager_world):
    with pytest.raises(ValidationError) as refusal:
        exclude_colleague(
            manager_world.case,
            manager_world.case.coordinator,
            by=manager_world.user,
            ground="known",
        )

    assert refusal.value.code == "allocated"


def test_nobody_excludes_themselves(manager_world):
    with pytest.raises(ValidationError) as refusal:
        exclude_colleague(
            manager_world.case, manager_world.user, by=manager_world.user, ground="known"
        )

    assert refusal.value.code == "yourself"


def test_an_exclusion_can_end(manager_world):
    exclusion = manager_world.records["exclusion"]

    end_exclusion(exclusion, by=manager_world.user, why="The complaint was withdrawn.")

    assert not manager_world.case.exclusions.current().exists()


@pytest.fixture
def service():
    return make_service()


def excluded_from(user):
    return set(Exclusion.objects.current().filter(user=user).values_list("case", flat=True))


def test_exclusion_covers_the_other_cases_of_the_children_at_once(service):
    earlier = service.case(children=2, coordinator=service.colleague, closed=True)
    child = earlier.children.first().person
    other_team = make_service()
    elsewhere = CaseFactory(team=other_team.team, children=[child])
    case = service.case(children=[child], coordinator=service.coordinator)
    stranger = service.case()
    draft = service.case(draft=True, children=[child])
    nosy = service.colleague
    assert sees(nosy, earlier)
    also_coordinates(nosy, other_team.team)
    assert sees(nosy, elsewhere)

    exclude_colleague(case, nosy, by=service.manager, ground="known", reason="Neighbours")

    assert excluded_from(nosy) == {case.pk, earlier.pk, elsewhere.pk}
    assert not any(sees(nosy, one) for one in (case, earlier, elsewhere))
    assert sees(nosy, stranger)
    assert not draft.exclusions.exists()
    for one in (earlier, elsewhere):
        event = Event.objects.of_case(one).get(kind=Event.Kind.COLLEAGUE_EXCLUDED)
        assert (event.actor_id, event.to_value) == (None, str(nosy))


def test_who_works_on_another_case_of_the_child_is_shut_out_and_its_managers_asked(service):
    other = service.case(coordinator=service.colleague)
    case = service.case(children=[other.children.get().person], coordinator=service.coordinator)

    exclude_colleague(case, service.colleague, by=service.manager, ground="known")

    assert not sees(service.colleague, other)
    asked = Task.objects.open().filter(case=other, for_managers_of=service.team)
    assert f"Find somebody else to work on {other}" in " ".join(task.title for task in asked)


def test_a_child_who_has_left_a_case_carries_the_exclusion_too(service):
    other = service.case(children=2)
    child = other.children.first()
    remove_child(child, by=service.worker, why="Entered by mistake")
    case = service.case(children=[child.person])

    exclude_colleague(case, service.colleague, by=service.manager, ground="known")

    assert excluded_from(service.colleague) == {case.pk, other.pk}


def test_excluding_twice_over_a_shared_child_keeps_one_exclusion_a_case(service):
    other = service.case()
    exclude_colleague(other, service.colleague, by=service.manager, ground="known")
    child = other.children.get().person
    case = service.case(children=[child])
    assert excluded_from(service.colleague) == {case.pk, other.pk}
    end_exclusion(case.exclusions.get(), by=service.manager, why="Tried again.")

    exclude_colleague(case, service.colleague, by=service.manager, ground="related")

    assert other.exclusions.current().get().ground == "known"


def test_the_cases_of_a_child_are_locked_by_key(service):
    case = service.case()
    newer = service.case(children=[case.children.get().person])

    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        own, others = lock_with_others_of_its_children(newer)

    assert (own, others) == (newer, [case])
    [lock] = [query["sql"] for query in queries if "FOR NO KEY UPDATE" in query["sql"]]
    assert 'ORDER BY "cases_case"."id" ASC' in lock


def test_the_last_manager_on_another_list_is_shut_out_in_silence(service):
    other = service.case()
    restrict_case(other, by=service.second_manager, why="A colleague’s family.")
    case = service.case(children=[other.children.get().person])
    assert not sees(service.manager, other)

    exclude_colleague(case, service.second_manager, by=service.manager, ground="known")

    assert not sees(service.second_manager, other)
    assert sees(service.manager, other)


def test_ending_an_exclusion_ends_those_it_was_carried_to(service):
    earlier = service.case()
    child = earlier.children.get().person
    case = service.case(children=[child])
    exclude_colleague(case, service.colleague, by=service.manager, ground="known")
    later = service.case(children=[child])
    assert excluded_from(service.colleague) == {case.pk, earlier.pk, later.pk}

    end_exclusion(case.exclusions.get(), by=service.manager, why="They have moved away.")

    assert excluded_from(service.colleague) == set()
    for one, actor, why in (
        (case, service.manager.pk, "They have moved away."),
        (earlier, None, "Ended where it was recorded"),
        (later, None, "Ended where it was recorded"),
    ):
        event = Event.objects.of_case(one).get(kind=Event.Kind.EXCLUSION_ENDED)
        assert (event.actor_id, event.why) == (actor, why)


def test_an_exclusion_recorded_by_hand_outlives_one_on_the_childs_other_case(service):
    other = service.case()
    exclude_colleague(other, service.colleague, by=service.manager, ground="related")
    case = CaseFactory(team=service.team)
    exclude_colleague(case, service.colleague, by=service.manager, ground="known")
    add_child(case, other.children.get().person, by=case.created_by)

    end_exclusion(case.exclusions.get(), by=service.manager, why="They have moved away.")

    assert excluded_from(service.colleague) == {other.pk}


def test_ending_a_carried_exclusion_leaves_the_one_it_came_from(service):
    case = service.case()
    other = service.case(children=[case.children.get().person])
    exclude_colleague(case, service.colleague, by=service.manager, ground="known")

    end_exclusion(other.exclusions.get(), by=service.manager, why="No risk here.")

    assert excluded_from(service.colleague) == {case.pk}


def test_a_carried_exclusion_stays_while_another_case_of_a_child_asks_for_it(service):
    middle = service.case(children=2)
    [first, second] = [row.person for row in middle.children.all()]
    one = service.case(children=[first])
    exclude_colleague(one, service.colleague, by=service.manager, ground="known")
    other = service.case()
    exclude_colleague(other, service.colleague, by=service.manager, ground="related")
    add_child(other, second, by=other.created_by)
    assert excluded_from(service.colleague) == {one.pk, middle.pk, other.pk}

    end_exclusion(one.exclusions.get(), by=service.manager, why="They have moved away.")
    assert excluded_from(service.colleague) == {middle.pk, other.pk}

    end_exclusion(other.exclusions.get(), by=service.manager, why="They have moved away.")
    assert excluded_from(service.colleague) == set()


def test_an_exclusion_ends_once(service):
    case = service.case()
    exclude_colleague(case, service.colleague, by=service.manager, ground="known")
    exclusion = case.exclusions.get()

    for _ in range(2):
        end_exclusion(exclusion, by=service.manager, why="They have moved away.")

    assert Event.objects.of_case(case).of_kinds(Event.Kind.EXCLUSION_ENDED).count() == 1
