"""Working days: Monday to Friday, without the bank holidays of the nation we serve in.

England and Wales, Scotland and Northern Ireland differ in their holidays, and a holiday
that falls on a weekend is taken on a later day; the `holidays` library knows both.
"""

from datetime import date, timedelta
from functools import lru_cache

from django.conf import settings

SATURDAY = 5
ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=256)
def bank_holidays(nation: str, year: int) -> frozenset[date]:
    """The bank holidays of a nation in a year, substitute days among them."""
    # Not at the start: its modules of all countries take long to load.
    import holidays

    return frozenset(holidays.country_holidays("GB", subdiv=nation, years=year))


def is_working_day(day: date, *, nation: str = "") -> bool:
    """Whether offices of the nation (ours, unless another is named) are open on a day."""
    if day.weekday() >= SATURDAY:
        return False
    return day not in bank_holidays(nation or settings.NATION, day.year)


def working_days_between(start: date, end: date, *, nation: str = "") -> int:
    """Count the working days after `start` up to and with `end`; negative if `end` is earlier.

    From a Friday to the Monday after it is one working day, and a day to itself none.
    """
    if end < start:
        return -working_days_between(end, start, nation=nation)
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(is_working_day(day, nation=nation) for day in days)


def add_working_days(day: date, n: int, *, nation: str = "") -> date:
    """Return the nth working day after a day, or before it when n is negative.

    None at all is the day itself, whether or not it is a working day.
    """
    step = ONE_DAY if n > 0 else -ONE_DAY
    left = abs(n)
    while left:
        day += step
        left -= is_working_day(day, nation=nation)
    return day
