"""Calendar months: the same day of a later month, or its last day where it has no such day."""

from calendar import monthrange
from datetime import date, timedelta


def add_months(day: date, n: int) -> date:
    """Return the day n months later: 31 August and six months is 28 or 29 February."""
    years, month = divmod(day.month - 1 + n, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def last_day_reaching(day: date, n: int) -> date:
    """The latest day from which n months have passed by this one."""
    found = add_months(day, -n)
    while add_months(found + timedelta(days=1), n) <= day:
        found += timedelta(days=1)
    return found
