"""Stopping one message by hand."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cases.domain.reminding import stop_reminder
from cases.models import Event, Reminder, Task
from cases.reminders.by_hand import ask_a_human
from tests.factories.reminders import make_reminder

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", ["scheduled", "held"])
def test_what_has_not_gone_can_be_stopped_and_says_why(signed_in, service, family, state):
    row = make_reminder(family.case, family.children[0].person, state=state)
    url = reverse("cases:reminder_stop", kwargs={"public_id": row.pk})

    response = signed_in(service.coordinator).post(url, {"why": "Told her at school."})

    assert response.status_code == 302
    row.refresh_from_db()
    assert (row.state, row.reason) == ("cancelled", "by_hand")
    event = Event.objects.get(kind="message_stopped")
    assert (event.case_id, event.why, event.audience) == (
        family.case.pk,
        "Told her at school.",
        "service",
    )
    assert event.actor_id == service.coordinator.pk


def test_the_task_to_ring_goes_with_the_last_that_was_held_back(service, family):
    rows = [make_reminder(family.case, family.children[0].person, state="held") for _ in "ab"]
    ask_a_human(rows)

    stop_reminder(rows[0], by=service.coordinator, why="Told her.")
    assert Task.objects.open().filter(kind="ring").count() == 1
    stop_reminder(rows[1], by=service.coordinator, why="Told her.")

    assert not Task.objects.open().filter(kind="ring").exists()


def test_a_reason_is_needed(signed_in, service, family):
    row = make_reminder(family.case, family.children[0].person)
    url = reverse("cases:reminder_stop", kwargs={"public_id": row.pk})

    page = signed_in(service.coordinator).post(url, {"why": " "}).content.decode()

    assert "Enter why it is not to go" in page
    assert Reminder.objects.get(pk=row.pk).state == "scheduled"


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("sending", "may already have gone"),
        ("sent", "says “Sent”"),
        ("cancelled", "says “No longer needed”"),
        ("failed", "says “Not sent”"),
    ],
)
def test_what_may_have_gone_cannot_be_stopped(signed_in, service, family, state, words):
    row = make_reminder(family.case, family.children[0].person, state=state)
    url = reverse("cases:reminder_stop", kwargs={"public_id": row.pk})

    page = signed_in(service.coordinator).post(url, {"why": "Told her."}).content.decode()

    assert words in page
    assert Reminder.objects.get(pk=row.pk).state == state
    assert not Event.objects.filter(kind="message_stopped").exists()


def test_the_domain_asks_for_the_reason_as_well(service, family):
    row = make_reminder(family.case, family.children[0].person)

    with pytest.raises(ValidationError, match="Enter why"):
        stop_reminder(row, by=service.coordinator, why="  ")


def test_the_timeline_tells_the_service_that_it_was_stopped_and_nobody_else(
    signed_in, service, family
):
    row = make_reminder(family.case, family.children[0].person)
    stop_reminder(row, by=service.coordinator, why="Told her at school.")
    url = reverse("cases:case_timeline", kwargs={"public_id": family.case.public_id})

    assert "Message stopped by hand" in signed_in(service.manager).get(url).content.decode()
    assert "Message stopped" not in signed_in(service.worker).get(url).content.decode()
