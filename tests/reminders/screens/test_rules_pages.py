"""What a service sends by itself, changed without a developer."""

from datetime import time

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cases.domain.reminding import change_step
from cases.models import Event, ReminderSetting, ReminderText
from restorative.conflicts import StaleVersion
from tests.factories.reminders import MADE_UP, TELL_COORDINATOR, TWO_DAYS_BEFORE

pytestmark = pytest.mark.django_db
STEP = {"rule": "made_up", "step": "two_days"}
TEXT = {"rule": "made_up", "kind": "text"}
BODY = "Your meeting is on {day}. Ring {coordinator}."


def url(name, kwargs=None):
    return reverse(f"cases:{name}", kwargs=kwargs)


@pytest.fixture
def manager(signed_in, service):
    return signed_in(service.manager)


def test_the_page_says_why_when_to_whom_how_and_what_stops_it(manager):
    page = manager.get(url("reminder_rules")).content.decode()

    for words in (
        "A meeting is near",
        "A meeting has a date.",
        "The meeting is moved or called off.",
        "2 days before, 9am",
        "5 working days after, 9am",
        "to those who come",
        "notice in the product",
    ):
        assert words in page


@pytest.mark.parametrize("who", ["coordinator", "worker", "administrator", "referring_manager"])
def test_only_managers_of_the_service_change_rules(signed_in, service, who):
    client = signed_in(getattr(service, who))

    for address in (
        url("reminder_rules"),
        url("reminder_step", STEP),
        url("reminder_text", TEXT),
    ):
        assert client.get(address).status_code == 403


def test_a_step_is_moved_and_switched_off_and_the_page_says_so(manager, service):
    said = {"is_on": "0", "days": "3", "at": "10:30", "version": "0"}

    response = manager.post(url("reminder_step", STEP), said)

    assert response.status_code == 302
    setting = ReminderSetting.objects.get()
    assert (setting.is_on, setting.days, setting.at) == (False, -3, time(10, 30))
    page = manager.get(url("reminder_rules")).content.decode()
    assert "3 days before, 10:30am" in page
    assert "Switched off" in page
    event = Event.objects.get(kind="reminders_changed")
    assert event.from_value == "A meeting is near: 2 days before, 9am"
    assert event.to_value == "A meeting is near: 3 days before, 10:30am, switched off"
    assert (event.case_id, event.actor_id) == (None, service.manager.pk)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"days": "400"}, "must be between 0 and 365"),
        ({"days": "-1"}, "must be between 0 and 365"),
        ({"days": "two"}, "must be a whole number, like 2"),
        ({"at": "07:59"}, "between 8am and 8pm"),
        ({"at": "20:01"}, "between 8am and 8pm"),
        ({"at": "soon"}, "time"),
        ({"is_on": ""}, "Select whether it is sent"),
    ],
)
def test_what_makes_no_sense_is_said_and_what_was_typed_is_kept(manager, wrong, words):
    said = {"is_on": "1", "days": "3", "at": "10:30", "version": "0"} | wrong

    page = manager.post(url("reminder_step", STEP), said).content.decode()

    assert words in page
    assert all(value in page for value in said.values())
    assert not ReminderSetting.objects.exists()


def test_two_managers_who_change_one_step_see_both(manager, service):
    change_step(
        MADE_UP,
        TWO_DAYS_BEFORE,
        is_on=True,
        days=-5,
        at=time(9),
        by=service.manager,
        version=0,
    )
    said = {"is_on": "1", "days": "3", "at": "10:30", "version": "0"}

    response = manager.post(url("reminder_step", STEP), said)

    assert response.status_code == 409
    page = response.content.decode()
    assert "Sent, 5 days before, 9am" in page
    assert "Sent, 3 days before" in page
    assert manager.post(url("reminder_step", STEP), said | {"version": "1"}).status_code == 302
    assert ReminderSetting.objects.get().days == -3


def test_the_domain_keeps_a_step_on_its_side_and_out_of_the_night(service):
    change = {"is_on": True, "by": service.manager, "version": 0}

    with pytest.raises(ValidationError, match="side"):
        change_step(MADE_UP, TWO_DAYS_BEFORE, days=2, at=None, **change)
    with pytest.raises(ValidationError, match="8am"):
        change_step(MADE_UP, TELL_COORDINATOR, days=None, at=time(22), **change)
    change_step(MADE_UP, TELL_COORDINATOR, days=5, at=time(9), **change)
    assert (ReminderSetting.objects.get().days, ReminderSetting.objects.get().at) == (None, None)
    with pytest.raises(StaleVersion):
        change_step(MADE_UP, TELL_COORDINATOR, days=6, at=None, **change)


def test_a_text_is_looked_at_before_it_is_saved(manager, service):
    page = manager.post(
        url("reminder_text", TEXT), {"body": BODY, "version": "0", "do": "check"}
    ).content.decode()

    assert "Check what it says" in page
    assert "{" not in page.split("app-message__text")[1].split("</div>")[0]
    assert "characters: 1 text message." in page
    assert not ReminderText.objects.exists()

    response = manager.post(
        url("reminder_text", TEXT), {"body": BODY, "version": "0", "do": "save"}
    )

    assert response.status_code == 302
    made = ReminderText.objects.get()
    assert (made.number, made.body, made.made_by) == (1, BODY, service.manager)
    assert "text message 1" in Event.objects.get(kind="reminders_changed").to_value


def test_a_text_is_saved_with_the_rights_of_the_running_server(manager, service, app_role):
    for version in ("0", "1"):
        said = {"body": f"{BODY} {version}", "version": version, "do": "save"}
        assert manager.post(url("reminder_text", TEXT), said).status_code == 302
    assert ReminderText.objects.count() == 2


def test_an_unknown_placeholder_is_refused_and_the_text_kept(manager):
    page = manager.post(
        url("reminder_text", TEXT),
        {"body": "Hello {surname}", "version": "0", "do": "save"},
    ).content.decode()

    assert "Hello {surname}" in page
    assert "govuk-error-summary" in page
    assert not ReminderText.objects.exists()


def test_earlier_versions_are_kept_and_one_can_go_back_to_ours(manager, service):
    for number, body in enumerate((BODY, "Another. Ring {coordinator}.")):
        said = {"body": body, "version": str(number), "do": "save"}
        assert manager.post(url("reminder_text", TEXT), said).status_code == 302

    page = manager.get(url("reminder_text", TEXT)).content.decode()
    assert "Version 2" in page
    assert BODY in page
    assert "The text we came with" in page
    page = manager.get(url("reminder_text", TEXT) + "?original=1").content.decode()
    assert page.count(MADE_UP.text) == 2, "in the box and below it"


def test_who_saves_an_older_version_sees_both_texts(manager):
    said = {"body": BODY, "version": "0", "do": "save"}
    manager.post(url("reminder_text", TEXT), said)

    response = manager.post(
        url("reminder_text", TEXT), said | {"body": "Mine. Ring {coordinator}."}
    )

    assert response.status_code == 409
    assert BODY in response.content.decode()
    assert "Mine. Ring {coordinator}." in response.content.decode()
    assert ReminderText.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "kwargs"),
    [
        ("reminder_step", {"rule": "nothing", "step": "two_days"}),
        ("reminder_step", {"rule": "made_up", "step": "nothing"}),
        ("reminder_text", {"rule": "made_up", "kind": "fax"}),
        ("reminder_text", {"rule": "nothing", "kind": "text"}),
    ],
)
def test_what_there_is_not_is_not_found(manager, name, kwargs):
    assert manager.get(url(name, kwargs)).status_code == 404
