from datetime import timedelta

import pytest
from django.utils import timezone

from cases.domain.closing import hold_case
from cases.domain.tasking import add_task, finish_task
from cases.models import Event, Task
from tests.factories.lifecycle import make_service


@pytest.fixture
def service(db):
    return make_service()


@pytest.fixture
def case(service):
    return service.case(coordinator=service.coordinator)


def given(case, *, by=None, **fields):
    return add_task(title="Ring Nan", due_on=timezone.localdate(), case=case, by=by, **fields)


def told(user, *kinds):
    events = Event.objects.visible_to(user).of_kinds(*kinds)
    return [(event.to_value, event.why) for event in events]


def test_everyone_on_the_case_reads_that_an_ordinary_task_is_done(service, case):
    task = given(case, assigned_to=service.worker)

    finish_task(task, by=service.worker, note="She will come.")

    for reader in (service.worker, service.referring_manager, service.coordinator):
        assert told(reader, Event.Kind.TASK_DONE) == [("Ring Nan", "She will come.")]


@pytest.mark.parametrize(
    ("kind", "is_for_managers"),
    [
        (Task.Kind.LOOK_ALIKE, True),
        (Task.Kind.LOOK_ALIKE, False),
        (Task.Kind.GLASS_REVIEW, True),
        (Task.Kind.OTHER, True),
    ],
)
def test_what_was_asked_in_silence_is_done_in_silence(service, case, kind, is_for_managers):
    whose = {"for_managers_of": service.team}
    if not is_for_managers:
        whose = {"assigned_to": service.coordinator}
    task = given(case, kind=kind, **whose)

    finish_task(task, by=service.manager, note="Not the same child.")

    done = [("Ring Nan", "Not the same child.")]
    assert told(service.second_manager, Event.Kind.TASK_DONE) == done
    assert told(service.worker, Event.Kind.TASK_DONE) == []
    assert told(service.referring_manager, Event.Kind.TASK_DONE) == []


def test_what_somebody_asks_of_the_managers_is_for_them_and_the_one_who_asked(service, case):
    given(case, by=service.worker, for_managers_of=service.team)

    assert told(service.manager, Event.Kind.TASK_ADDED) == [("Ring Nan", "")]
    assert told(service.worker, Event.Kind.TASK_ADDED) == [("Ring Nan", "")]
    assert told(service.referring_manager, Event.Kind.TASK_ADDED) == []


@pytest.mark.parametrize("kind", [Task.Kind.LOOK_ALIKE, Task.Kind.GLASS_REVIEW])
def test_a_silent_task_of_one_colleague_is_seen_by_nobody_else(service, case, kind):
    task = given(case, kind=kind, assigned_to=service.coordinator)
    given(case, assigned_to=service.coordinator)

    seen = {
        user: set(Task.objects.visible_to(user).values_list("kind", flat=True))
        for user in (service.worker, service.colleague, service.manager, service.coordinator)
    }

    assert [kind in seen[user] for user in seen] == [False, False, False, True]
    assert all(Task.Kind.OTHER in kinds for kinds in seen.values())
    assert list(Task.objects.owed_by(service.coordinator).filter(kind=kind)) == [task]


def test_a_task_is_done_once(service, case):
    task = given(case, assigned_to=service.worker)

    for note in ("First.", "Second."):
        finish_task(task, by=service.worker, note=note)

    assert told(service.worker, Event.Kind.TASK_DONE) == [("Ring Nan", "First.")]


def test_once_the_first_contact_is_made_the_case_has_no_next_step(service, case):
    assert case.next_step_on is not None
    task = Task.objects.open().get(case=case, kind=Task.Kind.FIRST_CONTACT)

    finish_task(task, by=service.coordinator)

    case.refresh_from_db()
    assert case.next_step_on is None


def test_another_task_leaves_the_next_step_as_it_is(service, case):
    before = case.next_step_on

    finish_task(given(case, assigned_to=service.worker), by=service.worker)

    case.refresh_from_db()
    assert case.next_step_on == before is not None


def test_the_day_a_held_case_is_looked_at_again_outlives_a_first_contact(service, case):
    review_on = timezone.localdate() + timedelta(days=20)
    hold_case(case, "Mum is in hospital", review_on, by=service.manager)
    task = given(case, kind=Task.Kind.FIRST_CONTACT, assigned_to=service.coordinator)

    finish_task(task, by=service.coordinator)

    case.refresh_from_db()
    assert case.next_step_on == review_on
