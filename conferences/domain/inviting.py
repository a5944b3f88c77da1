"""Inviting people to a meeting one by one: written, looked at, released, sent, answered."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User
from cases.domain.recording import record_event
from cases.domain.tasking import add_task
from cases.models import ContactPoint, Event, Task
from conferences.invitations.calendar_file import addressed_to, calendar_file, method_of
from conferences.invitations.composing import (
    Composed,
    compose,
    find_way,
    is_still_right,
    why_stale,
)
from conferences.invitations.desk import Desk, is_reachable
from conferences.invitations.ways import TOLD, Channel, ways_of
from conferences.models import Meeting, MeetingInvitation, MeetingParty, Participant
from restorative.working_days import add_working_days

State = MeetingInvitation.State
OPEN = (State.WAITING, State.READY, State.FAILED)
CHANGED = "Something has changed since this was looked at, so it was not sent."


@transaction.atomic
def prepare_invitation(
    participant: Participant,
    *,
    by: User,
    channel: str,
    contact_point: ContactPoint | None = None,
    seen: str = "",
) -> MeetingInvitation:
    """Write what one person will get, word for word, and keep it as it was looked at.

    `seen` is the digest of what stood on the check page: if it would say anything else by
    now it is refused. With anything to be warned of it waits for a second person.
    """
    if channel == Channel.TOLD:
        raise ValidationError("Nothing is written to somebody who is told.", code="told")
    meeting, participant = _lock(participant)
    desk = Desk(meeting, by)
    way = find_way(desk, participant, channel, contact_point.pk if contact_point else None)
    composed = compose(desk, participant, way)
    if seen and seen != composed.digest:
        raise ValidationError(CHANGED, code="changed")
    _make_way(desk, participant, by=by)
    invitation = _write(
        meeting,
        composed,
        by=by,
        state=State.WAITING if composed.warnings else State.READY,
    )
    _record(invitation, Event.Kind.INVITATION_MADE, by=by)
    return invitation


@transaction.atomic
def release_invitation(
    invitation: MeetingInvitation, *, by: User, alone_why: str = ""
) -> MeetingInvitation:
    """Let something go of which its maker was warned: a second person has looked at it.

    Its maker can do so alone when nobody else can be had, with the reason; the managers of
    the team are asked to look at it afterwards.
    """
    invitation = _lock_invitation(invitation)
    if invitation.state != State.WAITING:
        raise ValidationError(
            f"This does not wait for anybody: it says “{invitation.get_state_display()}”.",
            code="not_waiting",
        )
    is_alone = invitation.made_by_id == by.pk
    if is_alone and not alone_why.strip():
        raise ValidationError(
            "You wrote this, so somebody else has to look at it. If nobody can be reached, "
            "enter why it cannot wait.",
            code="own",
        )
    _check_again(invitation, by=by)
    invitation.state = State.READY
    invitation.released_by, invitation.released_at = by, timezone.now()
    invitation.released_alone_why = alone_why.strip() if is_alone else ""
    invitation.save()
    _record(invitation, Event.Kind.INVITATION_RELEASED, by=by, why=invitation.released_alone_why)
    if is_alone:
        _ask_to_check(invitation, by=by)
    return invitation


@transaction.atomic
def send_invitation(invitation: MeetingInvitation, *, by: User) -> MeetingInvitation:
    """Send an email, or record that a letter was posted or a text sent by hand.

    Everything is looked at again first: nothing goes that is not, to the letter, what would
    be written now. An email leaves once this is certain, to one address.
    """
    invitation = _lock_invitation(invitation)
    if invitation.state == State.WAITING:
        raise ValidationError("A second person has to look at this first.", code="not_released")
    if invitation.state not in (State.READY, State.FAILED):
        raise ValidationError(
            f"This cannot be sent: it says “{invitation.get_state_display()}”.", code="not_ready"
        )
    composed = _check_again(invitation, by=by)
    is_email = invitation.channel == Channel.EMAIL
    if is_email:
        _check_hour(invitation)
    invitation.state, invitation.failed_why = State.SENT, ""
    invitation.sent_at = timezone.now()
    invitation.save(update_fields=["state", "sent_at", "failed_why"])
    _record(invitation, Event.Kind.INVITATION_SENT, by=by)
    if is_email:
        to = _address(composed)
        transaction.on_commit(lambda: _mail(invitation.pk, to))
    return invitation


@transaction.atomic
def mark_told(participant: Participant, *, by: User, how: str = "") -> MeetingInvitation:
    """Record that somebody was told in person or by phone, and what there was to tell."""
    meeting, participant = _lock(participant)
    desk = Desk(meeting, by)
    composed = compose(desk, participant, TOLD)
    waiting = desk.waiting(participant)
    if waiting is not None:
        _drop(waiting, by=by)
    invitation = _write(
        meeting, composed, by=by, state=State.TOLD, to=how.strip(), sent_at=timezone.now()
    )
    _record(invitation, Event.Kind.INVITATION_SENT, by=by)
    return invitation


@transaction.atomic
def drop_invitation(invitation: MeetingInvitation, *, by: User) -> MeetingInvitation:
    """Decide not to send what was written. What has gone cannot be taken back."""
    invitation = _lock_invitation(invitation)
    if invitation.state not in OPEN:
        raise ValidationError(
            f"This cannot be stopped any more: it says “{invitation.get_state_display()}”.",
            code="not_open",
        )
    return _drop(invitation, by=by)


@transaction.atomic
def record_answer(
    participant: Participant, *, by: User, answer: str, words: str = ""
) -> Participant:
    """Record what somebody said to the invitation. The newest answer stands."""
    _, participant = _lock(participant)
    if answer not in (Participant.Answer.YES, Participant.Answer.MAYBE, Participant.Answer.NO):
        raise ValidationError("Select yes, no or not sure.", code="answer_missing")
    if not is_reachable(participant):
        raise ValidationError(
            "They do not take part in this meeting, so there is nothing to answer.",
            code="kept_away",
        )
    before = participant.get_answer_display()
    participant.answer, participant.answered_at = answer, timezone.now()
    participant.answer_words = words.strip()
    participant.save(update_fields=["answer", "answered_at", "answer_words"])
    _record_on_cases(
        participant,
        Event.Kind.INVITATION_ANSWERED,
        by=by,
        from_value=before,
        to_value=participant.get_answer_display(),
    )
    return participant


def invitations_stale(
    meeting: Meeting, *, user: User | None = None
) -> list[tuple[Participant, str]]:
    """Those who were told what is not right any more, each with what is wrong about it."""
    desk = Desk(meeting, user)
    return [(one, why) for one in desk.people if (why := why_stale(desk, one))]


def _lock(participant: Participant) -> tuple[Meeting, Participant]:
    """Lock the meeting, then the one who takes part in it, and read both anew."""
    meeting = Meeting.objects.select_for_update().get(pk=participant.meeting_id)
    locked = Participant.objects.select_for_update(of=("self",)).with_names().get(pk=participant.pk)
    return meeting, locked


def _lock_invitation(invitation: MeetingInvitation) -> MeetingInvitation:
    meeting, participant = _lock(invitation.participant)
    locked = (
        MeetingInvitation.objects.select_for_update(of=("self",))
        .select_related("contact_point", "made_by")
        .get(pk=invitation.pk)
    )
    participant.meeting = meeting
    locked.participant = participant
    return locked


def _make_way(desk: Desk, participant: Participant, *, by: User) -> None:
    """Drop what was written before and is not right any more; refuse beside what still is."""
    waiting = desk.waiting(participant)
    if waiting is None:
        return
    try:
        _check_against(desk, participant, waiting)
    except ValidationError:
        _drop(waiting, by=by)
        return
    raise ValidationError(
        "A message to them is ready already. Send it or drop it first.", code="one_is_ready"
    )


def _check_again(invitation: MeetingInvitation, *, by: User) -> Composed:
    desk = Desk(invitation.participant.meeting, by)
    return _check_against(desk, invitation.participant, invitation)


def _check_against(desk: Desk, participant: Participant, row: MeetingInvitation) -> Composed:
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


def _way_of(desk: Desk, participant: Participant, row: MeetingInvitation):  # type: ignore[no-untyped-def]
    if row.contact_point_id is None and participant.person_id is None:
        for way in ways_of(participant, []):
            if way.channel == row.channel:
                return way
    return find_way(desk, participant, row.channel, row.contact_point_id)


def _check_hour(invitation: MeetingInvitation) -> None:
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


def _write(
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


def _address(composed: Composed) -> str:
    """Where an email goes. A confidential address is read here and shown to nobody."""
    contact = composed.way.contact
    return contact._value if contact is not None else composed.way.shown


def _mail(pk: int, to: str) -> None:
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


def parties_of(participant: Participant) -> list[MeetingParty]:
    """The case on whose side somebody takes part: nothing of them is told to another."""
    parties = list(participant.meeting.parties.select_related("case__team"))
    return [party for party in parties if party.side == participant.party] or parties


def _drop(invitation: MeetingInvitation, *, by: User) -> MeetingInvitation:
    invitation.state = State.DROPPED
    invitation.save(update_fields=["state"])
    _record(invitation, Event.Kind.INVITATION_DROPPED, by=by)
    return invitation


def _ask_to_check(invitation: MeetingInvitation, *, by: User) -> None:
    due = add_working_days(timezone.localdate(), 1)
    for party in parties_of(invitation.participant):
        add_task(
            title="Look at an invitation that was released by one person",
            detail="It is under Invitations of the meeting, with the reason.",
            due_on=due,
            by=by,
            for_managers_of=party.case.team,
            case=party.case,
            kind=Task.Kind.CHECK_RELEASE,
        )


def _record(invitation: MeetingInvitation, kind: Event.Kind, *, by: User, why: str = "") -> None:
    """Say what and by which way, and nobody's name: an event is read for longer than a page."""
    words = f"{invitation.get_purpose_display()}, {invitation.get_channel_display().lower()}"
    _record_on_cases(
        invitation.participant, kind, by=by, subject=invitation, to_value=words, why=why
    )


def _record_on_cases(
    participant: Participant,
    kind: Event.Kind,
    *,
    by: User,
    subject: MeetingInvitation | None = None,
    from_value: str = "",
    to_value: str = "",
    why: str = "",
) -> None:
    for party in parties_of(participant):
        record_event(
            party.case,
            kind,
            by=by,
            subject=subject or participant,
            from_value=from_value,
            to_value=to_value,
            why=why,
            audience=Event.Audience.SERVICE,
        )
