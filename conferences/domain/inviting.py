"""Inviting people to a meeting one by one: written, looked at, released, answered.

What goes by mail or text is sent by the ledger of reminders (conferences/invitations/ledger.py).
"""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.domain.recording import record_event
from cases.domain.tasking import add_task
from cases.models import ContactPoint, Event, Reminder, Task
from conferences.domain.messages import (
    after_last_try,
    keep_message,
    live_message,
    settle_ringing,
    stop_message,
)
from conferences.invitations.composing import Composed, compose, find_way, why_stale
from conferences.invitations.desk import Desk, is_reachable
from conferences.invitations.ledger import by_itself
from conferences.invitations.looking_again import CHANGED, check_against
from conferences.invitations.ways import TOLD, Channel
from conferences.models import Meeting, MeetingInvitation, MeetingParty, Participant
from restorative.working_days import add_working_days

State = MeetingInvitation.State
OPEN = (State.WAITING, State.READY, State.FAILED)
NEAR = timedelta(minutes=30)


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
    if channel in by_itself():
        _check_in_time(composed.said.starts_at)
    if seen and seen != composed.digest:
        raise ValidationError(CHANGED, code="changed")
    _make_way(desk, participant, by=by)
    invitation = keep_message(
        meeting,
        composed,
        by=by,
        state=State.WAITING if composed.warnings else State.READY,
    )
    settle_ringing(participant, by=by)
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
    """Record that a letter was posted, or let a message go again that did not leave.

    What goes by mail or text is in the ledger from the moment that it is ready. Everything
    is looked at again first: nothing goes that is not, to the letter, what would be written
    now; and once more when it is sent.
    """
    invitation = _lock_invitation(invitation)
    _check_can_go(invitation)
    _check_again(invitation, by=by)
    if invitation.channel not in by_itself():
        return _sent_by_hand(invitation, by=by)
    if live_message(invitation) is not None:
        raise ValidationError("It is on its way already.", code="on_its_way")
    _check_in_time(invitation.starts_at)
    invitation.state, invitation.failed_why = State.READY, ""
    invitation.made_at = after_last_try(invitation)
    invitation.save(update_fields=["state", "made_at", "failed_why"])
    _record(invitation, Event.Kind.INVITATION_RELEASED, by=by)
    return invitation


@transaction.atomic
def send_by_hand(invitation: MeetingInvitation, *, by: User) -> MeetingInvitation:
    """Record that somebody sent a text from their own phone; the ledger sends it no more."""
    invitation = _lock_invitation(invitation)
    _check_can_go(invitation)
    if invitation.channel != Channel.TEXT:
        raise ValidationError("Only a text can be sent by hand.", code="not_by_hand")
    _check_again(invitation, by=by)
    stop_message(invitation)
    return _sent_by_hand(invitation, by=by)


@transaction.atomic
def mark_told(participant: Participant, *, by: User, how: str = "") -> MeetingInvitation:
    """Record that somebody was told in person or by phone, and what there was to tell."""
    meeting, participant = _lock(participant)
    desk = Desk(meeting, by)
    composed = compose(desk, participant, TOLD)
    waiting = desk.waiting(participant)
    if waiting is not None:
        _drop(waiting, by=by)
    invitation = keep_message(
        meeting, composed, by=by, state=State.TOLD, to=how.strip(), sent_at=timezone.now()
    )
    settle_ringing(participant, by=by)
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
    message = live_message(invitation)
    if message is not None and message.state == Reminder.State.SENDING:
        raise ValidationError(
            "It is being sent in this moment and cannot be stopped.", code="being_sent"
        )
    return _drop(invitation, by=by)


@transaction.atomic
def record_answer(
    participant: Participant, *, by: User, answer: str, words: str = ""
) -> Participant:
    """Record what somebody said to the invitation. The newest answer stands.

    The same answer once more, as of a second press, changes nothing, unless they were told
    something since: then it is the answer to that.
    """
    _, participant = _lock(participant)
    if answer not in (Participant.Answer.YES, Participant.Answer.MAYBE, Participant.Answer.NO):
        raise ValidationError("Select yes, no or not sure.", code="answer_missing")
    if not is_reachable(participant):
        raise ValidationError(
            "They do not take part in this meeting, so there is nothing to answer.",
            code="kept_away",
        )
    since = participant.answered_at
    is_same = (participant.answer, participant.answer_words) == (answer, words.strip())
    if since and is_same and not participant.invitations.filter(sent_at__gt=since).exists():
        return participant
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
        check_against(desk, participant, waiting)
    except ValidationError:
        _drop(waiting, by=by)
        return
    raise ValidationError(
        "A message to them is ready already. Send it or drop it first.", code="one_is_ready"
    )


def _check_again(invitation: MeetingInvitation, *, by: User) -> Composed:
    desk = Desk(invitation.participant.meeting, by)
    return check_against(desk, invitation.participant, invitation)


def _check_can_go(invitation: MeetingInvitation) -> None:
    if invitation.state == State.WAITING:
        raise ValidationError("A second person has to look at this first.", code="not_released")
    if invitation.state not in (State.READY, State.FAILED):
        raise ValidationError(
            f"This cannot be sent: it says “{invitation.get_state_display()}”.", code="not_ready"
        )


def _check_in_time(starts_at: datetime | None) -> None:
    """Nothing arrives for certain within half an hour, and nobody reads it in time."""
    if starts_at is not None and starts_at - timezone.now() <= NEAR:
        raise ValidationError(
            "It is too near for a message. Ring them, and record that they were told.",
            code="too_near",
        )


def _sent_by_hand(invitation: MeetingInvitation, *, by: User) -> MeetingInvitation:
    invitation.state, invitation.failed_why = State.SENT, ""
    invitation.sent_at = timezone.now()
    invitation.save(update_fields=["state", "sent_at", "failed_why"])
    _record(invitation, Event.Kind.INVITATION_SENT, by=by)
    return invitation


def parties_of(participant: Participant) -> list[MeetingParty]:
    """The case on whose side somebody takes part: nothing of them is told to another."""
    parties = list(participant.meeting.parties.select_related("case__team"))
    own = [party for party in parties if party.side == participant.party]
    return own if participant.meeting.declared.sides else own or parties


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
