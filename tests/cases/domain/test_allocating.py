from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from cases.domain.allocating import (
    allocate_coordinator,
    allocate_social_worker,
    change_coordinator,
    who_changed,
)
from cases.domain.restricting import grant_access, restrict_case
from cases.domain.tasking import add_task
from cases.models import Case, Event, Task
from cases.rules_access import LETS_IN
from restorative.conflicts import StaleVersion
from tests.factories.cases import ExclusionFactory
from tests.factories.lifecycle import also_coordinates, make_service
from tests.factories.staff import UserFactory

ROUNDS = 20


@pytest.fixture
def service(db):
    return make_service()


def test_allocation_records_who_gave_it_to_whom_and_when(service, clock):
    case = service.case(accepted=True)

    allocate_coordinator(case, service.coordinator, by=service.manager)

    case.refresh_from_db()
    assert case.stage == Case.Stage.ALLOCATED
    assert (case.coordinator, case.allocated_by) == (service.coordinator, service.manager)
    assert case.allocated_at.isoformat() == "2026-11-23T09:30:00+00:00"
    event = Event.objects.of_case(case).first()
    assert event.kind == Event.Kind.COORDINATOR_ALLOCATED
    assert event.to_value == service.coordinator.get_full_name()


def test_the_day_of_allocation_that_an_old_sheet_brought_stands(service, clock):
    case = service.case(accepted=True)
    case.allocated_at = timezone.now() - timedelta(days=200)
    case.save()

    allocate_coordinator(case, service.coordinator, by=service.manager)

    case.refresh_from_db()
    assert timezone.localdate(case.allocated_at) == timezone.localdate() - timedelta(days=200)


def test_the_coordinator_contacts_the_referrer_within_two_working_days(service, clock):
    case = service.case(accepted=True)

    allocate_coordinator(case, service.coordinator, by=service.manager)

    task = Task.objects.open().get(case=case)
    assert (task.kind, task.assigned_to) == (Task.Kind.FIRST_CONTACT, service.coordinator)
    assert task.due_on == date(2026, 11, 25)
    assert Task.objects.get(case=case, kind=Task.Kind.ALLOCATE).done_by == service.manager


@pytest.mark.parametrize("seen_as", ["not_independent", "excluded", "not_a_coordinator"])
def test_a_coordinator_who_may_not_have_it_does_not_get_it(service, seen_as):
    case = service.case(accepted=True)
    coordinator = service.coordinator
    if seen_as == "not_independent":
        coordinator = also_coordinates(service.worker, service.team)
    elif seen_as == "excluded":
        ExclusionFactory(case=case, user=coordinator)
    else:
        coordinator = UserFactory(coordinator=True)

    with pytest.raises(ValidationError) as refused:
        allocate_coordinator(case, coordinator, by=service.manager)

    assert refused.value.code == seen_as
    assert Case.objects.get(pk=case.pk).coordinator is None


def test_a_coordinator_who_was_just_deactivated_does_not_get_it(service):
    case = service.case(accepted=True)
    stale = type(service.coordinator).objects.get(pk=service.coordinator.pk)
    service.coordinator.is_active = False
    service.coordinator.save()

    with pytest.raises(ValidationError) as refused:
        allocate_coordinator(case, stale, by=service.manager)

    assert refused.value.code == "inactive"


def test_the_slower_of_two_managers_is_told_who_gave_it_to_whom(service, clock):
    case = service.case(accepted=True)
    allocate_coordinator(case, service.coordinator, by=service.manager)

    with pytest.raises(ValidationError) as refused:
        allocate_coordinator(case, service.colleague, by=service.second_manager)

    assert refused.value.code == "not_waiting"
    [text] = refused.value.messages
    coordinator = service.coordinator.get_full_name()
    assert f"Mo Manager gave it to {coordinator} on 23 November 2026 at 09:30." in text


