import logging
from datetime import timedelta
from math import inf
from uuid import uuid4

import pytest

from cases.reminders.channels.base import Outcome, Outgoing
from cases.reminders.channels.notify import Notify, _until_tomorrow
from tests.reminders.engine.notify_server import KEY, running

TO = "+447700900123"


@pytest.fixture
def notify(settings):
    settings.NOTIFY_API_KEY = KEY
    settings.NOTIFY_TEXT_TEMPLATE = "t-text"
    settings.NOTIFY_EMAIL_TEMPLATE = "t-email"
    settings.NOTIFY_LETTER_TEMPLATE = "t-letter"
    with running() as server:
        settings.NOTIFY_BASE_URL = server.url
        yield server


@pytest.fixture
def provider(notify):
    """A provider of the test's own, whose connections end with it."""
    made = Notify()
    yield made
    made._client.request_session.close()


def message(channel="text", to=TO, **fields):
    return Outgoing(uuid4(), channel, to, "Your meeting", "On Tuesday at 4pm.", **fields)


def test_a_text_carries_the_reference_and_nothing_but_the_words(notify, provider):
    sent = message()

    result = provider.send(sent, inf)

    assert (result.outcome, result.provider_id, result.delivery) == (
        Outcome.ACCEPTED,
        "n-1",
        "pending",
    )
    path, body, bearer = notify.requests[0]
    assert path == "/v2/notifications/sms"
    assert body == {
        "phone_number": TO,
        "template_id": "t-text",
        "personalisation": {"body": "On Tuesday at 4pm."},
        "reference": str(sent.reference),
    }
    assert bearer.startswith("Bearer ")


def test_a_mail_has_a_subject(notify, provider):
    sent = message("email", "mum@example.org")

    provider.send(sent, inf)

    path, body, _ = notify.requests[0]
    assert path == "/v2/notifications/email"
    assert body == {
        "email_address": "mum@example.org",
        "template_id": "t-email",
        "personalisation": {"subject": "Your meeting", "body": "On Tuesday at 4pm."},
        "reference": str(sent.reference),
    }


def test_a_letter_has_its_address_in_lines(notify, provider):
    sent = message("letter", "Ann Lee\n1 High Street\n\nTown\nAB1 2CD")

    provider.send(sent, inf)

    path, body, _ = notify.requests[0]
    assert path == "/v2/notifications/letter"
    assert body["personalisation"] == {
        "subject": "Your meeting",
        "body": "On Tuesday at 4pm.",
        "address_line_1": "Ann Lee",
        "address_line_2": "1 High Street",
        "address_line_3": "Town",
        "address_line_4": "AB1 2CD",
    }


MINUTES_5 = timedelta(minutes=5)


@pytest.mark.parametrize(
    ("status", "kind", "outcome", "code", "again_in", "is_alarming"),
    [
        (400, "ValidationError", Outcome.REFUSED, "bad_request", None, False),
        (401, "AuthError", Outcome.LATER, "key_refused", MINUTES_5, True),
        (403, "AuthError", Outcome.LATER, "key_refused", MINUTES_5, True),
        (404, "NoResultFound", Outcome.LATER, "http_404", None, True),
        (429, "RateLimitError", Outcome.LATER, "rate_limit", timedelta(minutes=1), False),
        (500, "Exception", Outcome.UNKNOWN, "http_500", None, False),
        (503, "Exception", Outcome.UNKNOWN, "http_503", None, False),
    ],
)
def test_what_the_answers_mean(
    notify, provider, status, kind, outcome, code, again_in, is_alarming
):
    notify.error(status, kind)

    result = provider.send(message(), inf)

    assert (result.outcome, result.code, result.again_in, result.is_alarming) == (
        outcome,
        code,
        again_in,
        is_alarming,
    )


def test_the_limit_of_a_day_waits_for_the_next(notify, provider):
    notify.error(429, "TooManyRequestsError")

    result = provider.send(message(), inf)

    assert (result.outcome, result.code, result.is_alarming) == (
        Outcome.LATER,
        "daily_limit",
        True,
    )
    assert timedelta(minutes=5) <= result.again_in <= timedelta(days=1, minutes=5)


