"""What a made-up council has been reminded of: what waits is planned by the rules themselves.

Sending is switched on, and reaches the outbox of the demo alone. What the months before
would have left in the ledger is written as rows: sent, held back, not delivered, failed.
"""

from datetime import datetime, timedelta
from itertools import cycle
from uuid import UUID

from django.utils import timezone

from accounts.models import OutboxMessage
from cases.models import Case, ContactPoint, Notice, Reminder
from cases.reminders import reasons, sending
from cases.reminders.by_hand import ask_a_human, settle
from cases.reminders.dispatching import Dispatcher
from cases.reminders.planning import Wanted, wanted
from cases.reminders.rules import Step, all_rules
from cases.reminders.texts import CannotBeSaid, compose, moment_values
from cases.reminders.when import due
from conferences.demo.clock import at
from conferences.demo.staff import Council
from conferences.models import Meeting, Participant
from conferences.reminders.rules import MEETING_SOON

State, Channel, Delivery = Reminder.State, Reminder.Channel, Reminder.Delivery
BEFORE = timedelta(days=120)
TOLD_SINCE = timedelta(days=45)
# What becomes of messages to those who can be written to: most arrive.
FATES = (
    (State.SENT, Delivery.DELIVERED, ""),
    (State.SENT, Delivery.DELIVERED, ""),
    (State.SENT, Delivery.PERMANENT, ""),
    (State.SENT, Delivery.DELIVERED, ""),
    (State.SENT, Delivery.TEMPORARY, ""),
    (State.FAILED, Delivery.NONE, reasons.REFUSED),
    (State.SENT, Delivery.DELIVERED, ""),
)


def switch_on(council: Council) -> None:
    why = "A demonstration: everything lands in the outbox and nothing leaves."
    sending.switch(True, by=council["dev"], why=why)


def send_what_is_due() -> int:
    """Let the dispatcher do what it would do in this minute; returns how many it settled."""
    return Dispatcher().run(seconds=60)


def tell_colleagues() -> None:
    """Write what colleagues were told in the last weeks and still holds, the older of it read."""
    now = timezone.now()
    cases = Case.objects.working().select_related("coordinator").in_bulk()
    newest: dict[tuple[str, ...], Wanted] = {}
    for one in wanted(cases, rules=all_rules()):
        is_told = one.step.how == Channel.NOTICE and not one.step.at_once
        if is_told and one.recipient.user and now - TOLD_SINCE < one.due.at < now:
            about = f"{one.occasion.subject_type}{one.occasion.subject_id}"
            newest[one.rule.key, one.step.key, about, one.recipient.key] = one
    for one in newest.values():
        _tell(one, cases[one.occasion.case], now)


def _tell(one: Wanted, case: Case, now: datetime) -> None:
    about, at = one.occasion, one.due.at
    assert one.recipient.user
    values = {"reference": str(case)} | moment_values(about.at or about.since, "notice")
    try:
        words = compose(one.rule.key, "notice", values | dict(about.facts), is_staff=True)
    except CannotBeSaid:
        return
    row = Reminder.objects.create(
        dedupe_key=one.key,
        rule=one.rule.key,
        step=one.step.key,
        case=case,
        subject_type=about.subject_type,
        subject_id=about.subject_id,
        revision=about.revision,
        user_id=one.recipient.user,
        role=one.step.to,
        channel=Channel.NOTICE,
        local_due=one.due.words,
        zone=timezone.get_current_timezone_name(),
        due_at=at,
        next_attempt_at=at,
        expires_at=max(one.due.expires_at, at + timedelta(hours=1)),
        state=State.SENT,
        attempts=1,
        provider="product",
        planned_at=at - timedelta(days=7),
        sent_at=at,
        settled_at=at,
        _text=words.body,
    )
    is_old = now - at > timedelta(days=7)
    Notice.objects.create(
        user_id=one.recipient.user,
        case=case,
        reminder=row,
        text=words.body,
        url=about.url,
        at=at,
        mailed_at=at,
        read_at=at + timedelta(hours=2) if is_old else None,
    )


def remember() -> None:
    """Write what was sent before each meeting of the last months, and what was not."""
    now = timezone.now()
    fates = cycle(FATES)
    meetings = Meeting.objects.filter(starts_at__gt=now - BEFORE, starts_at__lt=now)
    for meeting in meetings.order_by("pk"):
        for participant in _told(meeting):
            for step in MEETING_SOON.steps:
                _remember(meeting, participant, step, fates)


def _told(meeting: Meeting) -> list[Participant]:
    people = Participant.objects.filter(meeting=meeting, person__isnull=False).reachable()
    adults = people.exclude(part=Participant.Part.CHILD)
    return list(adults.filter(attendance__in=("comes", "with_arrangements")).with_names())


def _remember(meeting, participant, step: Step, fates) -> None:  # type: ignore[no-untyped-def]
    assert meeting.starts_at
    case = meeting.parties.get().case
    when = due(step, timezone.localdate(meeting.starts_at), ends_at=meeting.starts_at)
    if when.at >= when.expires_at:
        return
    contact = _way(participant)
    state, delivery, reason = (State.HELD, Delivery.NONE, reasons.NO_SAFE_WAY)
    if contact is not None:
        state, delivery, reason = next(fates)
    values = moment_values(meeting.starts_at, "text") | {
        "coordinator": case.coordinator.first_name,
        "phone": case.coordinator.phone,
    }
    words = compose(MEETING_SOON.key, "text", values, is_staff=False)
    is_sent = state == State.SENT
    row = Reminder(
        dedupe_key=(
            f"{MEETING_SOON.key}:{step.key}:meeting{meeting.pk}:p{participant.person_id}:r0"
        ),
        rule=MEETING_SOON.key,
        step=step.key,
        case=case,
        subject_type="meeting",
        subject_id=meeting.pk,
        person=participant.person,
        role=step.to,
        contact_point=contact,
        channel=Channel.TEXT if contact else Channel.RING,
        local_due=when.words,
        zone=timezone.get_current_timezone_name(),
        due_at=when.at,
        next_attempt_at=when.at,
        expires_at=when.expires_at,
        state=state,
        delivery=delivery,
        reason=reason,
        attempts=1 if contact else 0,
        provider="outbox" if is_sent else "",
        planned_at=when.at - timedelta(days=10),
        settled_at=when.at + timedelta(seconds=4),
        sent_at=when.at + timedelta(seconds=4) if is_sent else None,
        delivery_at=when.at + timedelta(minutes=2) if delivery else None,
    )
    if contact is not None:
        row.provider_id = str(row.pk) if is_sent else ""
        row._to, row._text = contact.shown, words.body
    row.save()
    if is_sent and contact is not None:
        _put_in_outbox(row.pk, contact.shown, words.body, when.at)
    if state == State.HELD or state == State.FAILED or delivery in Reminder.UNDELIVERED:
        with at(when.at):
            ask_a_human([row])
        with at(when.at + timedelta(hours=3)):
            settle([row], by=case.coordinator)


def _way(participant: Participant) -> ContactPoint | None:
    """A mobile number that may be texted and is no secret."""
    return (
        ContactPoint.objects.current()
        .filter(
            person=participant.person,
            channel=ContactPoint.Channel.MOBILE,
            may_text=ContactPoint.May.YES,
            confirmed_on__isnull=False,
            is_confidential=False,
        )
        .first()
    )


def _put_in_outbox(reference: UUID, to: str, body: str, when: datetime) -> None:
    message = OutboxMessage.objects.create(channel="text", to=to, body=body, reference=reference)
    OutboxMessage.objects.filter(pk=message.pk).update(at=when)
