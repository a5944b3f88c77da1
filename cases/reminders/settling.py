"""Writing down what became of reminders, and telling whoever must know: all or nothing."""

import logging
from collections.abc import Iterable, Sequence
from copy import copy
from datetime import datetime
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from cases.models import Event, Notice, Reminder
from cases.reminders import by_hand, ledger, reasons
from cases.reminders.channels.base import Outcome, Provider, Result
from cases.reminders.ledger import Settlement
from cases.reminders.retrying import next_attempt
from cases.reminders.rules import rule_of
from cases.reminders.settled import says_so_itself, tell_settled
from cases.reminders.verdicts import Tell

logger = logging.getLogger(__name__)
State = Reminder.State
# The provider of what is told in the product itself.
PRODUCT = "product"
KINDS = {
    State.SENT: Event.Kind.MESSAGE_SENT,
    State.HELD: Event.Kind.MESSAGE_HELD,
    State.FAILED: Event.Kind.MESSAGE_FAILED,
}


def write(
    settlements: Sequence[Settlement],
    token: UUID,
    *,
    notices: dict[UUID, Tell] | None = None,
    without_a_human: frozenset[UUID] = frozenset(),
    clock: str = ledger.CLOCK,
) -> set[UUID]:
    """Settle rows together with all that follows from it; where that fails, one by one.

    What cannot be settled stays leased and is recovered later, so that one row that
    breaks something holds up no other. Returns the keys of those settled.
    """
    if not settlements:
        return set()
    try:
        return _write(settlements, token, notices or {}, without_a_human, clock)
    except Exception as error:
        if isinstance(error, DatabaseError) and not connection.is_usable():
            raise
        if len(settlements) == 1:
            key = settlements[0].row.pk
            logger.exception("a reminder could not be settled", extra={"reminder": key})
            return set()
    done: set[UUID] = set()
    for one in settlements:
        done |= write([one], token, notices=notices, without_a_human=without_a_human, clock=clock)
    return done


@transaction.atomic
def _write(
    settlements: Sequence[Settlement],
    token: UUID,
    notices: dict[UUID, Tell],
    without_a_human: frozenset[UUID],
    clock: str,
) -> set[UUID]:
    ours = ledger.settle(settlements, token, clock=clock)
    rows = [_as_written(one, ours[one.row.pk]) for one in settlements if one.row.pk in ours]
    Notice.objects.bulk_create(
        [
            _notice(row, row.user_id, notices[row.pk])
            for row in rows
            if row.user_id and row.pk in notices
        ],
        ignore_conflicts=True,
    )
    record(rows)
    final = [row for row in rows if row.state != State.SCHEDULED]
    tell_settled(final)
    hands = [row for row in final if row.state in (State.HELD, State.FAILED)]
    hands = [row for row in hands if row.pk not in without_a_human]
    if hands:
        by_hand.ask_a_human(hands)
    return set(ours)


def record(rows: Iterable[Reminder]) -> None:
    """Leave an event for each message to somebody of the family."""
    Event.objects.bulk_create(
        [
            event_of(row, KINDS[State(row.state)], why=row.reason and reasons.words(row.reason))
            for row in rows
            if row.user_id is None and row.state in KINDS and not says_so_itself(row)
        ]
    )


def event_of(row: Reminder, kind: Event.Kind, *, why: str) -> Event:
    """What became of a message: by which rule and way, never to whom or in which words."""
    return Event(
        at=row.delivery_at or row.settled_at or timezone.now(),
        kind=kind,
        case_id=row.case_id,
        audience=Event.Audience.SERVICE,
        subject_type=row.subject_type,
        subject_id=row.subject_id,
        to_value=f"{name_of(row)} ({row.get_channel_display().lower()})"[:300],
        why=why,
    )


def name_of(row: Reminder) -> str:
    rule = rule_of(row.rule)
    return rule.name if rule else "A reminder"


def _as_written(one: Settlement, now: datetime) -> Reminder:
    row = copy(one.row)
    row.state, row.reason, row.last_error = one.state, one.reason, one.code[:40]
    row.channel = row.channel if one.channel is None else one.channel
    row.provider = row.provider if one.provider is None else one.provider
    row.provider_id, row.delivery = one.provider_id[:100], row.delivery or one.delivery
    row.attempts = max(row.attempts - one.attempts_back, 0)
    row.next_attempt_at = one.next_at or row.next_attempt_at
    row.lease_token = row.lease_until = None
    row.sent_at = now if row.state == State.SENT else row.sent_at
    row.settled_at = None if row.state == State.SCHEDULED else now
    return row


def _notice(row: Reminder, user: int, tell: Tell) -> Notice:
    return Notice(
        user_id=user,
        case_id=row.case_id,
        reminder_id=row.pk,
        text=tell.text[:300],
        url=tell.url[:300],
        is_urgent=tell.is_urgent,
        at=row.settled_at or timezone.now(),
    )


def after(row: Reminder, result: Result, provider: Provider, now: datetime) -> Settlement | None:
    """What a provider's answer means for a row; None: not known, and to be looked up."""
    if result.outcome == Outcome.ACCEPTED:
        return Settlement(
            row,
            State.SENT,
            code=result.code,
            provider_id=result.provider_id,
            delivery=result.delivery,
        )
    if result.outcome == Outcome.REFUSED:
        return Settlement(row, State.FAILED, reasons.REFUSED, result.code)
    if result.outcome == Outcome.UNKNOWN:
        if provider.can_look_up:
            return None
        return Settlement(row, State.FAILED, reasons.NOT_KNOWN_IF_SENT, result.code)
    return again(row, now, result)


def again(row: Reminder, now: datetime, result: Result) -> Settlement:
    """Try again later, or let a human do it where later would be too late or too often."""
    counts = result.again_in is None
    at = next_attempt(row, now, least=result.again_in, counts=counts)
    if at is None:
        return Settlement(row, State.FAILED, reasons.TRIED_TOO_OFTEN, result.code)
    return Settlement(
        row,
        State.SCHEDULED,
        code=result.code,
        provider="",
        next_at=at,
        attempts_back=0 if counts else 1,
    )
