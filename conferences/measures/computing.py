"""From a declaration to its figure, to the records behind it, and to a figure for each group.

Whoever asks names the reader: only rows that this person may see are counted, so that a
restricted case, or one they are excluded from, is in no figure of theirs. Figures of marked
cases are made anew first (`bring_up_to_date`), a bounded number of them.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet, Sum

from accounts.models import User
from conferences.figures.refreshing import refresh_dirty
from conferences.measures.answering import Figure, figure_of
from conferences.measures.declaring import Measure, Part, SumRate
from conferences.measures.selection import Selection
from conferences.models import FigureDirty
from restorative.replica import come_back

__all__ = [
    "Figure",
    "bring_up_to_date",
    "compute",
    "compute_by",
    "records",
    "rows_of",
    "weight_of",
]


def bring_up_to_date() -> bool:
    """Refresh marked cases before figures are read; False where more wait than one batch.

    Costs one query where nothing has changed.
    """
    waiting = FigureDirty.objects.all()
    if waiting.exists():
        refresh_dirty()
        come_back()
        return not waiting.exists()
    return True


def rows_of(
    measure: Measure, selection: Selection, reader: User | None, **how: bool
) -> QuerySet[Any, Any]:
    """The rows a selection asks of; `reader` None is every row, for summaries and checks."""
    return measure.rows.visible_to(reader, **how).filter(selection.condition(measure))


def compute(measure: Measure, selection: Selection, *, reader: User | None) -> Figure:
    """The figure of a measure, in one query."""
    found = rows_of(measure, selection, reader).aggregate(**measure.aggregates())
    return figure_of(measure, found)


def compute_by(
    measure: Measure, selection: Selection, by: Sequence[str], *, reader: User | None
) -> dict[tuple[Any, ...], Figure]:
    """A figure for each group of rows, by columns or transforms of the rows, in one query.

    Such as ("team",), ("gender",), or ("held_on__year", "held_on__quarter").
    """
    return grouped(measure, rows_of(measure, selection, reader), by)


def grouped(
    measure: Measure, rows: QuerySet[Any, Any], by: Sequence[str]
) -> dict[tuple[Any, ...], Figure]:
    """The same for rows that were chosen already; without columns, all under ()."""
    if not by:
        return {(): figure_of(measure, rows.aggregate(**measure.aggregates()))}
    found = rows.order_by().values(*by).annotate(**measure.aggregates())
    return {tuple(row[name] for name in by): figure_of(measure, row) for row in found}


def records(
    measure: Measure, selection: Selection, part: Part, *, reader: User | None, **how: bool
) -> QuerySet[Any, Any]:
    """The records behind a part of a figure: as many as it says (`weight_of` adds up sums)."""
    return rows_of(measure, selection, reader, **how).filter(measure.condition(part))


def weight_of(measure: Measure, part: Part, rows: QuerySet[Any, Any]) -> int:
    """What a list of records comes to: how many they are, or the sum they carry."""
    if isinstance(measure, SumRate):
        column = measure.column(part)
        return int(rows.aggregate(sum=Sum(column, default=0))["sum"]) if column else 0
    return rows.count()
