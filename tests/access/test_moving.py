"""Somebody who moves to a seat without casework takes nothing of their old cases along."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Role, User
from cases.access import seats_on
from cases.domain.tasking import add_task
from cases.models import BreakGlass, Case, CaseAccess, Draft, Offer, Person, Task
from tests.factories.lifecycle import make_service

pytestmark = pytest.mark.django_db
DUE = date(2100, 1, 4)


@pytest.fixture
def service():
    return make_service()


def move(user, team, role):
    """The same person on the day after their move."""
    user.memberships.update(ended_at=timezone.now())
    if role:
        Membership.objects.create(user=user, team=team, role=role)
    return User.objects.get(pk=user.pk)


def leave_traces(service, user):
    """Every way to a case there is, and what somebody at work leaves behind."""
    own, draft = service.case(), service.case(draft=True)
    listed, opened = service.case(restricted=True), service.case(restricted=True)
    CaseAccess.objects.create(case=listed, user=user, expires_on=DUE, granted_by=service.manager)
    BreakGlass.objects.create(
        case=opened,
        user=user,
        ground="safety",
        reason="A child was found alone in the street.",
        expires_at=timezone.now() + timedelta(hours=1),
        review_due_on=DUE,
    )
    add_task(title="Ring Nan about Jonah", due_on=DUE, by=user, assigned_to=user, case=own)
    Person.objects.create(first_name="Obi", last_name="Okafor", created_by=user)
    Offer.objects.create(team=service.referring, letter_on=date(2026, 1, 5), created_by=user)
    Draft.objects.create(
        user=user, form="note", subject=str(own.public_id), title=f"Note on {own}", data="{}"
    )
    Draft.objects.create(
        user=user, form="summary", subject=str(own.public_id), title="About Jonah", data="{}"
    )
    assert set(Case.objects.visible_to(user)) >= {own, draft, listed, opened}
    return own


@pytest.mark.parametrize("role", [Role.BUSINESS_SUPPORT, Role.ADMINISTRATOR, None])
def test_old_cases_are_not_there_any_more(client, service, role):
    own = leave_traces(service, service.worker)
    assert Person.objects.visible_to(service.worker).exists()
    assert Offer.objects.visible_to(service.worker).exists()

    moved = move(service.worker, service.referring, role)

    assert not Case.objects.visible_to(moved).exists()
    assert not Person.objects.visible_to(moved).exists()
    assert not Offer.objects.visible_to(moved).exists()
    assert not Task.objects.visible_to(moved).exists()
    loaded = Case.objects.with_relations_for(moved).get(pk=own.pk)
    assert seats_on(moved, loaded) == frozenset()


@pytest.mark.parametrize("role", [Role.BUSINESS_SUPPORT, Role.ADMINISTRATOR])
def test_my_work_says_nothing_of_old_cases(client, service, role):
    own = leave_traces(service, service.worker)
    client.force_login(service.worker)
    before = client.get(reverse("cases:my_work")).content.decode()
    assert str(own) in before
    assert "About Jonah" in before

    moved = move(service.worker, service.referring, role)
    client.force_login(moved)

    response = client.get(reverse("cases:my_work"))
    page = response.content.decode()
    assert str(own) not in page
    assert "Jonah" not in page
    assert "Obi" not in page
    assert not response.context["rows"]


def test_business_support_finishes_tasks_that_are_about_no_case(client, service):
    case = service.case()
    support = move(service.worker, service.team, Role.BUSINESS_SUPPORT)
    room = add_task(title="Book the hall", due_on=DUE, by=None, assigned_to=support)
    hidden = add_task(title="Ring Nan", due_on=DUE, by=None, assigned_to=support, case=case)
    client.force_login(support)
    urls = [reverse("cases:task_done", args=[task.public_id]) for task in (room, hidden)]

    assert [client.get(url).status_code for url in urls] == [200, 404]
    assert [client.post(url).status_code for url in urls] == [302, 404]
    room.refresh_from_db()
    assert room.done_by == support


def test_an_allocation_counts_while_a_seat_is_held_that_could_have_it(service):
    case = service.case(coordinator=service.coordinator)
    moved = move(service.coordinator, service.referring, Role.SOCIAL_WORKER)

    assert not Case.objects.visible_to(moved).filter(pk=case.pk).exists()


def test_who_referred_has_no_more_rights_there_than_a_referrer(service):
    case = service.case(created_by=service.worker)
    moved = move(service.worker, make_service().team, Role.MANAGER)

    [seen] = Case.objects.visible_to(moved).with_relations_for(moved)

    assert seen == case
    assert seats_on(moved, seen) == {"social_worker"}
