import signal
import socket
import threading
from time import monotonic

import pytest
from django.conf import settings as product
from django.core.management import call_command
from django.db import transaction

from cases import tasks
from cases.models import Heartbeat
from cases.reminders import nudging, rounds
from restorative.celery import app
from tests.factories.staff import UserFactory
from tests.reminders.engine.ledger_rows import State, fresh, make_reminder, send_all


@pytest.fixture(autouse=True)
def _prepared(monkeypatch):
    monkeypatch.setattr("cases.reminders.checking.prepare", send_all)


def test_once_without_celery_sends_what_is_due_and_leaves_beats(case, provider):
    row = make_reminder(case)

    call_command("dispatch_reminders")

    assert fresh(row).state == State.SENT
    assert {"dispatch", "recover", "receipts"} <= set(
        Heartbeat.objects.values_list("name", flat=True)
    )


def test_the_tasks_do_the_same(case, provider):
    row = make_reminder(case)

    for task in (
        tasks.recover_reminders_task,
        tasks.dispatch_reminders_task,
        tasks.ask_for_receipts_task,
    ):
        task.apply(throw=True)

    assert fresh(row).state == State.SENT


def test_what_is_due_is_looked_for_all_day_and_never_piles_up():
    schedule = product.CELERY_BEAT_SCHEDULE
    periods = {
        "dispatch-reminders": 15,
        "recover-reminders": 30,
        "ask-for-receipts": 900,
        "plan-reminders": 600,
        "mail-digests": 600,
    }
    assert {name: schedule[name]["schedule"] for name in periods} == periods
    for entry in schedule.values():
        assert entry["options"]["expires"] < entry["schedule"]
        app.loader.import_default_modules()
        assert entry["task"] in app.tasks


def test_a_lease_is_far_longer_than_a_request():
    assert product.REMINDER_LEASE_SECONDS >= 4 * product.NOTIFY_TIMEOUT_SECONDS


def test_a_round_that_fails_stops_no_other(monkeypatch, db):
    """The loop goes on; stopped, it ends after what it is doing."""
    from cases.management.commands import dispatch_reminders

    done = []

    def broken():
        raise RuntimeError

    def whole():
        done.append(1)
        if len(done) == 3:
            signal.raise_signal(signal.SIGTERM)

    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    monkeypatch.setattr(
        dispatch_reminders,
        "ALL",
        (rounds.Work("broken", 0.01, broken), rounds.Work("whole", 0.01, whole)),
    )
    monkeypatch.setattr(dispatch_reminders, "close_old_connections", lambda: None)
    try:
        call_command("dispatch_reminders", "--loop")
    finally:
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])

    assert len(done) == 3


@pytest.fixture
def _rested(monkeypatch):
    monkeypatch.setattr(nudging, "_rest_until", 0.0)


@pytest.fixture
def broker(monkeypatch, _rested):
    """Point the product's Celery at another broker for a test."""

    def point(url):
        from celery import Celery

        app = Celery("test", broker=url, set_as_current=False)
        app.config_from_object("django.conf:settings", namespace="CELERY")
        app.conf.broker_url = url
        monkeypatch.setattr(nudging, "_celery", lambda: app)

    return point


def nudgers():
    return [thread for thread in threading.enumerate() if thread.name == "nudge"]


def wait_for_nudgers():
    for thread in nudgers():
        thread.join(timeout=20)


@pytest.fixture
def silent_broker(broker):
    """One that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        broker(f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        yield
        wait_for_nudgers()


def test_a_broker_that_refuses_is_left_alone_for_a_while(broker):
    broker("redis://127.0.0.1:9/0")

    nudging._start()
    wait_for_nudgers()
    assert nudging._rest_until > monotonic()

    nudging._start()
    assert nudgers() == []


def test_a_broker_that_never_answers_holds_nobody_up(silent_broker):
    nudging._start()
    assert len(nudgers()) == 1  # still waiting, and we are not

    nudging._start()
    assert len(nudgers()) == 1
    wait_for_nudgers()
    assert nudging._rest_until > monotonic()


def test_a_page_whose_change_nudges_is_answered_while_redis_is_away(
    client, silent_broker, db, django_capture_on_commit_callbacks
):
    client.force_login(UserFactory(coordinator=True))

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        nudging.nudge()

    assert len(nudgers()) == 1  # still waiting beside us
    assert client.get("/").status_code == 200


def test_a_nudge_that_is_rolled_back_wakes_nobody(silent_broker, db):
    with transaction.atomic():
        nudging.nudge()
        transaction.set_rollback(True)

    assert nudgers() == []
