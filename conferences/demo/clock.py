"""Yesterday, for a while: so that the domain's own functions can make a past."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from restorative.working_days import is_working_day


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let Django's clock stand at a moment, or at now where the moment lies ahead.

    For demo data alone: one thread, no requests.
    """
    real = timezone.now
    standing = min(moment, real())
    timezone.now = lambda: standing
    try:
        yield
    finally:
        timezone.now = real


def moment_on(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """A time of day on a day, as the wall clock shows it."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def working_day_by(day: date) -> date:
    """The day itself, or the last working day before it."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day
