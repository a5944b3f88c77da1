"""Keeping cells right when a few cases change, at a cost that does not grow with the others.

What the rows of these cases counted before is taken away from the cells, and what they count
now is added: the same counts, by the same declarations, that making a whole month comes to
(`making`, which stays as the check). Only months whose cells hold today can be changed so;
others are made as ever.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from itertools import islice

from conferences.measures.selection import Selection
from conferences.measures.together import alike
from conferences.models import FigureCell, FigureMonth
from conferences.summaries.cells import SUMMARISED, VALUES, Counts, add, count
from conferences.summaries.dimensions import DIMENSIONS
from conferences.summaries.making import (
    COARSER,
    FINEST,
    KEY,
    LEVELS_COMPARED,
    OF_COORDINATORS,
    MonthState,
    at_level,
    no_longer_hold,
)

# Of more cases at once, making their months anew is less work.
MOST_CASES = 50
# Month, team, referring team, pathway, coordinator, dimension and value of a cell.
CellKey = tuple[date, int, int, str, int, str, str]
THESE = """
    SELECT * FROM conferences_figurecell
    WHERE (month, team, referring_team, pathway, coordinator, dimension, value) IN %s
"""


def counts_of(cases: Collection[int], today: date) -> dict[CellKey, Counts]:
    """What the figure rows of these cases count, in each cell that counts them."""
    selection = Selection(today=today)
    found: dict[CellKey, Counts] = defaultdict(dict)
    for group in alike(SUMMARISED):
        first = group[0]
        compared = tuple(DIMENSIONS) if first.rows.name == "children" else ()
        has_day = {f"{first.index}__isnull": False}
        rows = first.rows.visible_to(None).filter(case__in=cases, is_restricted=False, **has_day)
        told = count(group, rows, selection, (*KEY, *compared))
        for (month, team, referring, pathway, coordinator, *values), counts in told.items():
            key = [team, referring, pathway, coordinator]
            for level in (FINEST, *OF_COORDINATORS, *COARSER):
                add(found[(month, *at_level(level, key), "", "")], counts)
            for dimension, value in zip(compared, values, strict=True):
                for says_team, says_referring in LEVELS_COMPARED:
                    at = at_level((says_team, says_referring, False, False), key)
                    add(found[(month, *at, dimension, value or "")], counts)
    return found


def change_cells(
    before: Mapping[CellKey, Counts], after: Mapping[CellKey, Counts], today: date
) -> None:
    """Take away and add, in the months whose cells hold today. In a transaction with its turn."""
    changes: dict[CellKey, Counts] = defaultdict(dict)
    for sign, found in ((1, after), (-1, before)):
        for key, counts in found.items():
            add(changes[key], counts, sign)
    holding = months_that_hold({month for month, *_ in changes}, today)
    changes = {
        key: counts
        for key, told in changes.items()
        if key[0] in holding and (counts := _without_nought(told))
    }
    waiting = iter(changes.items())
    while some := dict(islice(waiting, 2000)):
        _write(some)


def months_that_hold(months: Collection[date], today: date) -> set[date]:
    """Those of these months whose cells are made and hold on this day."""
    rows = FigureMonth.objects.filter(month__in=months).values_list(*MonthState._fields)
    states = [MonthState(*row) for row in rows]
    return {one.month for one in states} - set(no_longer_hold(states, today))


def _write(changes: Mapping[CellKey, Counts]) -> None:
    there = {
        (
            one.month,
            one.team,
            one.referring_team,
            one.pathway,
            one.coordinator,
            one.dimension,
            one.value,
        ): one
        for one in FigureCell.objects.raw(THESE, [tuple(changes)])
    }
    FigureCell.objects.filter(pk__in=[one.pk for one in there.values()]).delete()
    made = []
    for key, counts in changes.items():
        now: Counts = {}
        if key in there:
            add(now, there[key].counts)
        add(now, counts)
        if now := _without_nought(now):
            month, team, referring_team, pathway, coordinator, dimension, value = key
            made.append(
                FigureCell(
                    month=month,
                    team=team,
                    referring_team=referring_team,
                    pathway=pathway,
                    coordinator=coordinator,
                    dimension=dimension,
                    value=value,
                    counts=now,
                )
            )
    FigureCell.objects.bulk_create(made)


def _without_nought(counts: Counts) -> Counts:
    """As counting leaves it: what is nought is not there, nor a measure without a count."""
    kept: Counts = {}
    for key, numbers in counts.items():
        here = {name: number for name, number in numbers.items() if name != VALUES and number}
        values = {value: times for value, times in numbers.get(VALUES, {}).items() if times}
        if values:
            here[VALUES] = values
        if here:
            kept[key] = here
    return kept
