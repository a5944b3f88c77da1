"""Invitations on their way: sent by the ledger of reminders, word for word as looked at.

One that is ready to go by mail or text is in the ledger from that moment. The dispatcher
asks again whether it is still right, sends it once, and the invitation's own state follows.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.domain.recording import record_event
from cases.models import Consent, Event, Reminder
from cases.reminders import reasons
from cases.reminders.occasions import Occasion, Recipient, Scope, occasion
from cases.reminders.own_words import Own, keeps_words
from cases.reminders.providers import channels
from cases.reminders.rules import register_rules
from cases.reminders.settled import on_settled
from cases.reminders.when import SLEEPS, WAKES, next_waking
from conferences.formats import FORMATS
from conferences.invitations.calendar_file import addressed_to, method_of
from conferences.invitations.desk import Desk
from conferences.invitations.looking_again import address_of, check_against
from conferences.models import MeetingInvitation, MeetingParty, Participant
from conferences.reminders.rules import INVITATION

SUBJECT = "meetinginvitation"
Channel, State, Ledger = MeetingInvitation.Channel, MeetingInvitation.State, Reminder.State
LIVE = (Ledger.SCHEDULED, Ledger.SENDING)
DEAD = (Ledger.FAILED, Ledger.HELD)
# Why a message is not made any more, as the ledger says it.
REASONS = {
    "kept_away": reasons.KEPT_AWAY,
    "another_way": reasons.KEPT_AWAY,
    "died": reasons.DIED,
    "case_ended": reasons.CASE_ENDED,
    "no_such_way": reasons.NO_SAFE_WAY,
    "way_not_safe": reasons.NO_SAFE_WAY,
    "no_phone": reasons.NO_PHONE,
    "passed": reasons.TOO_LATE,
}


def register() -> None:
    """Let the ledger send invitations; called when the product starts."""
    keeps_words(SUBJECT, planned=planned, checked=checked)
    on_settled(SUBJECT, follow)
    for declared in FORMATS.values():
        register_rules((INVITATION,), format=declared.key)


@occasion(
    "invitation_released",
    listens=(
        Event.Kind.INVITATION_MADE,
        Event.Kind.INVITATION_RELEASED,
        Event.Kind.INVITATION_DROPPED,
        Event.Kind.INVITATION_SENT,
        Event.Kind.PARTICIPANT_LEFT,
    ),
)
def invitations_released(scope: Scope) -> Iterable[Occasion]:
    """Those ready to go by mail or text. One that is tried anew is another revision."""
    ready = MeetingInvitation.objects.filter(
        state=State.READY,
        channel__in=by_itself(),
        participant__meeting__parties__case__in=scope.cases,
        participant__meeting__format__in=scope.formats,
    ).distinct()
    rows = list(ready.select_related("participant").defer("_text", "_to").order_by("pk"))
    tried = _tried(rows)
    sides = _sides({row.participant.meeting_id for row in rows})
    for row in rows:
        case = _case_of(row.participant, sides)
        if case in scope.cases:
            yield Occasion(
                case=case,
                subject_type=SUBJECT,
                subject_id=row.pk,
                since=timezone.localdate(_let_go_at(row)),
                recipients={"invited": (_recipient(row.participant),)},
                at=row.starts_at,
                revision=tried[row.pk],
                url=row.get_absolute_url(),
            )


def planned(rows: Sequence[Reminder]) -> dict[UUID, Own]:
    found = _invitations(rows, for_sending=False)
    return {
        row.pk: Own(found[row.subject_id].channel, found[row.subject_id].contact_point_id)
        for row in rows
        if row.subject_id in found
    }


def checked(rows: Sequence[Reminder]) -> dict[UUID, Own]:
    """Each as it goes, or why not: seen with the eyes of whoever looked at it before."""
    invitations = _invitations(rows, for_sending=True)
    desks: dict[tuple[int, int], Desk] = {}
    found = {}
    for row in rows:
        one = invitations.get(row.subject_id)
        if one is None or one.state != State.READY:
            continue
        meeting, maker = one.participant.meeting, one.made_by
        desk = desks.setdefault((meeting.pk, maker.pk), Desk(meeting, maker))
        found[row.pk] = _checked(desk, one)
    return found


def follow(rows: list[Reminder]) -> None:
    """Let invitations follow what became of their message, in the settling transaction."""
    by_subject = {row.subject_id: row for row in rows}
    invitations = MeetingInvitation.objects.filter(pk__in=by_subject)
    for one in invitations.select_related("participant__meeting").order_by("pk"):
        row = by_subject[one.pk]
        if row.state == Ledger.SENT and one.state in (State.READY, State.DROPPED, State.FAILED):
            one.state, one.failed_why, one.sent_at = State.SENT, "", row.sent_at
            one.save(update_fields=["state", "failed_why", "sent_at"])
            _record_sent(one, row)
        elif row.state in DEAD and one.state == State.READY:
            one.state, one.failed_why = State.FAILED, reasons.words(row.reason)[:300]
            one.save(update_fields=["state", "failed_why"])


def by_itself() -> frozenset[str]:
    """The ways by which the product sends an invitation; letters are posted by hand."""
    return frozenset({Channel.EMAIL.value, Channel.TEXT.value}) & channels()


def messages_of(invitations: Collection[int]) -> dict[int, Reminder]:
    """The newest message of each, by the invitation's key."""
    # One nobody has, lest a list with nothing written cost less than another.
    rows = Reminder.objects.filter(subject_type=SUBJECT, subject_id__in={0, *invitations})
    rows = rows.defer("_text", "_to").order_by("planned_at", "revision")
    return {row.subject_id: row for row in rows}


