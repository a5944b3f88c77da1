"""A task goes to somebody else while the rest of the case stays where it is."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from cases.domain.giving_tasks import NOT_GIVEN, give_task
from cases.domain.restricting import exclude_colleague
from cases.domain.tasking import add_task, finish_task
from cases.models import Event, Task
from tests.factories.recording import make_family, make_member, make_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    return make_service()


@pytest.fixture
def family(service):
    return make_family(service)


@pytest.fixture
def task(service, family):
    return task_for(service, family)


def task_for(service, family, **fields):
    given = {
        "title": "Ring Nan",
        "due_on": timezone.localdate(),
        "assigned_to": service.worker,
        "case": family.case,
        "by": None,
    }
    return add_task(**given | fields)


def url(task):
    return reverse("cases:task_give", kwargs={"public_id": task.public_id})


def page_of(client, user, task):
    client.force_login(user)
    return client.get(url(task))


def choices(answer):
    return [label for _, label in answer.context["form"].fields["who"].choices]


def test_a_manager_gives_it_to_a_coordinator_of_the_team(client, service, family, task):
    other = make_member(service.team, Role.COORDINATOR, "Olu", "Other")
    answer = page_of(client, service.manager, task)
    assert "Olu Other, coordinator in " + service.team.name in choices(answer)
    assert not any(label.startswith("Will Worker") for label in choices(answer))

    saved = client.post(url(task), {"who": str(other.public_id), "why": "Will is ill"})
    assert saved.url == reverse("cases:task_done", kwargs={"public_id": task.public_id})
    task.refresh_from_db()
    assert (task.assigned_to, task.for_managers_of) == (other, None)
    event = Event.objects.of_case(family.case).first()
    assert (event.kind, event.from_value, event.to_value, event.why) == (
        Event.Kind.HANDED_OVER,
        "Will Worker",
        "Ring Nan: Olu Other",
        "Will is ill",
    )
    assert family.case.coordinator == service.coordinator


def test_it_can_go_to_the_managers_of_the_service(service, task):
    give_task(task, to=None, by=service.worker, why="Away")
    task.refresh_from_db()
    assert (task.assigned_to, task.for_managers_of) == (None, service.team)


def test_whoever_cannot_see_the_case_is_neither_offered_nor_given_it(client, service, family, task):
    hidden = make_member(service.team, Role.COORDINATOR, "Hid", "Den")
    exclude_colleague(family.case, hidden, ground="known", reason="", by=service.manager)
    assert not any("Hid Den" in label for label in choices(page_of(client, service.manager, task)))
    answer = client.post(url(task), {"who": str(hidden.public_id), "why": "Now"})
    assert answer.context["form"].has_error("who", "invalid_choice")
    with pytest.raises(ValidationError, match="cannot see"):
        give_task(task, to=hidden, by=service.manager, why="Now")
    task.refresh_from_db()
    assert task.assigned_to == service.worker


def test_without_a_reason_nothing_changes_and_the_choice_is_kept(client, service, task):
    page_of(client, service.manager, task)
    answer = client.post(url(task), {"who": "managers", "why": " "})
    assert "Enter why" in answer.content.decode()
    assert answer.context["form"]["who"].value() == "managers"
    task.refresh_from_db()
    assert task.assigned_to == service.worker


def test_what_is_done_or_is_done_by_the_work_itself_cannot_be_given(client, service, family, task):
    finish_task(task, by=service.worker)
    assert page_of(client, service.manager, task).status_code == 403
    for kind in NOT_GIVEN:
        other = task_for(service, family, kind=kind, assigned_to=service.manager)
        with pytest.raises(ValidationError, match="cannot be given"):
            give_task(other, to=service.worker, by=service.manager, why="Now")
    assert not Task.objects.filter(kind__in=NOT_GIVEN, assigned_to=service.worker).exists()


def test_the_list_of_what_is_due_leads_there(client, service, task):
    client.force_login(service.manager)
    assert url(task) in client.get(reverse("conferences:due_and_overdue")).content.decode()
