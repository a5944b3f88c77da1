"""When each resource is free and each person can: read in a fixed number of queries."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from accounts.models import Absence, User
from cases.models import Case
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
from restorative.one_look import once_a_look

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


@lru_cache(maxsize=4096)
def parts_between(start: time, end: time) -> tuple[Part, ...]:
    """The parts of a day that what lasts from one local time to another reaches into."""
    last = (datetime.combine(date.max, end) - timedelta(minutes=1)).time()
    order = tuple(Part)
    return order[order.index(part_of(start)) : order.index(part_of(last)) + 1]


class When(NamedTuple):
    """When a meeting would be: as moments, and as wall clocks show them (without a zone).

    Asked of everybody and everything, so the clocks are read once. `parts` are those of its
    day that it reaches into.
    """

    starts_at: datetime
    ends_at: datetime
    start: datetime
    end: datetime
    day: date
    parts: tuple[Part, ...]

    @classmethod
    def of(cls, starts_at: datetime, ends_at: datetime) -> "When":
        start, end = (timezone.localtime(one).replace(tzinfo=None) for one in (starts_at, ends_at))
        return cls.by_clocks(starts_at, ends_at, start, end)

    @classmethod
    def by_clocks(
        cls, starts_at: datetime, ends_at: datetime, start: datetime, end: datetime
    ) -> "When":
        day = start.date()
        parts = parts_between(start.time(), end.time() if end.date() == day else time())
        return cls(starts_at, ends_at, start, end, day, parts)


def is_within(day: date, days: Iterable[Days]) -> bool:
    return any(first <= day <= last for first, last in days)


@dataclass
class Diary:
    """What is known of one resource: its weekly hours, when it is away, when it is held.

    What it is held for is in order, and nothing overlaps (`Booking`).
    """

    resource: Resource
    hours: dict[int, list[tuple[time, time]]] = field(default_factory=dict)
    away: list[Days] = field(default_factory=list)
    held: list[Span] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.is_venue = self.resource.kind == Resource.Kind.VENUE
        self.before = timedelta(minutes=self.resource.minutes_before)
        self.after = timedelta(minutes=self.resource.minutes_after)

    def is_booked(self, when: When) -> bool:
        """Whether it is held for something else at that time, with set-up and travel in it."""
        # The first that is not over when this would begin.
        at = bisect_right(self.held, when.starts_at - self.before, key=itemgetter(1))
        return at < len(self.held) and self.held[at][0] < when.ends_at + self.after

    def is_away(self, when: When) -> bool:
        return bool(self.away) and is_within(when.day, self.away)

    def is_within_hours(self, when: When) -> bool:
        """Set-up happens in a venue's own hours; colleagues travel outside theirs."""
        if not self.hours:
            return True
        start, end = when.start, when.end
        if self.is_venue:
            start, end = start - self.before, end + self.after
        if start.date() != end.date():
            return False
        opens, closes = start.time(), end.time()
        return any(
            first <= opens and closes <= last for first, last in self.hours.get(start.weekday(), [])
        )

    def why_not(self, when: When) -> str:
        """Why it is not to be had at that time; empty when it is."""
        if self.is_away(when):
            return f"{self.resource.name} is {'closed' if self.is_venue else 'away'}"
        if self.is_booked(when):
            return f"{self.resource.name} is booked"
        if not self.is_within_hours(when):
            verb = "is closed at that time" if self.is_venue else "does not work at that time"
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

    def said(self, when: When) -> str:
        """The worst of what they said of the parts of the day; empty where that is nothing."""
        weekday = when.day.weekday()
        answers = [
            self.by_day.get((when.day, part), self.by_weekday.get((weekday, part), ""))
            for part in when.parts
        ]
        return min(answers, key=WORST.index)

    def is_elsewhere(self, when: When) -> bool:
        return any(start < when.ends_at and when.starts_at < end for start, end in self.elsewhere)

    def is_away(self, when: When) -> bool:
        return bool(self.away) and is_within(when.day, self.away)


