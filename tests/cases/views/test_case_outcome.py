"""Saying later what came of a case that was closed without it."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cases.domain.closing import close_case
from cases.domain.naming_outcomes import name_outcome
from cases.models import Case, Event
from tests.factories.lifecycle import make_service

SAID = {"outcome": "plan_working", "how_known": "From the last review"}


@pytest.fixture
def service(db):
    return make_service()


@pytest.fixture
def closed(service):
    """As an old record is brought in: closed, and nobody said with what."""
    case = service.case(coordinator=service.coordinator)
    close_case(case, by=service.manager, outcome="other", why="Old", told="Mum")
    Case.objects.filter(pk=case.pk).update(outcome="")
    return Case.objects.get(pk=case.pk)


@pytest.fixture
def page(client, service):
    client.force_login(service.coordinator)
    return client


def url_of(case):
    return reverse("cases:case_outcome", kwargs={"public_id": case.public_id})


def test_it_is_said_once_with_who_and_how_they_know(service, closed):
    name_outcome(closed, by=service.coordinator, **SAID)

    closed.refresh_from_db()
    assert (closed.stage, closed.outcome) == (Case.Stage.CLOSED, "plan_working")
    event = Event.objects.of_case(closed).first()
    assert (event.actor_id, event.why) == (service.coordinator.pk, "From the last review")
    assert "The family's plan is working" in event.to_value
    with pytest.raises(ValidationError, match="has been said"):
        name_outcome(closed, by=service.coordinator, **(SAID | {"outcome": "moved"}))
    closed.refresh_from_db()
    assert closed.outcome == "plan_working"


def test_an_open_case_says_it_when_it_is_closed(service, page):
    case = service.case(coordinator=service.coordinator)
    with pytest.raises(ValidationError):
        name_outcome(case, by=service.coordinator, **SAID)
    shown = page.get(url_of(case))
    assert "when the case is closed" in shown.content.decode()
    page.post(url_of(case), SAID)
    assert Case.objects.get(pk=case.pk).outcome == ""


def test_the_page_asks_saves_and_asks_no_more(page, closed):
    outcomes = reverse("cases:case_outcomes", kwargs={"public_id": closed.public_id})
    assert url_of(closed) in page.get(outcomes).content.decode()
    answer = page.post(url_of(closed), {"outcome": "", "how_known": "From her"})
    for words in ("Select what came of the work", "From her"):
        assert words in answer.content.decode()

    assert page.post(url_of(closed), SAID).url == closed.get_absolute_url()
    assert Case.objects.get(pk=closed.pk).outcome == "plan_working"
    assert "It was recorded as" in page.get(url_of(closed)).content.decode()
    assert url_of(closed) not in page.get(outcomes).content.decode()
