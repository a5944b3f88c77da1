"""What stands in a cell, and how counts are made, added, taken away and read as figures."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, DateField, Q
from django.db.models.functions import TruncMonth

from conferences.measures import MEASURES, Measure
from conferences.measures.answering import Figure, figure_of
from conferences.measures.declaring import Amount, Part
from conferences.measures.rows import Rows
from conferences.measures.selection import Selection
from conferences.measures.together import JOINT, aggregates_of

# The counts of measures by their keys: numbers by name, and under "values" how often each
# value of an amount occurs. What is nought is left out.
Counts = dict[str, dict[str, Any]]
VALUES = "values"
NOUGHT: dict[str, Any] = dict.fromkeys((*(part.value for part in Part), "n"), 0)
ROWS = ("families", "children")
SUMMARISED: tuple[Measure, ...] = tuple(one for one in MEASURES.values() if one.rows.name in ROWS)
COMPARED: tuple[Measure, ...] = tuple(one for one in SUMMARISED if one.rows.name == "children")


def count(
    group: Sequence[Measure], rows: Rows, selection: Selection, by: Sequence[str]
) -> dict[tuple[Any, ...], Counts]:
    """Count a group of measures alike, for each month and each value of `by`.

    The key begins with the first day of the month. One query, and one for each amount.
    """
    index = group[0].index
    months = rows.order_by().annotate(counted_month=TruncMonth(index, output_field=DateField()))
    found: dict[tuple[Any, ...], Counts] = defaultdict(dict)
    asked = {
        name: aggregate
        for name, aggregate in aggregates_of(group, selection).items()
        if not isinstance(MEASURES[name.partition(JOINT)[0]], Amount)
        or name.endswith(f"{JOINT}unknown")
    }
    keys = ("counted_month", *by)
    for row in months.values(*keys).annotate(**asked):
        counts = found[tuple(row[name] for name in keys)]
        for name in asked:
            if row[name]:
                key, _, what = name.partition(JOINT)
                counts.setdefault(key, {})[what] = int(row[name])
    for measure in group:
        if isinstance(measure, Amount):
            _count_values(measure, months, selection, keys, found)
    return found


def _count_values(
    measure: Amount,
    months: Rows,
    selection: Selection,
    keys: Sequence[str],
    found: dict[tuple[Any, ...], Counts],
) -> None:
    ripe = Q(**{f"{measure.index}__lte": measure.maturity.latest(selection.today)})
    known = months.filter(measure.condition(Part.DENOMINATOR), ripe)
    for row in known.values(*keys, measure.of).annotate(times=Count("pk")):
        counts = found[tuple(row[name] for name in keys)].setdefault(measure.key, {})
        counts.setdefault(VALUES, {})[str(row[measure.of])] = row["times"]


def add(into: Counts, more: Counts, sign: int = 1) -> None:
    """Add counts to others, or take them away."""
    for key, numbers in more.items():
        here = into.setdefault(key, {})
        for name, number in numbers.items():
            if name == VALUES:
                values = here.setdefault(VALUES, {})
                for value, times in number.items():
                    values[value] = values.get(value, 0) + sign * times
            else:
                here[name] = here.get(name, 0) + sign * number


def figures_from(measures: Iterable[Measure], counts: Counts) -> dict[str, Figure]:
    """The figures that counts make."""
    return {measure.key: _figure(measure, counts.get(measure.key, {})) for measure in measures}


def _figure(measure: Measure, numbers: dict[str, Any]) -> Figure:
    if not isinstance(measure, Amount):
        return figure_of(measure, NOUGHT | numbers)
    values = sorted(
        (int(value), times) for value, times in numbers.get(VALUES, {}).items() if times
    )
    n = sum(times for _, times in values)
    answers = {
        "denominator": n,
        "unknown": numbers.get("unknown", 0),
        "lower": _percentile(values, n, 1),
        "median": _percentile(values, n, 2),
        "upper": _percentile(values, n, 3),
        "mean": sum(value * times for value, times in values) / n if n else None,
    }
    return figure_of(measure, answers)


def _percentile(values: list[tuple[int, int]], n: int, quarters: int) -> int | None:
    """The first value at or below which so many quarters lie, as percentile_disc finds it."""
    passed = 0
    for value, times in values:
        passed += times
        if passed * 4 >= n * quarters:
            return value
    return None


def first_of(day: date) -> date:
    return day.replace(day=1)