def read_diaries(
    resources: Iterable[Resource], between: Days, *, but_for: Meeting
) -> dict[Resource, Diary]:
    """The diaries of some resources over some days, without what `but_for` itself holds."""
    diaries = {resource: Diary(resource) for resource in resources}
    saved = {resource.pk: diary for resource, diary in diaries.items() if resource.pk}
    hours = WeeklyHours.objects.filter(resource__in=saved)
    for key, weekday, starts, ends in hours.values_list("resource", "weekday", "starts", "ends"):
        saved[key].hours.setdefault(weekday, []).append((starts, ends))
    first, last = between
    away = Away.objects.filter(resource__in=saved, starts_on__lte=last, ends_on__gte=first)
    for key, *days in away.values_list("resource", "starts_on", "ends_on"):
        saved[key].away.append((days[0], days[1]))
    window = (start_of(first - timedelta(days=1)), start_of(last + timedelta(days=2)))
    bookings = Booking.objects.standing().exclude(meeting=but_for)
    held = bookings.filter(resource__in=saved, held__overlap=window).order_by("held")
    for key, *span in held.values_list("resource", "held__startswith", "held__endswith"):
        saved[key].held.append((span[0], span[1]))
    absent = _absences({one.user_id for one in diaries if one.user_id}, between)
    for diary in diaries.values():
        diary.away += absent.get(diary.resource.user_id or 0, [])
    return diaries


def coordinators_of(meeting: Meeting) -> list[Resource]:
    """The resources that its coordinators are: not yet saved where none was needed before."""
    cases = Case.objects.filter(meetings__meeting=meeting).values("coordinator")
    users = User.objects.filter(pk__in=cases).select_related("resource").order_by()
    in_order = sorted(users, key=lambda user: user.pk)
    return [getattr(user, "resource", None) or _not_yet(user) for user in in_order]


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
    rows = circle_of(meeting)
    known = {one.pk for one in rows} if seen_by is None else known_in_circle(meeting, seen_by)
    people = {
        one.pk: Person(short_name(one) if one.pk in known else SOMEBODY, one.is_required)
        for one in rows
    }
    for key, answers in said_in_circle(meeting).items():
        for day, weekday, part, can in answers:
            if day:
                people[key].by_day[day, part] = can
            elif weekday is not None:
                people[key].by_weekday[weekday, part] = can
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


class Said(NamedTuple):
    """What somebody said of a part of a day, or of every such weekday (0 is Monday)."""

    day: date | None
    weekday: int | None
    part_of_day: str
    can: str


def circle_of(meeting: Meeting) -> list[Participant]:
    """Those who have a seat to be filled, with their names; read once for a page."""
    return once_a_look(("circle", meeting.pk), lambda: _circle(meeting))


def _circle(meeting: Meeting) -> list[Participant]:
    rows = Participant.objects.current().filter(meeting=meeting).with_names()
    # Django takes long to write an order for so many columns.
    there = [one for one in rows.order_by() if one.is_in_the_circle]
    return sorted(there, key=lambda one: one.pk)


def known_in_circle(meeting: Meeting, user: User) -> set[int]:
    """The keys of those in the circle of whom this person may know."""
    return once_a_look(
        ("known in circle", meeting.pk, user.pk), lambda: _known(circle_of(meeting), user)
    )


def _known(rows: Sequence[Participant], user: User) -> set[int]:
    people = Participant.objects.visible_to(user).filter(pk__in=[one.pk for one in rows])
    return set(people.order_by().values_list("pk", flat=True))


def said_in_circle(meeting: Meeting) -> dict[int, list[Said]]:
    """What those in the circle said they can do, by participant."""
    return once_a_look(("said in circle", meeting.pk), lambda: _said(circle_of(meeting)))


def _said(rows: Sequence[Participant]) -> dict[int, list[Said]]:
    found: dict[int, list[Said]] = defaultdict(list)
    answers = Availability.objects.filter(participant__in=[one.pk for one in rows])
    for key, *said in answers.order_by().values_list("participant", *Said._fields):
        found[key].append(Said(*said))
    return found


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
    found: dict[int, list[Days]] = defaultdict(list)
    if not users:
        return found
    absences = Absence.objects.filter(
        user__in=users,
        cancelled_at=None,
        starts_on__lte=between[1],
        ends_on__gte=between[0],
    )
    for user, *days in absences.values_list("user", "starts_on", "ends_on"):
        found[user].append((days[0], days[1]))
    return found
