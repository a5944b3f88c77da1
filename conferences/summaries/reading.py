"""What pages and reports ask: many figures at once, whole, by month, and by group.

Periods are whole months. The figures are exactly those that `measures.computing.compute`
gives to the same reader, which stays as the check; what they cost does not grow with the
cases, because months were counted when their cases changed (`making`). What no cell holds
is computed from the figure rows: letters and meetings, and rare cuts (a coordinator's
cases of one kind of meeting).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from json import dumps, loads
from typing import Any

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from accounts.models import User
from conferences.measures import Measure
from conferences.measures.answering import Figure
from conferences.measures.selection import Selection
from conferences.measures.together import alike, compute_together, compute_together_by, unripe
from conferences.models import FigureCell
from conferences.models.summaries import ALL, ANY_PATHWAY
from conferences.summaries.beside_cells import Scope, scope_of
from conferences.summaries.cells import ROWS, Counts, add, count, figures_from, first_of
from conferences.summaries.dimensions import DIMENSIONS
from conferences.summaries.making import MonthState, make_months, no_longer_hold, to_make
from restorative.months import add_months
from restorative.replica import come_back

# What is added (1) or taken away (-1): its month, its group, and its counts as JSON.
Term = tuple[int, date, str, str]
# So many months somebody who reads waits for; each takes a second or two at 300,000 cases.
MADE_BY_READERS = 6

__all__ = ["DIMENSIONS", "figures", "figures_by", "figures_by_month", "months_of", "scope_of"]


def figures(
    measures: Sequence[Measure],
    selection: Selection,
    *,
    reader: User,
    scope: Scope | None = None,
) -> dict[str, Figure]:
    """The figure of each measure, by its key.

    `scope` is that of the reader, for whoever asks more than once for one page.
    """
    months_of(selection)
    summed, others = summarised(measures), _others(measures)
    found: dict[str, Figure] = {}
    if summed and (counts := _counted(summed, selection, reader, scope=scope)) is not None:
        total: Counts = {}
        for by_value in counts.values():
            for one in by_value.values():
                add(total, one)
        found |= figures_from(summed, total)
    else:
        others = list(measures)
    if others:
        found |= compute_together(others, selection, reader=reader)
    return {measure.key: found[measure.key] for measure in measures}


def figures_by_month(
    measures: Sequence[Measure],
    selection: Selection,
    *,
    reader: User,
    scope: Scope | None = None,
) -> dict[date, dict[str, Figure]]:
    """The same for each month of the period, by its first day, oldest first, none left out."""
    months = months_of(selection)
    summed, others = summarised(measures), _others(measures)
    found: dict[date, dict[str, Figure]] = {first: {} for first, _ in months}
    counts = _counted(summed, selection, reader, scope=scope) if summed else None
    if counts is not None:
        for first, figures_of in found.items():
            figures_of |= figures_from(summed, counts.get(first, {}).get("", {}))
    else:
        others = list(measures)
    for first, last in months if others else []:
        month = replace(selection, start=first, end=last)
        found[first] |= compute_together(others, month, reader=reader)
    return found


def figures_by(
    dimension: str, measures: Sequence[Measure], selection: Selection, *, reader: User
) -> dict[str, dict[str, Figure]]:
    """The same for each group of children (`DIMENSIONS`); "" holds those not recorded.

    Only for measures whose unit is children.
    """
    months_of(selection)
    counts = _counted(measures, selection, reader, dimension)
    if counts is None:
        groups = compute_together_by(measures, selection, [dimension], reader=reader)
        return {value or "": found for (value,), found in groups.items()}
    totals: dict[str, Counts] = defaultdict(dict)
    for by_value in counts.values():
        for value, one in by_value.items():
            add(totals[value], one)
    return {value: figures_from(measures, total) for value, total in totals.items()}


def months_of(selection: Selection) -> list[tuple[date, date]]:
    """First and last day of each month of a period. Raises ValueError unless it is whole."""
    if selection.start is None or selection.end is None or selection.start.day != 1:
        raise ValueError("A period is made of whole months")
    found, first = [], selection.start
    while first <= selection.end:
        following = add_months(first, 1)
        found.append((first, following - timedelta(days=1)))
        first = following
    if found and found[-1][1] != selection.end:
        raise ValueError("A period is made of whole months")
    return found


def summarised(measures: Iterable[Measure]) -> list[Measure]:
    """Those whose figures stand in cells: what they cost does not grow with the cases."""
    return [one for one in measures if one.rows.name in ROWS]


def _others(measures: Iterable[Measure]) -> list[Measure]:
    return [one for one in measures if one.rows.name not in ROWS]


def _counted(
    measures: Sequence[Measure],
    selection: Selection,
    reader: User,
    dimension: str = "",
    *,
    scope: Scope | None = None,
) -> dict[date, dict[str, Counts]] | None:
    """The counts of each month and group; None where no cells say them."""
    terms = terms_of(measures, selection, reader, dimension, scope=scope)
    return None if terms is None else add_up(terms)


def terms_of(
    measures: Sequence[Measure],
    selection: Selection,
    reader: User,
    dimension: str = "",
    *,
    scope: Scope | None = None,
    states: Sequence[MonthState] | None = None,
) -> tuple[Term, ...] | None:
    """Everything that is added and taken away to make a reader's counts, as it was read.

    None where no cells say them. `states` are those of the months of the period, for
    whoever has asked already.
    """
    scope = scope or scope_of(reader)
    if scope.too_many_wait:
        return None
    wanted = list(_terms(scope, selection, dimension))
    if any(where is None for _, where in wanted) or selection.today != timezone.localdate():
        return None
    if not _hold(selection, states):
        return None
    found: list[Term] = []
    # One by one, or the index would be walked through all cells of the period.
    months = [first for first, _ in months_of(selection)]
    period = Q(month__in=months, dimension=dimension)
    for sign, where in wanted:
        cells = FigureCell.objects.filter(period, where).order_by()
        told = cells.values_list("month", "value", Cast("counts", TextField()))
        found += [(sign, *one) for one in told]
    by = [dimension] if dimension else []
    for group in alike(measures) if scope.is_beside_cells else []:
        chosen = selection.condition(unripe(group[0]))
        for sign, rows in (
            (1, scope.rows_more(group[0], reader)),
            (-1, scope.rows_less(group[0], reader)),
        ):
            if rows is None:
                continue
            counted = count(group, rows.filter(chosen), selection, by)
            found += [
                (sign, month, (values[0] or "") if values else "", dumps(counts))
                for (month, *values), counts in counted.items()
            ]
    return tuple(sorted(found))


def add_up(terms: Iterable[Term]) -> dict[date, dict[str, Counts]]:
    """The counts of each month and group that terms come to."""
    found: dict[date, dict[str, Counts]] = defaultdict(lambda: defaultdict(dict))
    for sign, month, value, told in terms:
        add(found[month][value], loads(told), sign)
    return found


def _hold(selection: Selection, states: Sequence[MonthState] | None) -> bool:
    """See to it that the cells of a period hold today; False where that would take too long.

    After an import or a release many months wait for the background: until then a figure
    is computed from its rows.
    """
    assert selection.start is not None
    assert selection.end is not None
    within = (first_of(selection.start), first_of(selection.end))
    if states is None:
        waiting = len(to_make(selection.today, within))
    else:
        waiting = len(no_longer_hold(states, selection.today))
    if waiting > MADE_BY_READERS:
        return False
    if waiting:
        make_months(selection.today, limit=MADE_BY_READERS, within=within)
        come_back()
    return True


def _terms(scope: Scope, selection: Selection, dimension: str) -> Iterable[tuple[int, Any]]:
    """Which cells to add and which to take away: those of A, and of B, less those of both.

    A condition of None says that no cell holds what is asked.
    """
    teams = _both(scope.teams, selection.teams)
    referring = _both(scope.referring, selection.referring_teams)
    if teams:
        yield 1, _cells_of(teams, selection.referring_teams, selection, dimension)
    if referring:
        yield 1, _cells_of(selection.teams, referring, selection, dimension)
    if teams and referring:
        yield -1, _cells_of(teams, referring, selection, dimension)


def _both(seen: Iterable[int], asked: Iterable[int]) -> list[int]:
    wanted = set(asked)
    return sorted(set(seen) & wanted if wanted else seen)


def _cells_of(
    teams: Iterable[int], referring: Iterable[int], selection: Selection, dimension: str
) -> Q | None:
    says_both = bool(teams) and bool(referring)
    path, coordinator = selection.pathway, selection.coordinator
    if coordinator is not None and (says_both or dimension):
        return None
    if dimension and (says_both or path is not None):
        return None
    of_teams = Q(team__in=teams or [ALL], referring_team__in=referring or [ALL])
    if coordinator is None:
        return of_teams & Q(pathway=ANY_PATHWAY if path is None else path, coordinator=ALL)
    # Theirs stand by the kind of meeting alone, and are added up where all are asked for.
    of_teams &= Q(coordinator=coordinator)
    return of_teams if path is None else of_teams & Q(pathway=path)
