"""Putting together what one person will receive: refused in words, or whole with its warnings."""

from dataclasses import dataclass
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.utils import timezone

from conferences.clearing import check_cleared, is_cleared
from conferences.invitations.desk import COMING, Desk, is_reachable
from conferences.invitations.said import Purpose, Said
from conferences.invitations.warnings import Caution, is_shared, warnings_for
from conferences.invitations.ways import Channel, Way, ways_of
from conferences.invitations.words import subject_of, text_of
from conferences.models import MeetingInvitation, Participant

NOT_FROM_FAMILY = (
    *Participant.PROFESSIONALS,
    Participant.Part.ADVOCATE,
    Participant.Part.INTERPRETER,
)


@dataclass(frozen=True)
class Composed:
    """One message for one person: exactly what goes, by which way, and what to look at."""

    participant: Participant
    way: Way
    said: Said
    subject: str
    text: str
    warnings: list[Caution]

    @property
    def digest(self) -> str:
        """The same as long as every word, the way and the warnings are the same."""
        codes = sorted(warning.code for warning in self.warnings)
        parts = [self.way.key, self.way.shown, self.subject, self.text, *codes]
        return sha256("\x1f".join(parts).encode()).hexdigest()[:32]


def compose(desk: Desk, participant: Participant, way: Way) -> Composed:
    """Make the message, or raise ValidationError with why there can be none."""
    if participant.pk not in {one.pk for one in desk.people}:
        raise ValidationError("They are not part of this meeting.", code="not_here")
    if way.why_not:
        raise ValidationError(way.why_not, code="way_not_safe")
    said = said_to(desk, participant, way)
    return Composed(
        participant=participant,
        way=way,
        said=said,
        subject=subject_of(said, way.channel),
        text=text_of(said, way.channel),
        warnings=warnings_for(desk, participant, way),
    )


def said_to(desk: Desk, participant: Participant, way: Way) -> Said:
    """The fields of a message to one person; raises ValidationError where none may be sent."""
    purpose = purpose_for(desk, participant)
    _check(desk, participant, purpose)
    meeting, last = desk.meeting, desk.last_told(participant)
    if purpose == Purpose.CANCELLATION and last is not None:
        starts_at, ends_at = last.starts_at, last.ends_at
    else:
        starts_at, ends_at = own_start(desk, participant), meeting.ends_at
    if starts_at is None or ends_at is None:
        raise ValidationError("Set the date of the meeting first.", code="no_date")
    if ends_at <= starts_at:
        raise ValidationError(
            "They would arrive after the end. Change when they are to arrive.", code="arrives_late"
        )
    coordinator = coordinator_of(desk, participant)
    has_new_time = last is not None and (last.starts_at, last.ends_at) != (starts_at, ends_at)
    return Said(
        purpose=purpose,
        name=_greeting(participant),
        word="meeting" if participant.user_id else meeting.declared.plain_word,
        starts_at=starts_at,
        ends_at=ends_at,
        coordinator=coordinator.first_name,
        phone=coordinator.phone,
        way=participant.way,
        place=place_for(desk, participant, way) if purpose != Purpose.CANCELLATION else None,
        reference=_reference(desk, participant),
        has_rights=participant.part not in NOT_FROM_FAMILY,
        has_new_time=has_new_time,
        is_for_them_alone=is_on(desk) and purpose == Purpose.CANCELLATION,
    )


def purpose_for(desk: Desk, participant: Participant) -> Purpose:
    """What there is to say to them now, after what they were told last."""
    if not desk.expects_it(participant):
        return Purpose.INVITATION
    if not is_asked(participant) or not is_on(desk) or not is_cleared(participant):
        return Purpose.CANCELLATION
    return Purpose.CHANGE if why_stale(desk, participant) else Purpose.INVITATION


def why_stale(desk: Desk, participant: Participant) -> str:
    """Why what they were told last is not right any more; empty where it is."""
    last = desk.last_told(participant)
    if last is None or last.purpose == Purpose.CANCELLATION or has_met(desk):
        return ""
    if not is_asked(participant):
        return "Was invited, and no longer takes part."
    if not is_cleared(participant):
        return "Was invited, and is not known to be safe now."
    if not is_on(desk):
        return "Still expects the meeting, which has no date now."
    if (last.starts_at, last.ends_at) != (own_start(desk, participant), desk.meeting.ends_at):
        return "Was told the old time."
    if last.channel == Channel.TEXT:
        return ""
    way = Way(last.channel, contact=last.contact_point)
    place = place_for(desk, participant, way)
    if place is not None and place.line not in last._text:
        return "Was told the old place."
    return ""


