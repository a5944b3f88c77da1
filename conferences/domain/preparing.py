"""What every change to those who take part begins and ends with: locks, and events."""

from django.core.exceptions import ValidationError
from django.db import models

from accounts.models import User
from cases.domain.recording import record_event
from cases.models import Case, Event
from cases.models.person import closed_to
from conferences.domain.locking import lock_meeting
from conferences.domain.sides import check_side
from conferences.models import Meeting, MeetingParty, Participant


def lock_participant(participant: Participant) -> Participant:
    """Lock somebody who still takes part, after the meeting they take part in."""
    meeting = lock_meeting(participant.meeting)
    fresh: Participant = (
        Participant.objects.with_names()
        .select_for_update(of=("self",), no_key=True)
        .get(pk=participant.pk)
    )
    if fresh.removed_at:
        raise ValidationError("This person is no longer part of the meeting.", code="removed")
    fresh.meeting = meeting
    return fresh


def case_of_side(meeting: Meeting, side: str = MeetingParty.Side.ONLY) -> Case | None:
    """The case of one side of a meeting; None for a meeting without a case.

    Of one with walls, also where that side has none, or what it is about is of both.
    """
    parties = list(meeting.parties.select_related("case").order_by("pk"))
    own = [party for party in parties if party.side == side]
    if meeting.declared.sides:
        parties = []
    return next((party.case for party in own or parties), None)


def case_for(meeting: Meeting, side: str = MeetingParty.Side.ONLY) -> Case:
    """The case of one side of a meeting: where what is said of its people is kept."""
    case = case_of_side(meeting, side)
    if case is None:
        check_side(meeting.declared.sides, side)
        raise ValidationError("This meeting belongs to no case.", code="no_case")
    return case


def record(
    meeting: Meeting,
    kind: Event.Kind,
    *,
    by: User,
    side: str = MeetingParty.Side.ONLY,
    subject: models.Model | None = None,
    from_value: str = "",
    to_value: str = "",
    why: str = "",
) -> None:
    """Write down, for the service alone, what was done; never names, never what was said.

    An event outlives who may know of somebody: who it was stands in its subject.
    """
    record_event(
        case_of_side(meeting, side),
        kind,
        by=by,
        subject=subject or meeting,
        from_value=from_value,
        to_value=to_value,
        why=why,
        audience=Event.Audience.SERVICE,
    )


def record_of(
    participant: Participant, kind: Event.Kind, *, by: User, to_value: str = "", why: str = ""
) -> None:
    record(
        participant.meeting,
        kind,
        by=by,
        side=participant.party,
        subject=participant,
        to_value=to_value,
        why=why,
    )


def name_for(participant: Participant, user: User) -> str:
    """A name as this person may read it: nobody of a family from which they are excluded."""
    hidden = Participant.objects.filter(closed_to(user, "person"), pk=participant.pk).exists()
    return "somebody else" if hidden else spoken_name(participant)


def spoken_name(participant: Participant) -> str:
    """What somebody is called where they are spoken of; fetch with `with_names`."""
    return participant.person.liked_name if participant.person else participant.name
