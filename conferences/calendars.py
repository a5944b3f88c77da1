"""A calendar's entries, and the shapes they are shown in: month, week, agenda.

An entry says the reference of a family to those who may know of it, and "Busy" to others
and wherever the case is restricted. No name and no place of a family's own stands in one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Seat
from cases.models import Case, Exclusion
from cases.models.named import named_in
from conferences.local_time import start_of
from conferences.models import Booking, Meeting, MeetingParty, Resource
from restorative.working_days import bank_holidays
from restorative.written_out import written_out

BUSY = "Busy"
ONE_WEEK = timedelta(days=7)
AGENDA = timedelta(days=28)
VIEWS = ("month", "week", "agenda")


@dataclass(frozen=True)
class Entry:
    """One meeting as one reader sees it. `url` is empty where they may not open it."""

    starts_at: datetime
    ends_at: datetime
    title: str = BUSY
    where: str = ""
    url: str = ""
    stage: str = ""
    colour: str = "grey"

    @cached_property
    def start(self) -> datetime:
        return timezone.localtime(self.starts_at)

    @property
    def day(self) -> date:
        return self.start.date()

    @property
    def times(self) -> str:
        return f"{self.start:%H:%M}–{timezone.localtime(self.ends_at):%H:%M}"


@dataclass
class CalendarDay:
    day: date
    entries: list[Entry] = field(default_factory=list)
    is_outside: bool = False
    is_today: bool = False
    holiday: str = ""
    # Its entries as the page lists them: beside the table they stand in a list for narrow screens.
    listed: str = ""

    @property
    def classes(self) -> str:
        """What it is, as the cell of a table says it for the eye."""
        said = (
            ("outside", self.is_outside), ("today", self.is_today), ("holiday", self.holiday),
        )  # fmt: skip
        return "".join(f" app-calendar__{word}" for word, holds in said if holds)

    @property
    def words(self) -> tuple[str, str, str]:
        """("Monday", "30", "November"): of these a table shows the second alone."""
        return f"{self.day:%A}", str(self.day.day), f"{self.day:%B}"


@dataclass
class Page:
    """What a calendar shows: its days in weeks, and where the pages beside it begin."""

    view: str
    on: date
    first: date
    last: date
    weeks: list[list[CalendarDay]]
    before: date
    after: date

    @property
    def days(self) -> list[CalendarDay]:
        return [day for week in self.weeks for day in week if not day.is_outside]

    @property
    def busy_days(self) -> list[CalendarDay]:
        """Those an agenda names: with entries, or a bank holiday."""
        return [day for day in self.days if day.entries or day.holiday]


@dataclass(frozen=True)
class Span:
    """The days a view shows around one of them, whole weeks, and the steps to others."""

    first: date
    last: date
    before: date
    after: date


def span_of(view: str, on: date) -> Span:
    """Which days a view shows around a day; a month fills up its first and last week."""
    monday = on - timedelta(days=on.weekday())
    if view == "week":
        return Span(monday, monday + timedelta(days=6), on - ONE_WEEK, on + ONE_WEEK)
    if view == "agenda":
        return Span(on, on + AGENDA - timedelta(days=1), on - AGENDA, on + AGENDA)
    first = on.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    last = following - timedelta(days=1)
    return Span(
        first - timedelta(days=first.weekday()),
        last + timedelta(days=6 - last.weekday()),
        (first - timedelta(days=1)).replace(day=1),
        following,
    )


def page_of(view: str, on: date, entries: Iterable[Entry]) -> Page:
    """Put entries into the days of a view."""
    span, today = span_of(view, on), timezone.localdate()
    days = {}
    for number in range((span.last - span.first).days + 1):
        day = span.first + timedelta(days=number)
        is_holiday = day in bank_holidays(settings.NATION, day.year)
        days[day] = CalendarDay(
            day,
            is_outside=view == "month" and day.month != on.month,
            is_today=day == today,
            holiday="Bank holiday" if is_holiday else "",
        )
    for entry in sorted(entries, key=lambda one: (one.starts_at, one.title)):
        if day_of := days.get(entry.day):
            day_of.entries.append(entry)
    row = list(days.values())
    weeks = [row[at : at + 7] for at in range(0, len(row), 7)]
    return Page(view, on, span.first, span.last, weeks, span.before, span.after)


def between(first: date, last: date) -> Q:
    """A condition on meetings: they begin on one of these days."""
    return Q(starts_at__gte=start_of(first), starts_at__lt=start_of(last + timedelta(days=1)))


def of_team(user: User, teams: Sequence[int], when: Q = Q()) -> "QuerySet[Meeting]":  # noqa: B008
    """The meetings of these teams at a time, and all others then that the user may know of.

    The time stands within the rule of access too: beside an "or", PostgreSQL would look
    for every meeting that the user may know of.
    """
    visible = user.kept(
        ("meetings", when, named_in(user)),
        lambda: written_out(Meeting.objects.visible_to(user).filter(when)),
    )
    theirs = Q(team__in=teams) & ~Q(open_to=Meeting.OpenTo.NAMED)
    return Meeting.objects.filter(when, theirs | Q(pk__in=visible))


def of_resource(resource: Resource) -> "QuerySet[Meeting]":
    """The meetings for which a resource is booked."""
    booked = Booking.objects.standing().filter(resource=resource)
    return Meeting.objects.filter(pk__in=booked.values("meeting"))


def own_meetings(user: User) -> "QuerySet[Meeting]":
    """Those that somebody is at: as coordinator, or as one of those who take part."""
    from conferences.models import Participant

    present = (
        Participant.objects.current()
        .filter(user=user)
        .exclude(attendance__in=Participant.KEPT_AWAY)
    )
    booked = Booking.objects.standing().filter(resource__user=user)
    coordinated = Case.objects.filter(coordinator=user)
    alone = ~Q(open_to=Meeting.OpenTo.CASE) & Q(opened_by=user)
    return Meeting.objects.filter(
        alone
        | Q(parties__case__in=coordinated.values("pk"))
        | Q(pk__in=present.values("meeting"))
        | Q(pk__in=booked.values("meeting"))
    ).distinct()


@dataclass
class Reading:
    """Entries as one reader sees them, and the keys of the cases that they say."""

    entries: list[Entry] = field(default_factory=list)
    cases: set[int] = field(default_factory=set)


def read_entries(meetings: "QuerySet[Meeting]", user: User, *, limit: int | None = None) -> Reading:
    """Turn dated meetings into entries for a reader, in a fixed number of queries."""
    rows = list(meetings.filter(starts_at__isnull=False).order_by("starts_at", "pk")[:limit])
    openable, readable = who_may(rows, user)
    venues = venues_of(rows)
    reading = Reading()
    for meeting in rows:
        assert meeting.starts_at
        assert meeting.ends_at
        times = meeting.starts_at, meeting.ends_at
        url = meeting.get_absolute_url() if meeting.pk in openable else ""
        cases = readable[meeting.pk]
        if not cases and url and meeting.stands_alone:
            reading.entries.append(_alone(meeting, url))
            continue
        if not cases:
            reading.entries.append(Entry(*times, url=url))
            continue
        reading.cases.update(case.key for case in cases)
        stage = meeting.stage_now
        reading.entries.append(
            Entry(
                *times,
                title=", ".join(case.reference for case in cases),
                where=venues.get(meeting.pk, ""),
                url=url,
                stage=stage.label,
                colour=stage.colour,
            )
        )
    return reading


def _alone(meeting: Meeting, url: str) -> Entry:
    """What is said of a meeting without a case to those who may open it."""
    assert meeting.starts_at
    assert meeting.ends_at
    stage = meeting.stage_now
    return Entry(
        meeting.starts_at,
        meeting.ends_at,
        title=meeting.declared.name,
        url=url,
        stage=stage.label,
        colour=stage.colour,
    )


def venues_of(meetings: Sequence[Meeting]) -> dict[int, str]:
    """The venues that are booked, by name; nothing where it is somewhere of the family's own."""
    booked = Booking.objects.standing().filter(
        meeting__in=[meeting.pk for meeting in meetings], resource__kind=Resource.Kind.VENUE
    )
    # The one that was booked first comes last, and stays.
    return dict(booked.order_by("-pk").values_list("meeting", "resource__name"))


