"""One message to one person: kept word for word, compared with what would be said now, mailed."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from conferences.invitations.calendar_file import addressed_to, calendar_file, method_of
from conferences.invitations.composing import Composed, compose, find_way, is_still_right
from conferences.invitations.desk import Desk
from conferences.invitations.ways import Channel, ways_of
from conferences.models import Meeting, MeetingInvitation, Participant

State = MeetingInvitation.State
CHANGED = "Something has changed since this was looked at, so it was not sent."


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


def check_still_right(desk: Desk, participant: Participant, row: MeetingInvitation) -> Composed:
    """Make the message again and refuse where anything about it has changed."""
    try:
        way = _way_of(desk, participant, row)
        composed = compose(desk, participant, way)
    except ValidationError as refusal:
        raise ValidationError([CHANGED, *refusal.messages], code="changed") from refusal
    if not is_still_right(desk, row, composed):
        raise ValidationError(
            [CHANGED, "The message would say something else now."], code="changed"
        )
    is_masked = row.contact_point is not None and row.contact_point.is_confidential
    if not is_masked and row._to != composed.way.shown:
        raise ValidationError(
            [CHANGED, "The number or address on file is another one now."], code="changed"
        )
    known = row.warnings.splitlines()
    new = [one.words for one in composed.warnings if one.words not in known]
    if new:
        raise ValidationError([CHANGED, *new], code="changed")
    return composed


def check_hour(invitation: MeetingInvitation) -> None:
    """An email arrives when it is sent: only while it is safe for it to be seen."""
    contact = invitation.contact_point
    if contact is None:
        return
    now = timezone.localtime().time()
    since, until = contact.safe_from, contact.safe_until
    if (since and now < since) or (until and now >= until):
        hours = " ".join(
            part
            for part in (
                f"from {since:%H:%M}" if since else "",
                f"until {until:%H:%M}" if until else "",
            )
            if part
        )
        raise ValidationError(f"It is safe to write there {hours} only. Send it then.", code="hour")


def address_of(composed: Composed) -> str:
    """Where an email goes. A confidential address is read here and shown to nobody."""
    contact = composed.way.contact
    return contact._value if contact is not None else composed.way.shown


def mail_message(pk: int, to: str) -> None:
    """Hand one email to one address over; where that fails, the row says so."""
    invitation = MeetingInvitation.objects.get(pk=pk)
    message = EmailMessage(subject=invitation.subject, body=invitation._text, to=[to])
    kept = invitation.calendar_file
    if kept:
        kind = f"text/calendar; method={method_of(kept)}"
        message.attach("meeting.ics", addressed_to(kept, to), kind)
    try:
        message.send()
    except Exception:  # whatever a mail server does, the row must say it
        MeetingInvitation.objects.filter(pk=pk).update(
            state=State.FAILED, failed_why="The mail server did not take it."
        )


def language_of(participant: Participant) -> str:
    """The language somebody reads, where it is known not to be English."""
    person = participant.person
    if person is None:
        return ""
    language = person.interpreter_language or person.language
    return "" if language.strip().lower() in ("", "english") else language.strip()


def _way_of(desk: Desk, participant: Participant, row: MeetingInvitation):  # type: ignore[no-untyped-def]
    if row.contact_point_id is None and participant.person_id is None:
        for way in ways_of(participant, []):
            if way.channel == row.channel:
                return way
    return find_way(desk, participant, row.channel, row.contact_point_id)
