"""Rows of the ledger that are due, and dispatchers to whom a test says what may go."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from cases.models import Reminder, SendingSwitch
from cases.reminders import providers
from cases.reminders.channels.base import Outcome, Outgoing, Result
from cases.reminders.dispatching import Dispatcher
from cases.reminders.verdicts import Send

State = Reminder.State


def turn_on():
    SendingSwitch.objects.update_or_create(pk=1, defaults={"is_on": True})


def make_reminder(case, person=None, **fields):
    """A text message to somebody of the family, due a minute ago, good for a day."""
    now = timezone.now()
    fields = {
        "dedupe_key": f"test:{uuid4()}",
        "rule": "test",
        "step": "now",
        "subject_type": "case",
        "subject_id": case.pk,
        "role": "attendees",
        "channel": Reminder.Channel.TEXT,
        "local_due": f"{timezone.localtime(now):%Y-%m-%d %H:%M}",
        "zone": "Europe/London",
        "due_at": now - timedelta(minutes=1),
        "expires_at": now + timedelta(days=1),
        **fields,
    }
    fields.setdefault("next_attempt_at", fields["due_at"])
    if not {"user", "other_id"} & set(fields):
        fields["person"] = person or case.network.first().person
    return Reminder.objects.create(case=case, **fields)


def send_all(rows, *, now):
    """Everything may go, to one number."""
    return {row.pk: Send(outgoing_for(row)) for row in rows}


def outgoing_for(row, to="+447700900123"):
    channel = row.channel if row.goes_out else Reminder.Channel.TEXT
    return Outgoing(row.pk, channel, to, "Your meeting", "You have a meeting on Tuesday.")


def fresh(row):
    return Reminder.objects.get(pk=row.pk)


class Recording:
    """A provider in this process: answers what the test says and keeps what it was given."""

    name = "recording"
    can_look_up = True
    is_remote = True
    takes_attachments = False

    def __init__(self, *answers, can_look_up=True):
        self.answers = list(answers)
        self.can_look_up = can_look_up
        self.sent = []
        self.looked_up = []
        self.known = {}

    def send(self, message, until):
        self.sent.append(message)
        answer = self.answers.pop(0) if self.answers else Result(Outcome.ACCEPTED, "p-1")
        return answer(message) if callable(answer) else answer

    def look_up(self, reference, to):
        self.looked_up.append(reference)
        return self.known.get(reference, Result(Outcome.ABSENT))

    def installed(self, monkeypatch):
        monkeypatch.setattr(providers, "provider_for", lambda channel: self)
        monkeypatch.setattr("cases.reminders.recovering.provider_named", lambda name: self)
        return self


def dispatcher(prepare=send_all, **options):
    return Dispatcher(prepare=prepare, **{"senders": 4, **options})
