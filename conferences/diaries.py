"""When each resource is free and each person can: read in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import cast

from django.db.models import Q
from django.utils import timezone

from accounts.models import Absence, User
from cases.models import Case
from conferences.domain.booking import held_range
from conferences.domain.resources import TRAVEL_MINUTES
from conferences.local_time import start_of
from conferences.models import (
    Availability,
    Away,
    Booking,
    Meeting,
    Participant,
    Resource,
    WeeklyHours,
)

SOMEBODY = "Somebody else"
Span = tuple[datetime, datetime]
Days = tuple[date, date]
Part = Availability.PartOfDay
Can = Availability.Can
NOON, EVENING = time(12), time(17)
# The worst of what somebody said about the parts of a day that a meeting touches.
WORST = (Can.NO, "", Can.AT_A_PINCH, Can.YES)


def part_of(moment: time) -> Part:
    """The part of the day that a local time belongs to."""
    if moment < NOON:
        return Part.MORNING
    return Part.AFTERNOON if moment < EVENING else Part.EVENING


@lru_cache(maxsize=4096)  # Asked of every person for every half hour of twelve weeks.
def day_and_parts(starts_at: datetime, ends_at: datetime) -> tuple[date, tuple[Part, ...]]:
    """The local day of a meeting, and the parts of it that the meeting reaches into."""
    start, end = timezone.localtime(starts_at), timezone.localtime(ends_at)
    last = (end - timedelta(minutes=1)).time() if end.date() == start.date() else time(23, 59)
    order = tuple(Part)
    touched = order[order.index(part_of(start.time())) : order.index(part_of(last)) + 1]
    return start.date(), touched


def overlaps(one: Span, other: Span) -> bool:
    """Whether two stretches of time share a moment; touching ends do not."""
    return one[0] < other[1] and other[0] < one[1]


@dataclass
class Diary:
    """What is known of one resource: its weekly hours, when it is away, when it is held."""

    resource: Resource
    hours: dict[int, list[tuple[time, time]]] = field(default_factory=dict)
    away: list[Days] = field(default_factory=list)
    held: list[Span] = field(default_factory=list)

    def is_booked(self, starts_at: datetime, ends_at: datetime) -> bool:
        if not self.held:
            return False
        during = held_range(self.resource, starts_at, ends_at)
        return any(overlaps(during, other) for other in self.held)

    def is_away(self, starts_at: datetime) -> bool:
        if not self.away:
            return False
        day = timezone.localdate(starts_at)
        return any(first <= day <= last for first, last in self.away)

    def is_within_hours(self, starts_at: datetime, ends_at: datetime) -> bool:
        """Set-up happens in a venue's own hours; colleagues travel outside theirs."""
        if not self.hours:
            return True
        if self.resource.kind == Resource.Kind.VENUE:
            starts_at, ends_at = held_range(self.resource, starts_at, ends_at)
        start, end = timezone.localtime(starts_at), timezone.localtime(ends_at)
        if start.date() != end.date():
            return False
        return any(
            first <= start.time() and end.time() <= last
            for first, last in self.hours.get(start.weekday(), [])
        )

    def why_not(self, starts_at: datetime, ends_at: datetime) -> str:
        """Why it is not to be had at that time; empty when it is."""
        is_venue = self.resource.kind == Resource.Kind.VENUE
        if self.is_away(starts_at):
            return f"{self.resource.name} is {'closed' if is_venue else 'away'}"
        if self.is_booked(starts_at, ends_at):
            return f"{self.resource.name} is booked"
        if not self.is_within_hours(starts_at, ends_at):
            verb = "is closed at that time" if is_venue else "does not work at that time"
            return f"{self.resource.name} {verb}"
        return ""


@dataclass
class Person:
    """What one participant can do, as far as they said; and where else they are."""

    name: str
    is_required: bool
    by_day: dict[tuple[date, str], str] = field(default_factory=dict)
    by_weekday: dict[tuple[int, str], str] = field(default_factory=dict)
    elsewhere: list[Span] = field(default_factory=list)
    away: list[Days] = field(default_factory=list)
    # What they said of a day in all, by day and parts: a dozen times of a day ask the same.
    _worst: dict[tuple[date, tuple[Part, ...]], str] = field(default_factory=dict, repr=False)

    def said(self, starts_at: datetime, ends_at: datetime) -> str:
        """The worst of what they said of the parts of the day; empty where that is nothing."""
        asked = day_and_parts(starts_at, ends_at)
        if asked not in self._worst:
            day, parts = asked
            answers = [
                self.by_day.get((day, part), self.by_weekday.get((day.weekday(), part), ""))
                for part in parts
            ]
            self._worst[asked] = min(answers, key=WORST.index)
        return self._worst[asked]

    def is_elsewhere(self, starts_at: datetime, ends_at: datetime) -> bool:
        if not self.elsewhere:
            return False
        return any(overlaps((starts_at, ends_at), other) for other in self.elsewhere)

    def is_away(self, starts_at: datetime) -> bool:
        if not self.away:
            return False
        day = timezone.localdate(starts_at)
        return any(first <= day <= last for first, last in self.away)


