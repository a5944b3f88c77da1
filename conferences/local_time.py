"""Wall clocks and the moments they mean: people enter local times, durations count in UTC."""

from datetime import UTC, date, datetime, time

from django.utils import timezone

CLOCKS_CHANGE = "The clocks change that night. Choose a time after 2am."


def in_local_time(naive: datetime) -> datetime:
    """Read a wall-clock time; ValueError for one that the change of clocks skips or repeats."""
    zone = timezone.get_current_timezone()
    first, second = (naive.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() != second.utcoffset():
        raise ValueError(naive)
    return first.astimezone(UTC)


def start_of(day: date) -> datetime:
    """The moment a local day begins, in UTC. British clocks never change at midnight."""
    return in_local_time(datetime.combine(day, time()))
