"""Making the cells of a month from its figure rows, whenever one of those has changed.

A month is marked in the transaction that changes its rows, and made in that transaction or,
where many are, soon after; whoever reads makes first what is marked. Makers take turns with
those who refresh figure rows, by the same lock.

**When a month is made again though no row has changed.** Measures count what has matured: a
child of whom the twelve-month follow-up was due yesterday is in today's figures and was not
in yesterday's. Only the month into which the latest counted day falls can differ: one for
each maturity. And after a release that declares a measure differently, every month.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from itertools import islice, product
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from conferences.measures.selection import Selection
from conferences.measures.together import aggregates_of, alike
from conferences.models import FigureCell, FigureMonth
from conferences.models.summaries import ALL, ANY_PATHWAY, NOBODY
from conferences.summaries.cells import COMPARED, SUMMARISED, Counts, add, count, first_of
from conferences.summaries.dimensions import DIMENSIONS
from restorative.months import add_months
from restorative.replica import stay_on_primary

# Any number that nothing else locks: "figures" on a telephone's keys.
TURN = 3448737
# Months that are counted together: at 300,000 cases each takes some 25 MB meanwhile.
AT_ONCE = 4
KEY = ("team", "referring_team", "pathway", "coordinator")
# (team, referring team, pathway, coordinator): which of them a cell says; the rest is "all".
FINEST = (True, True, True, False)
# Of every kind of meeting by itself: whoever asks for all of them adds up the few.
OF_COORDINATORS = ((True, False, True, True), (False, True, True, True))
# Added up from the finest, of which there are far fewer than of counts by coordinator.
COARSER: tuple[tuple[bool, bool, bool, bool], ...] = tuple(
    (team, referring, path, False)
    for team, referring, path in product((False, True), repeat=3)
    if not (team and referring and path)
)
LEVELS_COMPARED = ((False, False), (True, False), (False, True))
MATURITIES = tuple({one.maturity for one in SUMMARISED})


class MonthState(NamedTuple):
    """For which day and by which declarations the cells of a month were made."""

    month: date
    made_for: date | None
    made_with: str


def take_turn() -> None:
    """Wait until nobody else makes figures; held to the end of the transaction.

    What figures are made of is read where they are written, not in a copy.
    """
    stay_on_primary()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])


def mark_months(days: Iterable[date | None]) -> set[date]:
    """Say that the months of these days are to be made. In a transaction that has its turn."""
    months = {first_of(day) for day in days if day}
    FigureMonth.objects.bulk_create(
        [FigureMonth(month=month) for month in sorted(months)],
        update_conflicts=True,
        unique_fields=["month"],
        update_fields=["made_for"],
    )
    return months


@cache
def declared() -> str:
    """A short name of all declarations that cells are made by: it differs where one does.

    Of the SQL they come to, so that a condition, a column or an annotation of rows counts.
    """
    selection = Selection(today=date(2000, 1, 1))
    told = [repr((KEY, COARSER, OF_COORDINATORS, LEVELS_COMPARED, sorted(DIMENSIONS)))]
    for group in alike(SUMMARISED):
        rows = group[0].rows.visible_to(None).order_by().values(*KEY)
        asked = rows.annotate(**aggregates_of(group, selection))
        told.append(repr(asked.query.sql_with_params()))
    return sha256("".join(told).encode()).hexdigest()[:12]


def to_make(today: date, months: tuple[date, date] | None = None) -> list[date]:
    """The months whose cells do not hold today, in a period or everywhere, oldest first."""
    rows = FigureMonth.objects.all()
    if months:
        rows = rows.filter(month__range=months)
    return no_longer_hold(map(MonthState._make, rows.values_list(*MonthState._fields)), today)


def no_longer_hold(states: Iterable[MonthState], today: date) -> list[date]:
    """Those of these months whose cells do not hold on this day, oldest first."""
    return sorted(
        month
        for month, made_for, made_with in states
        if made_for is None
        or made_with != declared()
        or made_for > today
        or _matures_between(month, made_for, today)
    )


def _matures_between(month: date, made_for: date, today: date) -> bool:
    if made_for == today:
        return False
    last = add_months(month, 1) - timedelta(days=1)
    return any(one.latest(made_for) < last and month <= one.latest(today) for one in MATURITIES)


@transaction.atomic
def make_months(
    today: date | None = None,
    limit: int = AT_ONCE,
    within: tuple[date, date] | None = None,
) -> int:
    """Make the cells of months that are marked or no longer hold; returns how many there were."""
    take_turn()
    day = today or timezone.localdate()
    months = to_make(day, within)[:limit]
    make(months, day)
    return len(months)


def make(months: Collection[date], today: date) -> None:
    """Make the cells of these months, a few of them at a time."""
    ordered = sorted(months)
    for start in range(0, len(ordered), AT_ONCE):
        _make_together(ordered[start : start + AT_ONCE], today)


def _make_together(months: Collection[date], today: date) -> None:
    FigureCell.objects.filter(month__in=months).delete()
    cells = _cells(months, today)
    while some := list(islice(cells, 2000)):
        FigureCell.objects.bulk_create(some)
    FigureMonth.objects.bulk_create(
        [FigureMonth(month=month, made_for=today, made_with=declared()) for month in months],
        update_conflicts=True,
        unique_fields=["month"],
        update_fields=["made_for", "made_with"],
    )


def _cells(months: Collection[date], today: date) -> Iterator[FigureCell]:
    selection = Selection(today=today)
    found: dict[tuple[Any, ...], Counts] = defaultdict(dict)
    for group in alike(SUMMARISED):
        rows = _rows(group, months)
        for (month, *key), counts in count(group, rows, selection, KEY).items():
            for level in (FINEST, *OF_COORDINATORS):
                add(found[(month, *at_level(level, key), "", "")], counts)
    for (month, *key, _, _), counts in list(found.items()):
        if key[-1] == ALL:
            for level in COARSER:
                add(found[(month, *at_level(level, key), "", "")], counts)
    for dimension in DIMENSIONS:
        for group in alike(COMPARED):
            rows = _rows(group, months)
            by = ("team", "referring_team", dimension)
            for (month, team, referring, value), counts in count(
                group, rows, selection, by
            ).items():
                for says_team, says_referring in LEVELS_COMPARED:
                    level = (says_team, says_referring, False, False)
                    at = at_level(level, [team, referring, "", None])
                    add(found[(month, *at, dimension, value or "")], counts)
    for (month, team, referring, pathway, coordinator, dimension, value), counts in found.items():
        if counts:
            yield FigureCell(
                month=month,
                team=team,
                referring_team=referring,
                pathway=pathway,
                coordinator=coordinator,
                dimension=dimension,
                value=value,
                counts=counts,
            )


def _rows(group: Any, months: Collection[date]) -> Any:
    index = group[0].index
    in_months = Q()
    for first, last in _runs(months):
        in_months |= Q(**{f"{index}__range": (first, last)})
    return group[0].rows.visible_to(None).filter(in_months, is_restricted=False)


def _runs(months: Collection[date]) -> list[tuple[date, date]]:
    """Months that follow each other as one span of days: few conditions, one index walked."""
    spans: list[tuple[date, date]] = []
    for month in sorted(months):
        last = add_months(month, 1) - timedelta(days=1)
        if spans and spans[-1][1] + timedelta(days=1) == month:
            spans[-1] = (spans[-1][0], last)
        else:
            spans.append((month, last))
    return spans


def at_level(level: tuple[bool, bool, bool, bool], key: list[Any]) -> tuple[int, int, str, int]:
    """Where the counts of a key stand at a level; what the level does not say is "all"."""
    team, referring, pathway, coordinator = key
    return (
        (team or NOBODY) if level[0] else ALL,
        (referring or NOBODY) if level[1] else ALL,
        (pathway or "") if level[2] else ANY_PATHWAY,
        (coordinator or NOBODY) if level[3] else ALL,
    )
