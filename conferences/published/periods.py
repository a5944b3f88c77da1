"""Fixed quarters of the financial year, and the years that they add up to.

A quarter is published 28 days after its last day, so that what happened in it is recorded by
then; at most the last eight. A year is published with its last quarter.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from restorative.months import add_months

SETTLES_IN = 28
QUARTERS = 8
START_MONTH = 4


@dataclass(frozen=True)
class Period:
    """`key` is 2026-Q2 for July to September 2026, 2026-27 for the year from April 2026."""

    key: str
    words: str
    start: date
    end: date
    is_year: bool = False


def quarter_of(day: date) -> Period:
    first = date(day.year, day.month - (day.month - 1) % 3, 1)
    end = add_months(first, 3) - timedelta(days=1)
    year = first.year if first.month >= START_MONTH else first.year - 1
    number = (first.month - START_MONTH) % 12 // 3 + 1
    return Period(f"{year}-Q{number}", f"{first:%B} to {end:%B %Y}", first, end)


def published_quarters(today: date) -> list[Period]:
    """Newest first."""
    newest = quarter_of(today)
    while newest.end + timedelta(days=SETTLES_IN) > today:
        newest = quarter_of(newest.start - timedelta(days=1))
    found = [newest]
    while len(found) < QUARTERS:
        found.append(quarter_of(found[-1].start - timedelta(days=1)))
    return found


def years_of(quarters: list[Period]) -> dict[Period, list[Period]]:
    """The years all four quarters of which are there, newest first, each with them."""
    by_year: dict[int, list[Period]] = {}
    for quarter in quarters:
        by_year.setdefault(int(quarter.key[:4]), []).append(quarter)
    return {
        Period(
            f"{year}-{(year + 1) % 100:02}",
            f"April {year} to March {year + 1}",
            date(year, START_MONTH, 1),
            date(year + 1, START_MONTH - 1, 31),
            is_year=True,
        ): members
        for year, members in by_year.items()
        if len(members) == 4
    }
