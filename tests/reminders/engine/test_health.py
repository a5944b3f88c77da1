from datetime import timedelta

import pytest
from django.utils import timezone

from cases.models import Heartbeat, SendingSwitch
from cases.reminders import beating, health
from restorative import health as answers
from tests.reminders.engine.ledger_rows import State, make_reminder, turn_on
from tests.reminders.engine.test_recovering import left_behind

pytestmark = pytest.mark.django_db
URL = "/healthz/reminders"


def minutes_ago(count):
    return timezone.now() - timedelta(minutes=count)


@pytest.fixture(autouse=True)
def _beaten(db):
    beating.beat(beating.DISPATCH)
    turn_on()


def test_all_is_well(client, case):
    make_reminder(case, due_at=minutes_ago(4))

    response = client.get(URL)

    assert (response.status_code, response.content) == (200, b"Reminders go out in time.")


def test_it_says_since_when_the_oldest_waits(client, case):
    make_reminder(case, due_at=minutes_ago(7))
    make_reminder(case, due_at=minutes_ago(90), expires_at=minutes_ago(1))
    make_reminder(case, due_at=minutes_ago(90), next_attempt_at=minutes_ago(-5))

    response = client.get(URL)

    assert response.status_code == 503
    assert response.content == b"The oldest reminder that is due has waited 7 minutes."
    assert 7 * 60 <= health.state().oldest_due_seconds < 8 * 60


def test_one_that_a_worker_left_behind_waits_too(client, case):
    left_behind(case, lease_until=minutes_ago(6))

    assert client.get(URL).content == b"The oldest reminder that is due has waited 6 minutes."


def test_it_says_when_no_dispatcher_runs(client):
    Heartbeat.objects.update(at=minutes_ago(4))
    assert client.get(URL).content == b"No dispatcher of reminders has run for 4 minutes."

    Heartbeat.objects.all().delete()
    response = client.get(URL)
    assert (response.status_code, response.content) == (
        503,
        b"No dispatcher of reminders has ever run.",
    )


def test_what_waits_because_sending_is_off_is_not_late(client, case):
    SendingSwitch.objects.update(is_on=False)
    make_reminder(case, due_at=minutes_ago(60))

    response = client.get(URL)
    assert (response.status_code, response.content) == (200, b"Sending is off. Reminders wait.")

    make_reminder(case, channel="notice", due_at=minutes_ago(60))
    assert client.get(URL).status_code == 503


def test_an_alarm_of_the_provider_is_said_for_a_while(client):
    beating.beat("alarm", words="The provider refuses our key. (notify)")
    assert client.get(URL).content == b"The provider refuses our key. (notify)"

    Heartbeat.objects.filter(name="alarm").update(at=minutes_ago(31))
    assert client.get(URL).status_code == 200
    assert set(health.state().beats) == {beating.DISPATCH}


def test_one_that_is_done_is_not_late(client, case):
    make_reminder(case, due_at=minutes_ago(60), state=State.CANCELLED)

    assert client.get(URL).status_code == 200


def test_without_a_database_it_says_so(client, monkeypatch):
    from django.db import OperationalError

    def broken():
        raise OperationalError

    monkeypatch.setitem(answers._PROBES, "reminders", broken)

    response = client.get(URL)

    assert (response.status_code, response.content) == (503, b"The database does not answer.")


@pytest.mark.parametrize("path", ["/healthz/", "/healthz/nothing", "/healthz/reminders/"])
def test_no_other_part_answers(client, path):
    assert client.get(path).status_code in (302, 404)


def test_it_asks_the_same_few_queries_however_many_wait(case, django_assert_num_queries):
    for _ in range(30):
        make_reminder(case)

    with django_assert_num_queries(5):
        health.state()