def read_diaries(
    resources: Iterable[Resource], between: Days, *, but_for: Meeting
) -> dict[Resource, Diary]:
    """The diaries of some resources over some days, without what `but_for` itself holds."""
    diaries = {resource: Diary(resource) for resource in resources}
    saved = {resource.pk: diary for resource, diary in diaries.items() if resource.pk}
    for hours in WeeklyHours.objects.filter(resource__in=saved):
        at = saved[hours.resource_id].hours.setdefault(hours.weekday, [])
        at.append((hours.starts, hours.ends))
    first, last = between
    for away in Away.objects.filter(resource__in=saved, starts_on__lte=last, ends_on__gte=first):
        saved[away.resource_id].away.append((away.starts_on, away.ends_on))
    window = (start_of(first - timedelta(days=1)), start_of(last + timedelta(days=2)))
    bookings = Booking.objects.standing().exclude(meeting=but_for)
    for booking in bookings.filter(resource__in=saved, held__overlap=window):
        saved[booking.resource_id].held.append((booking.held.lower, booking.held.upper))
    absent = _absences({one.user_id for one in diaries if one.user_id}, between)
    for diary in diaries.values():
        diary.away += absent.get(diary.resource.user_id or 0, [])
    return diaries


def coordinators_of(meeting: Meeting) -> list[Resource]:
    """The resources that its coordinators are: not yet saved where none was needed before."""
    cases = Case.objects.filter(meetings__meeting=meeting, coordinator__isnull=False)
    users = {cast(User, case.coordinator) for case in cases.select_related("coordinator")}
    known = {one.user_id: one for one in Resource.objects.filter(user__in=users)}
    return [known.get(user.pk) or _not_yet(user) for user in users]


def _not_yet(user: User) -> Resource:
    # Unsaved rows are not hashable; a key that no row has stands in.
    return Resource(
        pk=-user.pk,
        kind=Resource.Kind.COORDINATOR,
        user=user,
        name=user.get_full_name(),
        minutes_before=TRAVEL_MINUTES,
        minutes_after=TRAVEL_MINUTES,
    )


def read_people(meeting: Meeting, between: Days, *, seen_by: User | None) -> list[Person]:
    """What those who are to be there can do over some days.

    Where else they are is known from meetings that `seen_by` may know of, and from none
    without anybody who looks. Nobody is named of whom `seen_by` may not know.
    """
    rows = [
        one
        for one in Participant.objects.current().filter(meeting=meeting).with_names()
        if one.is_in_the_circle
    ]
    known = {one.pk for one in rows} if seen_by is None else _known(rows, seen_by)
    people = {
        one.pk: Person(short_name(one) if one.pk in known else SOMEBODY, one.is_required)
        for one in rows
    }
    for said in Availability.objects.filter(participant__in=people):
        person = people[said.participant_id]
        if said.day:
            person.by_day[said.day, said.part_of_day] = said.can
        elif said.weekday is not None:
            person.by_weekday[said.weekday, said.part_of_day] = said.can
    absent = _absences({one.user_id for one in rows if one.user_id}, between)
    elsewhere = _elsewhere(meeting, rows, between, seen_by) if seen_by else {}
    for one in rows:
        people[one.pk].away += absent.get(one.user_id or 0, [])
        people[one.pk].elsewhere += elsewhere.get((one.person_id, one.user_id), [])
    return list(people.values())


def short_name(participant: Participant) -> str:
    """How a coordinator speaks of somebody: what they like to be called."""
    person = participant.person
    return person.liked_name if person else participant.name


def _known(rows: Sequence[Participant], seen_by: User) -> set[int]:
    people = Participant.objects.visible_to(seen_by).filter(pk__in=[one.pk for one in rows])
    return set(people.values_list("pk", flat=True))


def _elsewhere(
    meeting: Meeting, rows: Sequence[Participant], between: Days, seen_by: User
) -> dict[tuple[int | None, int | None], list[Span]]:
    window = (start_of(between[0]), start_of(between[1] + timedelta(days=1)))
    people = [one.person_id for one in rows if one.person_id]
    users = [one.user_id for one in rows if one.user_id]
    others = Participant.objects.current().filter(
        Q(person__in=people) | Q(user__in=users),
        meeting__starts_at__lt=window[1],
        meeting__ends_at__gt=window[0],
    )
    rows_there = list(
        others.exclude(meeting=meeting).values_list(
            "meeting", "person", "user", "meeting__starts_at", "meeting__ends_at"
        )
    )
    # Of these few, not of all meetings: that would be every one there is.
    known = (
        set(
            Meeting.objects.known_whole_to(seen_by)
            .filter(pk__in={row[0] for row in rows_there})
            .values_list("pk", flat=True)
        )
        if rows_there
        else set()
    )
    found: dict[tuple[int | None, int | None], list[Span]] = defaultdict(list)
    for there, person, user, starts_at, ends_at in rows_there:
        if there in known and starts_at and ends_at:
            found[person, user].append((starts_at, ends_at))
    return found


def _absences(users: set[int], between: Days) -> dict[int, list[Days]]:
    found = defaultdict(list)
    absences = Absence.objects.filter(
        user__in=users,
        cancelled_at=None,
        starts_on__lte=between[1],
        ends_on__gte=between[0],
    )
    for absence in absences:
        found[absence.user_id].append((absence.starts_on, absence.ends_on))
    return found
