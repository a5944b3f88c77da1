"""Finding a date: the times that fit all that a meeting needs, and why others do not.

Resources are asked for in groups, of each of which one is needed: any of three halls, one
of two interpreters. The coordinator is always one of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from conferences.diaries import (
    Can,
    Days,
    Diary,
    Part,
    Person,
    coordinators_of,
    part_of,
    read_diaries,
    read_people,
)
from conferences.local_time import in_local_time
from conferences.meeting_timescale import meet_by
from conferences.models import Meeting, Resource
from restorative.working_days import SATURDAY, bank_holidays

OPENS, CLOSES = time(9), time(21)
STEP = timedelta(minutes=30)
# More than so many are counted, not named.
NAMED = 3
LONGEST_SEARCH = timedelta(days=84)
Groups = Sequence[Sequence[Resource]]


@dataclass(frozen=True)
class Slot:
    """A time that fits: what would be booked for it, and what speaks for and against it."""

    starts_at: datetime
    ends_at: datetime
    resources: tuple[Resource, ...]
    is_late: bool = False
    cannot: tuple[str, ...] = ()
    at_a_pinch: tuple[str, ...] = ()
    not_known: tuple[str, ...] = ()
    is_of_people: bool = True

    @property
    def rank(self) -> tuple[bool, int, int, int, datetime]:
        """Within the timescale, most people, gladly, surely; then the soonest."""
        counts = len(self.cannot), len(self.at_a_pinch), len(self.not_known)
        return (self.is_late, *counts, self.starts_at)

    @property
    def why(self) -> str:
        """What is to be said of it, in a sentence or two."""
        words = []
        if self.cannot:
            words.append(f"Without {_and(self.cannot)}, whose coming is optional.")
        if self.at_a_pinch:
            words.append(f"If need be for {_and(self.at_a_pinch)}.")
        if self.not_known:
            few = len(self.not_known) <= NAMED
            who = _and(self.not_known) if few else f"{len(self.not_known)} people"
            words.append(f"Still to be asked: {who}.")
        if self.is_late:
            words.append("Later than the service’s timescale.")
        for_all = "Everybody can." if self.is_of_people else "Free."
        return " ".join(words) or for_all

    @property
    def is_good(self) -> bool:
        """Whether nothing at all speaks against it."""
        return not (self.cannot or self.at_a_pinch or self.not_known or self.is_late)

    @property
    def venue(self) -> Resource | None:
        return next((one for one in self.resources if one.kind == Resource.Kind.VENUE), None)

    @property
    def with_whom(self) -> list[Resource]:
        """The interpreters and advocates of it."""
        kinds = (Resource.Kind.INTERPRETER, Resource.Kind.ADVOCATE)
        return [one for one in self.resources if one.kind in kinds]


@dataclass(frozen=True)
class Cell:
    """A part of a day: the best time in it, or why there is none."""

    part: Part
    slot: Slot | None
    reasons: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        return ". ".join(self.reasons[:2]) + (" and more" if len(self.reasons) > 2 else "")


@dataclass(frozen=True)
class Day:
    """A day of the search; with a `note` nothing is looked for on it."""

    day: date
    note: str = ""
    cells: tuple[Cell, ...] = ()


@dataclass
class Survey:
    """All days of a search, and the times that fit, best first."""

    days: list[Day] = field(default_factory=list)
    meet_by: date | None = None
    people: list[Person] = field(default_factory=list)

    @property
    def slots(self) -> list[Slot]:
        found = (cell.slot for day in self.days for cell in day.cells if cell.slot)
        return sorted(found, key=lambda slot: slot.rank)


def free_slots(
    meeting: Meeting,
    *,
    resources_wanted: Groups,
    length: timedelta,
    between: Days,
    limit: int,
    weekends: bool = False,
    seen_by: User | None = None,
) -> list[Slot]:
    """The best times, one at most in each part of a day; changes nothing."""
    survey = survey_days(
        meeting,
        resources_wanted=resources_wanted,
        length=length,
        between=between,
        weekends=weekends,
        seen_by=seen_by,
    )
    return survey.slots[:limit]


def survey_days(
    meeting: Meeting,
    *,
    resources_wanted: Groups,
    length: timedelta,
    between: Days,
    weekends: bool = False,
    seen_by: User | None = None,
) -> Survey:
    """Look at each part of each day: a fixed number of queries, however many days.

    Twelve weeks at most are looked at. Bank holidays never fit; Saturdays and Sundays
    only when asked for.
    """
    first = max(between[0], timezone.localdate())
    last = min(between[1], first + LONGEST_SEARCH)
    if last < first:
        return Survey(meet_by=meet_by(meeting))
    groups = [*([one] for one in coordinators_of(meeting)), *map(list, resources_wanted)]
    diaries = read_diaries(
        {one for group in groups for one in group}, (first, last), but_for=meeting
    )
    people = read_people(meeting, (first, last), seen_by=seen_by)
    search = _Search(
        [[diaries[one] for one in group] for group in groups], people, length, meet_by(meeting)
    )
    survey = Survey(meet_by=search.meet_by, people=people)
    for day in _days(first, last):
        if day.weekday() >= SATURDAY and not weekends:
            continue
        if day in bank_holidays(settings.NATION, day.year):
            survey.days.append(Day(day, "Bank holiday"))
        else:
            survey.days.append(Day(day, cells=tuple(search.cells(day))))
    return survey


@dataclass
class _Search:
    groups: list[list[Diary]]
    people: list[Person]
    length: timedelta
    meet_by: date | None
    now: datetime = field(default_factory=timezone.now)

    def cells(self, day: date) -> Iterator[Cell]:
        starts = list(self._starts(day))
        for part in Part:
            yield self._cell(part, [one for one in starts if part_of(one[0]) == part])

    def _starts(self, day: date) -> Iterator[tuple[time, datetime]]:
        """The local times at which a meeting can begin and be over in the evening."""
        wall = datetime.combine(day, OPENS)
        while wall.time() < CLOSES and wall.date() == day:
            starts_at = in_local_time(wall)
            end = timezone.localtime(starts_at + self.length)
            if end.date() == day and end.time() <= CLOSES and starts_at > self.now:
                yield wall.time(), starts_at
            wall += STEP

    def _cell(self, part: Part, starts: list[tuple[time, datetime]]) -> Cell:
        slots, refusals = [], []
        for _, starts_at in starts:
            reasons, chosen = self._fit(starts_at, starts_at + self.length)
            if reasons:
                refusals.append(reasons)
            else:
                slots.append(self._slot(starts_at, starts_at + self.length, chosen))
        if slots:
            return Cell(part, min(slots, key=lambda slot: slot.rank))
        fewest = min(refusals, key=len, default=("Too late in the day",))
        return Cell(part, None, tuple(fewest))

    def _fit(
        self, starts_at: datetime, ends_at: datetime
    ) -> tuple[tuple[str, ...], tuple[Resource, ...]]:
        """Why it does not fit, and what would be booked if it did."""
        reasons, chosen = [], []
        for person in self.people:
            if person.is_required and (why := _why_not(person, starts_at, ends_at)):
                reasons.append(f"{person.name} {why}")
        for group in self.groups:
            refusals: list[str] = []
            for diary in group:
                refusals.append(diary.why_not(starts_at, ends_at))
                if not refusals[-1]:
                    break
            if refusals and not refusals[-1]:
                chosen.append(group[len(refusals) - 1].resource)
            elif len(group) == 1:
                reasons.append(refusals[0])
            else:
                kind = group[0].resource.get_kind_display().lower() if group else "venue"
                reasons.append(f"No {kind} free")
        return tuple(reasons), tuple(dict.fromkeys(chosen))

    def _slot(self, starts_at: datetime, ends_at: datetime, chosen: tuple[Resource, ...]) -> Slot:
        why_not = [(person, _why_not(person, starts_at, ends_at)) for person in self.people]
        # A list: a father and his son may have one name.
        said = [
            (person.name, person.said(starts_at, ends_at)) for person, why in why_not if not why
        ]
        return Slot(
            starts_at,
            ends_at,
            chosen,
            is_late=bool(self.meet_by and timezone.localdate(starts_at) > self.meet_by),
            cannot=tuple(person.name for person, why in why_not if why),
            at_a_pinch=tuple(name for name, can in said if can == Can.AT_A_PINCH),
            not_known=tuple(name for name, can in said if not can),
            is_of_people=bool(self.people),
        )


def _why_not(person: Person, starts_at: datetime, ends_at: datetime) -> str:
    if person.is_away(starts_at):
        return "is on leave"
    if person.is_elsewhere(starts_at, ends_at):
        return "is in another meeting"
    return "cannot" if person.said(starts_at, ends_at) == Can.NO else ""


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _and(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
