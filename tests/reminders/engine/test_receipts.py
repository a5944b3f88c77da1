import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Event, Reminder
from cases.reminders.channels.base import Outcome, Result
from cases.reminders.receipts import ask_for_receipts
from tests.reminders.engine.ledger_rows import State, fresh, make_reminder

pytestmark = pytest.mark.django_db
TOKEN = "a-long-callback-token"
URL = "/notify/receipts/"


@pytest.fixture(autouse=True)
def _token(settings):
    settings.NOTIFY_CALLBACK_TOKEN = TOKEN


def sent(case, **fields):
    now = timezone.now()
    return make_reminder(
        case,
        **{
            "state": State.SENT,
            "provider": "notify",
            "delivery": "pending",
            "sent_at": now - timedelta(hours=2),
            "settled_at": now - timedelta(hours=2),
            **fields,
        },
    )


def tell(body, bearer=TOKEN, client=None, **extra):
    data = body if isinstance(body, bytes | str) else json.dumps(body)
    headers = {"Authorization": f"Bearer {bearer}"} if bearer is not None else {}
    client = client or Client(enforce_csrf_checks=True)
    return client.post(URL, data, content_type="application/json", headers=headers, **extra)


def receipt(row, status, **fields):
    return {"id": "n-1", "reference": str(row.pk), "to": "+447700900123", "status": status} | fields


def test_its_address():
    assert reverse("cases:notify_callback") == URL


def test_a_message_that_arrived(case, handed):
    row = sent(case)

    assert tell(receipt(row, "delivered")).status_code == 204

    row = fresh(row)
    assert (row.delivery, row.provider_id, row.state) == ("delivered", "n-1", State.SENT)
    assert row.delivery_at is not None
    assert handed == []


@pytest.mark.parametrize(
    ("status", "delivery"),
    [
        ("permanent-failure", "permanent"),
        ("temporary-failure", "temporary"),
        ("technical-failure", "technical"),
    ],
)
def test_a_message_that_did_not_arrive_goes_to_a_human_once(case, handed, status, delivery):
    row = sent(case)

    for _ in range(3):
        assert tell(receipt(row, status)).status_code == 204

    assert fresh(row).delivery == delivery
    assert handed == [(row.pk, "", delivery)]
    event = Event.objects.get(kind=Event.Kind.MESSAGE_FAILED)
    assert (event.case_id, event.audience) == (case.pk, "service")


@pytest.mark.parametrize("late", ["sending", "created", "pending", "nonsense"])
def test_what_is_told_late_takes_nothing_back(case, handed, late):
    row = sent(case)
    tell(receipt(row, "delivered"))
    at = fresh(row).delivery_at

    assert tell(receipt(row, late)).status_code == 204

    assert (fresh(row).delivery, fresh(row).delivery_at) == ("delivered", at)


def test_what_arrived_after_all_has_arrived(case, handed):
    row = sent(case)
    tell(receipt(row, "temporary-failure"))

    tell(receipt(row, "delivered"))

    assert fresh(row).delivery == "delivered"


def test_one_told_before_it_is_settled_is_kept(case, provider):
    """The provider may be faster than our own transaction."""
    from cases.reminders.recovering import recover
    from tests.reminders.engine.test_recovering import left_behind

    row = left_behind(case, provider="notify")
    tell(receipt(row, "delivered"))
    assert (fresh(row).state, fresh(row).delivery) == (State.SENDING, "delivered")
    provider.known = {row.pk: Result(Outcome.ACCEPTED, "n-1", delivery="pending")}

    recover()

    assert (fresh(row).state, fresh(row).delivery) == (State.SENT, "delivered")


@pytest.mark.parametrize("bearer", [None, "", "wrong", TOKEN + "x", TOKEN[:-1], "é"])
def test_a_forged_one_is_refused_and_changes_nothing(case, handed, bearer):
    row = sent(case)

    assert tell(receipt(row, "permanent-failure"), bearer).status_code == 403

    assert fresh(row).delivery == "pending"
    assert handed == []


def test_without_a_token_of_ours_every_one_is_forged(case, settings):
    settings.NOTIFY_CALLBACK_TOKEN = ""
    row = sent(case)

    assert tell(receipt(row, "delivered"), "").status_code == 403
    assert fresh(row).delivery == "pending"


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "",
        "[" * 60_000,
        '{"reference": "\\ud800", "status": "delivered"}',
        b"\xff\xfe",
        "[]",
        "1",
        '"text"',
        "null",
    ],
)
def test_what_is_no_receipt_is_refused(body):
    assert tell(body).status_code == 400


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"reference": None, "status": "delivered"},
        {"reference": "", "status": "delivered"},
        {"reference": "order-17", "status": "delivered"},
        {"reference": 17, "status": "delivered"},
        {"reference": ["a"], "status": {"a": 1}},
        {"reference": "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "status": "delivered"},
        {"reference": "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "status": "\0", "id": "\0"},
    ],
)
def test_one_of_a_message_that_is_not_ours_is_taken_without_a_word(db, body):
    assert tell(body).status_code == 204


def test_a_nul_in_its_id_breaks_nothing(case):
    row = sent(case)

    assert tell(receipt(row, "delivered", id="n\0-1")).status_code == 204
    assert fresh(row).provider_id == "n-1"


@pytest.mark.parametrize("size", [64 * 1024 + 1, 5_000_000])
def test_one_that_is_too_long_is_refused(size):
    assert tell("x" * size).status_code == 413


def test_one_of_another_way_out_changes_nothing(case):
    row = sent(case, provider="mail", delivery="")

    assert tell(receipt(row, "permanent-failure")).status_code == 204
    assert fresh(row).delivery == ""


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_it_can_only_be_told(client, method):
    assert getattr(client, method)(URL).status_code == 405


def test_it_asks_for_receipts_that_never_came(case, provider, handed):
    now = timezone.now()
    waiting = sent(case)
    sent(case, sent_at=now - timedelta(minutes=5))  # may yet be told
    sent(case, sent_at=now - timedelta(days=7))  # forgotten by the provider
    sent(case, delivery="")  # by mail, which tells nothing
    provider.known = {waiting.pk: Result(Outcome.ACCEPTED, "n-1", delivery="permanent")}

    assert ask_for_receipts() == 1

    assert provider.looked_up == [waiting.pk]
    assert fresh(waiting).delivery == "permanent"
    assert handed == [(waiting.pk, "", "permanent")]


def test_it_does_not_ask_again_at_once(case, provider):
    row = sent(case)
    provider.known = {row.pk: Result(Outcome.ACCEPTED, "n-1", delivery="pending")}

    assert ask_for_receipts() == ask_for_receipts() == 0
    assert provider.looked_up == [row.pk]

    Reminder.objects.update(delivery_at=timezone.now() - timedelta(hours=2))
    ask_for_receipts()
    assert provider.looked_up == [row.pk, row.pk]
