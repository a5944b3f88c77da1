"""Making figure rows anew when what they are made from has changed, and never missing one.

Triggers on the source tables (migration 0004) mark a case in the transaction that changes
it: whatever the way, a form, a correction of years ago, a bulk update or plain SQL. An event
alone would not do: much of a plan and of a review is written without one, and a person can
be corrected in a case that has ended.

**Why no change is lost.** A mark is a row of its own for each case and transaction. With one
row a case, a second writer would find the first one's mark and leave it at that, the
refresher would delete it and read, and only then the second writer would commit: nothing
would be left to tell of it. As it is, a refresher first reads the marks that are committed,
then the sources, writes, and deletes exactly the marks that it read, all in one transaction.
Each of its statements sees what was committed before it (READ COMMITTED), so it sees all that
the marks it read tell of. Whoever commits later leaves a mark that it has not read and does
not delete. Writers wait for nobody: no two write the same mark, and figures have no foreign
key that would lock a case.

**Why no older figures overwrite newer ones.** Refreshers take turns by an advisory lock, and
read only once they have it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cases.models import Case, CaseChild
from conferences.figures.children import child_rows
from conferences.figures.families import case_rows
from conferences.figures.sources import read_sources
from conferences.models import CaseFigure, ChildFigure, FigureDirty, FigureMonth
from conferences.summaries.cells import first_of
from conferences.summaries.changing import (
    MOST_CASES,
    change_cells,
    counts_of,
    months_that_hold,
)
from conferences.summaries.making import make, make_months, mark_months, take_turn

BATCH = 500
# So many months are made with the rows that changed in them; of more, they are only marked.
MONTHS_AT_ONCE = 24
INDEXES = {
    CaseFigure: ("sent_on", "accepted_on", "held_on", "ended_on"),
    ChildFigure: ("held_on", "letter_on"),
}
CASE_COLUMNS = [field.name for field in CaseFigure._meta.fields if not field.primary_key]
CHILD_KEY = ["case", "person"]
CHILD_COLUMNS = [
    field.name
    for field in ChildFigure._meta.fields
    if not field.primary_key and field.name not in CHILD_KEY
]


@transaction.atomic
def refresh(case_ids: Collection[int]) -> None:
    """Make the figures of these cases anew, at the same number of queries for any number.

    Those of cases that have gone, or were never sent, are deleted. Held for one transaction:
    many cases go through `refresh_dirty` or `rebuild`.
    """
    take_turn()
    _refresh(case_ids)


def refresh_dirty(limit: int = BATCH) -> int:
    """Make the figures of up to `limit` marked cases anew, the longest waiting first.

    Returns how many were: as many as `limit` says that there may be more.
    """
    with transaction.atomic():
        take_turn()
        marks = FigureDirty.objects.order_by("pk").values_list("pk", "case_id")
        read = list(marks[: limit * 8])
        cases = list(dict.fromkeys(case_id for _, case_id in read))[:limit]
        if not cases:
            return 0
        # Of a long row of marks the months are only marked, or each would be made many times.
        _refresh(cases, makes_months=len(cases) < limit)
        chosen = set(cases)
        settled = [key for key, case_id in read if case_id in chosen]
        FigureDirty.objects.filter(pk__in=settled).delete()
        return len(cases)


def rebuild(batch: int = BATCH) -> int:
    """Make all figures from nothing, a transaction for each batch; returns how many cases.

    Needed where the service's timescales were changed, or after a restore. Work goes on
    meanwhile: what changes is marked as ever.
    """
    made = 0
    for keys in _batches(batch):
        with transaction.atomic():
            take_turn()
            _refresh(keys, makes_months=False)
        made += len(keys)
    known = Case.objects.sent()
    with transaction.atomic():
        take_turn()
        for figures in (CaseFigure.objects, ChildFigure.objects):
            figures.exclude(case__in=known.values("pk")).delete()
        mark_months(FigureMonth.objects.values_list("month", flat=True))
    while make_months():
        pass
    return made


def _batches(size: int) -> Iterator[list[int]]:
    last = 0
    while True:
        rows = Case.objects.sent().filter(pk__gt=last).order_by("pk")
        keys = list(rows.values_list("pk", flat=True)[:size])
        if not keys:
            return
        yield keys
        last = keys[-1]


def _refresh(case_ids: Collection[int], *, makes_months: bool = True) -> None:
    asked = set(case_ids) | earlier_cases(case_ids)
    sources = read_sources(asked)
    children = child_rows(sources)
    families = case_rows(sources, children)
    keys = _differing(asked, families, children)
    if not keys:
        return
    today = timezone.localdate()
    changes_cells = makes_months and len(keys) <= MOST_CASES
    before = counts_of(keys, today) if changes_cells else {}
    days = _index_days(keys)
    _write(
        keys,
        [row for row in families if row.case_id in keys],
        [row for row in children if row.case_id in keys],
    )
    days |= _index_days(keys)
    if changes_cells:
        change_cells(before, counts_of(keys, today), today)
        months = {first_of(day) for day in days if day}
        days = {*(months - months_that_hold(months, today))}
    months = mark_months(days)
    if makes_months and len(months) <= MONTHS_AT_ONCE:
        make(months, today)


def _differing(
    keys: Collection[int], families: Iterable[CaseFigure], children: Iterable[ChildFigure]
) -> set[int]:
    """Those of these cases whose rows are not what they were: figures read little of a change."""
    were: dict[int, set[Any]] = defaultdict(set)
    are: dict[int, set[Any]] = defaultdict(set)
    for model, rows in ((CaseFigure, families), (ChildFigure, children)):
        columns = [field.attname for field in model._meta.fields if field.attname != "id"]
        there: Any = model._default_manager.filter(case__in=keys)
        for found, those in ((were, there), (are, rows)):
            for row in those:
                found[row.case_id].add((model, *(getattr(row, name) for name in columns)))
    return {key for key in keys if were[key] != are[key]}


def _write(keys: Collection[int], families: list[CaseFigure], children: list[ChildFigure]) -> None:
    """Make the rows of these cases these ones."""
    CaseFigure.objects.filter(case__in=set(keys) - {row.case_id for row in families}).delete()
    CaseFigure.objects.bulk_create(
        families, update_conflicts=True, unique_fields=["case"], update_fields=CASE_COLUMNS
    )
    kept = {(row.case_id, row.person_id) for row in children}
    there = ChildFigure.objects.filter(case__in=keys).values_list("pk", "case", "person")
    gone = [key for key, case_id, person_id in there if (case_id, person_id) not in kept]
    ChildFigure.objects.filter(pk__in=gone).delete()
    ChildFigure.objects.bulk_create(
        children, update_conflicts=True, unique_fields=CHILD_KEY, update_fields=CHILD_COLUMNS
    )


def _index_days(case_ids: Collection[int]) -> set[date | None]:
    """The days that put the rows of these cases into a period, as they stand."""
    days: set[date | None] = set()
    for model, columns in INDEXES.items():
        rows: Any = model._default_manager.filter(case__in=case_ids)
        for row in rows.values_list(*columns):
            days |= set(row)
    return days


def earlier_cases(case_ids: Collection[int]) -> set[int]:
    """Ended cases of the same children: whether they were referred again stands on them."""
    people = CaseChild.objects.filter(case__in=case_ids).values("person")
    before = Case.objects.filter(pk__in=case_ids, previous_case__isnull=False)
    earlier = Case.objects.filter(
        Q(children__person__in=people) | Q(pk__in=before.values("previous_case")),
        stage__in=Case.ENDED_STAGES,
    )
    return set(earlier.values_list("pk", flat=True))
