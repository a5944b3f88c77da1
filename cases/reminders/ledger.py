"""The ledger's own SQL: claim, fence, settle. Each statement is one short transaction's work.

Only the database's clock is asked: workers' clocks differ. A lease token is written when
rows are claimed; whatever is written later says the token again, so that a worker that was
stopped and comes back finds that its rows are no longer its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection

from cases.models import Reminder
from cases.reminders.verdicts import Send

TABLE = Reminder._meta.db_table
# Of the statement, not of the transaction: and unlike clock_timestamp() it can use an index.
CLOCK = "statement_timestamp()"
# When a person is asked to ring instead: two hours before it is too late, or half of the time.
GIVE_UP = "expires_at - LEAST(interval '2 hours', (expires_at - due_at) / 2)"
GIVE_UP_AT = timedelta(hours=2)
INSIDE = (Reminder.Channel.NOTICE, Reminder.Channel.RING)


@dataclass(frozen=True)
class Claim:
    """Rows that are ours until their lease ends, and what the database's clock said then."""

    token: UUID
    rows: list[Reminder]
    now: datetime


@dataclass(frozen=True)
class Settlement:
    """What one row becomes. An empty `state` leaves it leased and notes the code alone.

    `channel` and `provider` are kept as they are where None. `attempts_back` takes back a
    claim that was no attempt.
    """

    row: Reminder
    state: str = ""
    reason: str = ""
    code: str = ""
    channel: str | None = None
    provider: str | None = None
    provider_id: str = ""
    delivery: str = ""
    next_at: datetime | None = None
    attempts_back: int = 0


def claim(limit: int, lease: timedelta, *, outside: bool, clock: str = CLOCK) -> Claim:
    """Take rows that are due and nobody else's; with `outside` those that leave the house too."""
    return _take(
        f"state = 'scheduled' AND next_attempt_at <= {clock} AND expires_at > {clock}"
        + ("" if outside else " AND channel = ANY(%s)"),
        [] if outside else [list(INSIDE)],
        order="next_attempt_at, id",
        change="state = 'sending', attempts = r.attempts + 1,",
        limit=limit,
        lease=lease,
        clock=clock,
    )


def claim_expired(limit: int, lease: timedelta, *, clock: str = CLOCK) -> Claim:
    """Take over rows whose worker did not say what became of them."""
    return _take(
        f"state = 'sending' AND lease_until < {clock}",
        [],
        order="lease_until, id",
        change="",
        limit=limit,
        lease=lease,
        clock=clock,
    )


def claim_too_late(limit: int, lease: timedelta, *, outside: bool, clock: str = CLOCK) -> Claim:
    """Take rows that can no longer go; while sending is off, early enough to ring instead."""
    late = f"expires_at <= {clock}"
    if not outside:
        late = f"({late} OR (NOT channel = ANY(%s) AND {GIVE_UP} <= {clock}))"
    return _take(
        f"state = 'scheduled' AND next_attempt_at <= {clock} AND {late}",
        [] if outside else [list(INSIDE)],
        order="expires_at, id",
        change="state = 'sending',",
        limit=limit,
        lease=lease,
        clock=clock,
    )


def _take(
    which: str,
    values: list[Any],
    *,
    order: str,
    change: str,
    limit: int,
    lease: timedelta,
    clock: str,
) -> Claim:
    token = uuid4()
    rows = Reminder.objects.raw(
        f"""
        WITH taken AS (
            SELECT id FROM {TABLE} WHERE {which}
            ORDER BY {order} FOR UPDATE SKIP LOCKED LIMIT %s)
        UPDATE {TABLE} r SET {change} lease_token = %s, lease_until = {clock} + %s
        FROM taken WHERE r.id = taken.id
        RETURNING r.*, {clock} AS taken_at
        """,  # noqa: S608  # no part of it comes from outside
        [*values, limit, token, lease],
    )
    found = list(rows)
    now = found[0].taken_at if found else now_there(clock)  # type: ignore[attr-defined]
    return Claim(token, found, now)