def is_on_its_way(message: Reminder | None) -> bool:
    return message is not None and message.state in LIVE


def waits_until(invitation: MeetingInvitation, now: datetime) -> datetime | None:
    """When it may go that may not go now; None where it can, or no hour is left for it."""
    contact = invitation.contact_point
    since = max((contact.safe_from if contact else None) or WAKES, WAKES)
    until = min((contact.safe_until if contact else None) or SLEEPS, SLEEPS)
    if since >= until:
        return None
    at = next_waking(now, since=since, until=until)
    return at if at > now else None


def words_of(invitation: MeetingInvitation, message: Reminder | None, now: datetime) -> str:
    """Where it stands, for the list and its page."""
    if invitation.state == State.READY and message is not None and is_on_its_way(message):
        if message.state == Ledger.SENDING:
            return "Being sent"
        if message.reason == reasons.SENDING_OFF:
            return "Waits: sending is switched off"
        at = waits_until(invitation, now)
        return f"Waits for a safe hour: {_hour(at, now)}" if at else "On its way"
    if invitation.state == State.SENT and message is not None and message.state == Ledger.SENT:
        return _arrival(message)
    if invitation.state == State.FAILED and invitation.failed_why:
        return f"Could not be sent: {invitation.failed_why}"
    return invitation.get_state_display()


def has_not_arrived(message: Reminder | None) -> bool:
    return message is not None and message.delivery in Reminder.UNDELIVERED


def _arrival(message: Reminder) -> str:
    if message.delivery == Reminder.Delivery.DELIVERED:
        return "Delivered"
    if has_not_arrived(message):
        why = message.get_delivery_display().removeprefix("Not delivered: ")
        return f"Did not arrive: {why}"
    assert message.sent_at is not None
    return f"Sent {timezone.localtime(message.sent_at):%-d %b, %H:%M}"


def _hour(at: datetime, now: datetime) -> str:
    local = timezone.localtime(at)
    is_today = local.date() == timezone.localtime(now).date()
    return f"{local:%H:%M}" if is_today else f"{local:%-d %b, %H:%M}"


