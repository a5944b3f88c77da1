"""What the page of a meeting's day prints: who came, the parts, what is read out."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from cases.models import Case, KeepApart, NetworkMember, Person
from conferences.domain.seating import in_order
from conferences.formats import Part
from conferences.models import Meeting, Participant, PartTime


@dataclass(frozen=True)
class TimedPart:
    part: Part
    began_at: datetime | None
    ended_at: datetime | None

    @property
    def is_on(self) -> bool:
        return bool(self.began_at) and not self.ended_at


@dataclass(frozen=True)
class Known:
    """Somebody of the network who was not invited, and from whom there they are kept apart."""

    person: Person
    apart_from: list[str]


@dataclass(frozen=True)
class Day:
    """Those expected, those who are not to come in, and whose views are to be read out."""

    expected: list[Participant]
    kept_away: list[Participant]
    read_out: list[Participant]
    parts: list[TimedPart]

    @property
    def here(self) -> int:
        return sum(bool(one.arrived_at) for one in self.expected)


def read_day(meeting: Meeting, user: User) -> Day:
    people = in_order(
        Participant.objects.visible_to(user).filter(meeting=meeting).current().with_names()
    )
    times = {row.key: row for row in PartTime.objects.filter(meeting=meeting)}
    return Day(
        expected=[one for one in people if one.is_in_the_circle],
        kept_away=[one for one in people if one.is_kept_away],
        read_out=[one for one in people if _is_read_out(one)],
        parts=[_timed(part, times.get(part.key)) for part in meeting.declared.parts],
    )


def not_yet_in(meeting: Meeting, case: Case, user: User) -> list[Known]:
    """People of the family's network who are no part of the meeting: one tap to add them."""
    taking_part = list(
        Participant.objects.visible_to(user)
        .filter(meeting=meeting, person__isnull=False)
        .current()
        .with_names()
    )
    there = {one.person_id: one.name for one in taking_part if one.person_id}
    parts = [role.key for role in meeting.declared.roles]
    members = NetworkMember.objects.current().filter(case=case, part__in=parts).values("person")
    people = Person.objects.visible_to(user).filter(pk__in=members, died_on=None)
    strangers = list(people.exclude(pk__in=there).order_by("first_name", "pk"))
    apart: dict[int, list[str]] = defaultdict(list)
    arrangements = KeepApart.objects.visible_to(user).in_force()
    for one in arrangements.filter(first__in=there, second__in=strangers):
        apart[one.second_id].append(there[one.first_id])
    for one in arrangements.filter(second__in=there, first__in=strangers):
        apart[one.first_id].append(there[one.second_id])
    return [Known(person, sorted(set(apart[person.pk]))) for person in strangers]


def _is_read_out(one: Participant) -> bool:
    """Whoever is not there: heard another way, or with apologies and something to say."""
    if one.arrived_at or one.attendance == Participant.Attendance.NO_PART:
        return False
    if one.views_read_at or not one.is_in_the_circle:
        return True
    return bool(one.apologies_at and one.views)


def _timed(part: Part, row: PartTime | None) -> TimedPart:
    return TimedPart(part, row.began_at if row else None, row.ended_at if row else None)
