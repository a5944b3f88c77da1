"""The quarters a report can be asked of."""

from dataclasses import dataclass
from datetime import date, timedelta

from restorative.months import add_months

QUARTERS = 8
# The financial year, by which councils count their quarters.
FIRST_MONTH = 4


@dataclass(frozen=True)
class Quarter:
    """`key` is 2026-Q2 for July to September 2026."""

    key: str
    words: str
    start: date
    end: date


def quarters_to_choose(today: date) -> list[Quarter]:
    """This quarter so far and those before it, the newest first."""
    first = date(today.year, today.month - (today.month - 1) % 3, 1)
    return [_quarter(add_months(first, -3 * back)) for back in range(QUARTERS + 1)]


def _quarter(first: date) -> Quarter:
    end = add_months(first, 3) - timedelta(days=1)
    year = first.year if first.month >= FIRST_MONTH else first.year - 1
    number = (first.month - FIRST_MONTH) % 12 // 3 + 1
    return Quarter(f"{year}-Q{number}", f"{first:%B} to {end:%B %Y}", first, end)
