"""The quarters a report can be asked of."""

from datetime import date, timedelta

from conferences.published.periods import Period, published_quarters, quarter_of, years_of

QUARTERS = 9


def own_quarters(today: date) -> list[Period]:
    """This quarter so far and the eight before it, the newest first."""
    found = [quarter_of(today)]
    while len(found) < QUARTERS:
        found.append(quarter_of(found[-1].start - timedelta(days=1)))
    return found


def published_periods(today: date) -> list[Period]:
    """What is published: quarters, then the years they make up."""
    quarters = published_quarters(today)
    return [*quarters, *years_of(quarters)]
