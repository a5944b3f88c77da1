"""Finding a date: the times that fit all that a meeting needs, and why others do not.

Resources are asked for in groups, of each of which one is needed: any of three halls, one
of two interpreters. The coordinator is always one of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from conferences.diaries import (
    Can,
    Days,
    Diary,
    Part,
    Person,
    When,
    coordinators_of,
    is_within,
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
    def starts(self) -> str:
        return f"{timezone.localtime(self.starts_at):%H:%M}"

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
    def look(self) -> str:
        """How it is shown: "yes", "may" where something speaks against it, or "no"."""
        if self.slot is None:
            return "no"
        return "yes" if self.slot.is_good else "may"

    @property
    def words(self) -> str:
        return ". ".join(self.reasons[:2]) + (" and more" if len(self.reasons) > 2 else "")


@dataclass(frozen=True)
class Day:
    """A day of the search; with a `note` nothing is looked for on it."""

    day: date
    note: str = ""
    cells: tuple[Cell, ...] = ()

    @property
    def words(self) -> str:
        return f"{self.day:%a %-d %b}"


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


class _Turnout(NamedTuple):
    """Who can come at a time, by name. A father and his son may have one name: no sets."""

    reasons: tuple[str, ...]
    cannot: tuple[str, ...]
    at_a_pinch: tuple[str, ...]
    not_known: tuple[str, ...]
    rank: tuple[int, int, int]


@dataclass
class _Search:
    groups: list[list[Diary]]
    people: list[Person]
    length: timedelta
    meet_by: date | None
    now: datetime = field(default_factory=timezone.now)

    def __post_init__(self) -> None:
        self._turnouts: dict[Any, _Turnout] = {}
        # On all other days what people can do is what they can do on that weekday.
        self._own_days = {day for person in self.people for day, _ in person.by_day}
        self._absences = [days for person in self.people for days in person.away]
        self._busy = [person for person in self.people if person.elsewhere]

    def cells(self, day: date) -> list[Cell]:
        is_special = day in self._own_days or is_within(day, self._absences)
        like = day if is_special else day.weekday()
        times: dict[Part, list[tuple[_Turnout, When]]] = {part: [] for part in Part}
        for when in self._times(day):
            times[when.parts[0]].append((self._turnout(when, like), when))
        return [self._cell(part, within) for part, within in times.items()]

    def _times(self, day: date) -> Iterator[When]:
        """The times at which a meeting can begin and be over in the evening."""
        start, closes = (datetime.combine(day, wall) for wall in (OPENS, CLOSES))
        # The clocks change at night: by day both run alike.
        starts_at = in_local_time(start)
        while (end := start + self.length) <= closes:
            if starts_at > self.now:
                yield When.by_clocks(starts_at, starts_at + self.length, start, end)
            start, starts_at = start + STEP, starts_at + STEP

    def _cell(self, part: Part, times: Sequence[tuple[_Turnout, When]]) -> Cell:
        # The sort is stable: of equals, the soonest.
        for turnout, when in sorted(times, key=lambda one: one[0].rank):
            if not turnout.reasons:
                lacking, chosen = self._resources(when)
                if not lacking:
                    return Cell(part, self._slot(when, turnout, chosen))
        fewest: tuple[str, ...] = ()
        for turnout, when in times:
            if not fewest or len(turnout.reasons) < len(fewest):
                reasons = (*turnout.reasons, *self._resources(when)[0])
                if not fewest or len(reasons) < len(fewest):
                    fewest = reasons
        return Cell(part, None, fewest or ("Too late in the day",))

    def _turnout(self, when: When, like: date | int) -> _Turnout:
        """What people can do; worked out once for all times of which they say the same.

        `like` is the weekday, or a day of which somebody said something of its own.
        """
        elsewhere = tuple([at for at, one in enumerate(self._busy) if one.is_elsewhere(when)])
        key = like, when.parts, elsewhere
        if key not in self._turnouts:
            self._turnouts[key] = _turnout_of(self.people, when)
        return self._turnouts[key]

    def _resources(self, when: When) -> tuple[list[str], list[Resource]]:
        """What is not to be had, and what would be booked: of each group the first that is free."""
        lacking, chosen = [], []
        for group in self.groups:
            why = ""
            for diary in group:
                why = diary.why_not(when)
                if not why:
                    chosen.append(diary.resource)
                    break
            else:
                if len(group) == 1:
                    lacking.append(why)
                else:
                    kind = group[0].resource.get_kind_display().lower() if group else "venue"
                    lacking.append(f"No {kind} free")
        return lacking, chosen

    def _slot(self, when: When, turnout: _Turnout, chosen: Sequence[Resource]) -> Slot:
        return Slot(
            when.starts_at,
            when.ends_at,
            tuple(dict.fromkeys(chosen)),
            is_late=bool(self.meet_by and when.day > self.meet_by),
            cannot=turnout.cannot,
            at_a_pinch=turnout.at_a_pinch,
            not_known=turnout.not_known,
            is_of_people=bool(self.people),
        )


def _turnout_of(people: Sequence[Person], when: When) -> _Turnout:
    reasons, cannot = [], []
    said: dict[str, list[str]] = {Can.AT_A_PINCH: [], "": [], Can.YES: []}
    for person in people:
        if why := _why_not(person, when):
            cannot.append(person.name)
            if person.is_required:
                reasons.append(f"{person.name} {why}")
        else:
            said[person.said(when)].append(person.name)
    pinch, unknown = said[Can.AT_A_PINCH], said[""]
    rank = len(cannot), len(pinch), len(unknown)
    return _Turnout(tuple(reasons), tuple(cannot), tuple(pinch), tuple(unknown), rank)


def _why_not(person: Person, when: When) -> str:
    if person.is_away(when):
        return "is on leave"
    if person.is_elsewhere(when):
        return "is in another meeting"
    return "cannot" if person.said(when) == Can.NO else ""


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _and(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