def own_start(desk: Desk, participant: Participant):  # type: ignore[no-untyped-def]
    """When this one person is to be there: a time of their own where arrivals are apart."""
    start = desk.meeting.starts_at
    if start is None or participant.arrives_at is None:
        return start
    local = timezone.localtime(start)
    return timezone.make_aware(
        timezone.make_naive(local).replace(
            hour=participant.arrives_at.hour,
            minute=participant.arrives_at.minute,
            second=0,
            microsecond=0,
        )
    )


def place_for(desk: Desk, participant: Participant, way: Way):  # type: ignore[no-untyped-def]
    """The place, if this person may be told it by this way."""
    if participant.way != Participant.Way.IN_PERSON or not is_reachable(participant):
        return None
    if way.channel == Channel.TEXT or is_shared(desk, participant, way):
        return None
    return desk.place


def is_on(desk: Desk) -> bool:
    meeting = desk.meeting
    return meeting.starts_at is not None and meeting.stage != meeting.declared.not_held


def has_met(desk: Desk) -> bool:
    """Whether the day is over, after which there is nothing to invite to."""
    meeting = desk.meeting
    if meeting.starts_at is not None:
        return meeting.starts_at <= timezone.now()
    return False


def is_asked(participant: Participant) -> bool:
    """Whether they are still meant to be there; one not decided about yet is not sent away."""
    return is_reachable(participant) and participant.way in Participant.IN_THE_ROOM


def coordinator_of(desk: Desk, participant: Participant):  # type: ignore[no-untyped-def]
    """Whom they can ring: the coordinator of the family on whose side they are."""
    mine = [party for party in desk.parties if party.side == participant.party]
    party = (mine or desk.parties)[0]
    coordinator = party.case.coordinator
    if coordinator is None or not coordinator.phone:
        raise ValidationError(
            "A message needs the coordinator's work phone. Add it to their account first.",
            code="no_phone",
        )
    return coordinator


def find_way(
    desk: Desk, participant: Participant, channel: str, contact_key: int | None = None
) -> Way:
    """The way somebody chose; raises ValidationError for one that they do not have."""
    for way in ways_of(participant, desk.contacts_of(participant)):
        if way.channel == channel and (way.contact.pk if way.contact else None) == contact_key:
            return way
    raise ValidationError(
        "This way of reaching them is not on file or no longer in use.", code="no_such_way"
    )


def is_still_right(desk: Desk, invitation: MeetingInvitation, composed: Composed) -> bool:
    """Whether what was looked at is, to the letter, what would be written now."""
    return (
        invitation.purpose == composed.said.purpose
        and invitation.subject == composed.subject
        and invitation._text == composed.text
        and (invitation.starts_at, invitation.ends_at)
        == (composed.said.starts_at, composed.said.ends_at)
    )


def _check(desk: Desk, participant: Participant, purpose: Purpose) -> None:
    has_ended = desk.parties and all(party.case.is_ended for party in desk.parties)
    if has_ended and purpose != Purpose.CANCELLATION:
        raise ValidationError("The case of this meeting has ended.", code="case_ended")
    if participant.person is not None and participant.person.died_on is not None:
        raise ValidationError("This person has died.", code="died")
    if purpose == Purpose.CANCELLATION:
        last = desk.last_told(participant)
        if last is not None and last.starts_at and last.starts_at <= timezone.now():
            raise ValidationError("The day they were told of has passed.", code="passed")
        return
    if not is_reachable(participant):
        raise ValidationError(
            "They do not take part in this meeting, so nothing is sent to them.", code="kept_away"
        )
    if participant.attendance not in COMING:
        raise ValidationError(
            "First decide that they take part, and that it is safe.", code="not_decided"
        )
    check_cleared(participant)
    if participant.way not in Participant.IN_THE_ROOM:
        raise ValidationError(
            "They are heard another way and are not asked to come.", code="another_way"
        )
    if not is_on(desk):
        raise ValidationError("Set the date of the meeting first.", code="no_date")
    if has_met(desk):
        raise ValidationError("The day of the meeting has come.", code="passed")


def _greeting(participant: Participant) -> str:
    if participant.person is not None:
        return participant.person.liked_name
    if participant.user is not None:
        return participant.user.first_name
    if participant.resource is not None:
        return participant.resource.contact_name or participant.resource.name
    return participant.initials


def _reference(desk: Desk, participant: Participant) -> str:
    """Colleagues sign in to see whom it is about: their message says the reference alone."""
    if participant.user_id is None or not desk.parties:
        return ""
    mine = [party for party in desk.parties if party.side == participant.party]
    return (mine or desk.parties)[0].case.reference or ""
