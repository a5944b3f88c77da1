from math import inf
from uuid import uuid4

import pytest

from accounts.models import OutboxMessage
from cases.reminders import providers
from cases.reminders.channels.base import Outcome, Outgoing
from cases.reminders.channels.outbox import Outbox
from tests.reminders.engine.ledger_rows import State, dispatcher, fresh, make_reminder


def ways(settings, via, letter="t"):
    settings.MESSAGES_VIA, settings.NOTIFY_LETTER_TEMPLATE = via, letter
    return {
        channel: getattr(providers.provider_for(channel), "name", None)
        for channel in ("text", "email", "letter", "ring", "notice")
    }


def test_each_channel_has_its_way(settings):
    nothing = {"ring": None, "notice": None}
    assert ways(settings, "notify") == nothing | dict.fromkeys(
        ("text", "email", "letter"), "notify"
    )
    assert ways(settings, "notify", letter="")["letter"] is None
    assert ways(settings, "smtp") == nothing | {"text": None, "email": "mail", "letter": None}
    assert ways(settings, "outbox") == nothing | dict.fromkeys(
        ("text", "email", "letter"), "outbox"
    )


def test_the_demo_keeps_what_it_would_have_sent_once(db):
    key = uuid4()
    for _ in range(2):
        sent = Outgoing(key, "text", "+447700900123", "", "On Tuesday.")
        assert Outbox().send(sent, inf).outcome == Outcome.ACCEPTED

    kept = OutboxMessage.objects.get()
    assert (kept.channel, kept.to, kept.body, kept.reference) == (
        "text",
        "+447700900123",
        "On Tuesday.",
        key,
    )
    assert Outbox().look_up(key, "").outcome == Outcome.ACCEPTED
    assert Outbox().look_up(uuid4(), "").outcome == Outcome.ABSENT


def test_a_reminder_of_the_demo_ends_in_its_outbox(case, on):
    row = make_reminder(case)

    dispatcher().round()

    assert OutboxMessage.objects.get().reference == row.pk
    assert (fresh(row).state, fresh(row).delivery) == (State.SENT, "delivered")


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"DEMO": "1", "MESSAGES_VIA": "notify"}, "write one of outbox"),
        ({"DEMO": "0", "MESSAGES_VIA": "outbox"}, "write one of smtp, notify"),
    ],
)
def test_a_demo_reaches_nobody_and_nothing_else_uses_its_outbox(environment, said):
    assert said in settings_with(environment)


def test_what_notify_needs_is_asked_for_at_the_start():
    missing = settings_with({"DEMO": "0", "MESSAGES_VIA": "notify"})

    assert "NOTIFY_API_KEY, NOTIFY_TEXT_TEMPLATE, NOTIFY_EMAIL_TEMPLATE" in missing


def settings_with(environment):
    """What a program says that starts with this environment."""
    import os
    import subprocess
    import sys

    ask = (
        "from restorative import settings; from restorative.environment import missing;"
        "print(', '.join(missing))"
    )
    done = subprocess.run(
        [sys.executable, "-c", ask],
        env={**os.environ, "DEBUG": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr
