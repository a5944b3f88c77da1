"""Days and times as people say them, on the wall of the place we are in."""

from datetime import date, datetime

from django.utils import timezone


def short_day(at: datetime | date) -> str:
    """ "Tue 3 Mar"."""
    return f"{_local(at):%a %-d %b}"


def long_day(at: datetime | date) -> str:
    """ "Tuesday 3 March 2026"."""
    return f"{_local(at):%A %-d %B %Y}"


def time_words(at: datetime) -> str:
    """ "4pm", "9:30am", "midday": as people say it."""
    local = timezone.localtime(at)
    if (local.hour, local.minute) in {(0, 0), (12, 0)}:
        return "midday" if local.hour else "midnight"
    hour = local.hour % 12 or 12
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{hour}{minutes}{'am' if local.hour < 12 else 'pm'}"


def _local(at: datetime | date) -> datetime | date:
    return timezone.localtime(at) if isinstance(at, datetime) else at
