"""Who takes part in a meeting. Here: somebody who walks in on the day."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.domain.networks import add_to_network
from cases.domain.people import add_person
from cases.models import Event, NetworkMember
from conferences.domain.day_locks import check_its_day, record_on_cases
from conferences.models import Meeting, Participant

_IN_THE_NETWORK = {
    Participant.Part.FAMILY: NetworkMember.Part.FAMILY,
    Participant.Part.FRIEND: NetworkMember.Part.FRIEND,
    Participant.Part.SUPPORTER: NetworkMember.Part.FRIEND,
}


@transaction.atomic
def add_walk_in(
    meeting: Meeting,
    *,
    by: User,
    first_name: str,
    last_name: str = "",
    relation: str = "",
    part: str = "family",
) -> Participant:
    """Add somebody who came unannounced: a person, in the family's network, and here now."""
    if not first_name.strip():
        raise ValidationError("Enter their name.", code="name_missing")
    check_its_day(meeting)
    case = next(iter(party.case for party in meeting.parties.select_related("case")), None)
    person = add_person(by=by, first_name=first_name, last_name=last_name)
    if case:
        add_to_network(
            case,
            person,
            by=by,
            part=_IN_THE_NETWORK.get(Participant.Part(part), NetworkMember.Part.PROFESSIONAL),
        )
    now = timezone.now()
    participant = Participant.objects.create(
        meeting=Meeting.objects.select_for_update().get(pk=meeting.pk),
        person=person,
        part=part,
        relation=relation.strip(),
        walked_in=True,
        arrived_at=now,
        added_by=by,
        added_at=now,
    )
    record_on_cases(
        meeting,
        Event.Kind.PARTICIPANT_ADDED,
        by=by,
        subject=participant,
        to_value=f"{person.full_name} walked in",
    )
    return participant
