"""Asked at the moment of sending, for a batch at once: is it still right, and still safe?

Nothing is locked and nothing changed here. What was planned is looked for again among what
the rules find now; ways, hours, switches and caps are as they are in this minute.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from cases.models import Case, Reminder
from cases.reminders import reasons, texts
from cases.reminders.batch import Batch
from cases.reminders.channels.base import Outgoing
from cases.reminders.own_words import Own, has_own_words
from cases.reminders.planning import Wanted
from cases.reminders.reaching import Reach
from cases.reminders.texts import CannotBeSaid, compose, moment_values
from cases.reminders.verdicts import Cancel, Hold, Later, Send, Tell, Verdict
from cases.reminders.when import SLEEPS, WAKES, moment, next_waking

Channel = Reminder.Channel
MESSAGES_A_DAY = 3
ASK_AGAIN = timedelta(minutes=10)
# A notice about something nearer than this is not left to the digest.
URGENT_WITHIN = timedelta(hours=48)
MARGIN = timedelta(minutes=1)


def prepare(reminders: Sequence[Reminder], *, now: datetime) -> dict[UUID, Verdict]:
    """What is to happen to each, by key, in the same few queries however many there are.

    What expires first is looked at first: it is what a cap for the day leaves room for.
    """
    batch = Batch(reminders, now)
    found: dict[UUID, Verdict] = {}
    for row in sorted(reminders, key=lambda row: (row.expires_at, row.due_at)):
        found[row.pk] = _verdict(batch, row)
    return found


def _verdict(batch: Batch, row: Reminder) -> Verdict:
    if row.rule not in batch.rules:
        return Cancel(reasons.RULE_GONE)
    case, one = batch.cases[row.case_id], batch.wanted.get(row.dedupe_key)
    if one is None:
        return Cancel(batch.why_stopped(row))
    if row.user_id is not None and not has_own_words(row):
        return _to_colleague(batch, row, case, one)
    if row.person_id is not None and batch.ways.has_died(row):
        return Cancel(reasons.DIED)
    if has_own_words(row):
        return _as_it_stands(batch, row)
    if case.is_ended and not batch.rules[row.rule].outlasts_case:
        return Cancel(reasons.CASE_ENDED)
    if case.stage == Case.Stage.ON_HOLD:
        return Hold(reasons.CASE_ON_HOLD)
    if case.is_restricted:
        return Hold(reasons.RESTRICTED)
    late = _wrong_time(batch, row, one)
    if late is not None:
        return late
    way = batch.reach[row.pk]
    if way.why_not:
        return Hold(way.why_not)
    if one.step.how == Channel.RING or way.channel == Channel.RING:
        return Hold(reasons.RING)
    return _wait(batch, row, way) or _send(batch, row, case, one, way)


def _wrong_time(batch: Batch, row: Reminder, one: Wanted) -> Verdict | None:
    """Its day has been moved, and nobody planned it anew: too late now, or not yet."""
    if min(one.due.expires_at, row.expires_at) <= batch.now:
        return Hold(reasons.TOO_LATE)
    if not one.step.at_once and one.due.at > batch.now + MARGIN and one.due.at > row.due_at:
        return Later(one.due.at, reasons.MOVED)
    return None


def _to_colleague(batch: Batch, row: Reminder, case: Case, one: Wanted) -> Verdict:
    """To those who may see the case today, and in their absence to whoever stands in."""
    assert row.user_id is not None
    way = batch.reach[row.pk]
    if way.why_not:
        return Cancel(way.why_not)
    if (row.user_id, row.case_id) not in batch.may_see:
        return Cancel(reasons.HIDDEN)
    if min(one.due.expires_at, row.expires_at) <= batch.now:
        return Cancel(reasons.TOO_LATE)
    late = _wrong_time(batch, row, one)
    if late is not None:
        return late
    if way.channel != Channel.EMAIL:
        return _tell(batch, row, case, one)
    deputy = batch.deputy_of(row)
    if deputy is not None:
        way = replace(way, to=deputy.email, name=deputy.first_name)
    return _wait(batch, row, way) or _send(batch, row, case, one, way, is_staff=True)


def _as_it_stands(batch: Batch, row: Reminder) -> Verdict:
    """An invitation: word for word as somebody looked at it, or not at all."""
    own = batch.own.get(row.pk)
    if own is None:
        return Cancel(batch.why_stopped(row))
    if own.why_not:
        return Hold(own.why_not)
    if row.expires_at <= batch.now:
        return Hold(reasons.TOO_LATE)
    way = Reach(
        own.channel,
        to=own.to,
        since=own.since,
        until=own.until,
        reader=row.person_id,
    )
    return _wait(batch, row, way) or _send_own(batch, row, own)


def _wait(batch: Batch, row: Reminder, way: Reach) -> Verdict | None:
    """Not in the night, not in an unsafe hour, not a fourth one today, not while it is off."""
    since, until = max(way.since or WAKES, WAKES), min(way.until or SLEEPS, SLEEPS)
    if since >= until:
        return Hold(reasons.NOT_SAFE_TIME)
    at = next_waking(batch.now, since=since, until=until)
    if at > batch.now:
        return _later(row, at, reasons.SAFE_HOUR, too_late=reasons.NOT_SAFE_TIME)
    if way.reader is not None and batch.sent_today[way.reader] >= MESSAGES_A_DAY:
        tomorrow = timezone.localdate(batch.now) + timedelta(days=1)
        return _later(row, moment(tomorrow, since), reasons.TOO_MANY, too_late=reasons.TOO_MANY)
    if not batch.is_sending_on:
        return Later(batch.now + ASK_AGAIN, reasons.SENDING_OFF)
    if way.reader is not None:
        batch.sent_today[way.reader] += 1
    return None


def _later(row: Reminder, at: datetime, reason: str, *, too_late: str) -> Verdict:
    return Later(at, reason) if at < row.expires_at else Hold(too_late)


def _send(
    batch: Batch, row: Reminder, case: Case, one: Wanted, way: Reach, *, is_staff: bool = False
) -> Verdict:
    # A letter has the words of an email.
    kind = texts.Kind.TEXT if way.channel == Channel.TEXT else texts.Kind.EMAIL
    try:
        written = compose(
            row.rule,
            kind,
            _values(batch, row, case, one, kind),
            texts=batch.texts,
            is_staff=is_staff,
            name=way.name,
            is_passed_on=way.is_passed_on,
        )
    except CannotBeSaid:
        _give_back(batch, way)
        has_phone = case.coordinator is not None and case.coordinator.phone
        return Hold(reasons.CHANGED if has_phone else reasons.NO_PHONE)
    outgoing = Outgoing(row.pk, way.channel, way.to, written.subject, written.body)
    return Send(outgoing, contact_point=way.contact_point, text_version=written.version)


def _send_own(batch: Batch, row: Reminder, own: Own) -> Verdict:
    outgoing = Outgoing(row.pk, own.channel, own.to, own.subject, own.body, own.attachment)
    return Send(outgoing, contact_point=own.contact_point)


def _tell(batch: Batch, row: Reminder, case: Case, one: Wanted) -> Verdict:
    kind = texts.Kind.NOTICE
    values = _values(batch, row, case, one, kind)
    try:
        written = compose(row.rule, kind, values, texts=batch.texts, is_staff=True)
    except CannotBeSaid:
        return Cancel(reasons.CHANGED)
    at = one.occasion.at
    is_near = at is not None and at - batch.now <= URGENT_WITHIN
    return Tell(written.body, url=one.occasion.url, is_urgent=is_near)


def _values(batch: Batch, row: Reminder, case: Case, one: Wanted, kind: str) -> dict[str, str]:
    """What the blanks may be filled with: of the occasion, which is at their own hour."""
    about, coordinator = one.occasion, case.coordinator
    values = {
        "coordinator": coordinator.first_name if coordinator else "",
        "phone": coordinator.phone if coordinator else "",
        "reference": case.reference or "",
    }
    values |= moment_values(about.at or about.since, kind)
    return values | dict(about.facts)


def _give_back(batch: Batch, way: Reach) -> None:
    if way.reader is not None:
        batch.sent_today[way.reader] -= 1
