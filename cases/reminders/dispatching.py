"""Sends what is due: claim, ask again whether it may go, fence, send, settle.

Each step is a short transaction of its own, and no request to a provider happens inside
one. Any number of dispatchers may run at once and be killed at any moment: what one has
claimed and not settled is looked up at the provider before anything is sent again
(recovering.py). So nothing is sent twice, and nothing is lost.
"""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache, partial
from time import monotonic
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError

from cases.models import Reminder
from cases.reminders import checking, ledger, providers, reasons, sending
from cases.reminders.alarming import raise_alarm
from cases.reminders.channels.base import Outcome, Provider, Result
from cases.reminders.ledger import Settlement
from cases.reminders.settling import PRODUCT, State, after, again, write
from cases.reminders.verdicts import Cancel, Hold, Later, Send, Tell, Verdict

logger = logging.getLogger(__name__)
Prepare = Callable[..., dict[UUID, Verdict]]
Waiting = tuple[Reminder, Send, Provider]
# A verdict older than this is asked for anew: much can happen while a slow provider answers.
FRESH_SECONDS = 5.0


def lease() -> timedelta:
    return timedelta(seconds=settings.REMINDER_LEASE_SECONDS)


@dataclass
class Dispatcher:
    """Sends in batches. `senders` messages are on their way at once, fenced together.

    `prepare` and `clock` (an expression of the database's) are the product's own, but for
    drills and tests of the clock.
    """

    batch: int = 200
    senders: int = field(default_factory=lambda: settings.REMINDER_SENDERS)
    lease: timedelta = field(default_factory=lease)
    prepare: Prepare | None = None
    clock: str = ledger.CLOCK

    def run(self, *, seconds: float) -> int:
        """Go on until nothing is due or the time is over; return how many were claimed."""
        until = monotonic() + seconds
        total = 0
        while claimed := self.round():
            total += claimed
            if monotonic() > until:
                break
        return total

    def round(self) -> int:
        """Claim one batch and bring it to its end. Returns how many were claimed."""
        claim = ledger.claim(self.batch, self.lease, outside=sending.is_on(), clock=self.clock)
        started = monotonic()
        rest = claim.rows
        while rest:
            if monotonic() - started > self.lease.total_seconds() / 2:
                self._hand_back(rest, claim)
                break
            asked = monotonic()
            sends = self._ask(rest, claim, claim.now + timedelta(seconds=asked - started))
            while sends and monotonic() - asked < FRESH_SECONDS:
                chunk, sends = sends[: self.senders], sends[self.senders :]
                self._send(chunk, claim)
            rest = [row for row, _, _ in sends]
        return len(claim.rows)

    def _ask(self, rows: Sequence[Reminder], claim: ledger.Claim, now: datetime) -> list[Waiting]:
        """Settle all that does not leave the house; return what may, and by whom."""
        verdicts = self._verdicts(rows, now)
        sends: list[Waiting] = []
        settlements: list[Settlement] = []
        notices: dict[UUID, Tell] = {}
        quiet: set[UUID] = set()
        for row in rows:
            verdict = verdicts.get(row.pk)
            if isinstance(verdict, Send):
                provider = providers.provider_for(verdict.outgoing.channel)
                if provider:
                    sends.append((row, verdict, provider))
                else:
                    settlements.append(Settlement(row, State.HELD, reasons.NO_PROVIDER))
                continue
            settlements.append(self._inside(row, verdict, now))
            if isinstance(verdict, Tell):
                notices[row.pk] = verdict
            if isinstance(verdict, Hold) and not verdict.needs_a_human:
                quiet.add(row.pk)
        write(
            settlements,
            claim.token,
            notices=notices,
            without_a_human=frozenset(quiet),
            clock=self.clock,
        )
        return sends

    def _inside(self, row: Reminder, verdict: Verdict | None, now: datetime) -> Settlement:
        if isinstance(verdict, Tell):
            return Settlement(row, State.SENT, provider=PRODUCT)
        if isinstance(verdict, Hold):
            return Settlement(row, State.HELD, verdict.reason, provider="")
        if isinstance(verdict, Cancel):
            return Settlement(row, State.CANCELLED, verdict.reason, provider="")
        if isinstance(verdict, Later):
            if verdict.at >= row.expires_at:
                return Settlement(row, State.HELD, verdict.reason, provider="")
            return Settlement(
                row, State.SCHEDULED, verdict.reason, next_at=verdict.at, attempts_back=1
            )
        return again(row, now, Result(Outcome.LATER, code="not_prepared"))

    def _verdicts(self, rows: Sequence[Reminder], now: datetime) -> dict[UUID, Verdict]:
        """Ask for all at once; where one breaks it, one by one. That one is tried later."""
        prepare = self.prepare or checking.prepare
        try:
            return prepare(rows, now=now)
        except DatabaseError:
            raise
        except Exception:
            if len(rows) == 1:
                logger.exception("a reminder could not be prepared", extra={"reminder": rows[0].pk})
                return {}
        found: dict[UUID, Verdict] = {}
        for row in rows:
            found |= self._verdicts([row], now)
        return found

    def _send(self, chunk: Sequence[Waiting], claim: ledger.Claim) -> None:
        wanted = [(row, send, provider.name) for row, send, provider in chunk]
        fenced = monotonic()
        ours = ledger.fence(wanted, claim.token, self.lease, clock=self.clock)
        going = [one for one in chunk if one[0].pk in ours]
        answers = self._post(going, fenced + self._seconds_ours())
        now = max(ours.values(), default=claim.now) + timedelta(seconds=monotonic() - fenced)
        settlements, unknown = [], []
        for (row, send, provider), result in zip(going, answers, strict=True):
            raise_alarm(row, result, provider.name)
            # What the fence wrote down.
            row.provider, row.channel = provider.name, send.outgoing.channel
            row.contact_point_id = send.contact_point
            settlement = after(row, result, provider, now)
            if settlement:
                settlements.append(settlement)
            else:
                unknown.append((row, result.code))
        # Those the fence kept back: sending was switched off, or they are no longer ours.
        settlements += [
            Settlement(row, State.SCHEDULED, channel=send.outgoing.channel, attempts_back=1)
            for row, send, _ in chunk
            if row.pk not in ours
        ]
        write(settlements, claim.token, clock=self.clock)
        ledger.note(unknown, claim.token)

    def _seconds_ours(self) -> float:
        """How long after the fence a request may still begin: it must end within the lease."""
        return self.lease.total_seconds() * 0.9 - settings.NOTIFY_TIMEOUT_SECONDS

    def _post(self, going: Sequence[Waiting], until: float) -> list[Result]:
        """Send a chunk, all at once; DB work is not done here but for ways inside the house."""
        calls = [partial(provider.send, send.outgoing, until) for _, send, provider in going]
        started = {
            place: pool(self.senders).submit(call)
            for place, call in enumerate(calls)
            if going[place][2].is_remote
        }
        return [
            started[place].result() if place in started else call()
            for place, call in enumerate(calls)
        ]

    def _hand_back(self, rows: Sequence[Reminder], claim: ledger.Claim) -> None:
        """Let go of what a slow provider left no time for; nothing of it was sent."""
        back = [Settlement(row, State.SCHEDULED, attempts_back=1) for row in rows]
        write(back, claim.token, clock=self.clock)


@cache
def pool(senders: int) -> ThreadPoolExecutor:
    """One for the life of the process: each thread keeps its connections to the provider."""
    return ThreadPoolExecutor(senders, thread_name_prefix="sender")
