"""When a reminder is due: a time on the wall, so many days or working days from a day.

"09:00, two working days before" is reckoned in local days and then turned into a moment:
never by taking hours off, which would come out an hour wrong across a change of clocks.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone

from cases.reminders.rules import Step
from restorative.working_days import add_working_days

# Nobody is written to between 8 in the evening and 8 in the morning (domain.md 5).
WAKES, SLEEPS = time(8), time(20)


@dataclass(frozen=True)
class Due:
    """The wall clock that was meant, the moment it means, and until when it makes sense."""

    local: datetime
    at: datetime
    expires_at: datetime

    @property
    def words(self) -> str:
        return f"{self.local:%Y-%m-%d %H:%M}"


def moment(day: date, at: time) -> datetime:
    """The moment of a wall-clock time, in UTC.

    A time that the change of clocks skips is the moment it would have been; of one that
    comes twice it is the first.
    """
    naive = datetime.combine(day, at)
    return naive.replace(tzinfo=timezone.get_current_timezone(), fold=0).astimezone(UTC)


def due(
    step: Step,
    since: date,
    *,
    ends_at: datetime | None = None,
    days: int | None = None,
    at: time | None = None,
) -> Due:
    """When a step is due, counted from a day; `days` and `at` are a service's own.

    It expires `step.lasts` days later, in the evening, and at least half an hour before
    `ends_at`, the meeting itself.
    """
    count = step.days if days is None else days
    day = add_working_days(since, count) if step.working else since + timedelta(days=count)
    at = at or step.at
    starts = moment(day, at)
    expires = moment(day + timedelta(days=step.lasts), SLEEPS)
    if ends_at is not None:
        expires = min(expires, ends_at - timedelta(minutes=30))
    return Due(datetime.combine(day, at), starts, expires)


def next_waking(at: datetime, *, since: time = WAKES, until: time = SLEEPS) -> datetime:
    """The first moment from `at` on that lies in the hours when people may be written to.

    The hours are local; `since` and `until` narrow them to those safe for one person.
    """
    since, until = max(since, WAKES), min(until, SLEEPS)
    local = timezone.localtime(at)
    if since <= local.time() < until:
        return at
    day = local.date() if local.time() < since else local.date() + timedelta(days=1)
    return moment(day, since)
