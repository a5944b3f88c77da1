from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent
from cases.domain.restricting import exclude_colleague
from cases.domain.tasking import add_task
from cases.models import Case, Event, Task
from tests.factories.recording import end_case, make_family, make_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    return make_service()


@pytest.fixture
def family(service):
    return make_family(service, children=2)


def add_url(family):
    return reverse("cases:task_add", kwargs={"public_id": family.case.public_id})


def done_url(task):
    return reverse("cases:task_done", kwargs={"public_id": task.public_id})


def asked(who, days=2, **changes):
    due = timezone.localdate() + timedelta(days=days)
    return {
        "title": "Ring Nan",
        "due_on_day": due.day,
        "due_on_month": due.month,
        "due_on_year": due.year,
        "who": who,
    } | changes


def task_for(service, family, **fields):
    given = {
        "title": "Ring Nan",
        "due_on": timezone.localdate(),
        "assigned_to": service.worker,
        "case": family.case,
        "by": None,
    }
    return add_task(**given | fields)


def test_a_task_is_given_to_somebody_on_the_case(client, service, family):
    client.force_login(service.worker)
    choices = client.get(add_url(family)).context["form"].fields["who"].choices
    assert [label for _, label in choices] == [
        "Will Worker, you",
        "Cora Coordinator, coordinator",
        "The managers of the service",
    ]

    client.post(add_url(family), asked(service.coordinator.public_id))

    assert Task.objects.get().assigned_to == service.coordinator
    assert Event.objects.get().kind == Event.Kind.TASK_ADDED


def test_a_task_can_be_given_to_the_managers(client, service, family):
    client.force_login(service.worker)

    client.post(add_url(family), asked("managers"))

    assert Task.objects.get().for_managers_of == service.team


def test_nobody_else_can_be_given_a_task(client, service, family):
    client.force_login(service.worker)

    response = client.post(add_url(family), asked(make_service().worker.public_id))

    assert response.context["form"].errors == {"who": ["Select one of the choices shown"]}
    assert response.status_code == 422
    denial = AccessEvent.objects.get(outcome="denied")
    assert (denial.actor, denial.action, denial.object_id) == (service.worker, "task_add", "who")
    assert not Task.objects.exists()


def test_an_excluded_colleague_is_given_nothing(client, service, family):
    other = make_family(service)
    type(other.case).objects.update(coordinator=None)
    exclude_colleague(other.case, service.coordinator, by=service.manager, ground="known")
    type(other.case).objects.filter(pk=other.case.pk).update(coordinator=service.coordinator)
    client.force_login(service.worker)

    people = client.get(add_url(other)).context["form"].people

    assert service.coordinator not in people.values()


def test_yesterday_is_too_late(client, service, family):
    client.force_login(service.worker)

    response = client.post(add_url(family), asked("managers", days=-1))

    assert response.context["form"].errors == {"due_on": ["The day must be today or later"]}


def test_pressing_twice_adds_one(client, service, family):
    client.force_login(service.worker)
    posted = asked("managers", form_token=client.get(add_url(family)).context["form_token"])

    client.post(add_url(family), posted)
    client.post(add_url(family), posted)

    assert Task.objects.count() == 1


def test_done_is_done_with_a_word_about_it(client, service, family):
    task = task_for(service, family)
    client.force_login(service.worker)

    client.post(done_url(task), {"note": "She will come."})

    task.refresh_from_db()
    assert (task.done_by, task.done_note) == (service.worker, "She will come.")
    assert "She will come." in client.get(done_url(task)).content.decode()


@pytest.mark.parametrize(
    "kind",
    [
        Task.Kind.DECIDE,
        Task.Kind.ANSWER,
        Task.Kind.ALLOCATE,
        Task.Kind.ALERT,
        Task.Kind.GLASS_REVIEW,
    ],
)
def test_what_the_work_settles_is_not_ticked_off(client, service, family, kind):
    task = task_for(service, family, kind=kind)
    client.force_login(service.worker)

    assert client.post(done_url(task), {"note": ""}).status_code == 403
    assert not client.get(done_url(task)).context["may_finish"]


def test_a_hidden_duplicate_is_checked_after_closure_too(client, service, family):
    task = task_for(
        service, family, kind=Task.Kind.LOOK_ALIKE, assigned_to=None, for_managers_of=service.team
    )
    end_case(family, service)
    client.force_login(service.manager)

    client.post(done_url(task), {"note": "Not the same child."})

    task.refresh_from_db()
    assert task.done_by == service.manager


def test_a_task_for_managers_is_not_there_for_others(client, service, family):
    task = task_for(
        service, family, kind=Task.Kind.LOOK_ALIKE, assigned_to=None, for_managers_of=service.team
    )
    for part in (service.worker, service.coordinator, make_service().manager):
        client.force_login(part)
        assert client.get(done_url(task)).status_code == 404


def test_a_task_of_a_family_one_is_excluded_from_is_not_there(client, service, family):
    task = task_for(service, family, assigned_to=service.colleague)
    exclude_colleague(family.case, service.colleague, by=service.manager, ground="known")
    client.force_login(service.colleague)

    assert client.get(done_url(task)).status_code == 404


def test_a_task_without_a_case_can_be_done(client, service):
    task = add_task(
        title="Read the policy",
        due_on=timezone.localdate(),
        assigned_to=service.administrator,
        by=None,
    )
    client.force_login(service.support)
    assert client.get(done_url(task)).status_code == 404
    task.assigned_to = service.support
    task.save()

    client.post(done_url(task), {})

    task.refresh_from_db()
    assert task.done_by == service.support


def test_who_may_not_add(client, service, family):
    client.force_login(service.administrator)
    assert client.get(add_url(family)).status_code == 403
    client.force_login(service.support)
    assert client.get(add_url(family)).status_code == 404
    ended = make_family(service, stage=Case.Stage.CLOSED)
    client.force_login(service.worker)
    assert client.get(add_url(ended)).status_code == 403
