"""The days that a format counts for a meeting: from when, by when, and how each stands."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils import timezone

from cases.models import Event
from conferences.entry_values import day_of
from conferences.formats import Clock, Count
from conferences.formats.records import NOWHERE, Where, is_so
from conferences.models import Entry, Meeting
from restorative.months import add_months
from restorative.working_days import add_working_days


class State(StrEnum):
    NOT_RUNNING = "Not running yet"
    RUNNING = "Running"
    LATE = "Overdue"
    MET = "Done in time"
    MET_LATE = "Done late"


COLOURS = {
    State.NOT_RUNNING: "grey",
    State.RUNNING: "blue",
    State.LATE: "red",
    State.MET: "green",
    State.MET_LATE: "yellow",
}


@dataclass(frozen=True)
class Reading:
    """How one clock stands: since when, due when, and when it was done."""

    clock: Clock
    since: date | None
    due_on: date | None
    done_on: date | None
    state: State

    @property
    def colour(self) -> str:
        return COLOURS[self.state]

    @property
    def words(self) -> str:
        """ "20 working days after", as the declaration says it."""
        number, unit = abs(self.clock.number), self.clock.unit.value
        unit = unit.removesuffix("s") if number == 1 else unit
        return f"{number} {unit} {'before' if self.clock.number < 0 else 'after'}"


def clocks_of(meeting: Meeting, *, today: date | None = None) -> list[Reading]:
    """Every clock that counts for a meeting, in the order of its format, in two queries.

    The same for every reader: which days a format counts says nothing of what an entry holds.
    """
    return clocks_of_each([meeting], today=today)[meeting.pk]


def clocks_of_each(
    meetings: Iterable[Meeting], *, today: date | None = None
) -> dict[int, list[Reading]]:
    """The same of many, by their keys, in two queries for any number; none where none counts."""
    meetings = list(meetings)
    keys = [one.pk for one in meetings if one.declared.clocks]
    entries: dict[int, list[Entry]] = defaultdict(list)
    moved: dict[int, dict[str, date]] = defaultdict(dict)
    if keys:
        for entry in Entry.objects.current().filter(meeting__in=keys).order_by("pk"):
            entries[entry.meeting_id].append(entry)
        events = Event.objects.filter(
            subject_type="meeting", subject_id__in=keys, kind=Event.Kind.MEETING_MOVED
        )
        for event in events.order_by("at", "pk"):
            assert event.subject_id
            moved[event.subject_id][event.to_value] = timezone.localdate(event.at)
    day = today or timezone.localdate()
    return {one.pk: _clocks(one, entries[one.pk], moved[one.pk], day) for one in meetings}


def _clocks(
    meeting: Meeting, entries: list[Entry], labels: dict[str, date], today: date
) -> list[Reading]:
    for entry in entries:
        entry.meeting = meeting

    def days(source: str, of: Where = NOWHERE) -> list[date]:
        name, answers = of
        there = [one for one in entries if not name or one.values.get(name) in answers]
        return _days(source, meeting, there, labels)

    said = {one.kind: one.values for one in entries}
    return [
        _read(clock, days, today, meeting)
        for clock in meeting.declared.clocks
        if all(is_so(where, said.get(kind, {})) for kind, where in clock.only_if)
    ]


def _read(clock: Clock, days: Callable[..., list[date]], today: date, meeting: Meeting) -> Reading:
    starts = [day for source in clock.starts for day in days(source, clock.of)]
    since = max(starts, default=None)
    if since is None or meeting.stage == meeting.declared.not_held:
        return Reading(clock, None, None, None, State.NOT_RUNNING)
    due = due_on(clock, since)
    ends = [day for source in clock.ends for day in days(source)]
    if clock.repeats:
        ends = [day for day in ends if day >= since]
    done = min(ends, default=None)
    if done is not None:
        return Reading(clock, since, due, done, State.MET if done <= due else State.MET_LATE)
    return Reading(clock, since, due, None, State.LATE if due < today else State.RUNNING)


def due_on(clock: Clock, since: date) -> date:
    """The last day in time, counted from a day; before it where the number is negative."""
    if clock.unit == Count.WORKING_DAYS:
        return add_working_days(since, clock.number)
    if clock.unit == Count.MONTHS:
        return add_months(since, clock.number)
    if clock.unit == Count.WEEKS:
        return since + timedelta(weeks=clock.number)
    return since + timedelta(days=clock.number)


def _days(
    source: str, meeting: Meeting, entries: list[Entry], labels: dict[str, date]
) -> list[date]:
    """The days that a source of a clock names, as far as there are any."""
    what, _, which = source.partition(":")
    if what == "opened":
        return [timezone.localdate(meeting.opened_at)]
    if what == "held" and meeting.stage_now not in meeting.declared.from_its_day:
        return []
    if what in ("date", "held"):
        return [timezone.localdate(meeting.starts_at)] if meeting.starts_at else []
    if what == "stage":
        stage = meeting.declared.stage(which)
        here = timezone.localdate(meeting.stage_since)
        day = labels.get(stage.label) or (here if meeting.stage == which else None)
        return [day] if day else []
    kind, _, field = which.partition(".")
    rows = [one for one in entries if one.kind == kind]
    if what == "every":
        return _last_of_every(rows, field)
    if what == "settled":
        declared = meeting.declared.kinds[kind]
        rows = [one for one in rows if declared.is_settled(one.values)]
    if not field:
        return [timezone.localdate(one.added_at) for one in rows]
    found = [day_of(one.values, field) for one in rows]
    return [day for day in found if day]


def _last_of_every(rows: list[Entry], field: str) -> list[date]:
    """The day on which the last of them had come, or was said not to; none while one has not."""
    found = [
        day_of(one.values, field)
        or (timezone.localdate(one.changed_at or one.added_at) if _is_settled(one) else None)
        for one in rows
    ]
    days = [day for day in found if day]
    return [max(days)] if days and len(days) == len(rows) else []


def _is_settled(entry: Entry) -> bool:
    return entry.declared.is_settled(entry.values)
