"""How long to wait before trying again, and when to stop and ask a human (safety.md 8.4)."""

import random
from datetime import datetime, timedelta

from django.conf import settings

from cases.models import Reminder
from cases.reminders.ledger import GIVE_UP_AT

MOST_ATTEMPTS = 6
SPREAD = 0.2


def back_off(attempts: int, *, least: timedelta | None = None) -> timedelta:
    """Wait longer after each attempt: 1, 5, 15, 60, 180 minutes, a fifth more or less.

    `least` is what the provider asks for; then up to a fifth more.
    """
    waits = settings.REMINDER_RETRY_SECONDS
    seconds = waits[min(max(attempts, 1), len(waits)) - 1]
    spread = 1 + random.uniform(-SPREAD, SPREAD)  # noqa: S311  # no secret
    if least is None:
        return timedelta(seconds=seconds * spread)
    return least * (1 + random.uniform(0, SPREAD))  # noqa: S311


def give_up_at(row: Reminder) -> datetime:
    """Until when it is tried: early enough for somebody to ring before it is too late."""
    return row.expires_at - min(GIVE_UP_AT, (row.expires_at - row.due_at) / 2)


def next_attempt(
    row: Reminder, now: datetime, *, least: timedelta | None = None, counts: bool = True
) -> datetime | None:
    """When to try again; None where a human should do it instead.

    Without `counts` it was no attempt: a provider that says "not now" said so for all.
    """
    if counts and row.attempts >= MOST_ATTEMPTS:
        return None
    last = give_up_at(row)
    at = now + back_off(row.attempts, least=least)
    if at <= last:
        return at
    # One last attempt just before giving up, if that is not at once.
    return last if least is None and last - now > timedelta(minutes=1) else None
