"""One message to one person: kept word for word, and what the ledger still has of it."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from cases.models import Reminder
from cases.reminders import reasons
from cases.reminders.by_hand import settle
from conferences.invitations.calendar_file import calendar_file
from conferences.invitations.composing import Composed
from conferences.invitations.ledger import LIVE, SUBJECT
from conferences.invitations.ways import Channel
from conferences.models import Meeting, MeetingInvitation, Participant


def keep_message(
    meeting: Meeting,
    composed: Composed,
    *,
    by: User,
    state: str,
    to: str = "",
    sent_at: datetime | None = None,
) -> MeetingInvitation:
    participant, now = composed.participant, timezone.now()
    last = participant.invitations.aggregate(last=Max("revision"))["last"] or 0
    is_email = composed.way.channel == Channel.EMAIL
    return MeetingInvitation.objects.create(
        participant=participant,
        revision=last + 1,
        purpose=composed.said.purpose,
        channel=composed.way.channel,
        contact_point=composed.way.contact,
        starts_at=composed.said.starts_at,
        ends_at=composed.said.ends_at,
        subject=composed.subject,
        _text=composed.text,
        _to=to or composed.way.shown,
        calendar_file=calendar_file(composed.said, participant, revision=last + 1, now=now)
        if is_email
        else "",
        language=language_of(participant),
        state=state,
        warnings="\n".join(warning.words for warning in composed.warnings),
        made_by=by,
        made_at=now,
        sent_at=sent_at,
    )


def language_of(participant: Participant) -> str:
    """The language somebody reads, where it is known not to be English."""
    person = participant.person
    if person is None:
        return ""
    language = person.interpreter_language or person.language
    return "" if language.strip().lower() in ("", "english") else language.strip()


def live_message(invitation: MeetingInvitation) -> Reminder | None:
    """What the ledger still has to send of it, locked; one that is being sent is not.

    Never waited for: whoever settles it holds it, and waits for the invitation.
    """
    rows = Reminder.objects.filter(subject_type=SUBJECT, subject_id=invitation.pk)
    row = rows.filter(state__in=LIVE).order_by("pk").first()
    if row is None or row.state == Reminder.State.SENDING:
        return row
    waiting = rows.filter(pk=row.pk, state=Reminder.State.SCHEDULED)
    locked = waiting.select_for_update(of=("self",), skip_locked=True).first()
    if locked is None:
        row.state = Reminder.State.SENDING
    return locked or row


def after_last_try(invitation: MeetingInvitation) -> datetime:
    """Now, by whichever clock is ahead: what was tried before counts as tried."""
    rows = Reminder.objects.filter(subject_type=SUBJECT, subject_id=invitation.pk)
    last = rows.aggregate(last=Max("settled_at"))["last"]
    return max(timezone.now(), last) if last else timezone.now()


def stop_message(invitation: MeetingInvitation) -> None:
    """Take it out of the ledger; refused in the moment in which it is being sent."""
    row = live_message(invitation)
    if row is None:
        return
    if row.state == Reminder.State.SENDING:
        raise ValidationError(
            "It is being sent in this moment. Look again in a minute.", code="being_sent"
        )
    row.state, row.reason = Reminder.State.CANCELLED, reasons.BY_HAND
    row.settled_at = timezone.now()
    row.save(update_fields=["state", "reason", "settled_at"])


def settle_ringing(participant: Participant, *, by: User) -> None:
    """Whoever was to ring them about a message need not any more."""
    keys = list(participant.invitations.values_list("pk", flat=True))
    if keys:
        rows = Reminder.objects.filter(subject_type=SUBJECT, subject_id__in=keys)
        settle(rows.defer("_text", "_to"), by=by)