def _checked(desk: Desk, one: MeetingInvitation) -> Own:
    why_not = ""
    if one.participant.user is not None and not one.participant.user.is_active:
        why_not = reasons.LEFT
    try:
        composed = check_against(desk, one.participant, one)
    except ValidationError as refusal:
        cause = refusal.__cause__
        code = getattr(cause, "code", "") or ""
        why_not = why_not or REASONS.get(code, reasons.CHANGED)
    if not why_not and one.purpose != MeetingInvitation.Purpose.CANCELLATION:
        why_not = _taken_back(desk, one)
    if why_not:
        return Own(one.channel, why_not=why_not)
    to, contact, kept = address_of(composed), one.contact_point, one.calendar_file
    file = None
    if kept:
        kind = f"text/calendar; method={method_of(kept)}"
        file = ("meeting.ics", kind, addressed_to(kept, to))
    return Own(
        one.channel,
        contact_point=one.contact_point_id,
        to=to,
        subject=one.subject,
        body=one._text,
        attachment=file,
        since=contact.safe_from if contact else None,
        until=contact.safe_until if contact else None,
    )


def _taken_back(desk: Desk, one: MeetingInvitation) -> str:
    """Whether they no longer agree to be contacted; that it is off is said to them all the same."""
    cases = [party.case_id for party in desk.parties]
    answers = Consent.objects.against().filter(case__in=cases, person=one.participant.person_id)
    return reasons.WITHDRAWN if one.participant.person_id and answers.exists() else ""


def _invitations(rows: Sequence[Reminder], *, for_sending: bool) -> dict[int, MeetingInvitation]:
    found = MeetingInvitation.objects.filter(pk__in={row.subject_id for row in rows})
    if not for_sending:
        return found.defer("_text", "_to", "calendar_file").in_bulk()
    return found.select_related(
        "made_by",
        "contact_point",
        "participant__meeting",
        "participant__person",
        "participant__user",
        "participant__resource",
    ).in_bulk()


def _let_go_at(row: MeetingInvitation) -> datetime:
    return max(row.made_at, row.released_at) if row.released_at else row.made_at


def _tried(rows: Sequence[MeetingInvitation]) -> Counter[int]:
    """How often each was tried in vain before it was let go the last time."""
    let_go = {row.pk: _let_go_at(row) for row in rows}
    dead = Reminder.objects.filter(subject_type=SUBJECT, subject_id__in=let_go, state__in=DEAD)
    return Counter(
        subject
        for subject, settled_at in dead.values_list("subject_id", "settled_at")
        if settled_at is not None and settled_at <= let_go[subject]
    )


def _sides(meetings: Collection[int]) -> dict[int, list[tuple[str, int]]]:
    found: dict[int, list[tuple[str, int]]] = {}
    rows = MeetingParty.objects.filter(meeting__in=meetings).order_by("pk")
    for meeting, side, case in rows.values_list("meeting", "side", "case"):
        found.setdefault(meeting, []).append((side, case))
    return found


def _case_of(participant: Participant, sides: dict[int, list[tuple[str, int]]]) -> int:
    """The case on whose side they take part, as everywhere else in inviting."""
    all_of_them = sides[participant.meeting_id]
    mine = [case for side, case in all_of_them if side == participant.party]
    return mine[0] if mine else all_of_them[0][1]


def _recipient(participant: Participant) -> Recipient:
    if participant.person_id is not None:
        return Recipient(person=participant.person_id)
    if participant.user_id is not None:
        return Recipient(user=participant.user_id)
    return Recipient(other=("participant", participant.pk))


def _record_sent(one: MeetingInvitation, row: Reminder) -> None:
    words = f"{one.get_purpose_display()}, {one.get_channel_display().lower()}"
    record_event(
        row.case,
        Event.Kind.INVITATION_SENT,
        by=None,
        subject=one,
        to_value=words,
        audience=Event.Audience.SERVICE,
    )