@pytest.mark.django_db(transaction=True)
def test_of_two_who_allocate_at_the_same_moment_one_wins():
    service = make_service()

    def allocate(case, coordinator, by, barrier):
        try:
            barrier.wait(timeout=30)
            allocate_coordinator(case, coordinator, by=by)
        except ValidationError as error:
            return error.code
        finally:
            connection.close()
        return "won"

    outcomes = []
    with ThreadPoolExecutor(2) as pool:
        for _ in range(ROUNDS):
            case, barrier = service.case(accepted=True), Barrier(2)
            attempts = [
                pool.submit(allocate, case, service.coordinator, service.manager, barrier),
                pool.submit(allocate, case, service.colleague, service.second_manager, barrier),
            ]
            outcomes.append(sorted(attempt.result() for attempt in attempts))
            given = Event.objects.of_case(case).of_kinds(Event.Kind.COORDINATOR_ALLOCATED)
            assert given.count() == 1
            assert Task.objects.filter(case=case, kind=Task.Kind.FIRST_CONTACT).count() == 1

    assert outcomes == [["not_waiting", "won"]] * ROUNDS


def test_a_changed_coordinator_takes_over_the_open_tasks(service):
    case = service.case(coordinator=service.coordinator)
    theirs = add_task(
        title="Ring Nan", due_on=date(2027, 1, 4), by=None, assigned_to=service.worker, case=case
    )
    first_allocated_at = case.allocated_at

    change_coordinator(
        case,
        service.colleague,
        by=service.manager,
        why="Cora is off sick",
        instead_of=service.coordinator,
    )

    case.refresh_from_db()
    theirs.refresh_from_db()
    assert case.coordinator == service.colleague
    assert case.allocated_at == first_allocated_at
    moved = Task.objects.get(case=case, kind=Task.Kind.FIRST_CONTACT)
    assert moved.assigned_to == service.colleague
    assert theirs.assigned_to == service.worker
    event = Event.objects.of_case(case).first()
    assert (event.kind, event.why) == (Event.Kind.COORDINATOR_CHANGED, "Cora is off sick")


def test_who_changes_what_a_colleague_changed_already_is_told(service):
    case = service.case(coordinator=service.coordinator)
    change = {"by": service.manager, "why": "Off sick", "instead_of": service.coordinator}
    change_coordinator(case, service.colleague, **change)
    third = UserFactory(coordinator=True, team=service.team)

    with pytest.raises(ValidationError) as refused:
        change_coordinator(case, third, **change)

    assert refused.value.code == "moved_on"
    assert f"gave it to {service.colleague}" in refused.value.messages[0]


@pytest.mark.parametrize(
    ("who", "why", "code"),
    [
        ("coordinator", "Off sick", "same_coordinator"),
        ("colleague", " ", "why_missing"),
        ("worker", "Off sick", "not_a_coordinator"),
    ],
)
def test_a_change_of_coordinator_is_checked(service, who, why, code):
    case = service.case(coordinator=service.coordinator)

    with pytest.raises(ValidationError) as refused:
        change_coordinator(
            case,
            getattr(service, who),
            by=service.manager,
            why=why,
            instead_of=service.coordinator,
        )

    assert refused.value.code == code


def test_a_child_gets_another_social_worker(service):
    case = service.case(coordinator=service.coordinator)
    child = case.children.get()
    other = UserFactory(social_worker=True, team=service.referring)

    allocate_social_worker(
        child, other, by=service.referring_manager, version=1, why="Moved to court team"
    )

    child.refresh_from_db()
    assert (child.social_worker, child.version) == (other, 2)
    event = Event.objects.of_case(case).first()
    assert event.kind == Event.Kind.WORKER_ALLOCATED
    assert event.child_ids == [child.pk]
    assert (event.from_value, event.to_value) == (str(service.worker), str(other))


def test_the_same_worker_again_changes_nothing(service):
    case = service.case()
    events = Event.objects.of_case(case).count()

    allocate_social_worker(case.children.get(), service.worker, by=service.manager, version=1)

    assert Event.objects.of_case(case).count() == events


