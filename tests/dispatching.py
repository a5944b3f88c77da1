"""Sends what is due, as the worker does, at an hour when people may be written to."""

from contextlib import contextmanager
from datetime import datetime

from django.utils import timezone

from cases.models import Reminder, SendingSwitch
from cases.reminders import providers
from cases.reminders.channels.base import Outcome, Outgoing, Result
from cases.reminders.channels.mail import Mail
from cases.reminders.dispatching import Dispatcher
from cases.reminders.when import next_waking


class Post:
    """Takes everything and keeps it. An email goes through the mail backend as well."""

    name = "recording"
    can_look_up = False
    is_remote = False
    takes_attachments = False

    def __init__(self, *answers: Result) -> None:
        self.sent: list[Outgoing] = []
        self.answers = list(answers)

    def send(self, message: Outgoing, until: float) -> Result:
        if self.answers:
            return self.answers.pop(0)
        self.sent.append(message)
        if message.channel == Reminder.Channel.EMAIL:
            return Mail().send(message, until)
        return Result(Outcome.ACCEPTED, f"p-{len(self.sent)}")

    def look_up(self, reference, to):
        return Result(Outcome.UNKNOWN)


@contextmanager
def posted_by(post: Post):
    before = providers.provider_for
    providers.provider_for = lambda channel: post
    try:
        yield post
    finally:
        providers.provider_for = before


def waking() -> datetime:
    """Now, or the first moment from now on when people may be written to."""
    return next_waking(timezone.now())


def dispatch(*answers: Result, at: datetime | None = None, is_on: bool = True) -> list[Outgoing]:
    """Send what is due at that time, once; returns what has left the house.

    `answers` are the provider's to the first messages: it takes the rest.
    """
    SendingSwitch.objects.update_or_create(pk=1, defaults={"is_on": is_on})
    clock = f"timestamptz '{(at or waking()).isoformat()}'"
    with posted_by(Post(*answers)) as post:
        Dispatcher(clock=clock).run(seconds=30)
    return post.sent
