"""Many measures at once: one query for all that count the same rows by the same date."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import replace
from typing import Any

from django.db.models import Q

from accounts.models import User
from conferences.measures.computing import Figure, figure_of
from conferences.measures.declaring import Measure
from conferences.measures.rows import Rows
from conferences.measures.selection import Selection

# Between the key of a measure and the name of one of its aggregates.
JOINT = "__of__"


def alike(measures: Iterable[Measure]) -> list[list[Measure]]:
    """The measures in groups that one query can count: of the same rows, by the same date."""
    groups: dict[tuple[str, str], list[Measure]] = defaultdict(list)
    for measure in measures:
        groups[measure.rows.name, measure.index].append(measure)
    return list(groups.values())


def compute_together(
    measures: Sequence[Measure], selection: Selection, *, reader: User | None
) -> dict[str, Figure]:
    """What `compute` gives for each measure, by its key."""
    found: dict[str, Figure] = {}
    for group in alike(measures):
        rows = rows_of_all(group, selection, reader)
        found |= figures_in(group, rows.aggregate(**aggregates_of(group, selection)))
    return {measure.key: found[measure.key] for measure in measures}


def compute_together_by(
    measures: Sequence[Measure], selection: Selection, by: Sequence[str], *, reader: User | None
) -> dict[tuple[Any, ...], dict[str, Figure]]:
    """The same for each group of rows. All measures must count the same rows."""
    found: dict[tuple[Any, ...], dict[str, Figure]] = defaultdict(dict)
    for group in alike(measures):
        rows = rows_of_all(group, selection, reader).order_by().values(*by)
        for row in rows.annotate(**aggregates_of(group, selection)):
            found[tuple(row[name] for name in by)] |= figures_in(group, row)
    return dict(found)


def rows_of_all(group: Sequence[Measure], selection: Selection, reader: User | None) -> Rows:
    """The rows of a group that the selection asks of, whether or not they have matured."""
    first = group[0]
    unripe = replace(first, maturity=type(first.maturity)())
    return first.rows.visible_to(reader).filter(selection.condition(unripe))


def aggregates_of(group: Sequence[Measure], selection: Selection) -> dict[str, Any]:
    """All that is asked of a group, each with its own maturity."""
    asked = {}
    for measure in group:
        ripe = Q(**{f"{measure.index}__lte": measure.maturity.latest(selection.today)})
        for name, aggregate in measure.aggregates().items():
            narrowed = copy(aggregate)
            narrowed.filter = ripe & aggregate.filter if aggregate.filter else ripe
            asked[f"{measure.key}{JOINT}{name}"] = narrowed
    return asked


def figures_in(group: Sequence[Measure], row: dict[str, Any]) -> dict[str, Figure]:
    """The figures that a row of answers holds."""
    answers: dict[str, dict[str, Any]] = defaultdict(dict)
    for name, value in row.items():
        key, joint, what = name.partition(JOINT)
        if joint:
            answers[key][what] = value
    return {measure.key: figure_of(measure, answers[measure.key]) for measure in group}