def test_notifys_day_ends_at_midnight_utc():
    from datetime import UTC, datetime

    assert _until_tomorrow(datetime(2027, 6, 1, 23, 30, tzinfo=UTC)) == timedelta(minutes=35)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (201, "<html>"),
        (200, "<html>Welcome to the library's wifi</html>"),
        (201, "[]"),
        (201, {"id": None}),
        (201, {}),
        (204, ""),
        (201, None),
    ],
)
def test_an_answer_that_cannot_be_read_may_have_been_a_yes(notify, provider, status, body):
    notify.answer(status, body)

    assert provider.send(message(), inf).outcome == Outcome.UNKNOWN


def test_a_slow_answer_may_have_been_a_yes(notify, provider, settings, monkeypatch):
    import time

    settings.NOTIFY_TIMEOUT_SECONDS = 0.1
    slept = []
    notify.answers = _Slow(slept)

    result = provider.send(message(), inf)

    assert (result.outcome, result.code) == (Outcome.UNKNOWN, "no_answer")
    time.sleep(0.3)  # the server is let go of


class _Slow(list):
    def __init__(self, slept):
        self.slept = slept

    def __bool__(self):
        return True

    def pop(self, at):
        import time

        time.sleep(0.25)
        return 201, {"id": "n-1"}


def test_nothing_can_have_gone_where_nobody_listens(provider, settings):
    settings.NOTIFY_BASE_URL = "http://127.0.0.1:9"
    unreachable = Notify()

    result = unreachable.send(message(), inf)

    assert (result.outcome, result.code) == (Outcome.LATER, "not_connected")
    unreachable._client.request_session.close()


def test_a_message_is_found_again_by_its_reference(notify, provider):
    key = uuid4()
    notify.found = [{"id": "n-3", "reference": str(key), "status": "delivered"}]

    result = provider.look_up(key, TO)

    assert (result.outcome, result.provider_id, result.delivery) == (
        Outcome.ACCEPTED,
        "n-3",
        "delivered",
    )
    assert notify.requests == [("/v2/notifications", {"reference": [str(key)]}, "")]


def test_what_it_never_saw_is_absent(notify, provider):
    assert provider.look_up(uuid4(), TO).outcome == Outcome.ABSENT


def test_what_it_has_twice_is_said(notify, provider):
    notify.found = [{"id": "n-1", "status": "sending"}, {"id": "n-2", "status": "created"}]

    result = provider.look_up(uuid4(), TO)

    assert (result.outcome, result.code, result.is_alarming) == (Outcome.ACCEPTED, "twice", True)


@pytest.mark.parametrize(
    ("status", "body"), [(500, {}), (403, {}), (200, "<html>"), (200, {}), (200, "[]")]
)
def test_a_look_up_that_fails_says_nothing(notify, provider, status, body):
    notify.answer(status, body)

    assert provider.look_up(uuid4(), TO).outcome == Outcome.UNKNOWN


@pytest.mark.parametrize(
    "to", ["07700900000", "+447700900111", "simulate-delivered@notifications.service.gov.uk"]
)
def test_a_simulated_recipient_counts_as_sent(notify, provider, to):
    """Notify does not keep those: a look-up would never find them, and we would send for ever."""
    result = provider.look_up(uuid4(), to)

    assert (result.outcome, result.delivery) == (Outcome.ACCEPTED, "delivered")
    assert notify.requests == []


def test_each_thread_has_a_client_of_its_own(notify, provider):
    from concurrent.futures import ThreadPoolExecutor
    from threading import Barrier

    both = Barrier(2)

    def client(_):
        both.wait()
        return provider._client

    with ThreadPoolExecutor(2) as pool:
        one, two = pool.map(client, range(2))

    assert one is not two
    one.request_session.close()
    two.request_session.close()


def test_nothing_that_the_provider_says_is_logged(notify, provider, caplog, settings):
    settings_of = settings.LOGGING["loggers"]
    for status in (400, 403, 500):
        notify.error(status, "ValidationError")
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("notifications_python_client").setLevel(
            settings_of["notifications_python_client"]["level"]
        )
        for _ in range(3):
            provider.send(message(), inf)

    assert TO not in caplog.text
    assert "07700900123" not in caplog.text


def test_who_was_stopped_for_too_long_sends_nothing(notify, provider):
    from time import monotonic

    result = provider.send(message(), monotonic() - 0.001)

    assert (result.outcome, result.code) == (Outcome.LATER, "paused")
    assert notify.requests == []
    assert provider.send(message(), monotonic() + 5).outcome == Outcome.ACCEPTED
