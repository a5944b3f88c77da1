"""Who sits beside whom: seats in order, clockwise from the child.

A seat is a number that only its order gives a meaning. Whoever is kept away or heard
another way has none. Each step locks the meeting, then all its people by key.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.models import Event
from conferences.apart import Pair, pairs_of
from conferences.domain.day_locks import lock_people, record_of_day
from conferences.models import Meeting, MeetingParty, Participant

# One event for a sitting at the seats, however many of them were moved.
ONE_SITTING = timedelta(minutes=30)
_PARTS = (
    Participant.Part.CHILD,
    Participant.Part.ADVOCATE,
    Participant.Part.SUPPORTER,
    Participant.Part.FAMILY,
    Participant.Part.FRIEND,
    Participant.Part.INTERPRETER,
    Participant.Part.PROFESSIONAL,
    Participant.Part.REFERRER,
    Participant.Part.INFORMATION_GIVER,
)
_PARTIES = tuple(MeetingParty.Side)
_SIDES = (
    Participant.Side.MOTHER,
    Participant.Side.BOTH,
    Participant.Side.NEITHER,
    Participant.Side.NOT_KNOWN,
    Participant.Side.FATHER,
)


def in_order(people: Iterable[Participant]) -> list[Participant]:
    """Everybody clockwise from the first child; those without a seat come last."""
    seated = sorted(
        people,
        key=lambda one: (one.seat is None, one.seat or 0, *_usual_place(one)),
    )
    at = next((n for n, one in enumerate(seated) if one.part == Participant.Part.CHILD), 0)
    taken = sum(one.seat is not None for one in seated)
    if at < taken:
        return [*seated[at:taken], *seated[:at], *seated[taken:]]
    return seated


def _usual_place(one: Participant) -> tuple[int, int, int, int]:
    """The child, who speaks for the child, one side of the family, friends, the other side.

    After harm, everybody of one side of it beside each other.
    """
    party = _PARTIES.index(MeetingParty.Side(one.party))
    part = _PARTS.index(Participant.Part(one.part))
    side = _SIDES.index(Participant.Side(one.family_side))
    family = (Participant.Part.FAMILY, Participant.Part.FRIEND)
    if one.part in family:
        part = _PARTS.index(Participant.Part.FAMILY)
        return (party, part, side, _PARTS.index(Participant.Part(one.part)))
    return (party, part, side, one.pk)


@transaction.atomic
def seat_everyone(meeting: Meeting, *, by: User) -> Meeting:
    """Give a seat to all who will be in the room and have none; nobody else is moved.

    Those who are better apart are not put side by side where there is another place.
    """
    meeting, people = _lock_seats(meeting)
    circle = _circle(people)
    standing = [one for one in _in_the_circle(people) if one.seat is None]
    pairs = pairs_of(meeting, people.values(), reader=by)
    waiting = sorted(standing, key=lambda one: (*_usual_place(one), one.pk))
    later = []
    for one in waiting:
        place = _place_for(one, circle, pairs)
        if place is None:
            later.append(one)
        else:
            circle.insert(place, one)
    for one in later:
        place = _place_for(one, circle, pairs)
        circle.insert(len(circle) if place is None else place, one)
    if standing:
        _number(circle)
        _record(meeting, by=by)
    return meeting


@transaction.atomic
def move_seat(
    participant: Participant, *, by: User, up: bool, sat: int | None = None
) -> Participant:
    """Change places with the neighbour before (`up`) or after. The child stays the first.

    `sat` is the seat they had where the button was: pressed twice, it moves them once.
    """
    meeting, people = _lock_seats(participant.meeting)
    circle = _circle(people)
    if sat is not None and participant.pk in people and people[participant.pk].seat != sat:
        return people[participant.pk]
    at = _place_of(participant, circle)
    to = at + (-1 if up else 1)
    fixed = 1 if circle[0].part == Participant.Part.CHILD else 0
    if at < fixed or not fixed <= to < len(circle):
        raise ValidationError(f"{circle[at].name} cannot be moved any further.", code="no_further")
    circle[at], circle[to] = circle[to], circle[at]
    _number(circle)
    _record(meeting, by=by)
    return people[participant.pk]


@transaction.atomic
def take_seat(participant: Participant, *, by: User) -> Participant:
    """Put somebody into the circle, after those who have a seat. Kept away: refused."""
    meeting, people = _lock_seats(participant.meeting)
    one = _still_there(participant, people)
    if not one.is_in_the_circle:
        raise ValidationError(
            f"{one.name} is not in the room, so there is no seat to take.", code="not_in_the_room"
        )
    if one.seat is None:
        seats = [other.seat for other in people.values() if other.seat is not None]
        one.seat = max(seats, default=0) + 1
        one.save(update_fields=["seat"])
        _record(meeting, by=by)
    return one


@transaction.atomic
def leave_seat(participant: Participant, *, by: User) -> Participant:
    """Take somebody out of the circle; they remain part of the meeting."""
    meeting, people = _lock_seats(participant.meeting)
    one = _still_there(participant, people)
    if one.seat is not None:
        one.seat = None
        one.save(update_fields=["seat"])
        _record(meeting, by=by)
    return one


def neighbours(circle: list[Participant]) -> set[tuple[int, int]]:
    """The keys of all who sit side by side, the lower first. The last sits by the first."""
    beside = zip(circle, circle[1:] + circle[:1], strict=True)
    return {(min(one.pk, other.pk), max(one.pk, other.pk)) for one, other in beside if one != other}


def _place_for(one: Participant, circle: list[Participant], pairs: list[Pair]) -> int | None:
    """The last place beside nobody from whom they are better apart; None while there is none.

    The first place stays the child's.
    """
    if not circle:
        return 0
    apart = {pair.other_key(one.pk) for pair in pairs} - {None}
    for place in range(len(circle), 0, -1):
        if not {circle[place - 1].pk, circle[place % len(circle)].pk} & apart:
            return place
    return None


def _lock_seats(meeting: Meeting) -> tuple[Meeting, dict[int, Participant]]:
    """Lock a meeting and its people; whoever is not in the room any more gives up the seat."""
    meeting, people = lock_people(meeting)
    for one in people.values():
        if one.seat is not None and not one.is_in_the_circle:
            one.seat = None
            one.save(update_fields=["seat"])
    gone = Participant.objects.filter(meeting=meeting, removed_at__isnull=False)
    gone.filter(seat__isnull=False).update(seat=None)
    return meeting, people


def _circle(people: dict[int, Participant]) -> list[Participant]:
    return [one for one in in_order(_in_the_circle(people)) if one.seat is not None]


def _in_the_circle(people: dict[int, Participant]) -> list[Participant]:
    return [one for one in people.values() if one.is_in_the_circle]


def _place_of(participant: Participant, circle: list[Participant]) -> int:
    for at, one in enumerate(circle):
        if one.pk == participant.pk:
            return at
    raise ValidationError("They have no seat in the circle.", code="no_seat")


def _still_there(participant: Participant, people: dict[int, Participant]) -> Participant:
    if participant.pk not in people:
        raise ValidationError("They are no longer part of this meeting.", code="left")
    return people[participant.pk]


def _number(circle: list[Participant]) -> None:
    """Number the seats from 1. The constraint on them is looked at when all are saved."""
    for seat, one in enumerate(circle, start=1):
        if one.seat != seat:
            one.seat = seat
            one.save(update_fields=["seat"])


def _record(meeting: Meeting, *, by: User) -> None:
    lately = Event.objects.filter(
        kind=Event.Kind.SEATING_CHANGED,
        actor_id=by.pk,
        subject_type="meeting",
        subject_id=meeting.pk,
        at__gte=timezone.now() - ONE_SITTING,
    )
    if not lately.exists():
        record_of_day(meeting, Event.Kind.SEATING_CHANGED, by=by)