class PartyCase(NamedTuple):
    """A case that a meeting is held for, as far as a calendar needs it."""

    key: int
    reference: str
    team: int
    is_restricted: bool


def who_may(meetings: Sequence[Meeting], user: User) -> tuple[set[int], dict[int, list[PartyCase]]]:
    """Which of these somebody may open, and whose references they may read, by meeting.

    Business support, who open no case, read times and references for the teams they work
    for, but not which two families meet behind walls; nobody reads that of a restricted family,
    or of one they are excluded from.
    """
    keys = [meeting.pk for meeting in meetings]
    known = Meeting.objects.filter(pk__in=Meeting.objects.keys_for(user))
    openable = set(known.filter(pk__in=keys).order_by().values_list("pk", flat=True))
    parties: dict[int, list[PartyCase]] = {key: [] for key in keys}
    rows = MeetingParty.objects.filter(meeting__in=keys).order_by("pk")
    for key, *case in rows.values_list("meeting", *PARTY_CASE):
        parties[key].append(PartyCase(*case))
    visible = _visible_of({case.key for cases in parties.values() for case in cases}, user)
    helped = user.team_ids(Seat.BUSINESS_SUPPORT)
    # Those who see a case are not excluded from it: that is asked for the others alone.
    excluded = Exclusion.objects.current().filter(user=user) if helped else Exclusion.objects.none()
    hidden = set(excluded.values_list("case", flat=True))
    walled = {meeting.pk for meeting in meetings if meeting.declared.sides}
    readable = {
        key: [
            case
            for case in cases
            if (case.key in visible or (case.team in helped and key not in walled))
            and not case.is_restricted
            and case.key not in hidden
        ]
        for key, cases in parties.items()
    }
    return openable, readable


PARTY_CASE = ("case", "case__reference", "case__team", "case__is_restricted")


def _visible_of(cases: set[int], user: User) -> set[int]:
    known = Case.objects.filter(pk__in=Case.objects.keys_for(user))
    return set(known.filter(pk__in=cases).order_by().values_list("pk", flat=True))
