"""What workers left behind: looked up at the provider before anything is sent again.

A lease ends long after a request's time-out, so nothing is under way any more: what the
provider has not seen by then, it never will.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

from django.conf import settings

from cases.models import Reminder
from cases.reminders import ledger, reasons, sending
from cases.reminders.alarming import raise_alarm
from cases.reminders.channels.base import Outcome, Provider, Result
from cases.reminders.dispatching import lease, pool
from cases.reminders.ledger import Settlement
from cases.reminders.providers import provider_named
from cases.reminders.retrying import give_up_at
from cases.reminders.settling import State, after, again, write

logger = logging.getLogger(__name__)
LOOKERS = 4


def recover(*, limit: int = 200, every: timedelta | None = None, clock: str = ledger.CLOCK) -> int:
    """Settle what others left leased, then what can no longer go. Returns how many rows."""
    every = every or lease()
    total = 0
    while count := _recover(limit, every, clock):
        total += count
    while count := _give_to_humans(limit, every, clock):
        total += count
    return total


def doubt(since: datetime) -> int:
    """After a backup from `since` was restored: take what is due since then for perhaps sent.

    `recover` then looks each up before it is sent again. Returns how many.
    """
    via = "mail" if settings.MESSAGES_VIA == "smtp" else settings.MESSAGES_VIA
    sent_by = {Reminder.Channel.EMAIL} if via == "mail" else {*Reminder.SENT_OUT, "ring"}
    now = ledger.now_there()
    return Reminder.objects.filter(
        state=State.SCHEDULED, due_at__lte=now, next_attempt_at__gte=since, channel__in=sent_by
    ).update(
        state=State.SENDING,
        provider=via,
        lease_token=uuid4(),
        lease_until=now - timedelta(seconds=1),
    )


def _recover(limit: int, every: timedelta, clock: str) -> int:
    claim = ledger.claim_expired(min(limit, LOOKERS * 5), every, clock=clock)
    never = [row for row in claim.rows if not row.provider]
    asked = [row for row in claim.rows if row.provider]
    # Claimed and never fenced: nothing of it can have gone.
    settlements = [Settlement(row, State.SCHEDULED, next_at=claim.now) for row in never]
    unknown: list[tuple[Reminder, str]] = []
    for row, (provider, result) in zip(asked, look_up_all(asked), strict=True):
        settlement = _settlement(row, provider, result, claim.now)
        if settlement:
            settlements.append(settlement)
        else:
            unknown.append((row, result.code))
    write(settlements, claim.token, clock=clock)
    ledger.note(unknown, claim.token)
    return len(claim.rows)


def _settlement(
    row: Reminder, provider: Provider | None, result: Result, now: datetime
) -> Settlement | None:
    """What a look-up means; None: nothing yet, and it is asked again when this lease ends."""
    if provider is None or not provider.can_look_up:
        return Settlement(row, State.FAILED, reasons.NOT_KNOWN_IF_SENT, result.code)
    raise_alarm(row, result, provider.name)
    if result.outcome == Outcome.ABSENT:
        return again(row, now, Result(Outcome.LATER, code=row.last_error or "worker_gone"))
    if result.outcome == Outcome.UNKNOWN and now >= give_up_at(row):
        return Settlement(row, State.FAILED, reasons.NOT_KNOWN_IF_SENT, result.code)
    return after(row, result, provider, now)


def look_up_all(rows: Sequence[Reminder]) -> list[tuple[Provider | None, Result]]:
    """Ask the providers, a few at once; nothing here touches the database from a thread."""
    asked: list[tuple[Provider | None, Callable[[], Result]]] = []
    for row in rows:
        provider = _provider_of(row)
        if provider is None:
            asked.append((None, partial(Result, Outcome.UNKNOWN, code="provider_gone")))
        elif provider.is_remote:
            started = pool(LOOKERS).submit(provider.look_up, row.pk, row._to)
            asked.append((provider, started.result))
        else:
            asked.append((provider, partial(provider.look_up, row.pk, row._to)))
    return [(provider, answer()) for provider, answer in asked]


def _provider_of(row: Reminder) -> Provider | None:
    try:
        return provider_named(row.provider)
    except KeyError:
        return None


def _give_to_humans(limit: int, every: timedelta, clock: str) -> int:
    is_on = sending.is_on()
    claim = ledger.claim_too_late(limit, every, outside=is_on, clock=clock)
    write(
        [
            Settlement(row, State.HELD, reasons.SENDING_OFF, provider="")
            if not is_on and row.goes_out
            else Settlement(row, State.FAILED, reasons.TOO_LATE, provider="")
            for row in claim.rows
        ],
        claim.token,
        clock=clock,
    )
    return len(claim.rows)
