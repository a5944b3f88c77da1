"""Looking again at a message before it goes: it is, to the letter, what would be written now."""

from django.core.exceptions import ValidationError

from conferences.invitations.composing import Composed, compose, find_way, is_still_right
from conferences.invitations.desk import Desk
from conferences.invitations.ways import Way, ways_of
from conferences.models import MeetingInvitation, Participant

CHANGED = "Something has changed since this was looked at, so it was not sent."


def check_against(desk: Desk, participant: Participant, row: MeetingInvitation) -> Composed:
    """Make the message again and refuse where anything about it has changed.

    The refusal is a ValidationError with the code "changed"; what caused it has its own.
    """
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


def address_of(composed: Composed) -> str:
    """Where it goes. A confidential address is read here and shown to nobody."""
    contact = composed.way.contact
    return contact._value if contact is not None else composed.way.shown


def _way_of(desk: Desk, participant: Participant, row: MeetingInvitation) -> Way:
    if row.contact_point_id is None and participant.person_id is None:
        for way in ways_of(participant, []):
            if way.channel == row.channel:
                return way
    return find_way(desk, participant, row.channel, row.contact_point_id)