def now_there(clock: str = CLOCK) -> datetime:
    """What the database's clock says."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {clock}")
        return cursor.fetchone()[0]  # type: ignore[no-any-return]


def fence(
    sends: Sequence[tuple[Reminder, Send, str]],
    token: UUID,
    lease: timedelta,
    *,
    clock: str = CLOCK,
) -> dict[UUID, datetime]:
    """Say which of these may go out now, and write down for them what will go, and where.

    Not those that are no longer ours or too late, and none once sending is switched off.
    Whoever recovers after a crash finds by `provider` where it may have gone.
    """
    text, to = Reminder._meta.get_field("_text"), Reminder._meta.get_field("_to")
    values = [
        (
            row.pk,
            provider,
            send.outgoing.channel,
            send.contact_point,
            send.outgoing.subject[:150],
            text.get_db_prep_save(send.outgoing.body, connection),
            to.get_db_prep_save(send.outgoing.to, connection),
            send.text_version,
        )
        for row, send, provider in sends
    ]
    types = ("uuid", "text", "text", "bigint", "text", "text", "text", "int")
    return _update(
        f"""
        lease_until = {clock} + %s, provider = v.provider, channel = v.channel,
        contact_point_id = v.contact_point, subject = v.subject, text = v.body,
        sent_to = v.sent_to, text_version = v.text_version
        """,
        "id, provider, channel, contact_point, subject, body, sent_to, text_version",
        types,
        values,
        f"""
        r.lease_token = %s AND r.lease_until > {clock} AND r.expires_at > {clock}
        AND EXISTS (SELECT 1 FROM cases_sendingswitch WHERE is_on)
        """,  # noqa: S608  # no part of it comes from outside
        before=[lease],
        after=[token],
        clock=clock,
    )


def settle(
    settlements: Iterable[Settlement], token: UUID, *, clock: str = CLOCK
) -> dict[UUID, datetime]:
    """Write what became of rows, where they are still ours. Return those, and when it was."""
    values = [
        (
            one.row.pk,
            one.state,
            one.reason,
            one.code[:40],
            one.channel,
            one.provider,
            one.provider_id[:100],
            one.delivery,
            one.next_at,
            one.attempts_back,
        )
        for one in settlements
    ]
    types = "uuid text text text text text text text timestamptz int".split()
    return _update(
        f"""
        state = v.state, reason = v.reason, last_error = v.code,
        channel = COALESCE(v.channel, r.channel), provider = COALESCE(v.provider, r.provider),
        provider_id = v.provider_id,
        delivery = CASE WHEN r.delivery <> '' THEN r.delivery ELSE v.delivery END,
        next_attempt_at = COALESCE(v.next_at, r.next_attempt_at),
        attempts = GREATEST(r.attempts - v.attempts_back, 0),
        lease_token = NULL, lease_until = NULL,
        sent_at = CASE WHEN v.state = 'sent' THEN {clock} ELSE r.sent_at END,
        settled_at = CASE WHEN v.state = 'scheduled' THEN NULL ELSE {clock} END
        """,
        "id, state, reason, code, channel, provider, provider_id, delivery, next_at, attempts_back",
        types,
        values,
        "r.lease_token = %s",
        before=[],
        after=[token],
        clock=clock,
    )


def note(rows: Sequence[tuple[Reminder, str]], token: UUID) -> None:
    """Note why it is not known what became of rows; they stay leased."""
    _update(
        "last_error = v.code",
        "id, code",
        ("uuid", "text"),
        [(row.pk, code[:40]) for row, code in rows],
        "r.lease_token = %s",
        before=[],
        after=[token],
    )


def _update(
    change: str,
    columns: str,
    types: Sequence[str],
    values: Sequence[tuple[Any, ...]],
    where: str,
    *,
    before: list[Any],
    after: list[Any],
    clock: str = CLOCK,
) -> dict[UUID, datetime]:
    if not values:
        return {}
    row = "(" + ", ".join(f"%s::{kind}" for kind in types) + ")"
    # Not the bare state: the index of leased rows would be tried, and when many have just been
    # settled it is full of those that are leased no more.
    sql = f"""
        UPDATE {TABLE} r SET {change}
        FROM (VALUES {", ".join([row] * len(values))}) AS v({columns})
        WHERE r.id = v.id AND r.state || '' = 'sending' AND {where}
        RETURNING r.id, {clock}
        """  # noqa: S608  # no part of it comes from outside
    flat = [value for each in values for value in each]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*before, *flat, *after])
        return dict(cursor.fetchall())
