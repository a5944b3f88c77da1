"""By when a meeting is owed, as the service's timescales say, and what the family waited for.

A delay that the family chose is nobody's lateness: the clock stands still for it. All of it
is worked out from rows and events, never counted up.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone

from cases.models import Case, CaseChild, Event
from cases.timescales import IN_CALENDAR_DAYS, Step, days_for
from conferences.domain.dates import asked_by_of, datings_of, day_in
from conferences.formats.format import THE_FAMILY
from conferences.models import Meeting
from restorative.one_look import once_a_look
from restorative.working_days import add_working_days, working_days_between

Pause = tuple[date, date]


@dataclass(frozen=True)
class Timescale:
    """From which day a meeting is owed within how many days, and when the family waited.

    Days are working days, unless the step is one in calendar days. `pauses` are in order
    and apart; both ends are days, and the first costs nothing.
    """

    step: Step
    since: date
    allowed: int
    pauses: tuple[Pause, ...] = ()
    is_waiting: bool = False

    @property
    def waited(self) -> int:
        return sum(self._between(first, last) for first, last in self.pauses)

    @property
    def due_on(self) -> date:
        """The last day within the timescale, later by what the family waited."""
        days = self.allowed + self.waited
        if self._in_calendar_days:
            return self.since + timedelta(days=days)
        return add_working_days(self.since, days)

    def used(self, until: date) -> int:
        """How many days have gone by up to a day, without those the family waited."""
        clipped = [(first, min(last, until)) for first, last in self.pauses if first < until]
        waited = sum(self._between(first, last) for first, last in clipped)
        return max(self._between(self.since, until) - waited, 0)

    def words(self, until: date) -> str:
        """ "12 of 40 working days; 9 days waited at the family’s wish are not counted"."""
        unit = "days" if self._in_calendar_days else "working days"
        said = f"{self.used(until)} of {self.allowed} {unit}"
        if self.waited:
            are = (
                "day waited at the family’s wish is"
                if self.waited == 1
                else ("days waited at the family’s wish are")
            )
            said += f"; {self.waited} {are} not counted"
        if self.is_waiting:
            said += ". The clock stands still until there is a new date"
        return said

    @property
    def _in_calendar_days(self) -> bool:
        return self.step in IN_CALENDAR_DAYS

    def _between(self, first: date, last: date) -> int:
        return (last - first).days if self._in_calendar_days else working_days_between(first, last)


def meet_by(meeting: Meeting) -> date | None:
    """The last day within the service's timescale; None where nothing says when it began."""
    timescale = timescale_of(meeting)
    return timescale.due_on if timescale else None


def timescale_of(meeting: Meeting) -> Timescale | None:
    """What a meeting is owed within; the soonest, where it is held for more families.

    A first meeting is counted from the allocation, or else from the referral or the day it
    was opened, and is sooner where a child's case is before court; one that looks back, from what it looks at.
    """
    return once_a_look(("timescale", meeting.pk), lambda: _timescale_of(meeting))


def _timescale_of(meeting: Meeting) -> Timescale | None:
    pauses, is_waiting = family_pauses(meeting)
    if not meeting.declared.is_a_beginning:
        looked_at = meeting.reviews.starts_at if meeting.reviews else None
        if looked_at is None:
            return None
        since, days = timezone.localdate(looked_at), days_for(Step.REVIEW)
        return Timescale(Step.REVIEW, since, days, tuple(pauses), is_waiting)
    children = CaseChild.objects.current().filter(
        case=OuterRef("pk"), legal_status=CaseChild.LegalStatus.PRE_PROCEEDINGS
    )
    cases = Case.objects.filter(meetings__meeting=meeting).order_by("pk")
    found = []
    for allocated_at, sent_at, before_court in cases.values_list(
        "allocated_at", "referral__sent_at", Exists(children)
    ):
        since = timezone.localdate(allocated_at or sent_at or meeting.opened_at)
        step, days = _step_for(meeting, before_court=before_court)
        found.append(Timescale(step, since, days, tuple(pauses), is_waiting))
    return min(found, key=lambda one: one.due_on, default=None)


def timescale_words(meeting: Meeting, timescale: Timescale | None) -> str:
    """How far a meeting is within its timescale: up to its day, or while there is none, today."""
    has_met = meeting.stage_now in meeting.declared.from_its_day
    if timescale is None or (meeting.stage_now.is_last and not has_met):
        return ""
    day, today = meeting.starts_at, timezone.localdate()
    if has_met and day is None:
        return ""
    return timescale.words(min(timezone.localdate(day), today) if day else today)


def _step_for(meeting: Meeting, *, before_court: bool) -> tuple[Step, int]:
    if before_court:
        return Step.MEETING_BEFORE_COURT, days_for(Step.MEETING_BEFORE_COURT)
    own = settings.TIMESCALES.get(Step.MEETING.value, meeting.declared.working_days_to_meet)
    return Step.MEETING, int(own)


def family_pauses(meeting: Meeting) -> tuple[list[Pause], bool]:
    """When a meeting waited because the family wanted another date, and whether it does now.

    Where there is a new date, the wait is from the old one to it: what it is later by. While
    there is none, it is from the day they asked, or the old date if that came sooner.
    """
    pauses: list[Pause] = []
    given_up: tuple[date, date] | None = None  # the day they asked, the date there was
    for event in _of_one_case(datings_of(meeting)):
        before, after = day_in(event.from_value), day_in(event.to_value)
        if before and asked_by_of(meeting.declared, event.why) == THE_FAMILY:
            given_up = (timezone.localdate(event.at), before)
        elif before:
            given_up = None
            # Moved nearer again by others: the family has waited up to there and no longer.
            pauses = [(first, min(last, after or last)) for first, last in pauses]
        if given_up and after:
            if after > given_up[1]:
                pauses.append((given_up[1], after))
            given_up = None
    if given_up is None or meeting.stage_now.is_last:
        return _apart(pauses), False
    pauses.append((min(given_up), max(min(given_up), timezone.localdate())))
    return _apart(pauses), True


def _of_one_case(rows: list[Event]) -> list[Event]:
    """One change of a meeting of two families is written on both: read it once."""
    return [event for event in rows if event.case_id == rows[0].case_id]


def _apart(pauses: Iterable[Pause]) -> list[Pause]:
    """In order, and none of them over another: a day is waited once."""
    apart: list[Pause] = []
    for first, last in sorted(pauses):
        start = max(first, apart[-1][1]) if apart else first
        if start < last:
            apart.append((start, last))
    return apart