def test_the_slower_of_two_who_allocate_a_social_worker_is_told(service):
    case = service.case(coordinator=service.coordinator)
    first, second = (UserFactory(social_worker=True, team=service.referring) for _ in range(2))
    seen = case.children.get()
    allocate_social_worker(seen, first, by=service.referring_manager, version=seen.version)

    with pytest.raises(StaleVersion) as stale:
        allocate_social_worker(seen, second, by=service.manager, version=seen.version)

    child = stale.value.current
    assert child.social_worker == first
    assert who_changed(child).startswith(
        f"{service.referring_manager} gave {child.person.liked_name} to {first} on "
    )


def test_two_who_decide_the_same_are_both_right(service):
    child = service.case().children.get()
    other = UserFactory(social_worker=True, team=service.referring)

    for by in (service.referring_manager, service.manager):
        allocate_social_worker(child, other, by=by, version=child.version)

    given = Event.objects.of_kinds(Event.Kind.WORKER_ALLOCATED).get()
    assert given.actor_id == service.referring_manager.pk


def test_nobody_is_an_answer(service):
    child = service.case().children.get()

    allocate_social_worker(child, None, by=service.manager, version=1)

    child.refresh_from_db()
    assert child.social_worker is None


def test_a_child_of_an_ended_case_keeps_its_worker(service):
    child = service.case(closed=True).children.get()

    with pytest.raises(ValidationError) as refused:
        allocate_social_worker(child, None, by=service.manager, version=1)

    assert refused.value.code == "case_ended"


def test_a_child_who_left_gets_no_worker(service):
    child = service.case().children.get()
    child.left_on = child.joined_on
    child.save()

    with pytest.raises(ValidationError) as refused:
        allocate_social_worker(child, None, by=service.manager, version=1)

    assert refused.value.code == "child_left"


def restricted(service, **fields):
    return restrict_case(service.case(**fields), by=service.manager, why="A colleague’s family.")


def is_refused(act):
    with pytest.raises(ValidationError) as refusal:
        act()
    return (refusal.value.code, refusal.value.message) == ("restricted", LETS_IN)


@pytest.mark.parametrize("who", ["second_manager", "coordinator", "referring_manager", "worker"])
def test_a_restricted_case_goes_to_nobody_without_the_right_to_let_them_in(service, who):
    by = getattr(service, who)
    waiting = restricted(service, accepted=True)
    case = restricted(service, coordinator=service.coordinator)
    grant_access(case, service.referring_manager, by=service.manager, until=date(2100, 1, 4))
    child, other = case.children.get(), UserFactory(social_worker=True)

    assert is_refused(lambda: allocate_coordinator(waiting, service.coordinator, by=by))
    assert is_refused(
        lambda: change_coordinator(
            case, service.colleague, by=by, why="Ill", instead_of=service.coordinator
        )
    )
    assert is_refused(lambda: allocate_social_worker(child, other, by=by, version=child.version))
    assert not Case.objects.visible_to(other).exists()
    assert not Case.objects.visible_to(service.colleague).exists()


def test_a_manager_on_the_list_gives_a_restricted_case_to_somebody(service):
    waiting, other = restricted(service, accepted=True), UserFactory(social_worker=True)
    child = waiting.children.get()

    allocate_coordinator(waiting, service.coordinator, by=service.manager)
    allocate_social_worker(child, other, by=service.manager, version=child.version)

    assert Case.objects.visible_to(service.coordinator).get() == waiting
    assert Case.objects.visible_to(other).get() == waiting


def test_a_worker_is_taken_off_a_restricted_case_without_letting_anybody_in(service):
    child = restricted(service, coordinator=service.coordinator).children.get()

    allocate_social_worker(child, None, by=service.coordinator, version=child.version)

    child.refresh_from_db()
    assert child.social_worker is None
