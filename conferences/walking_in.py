"""Somebody at the door: whether they are on the list already, and adding those known."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.models import Event, NetworkMember, Person
from conferences.domain.carrying_over import carry_kept_away
from conferences.domain.day_locks import check_its_day, lock_people, record_of_day
from conferences.domain.sides import check_side
from conferences.models import Meeting, Participant

_PARTS = {
    NetworkMember.Part.FAMILY: Participant.Part.FAMILY,
    NetworkMember.Part.FRIEND: Participant.Part.FRIEND,
    NetworkMember.Part.PROFESSIONAL: Participant.Part.PROFESSIONAL,
}


def namesake_of(
    meeting: Meeting, user: User, first_name: str, last_name: str
) -> Participant | None:
    """Somebody of a meeting whom these names may mean, those kept away before all others.

    The first name, or what they like to be called, is enough while no last name is given.
    """
    first, last = _plain(first_name), _plain(last_name)
    people = (
        Participant.objects.visible_to(user)
        .filter(meeting=meeting, person__isnull=False)
        .current()
        .with_names()
    )
    alike = [one for one in people if one.person and _is_alike(one.person, first, last)]
    return min(alike, key=lambda one: (not one.is_kept_away, one.pk), default=None)


def person_of(people: Iterable[Person], key: str) -> Person | None:
    """The person with this public key among those offered; None for any other."""
    return next((one for one in people if str(one.public_id) == key), None)


@transaction.atomic
def add_known(meeting: Meeting, person: Person, *, by: User) -> Participant:
    """Add somebody of the family's network who was not invited and is here now."""
    check_its_day(meeting)
    check_side(meeting.declared.sides, "")
    meeting, people = lock_people(meeting)
    if any(one.person_id == person.pk for one in people.values()):
        raise ValidationError(f"{person.liked_name} is on the list already.", code="in_already")
    member = (
        NetworkMember.objects.current()
        .filter(person=person, case__in=meeting.parties.values("case"))
        .order_by("pk")
        .first()
    )
    if member is None:
        raise ValidationError(
            f"{person.liked_name} is not in the family network.", code="not_in_network"
        )
    part = _PARTS[NetworkMember.Part(member.part)]
    if meeting.declared.role(part) is None:
        raise ValidationError("Nobody comes to this meeting as that.", code="no_such_part")
    now = timezone.now()
    participant = Participant.objects.create(
        meeting=meeting,
        person=person,
        part=part,
        family_side=member.side if member.side in Participant.Side.values else "",
        walked_in=True,
        is_required=False,
        arrived_at=now,
        added_by=by,
        added_at=now,
    )
    carry_kept_away([participant], by=by)
    if participant.is_kept_away:
        raise ValidationError(
            f"{person.liked_name} is not to be there, for safety. Look at that decision first.",
            code="kept_away",
        )
    record_of_day(
        meeting,
        Event.Kind.PARTICIPANT_ADDED,
        by=by,
        subject=participant,
        to_value="Walked in",
    )
    return participant


def _is_alike(person: Person, first: str, last: str) -> bool:
    if first not in {_plain(person.first_name), _plain(person.known_as)}:
        return False
    theirs = _plain(person.last_name)
    return not last or not theirs or last == theirs


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
