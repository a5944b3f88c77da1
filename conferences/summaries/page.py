"""All that the page of outcomes asks, read at once, in the same few queries for any page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from accounts.models import User
from conferences.measures import MEASURES
from conferences.measures.answering import Figure
from conferences.measures.computing import bring_up_to_date
from conferences.measures.selection import Selection
from conferences.summaries.beside_cells import ask, scope_of
from conferences.summaries.cells import Counts, add, figures_from
from conferences.summaries.reading import (
    Term,
    add_up,
    figures,
    figures_by_month,
    months_of,
    terms_of,
)

# By the key of a measure, and those of each month by its first day.
Figures = tuple[dict[str, Figure], dict[date, dict[str, Figure]]]


@dataclass(frozen=True)
class Asked:
    """Which figures a page shows of a period, and which of them by month.

    `reach` is from where and to where months are given; None gives none. All measures must
    be among those that are summarised.
    """

    keys: tuple[str, ...]
    monthly: tuple[str, ...]
    start: date
    end: date
    reach: tuple[date, date] | None


@dataclass(frozen=True)
class Read:
    """What was found: terms that make the figures, or the figures where no cells say them.

    `is_current`: whether they hold all changes made so far.
    """

    is_current: bool
    terms: tuple[Term, ...] | None
    live: Figures = ({}, {})


def read_page(asked: Asked, selection: Selection, *, reader: User) -> Read:
    """Bring up to date what this reader sees, and read it once."""
    wide = replace(selection, start=asked.start, end=asked.end)
    if asked.reach:
        first, last = asked.reach
        wide = replace(wide, start=min(asked.start, first), end=max(asked.end, last))
    months = [first for first, _ in months_of(wide)]
    is_current, told = True, ask(reader, months)
    if told.waiting:
        is_current, told = bring_up_to_date(), ask(reader, months)
    scope = scope_of(reader, told)
    measures = [MEASURES[key] for key in asked.keys]
    terms = terms_of(measures, wide, reader, scope=scope, states=told.months)
    if terms is not None:
        return Read(is_current, terms)
    found = figures(measures, selection, reader=reader, scope=scope)
    by_month = {}
    if asked.reach:
        reached = replace(selection, start=asked.reach[0], end=asked.reach[1])
        monthly = [MEASURES[key] for key in asked.monthly]
        by_month = figures_by_month(monthly, reached, reader=reader, scope=scope)
    return Read(is_current, None, (found, by_month))


def figures_of(asked: Asked, terms: Sequence[Term]) -> Figures:
    """The figures that terms make, from nothing else."""
    counts = add_up(terms)
    monthly = [MEASURES[key] for key in asked.monthly]
    total: Counts = {}
    for first in counts:
        if asked.start <= first <= asked.end:
            add(total, counts[first][""])
    by_month = {}
    if asked.reach:
        reached = Selection(start=asked.reach[0], end=asked.reach[1])
        for first, _ in months_of(reached):
            by_month[first] = figures_from(monthly, counts.get(first, {}).get("", {}))
    return figures_from([MEASURES[key] for key in asked.keys], total), by_month
