"""Whether somebody has worked on what an import made: then it stays, all of it."""

from collections.abc import Iterator
from typing import Any

from django.db import connection, models

from cases.models import Case, Event, ImportedRow, SheetImport
from conferences.importing.writing.batch import ORDER

MOST_NAMED = 20
# Made and unmade with the records themselves.
FOLLOWS = frozenset(
    ["cases.personnameword", "cases.lookalike", "cases.importedrow", "cases.importedcell"]
)
CHANGED = """
    SELECT DISTINCT made.number FROM {table} AS record
    JOIN cases_importedrecord AS made
        ON made.model = %s AND made.record_id = record.id AND made.sheet_import_id = %s
    WHERE record.version > 1
"""
HANGING = """
    SELECT DISTINCT made.number FROM {table} AS other
    JOIN cases_importedrecord AS made
        ON made.model = %s AND made.record_id = other.{column} AND made.sheet_import_id = %s
    WHERE {but}
"""
# Of kinds that an import makes itself: those that it did not make.
NOT_OWN = """NOT EXISTS (
    SELECT 1 FROM cases_importedrecord AS own
    WHERE own.model = %s AND own.record_id = other.id AND own.sheet_import_id = %s
)"""
# An exclusion that came with a child goes with the case.
CAME_ALONG = {"cases.exclusion": "other.carried_from_id IS NULL"}
WORKED_ON = """
    SELECT DISTINCT event.case_id FROM cases_event AS event
    JOIN (
        SELECT case_id, max(id) AS id FROM cases_event
        WHERE kind = %s AND case_id IN (
            SELECT case_id FROM cases_importedrow WHERE sheet_import_id = %s
        )
        GROUP BY case_id
    ) AS brought_in ON brought_in.case_id = event.case_id AND event.id > brought_in.id
    WHERE event.actor_id IS NOT NULL AND event.kind <> %s
"""


class StillInUse(Exception):
    """Somebody has worked on what was brought in; the text names the cases."""


def check_nobody_worked_on(sheet_import: SheetImport) -> None:
    """Raises StillInUse where a person did anything in its cases, or anything hangs on its rows."""
    with connection.cursor() as cursor:
        kinds = (Event.Kind.SHEET_BROUGHT_IN, sheet_import.pk, Event.Kind.SHEET_TAKEN_BACK)
        cursor.execute(WORKED_ON, kinds)
        cases = {key for (key,) in cursor.fetchall()}
        rows = {
            number
            for sql, params in _questions(sheet_import)
            for number in _ask(cursor, sql, params)
        }
    mine = ImportedRow.objects.filter(sheet_import=sheet_import)
    cases |= {key for key in mine.filter(number__in=rows).values_list("case", flat=True) if key}
    others = ImportedRow.objects.filter(case__in=_made_cases(sheet_import).values("pk"))
    others = others.exclude(sheet_import=sheet_import)
    cases |= {key for key in others.values_list("case", flat=True) if key}
    if cases:
        raise StillInUse(_sentence(cases))


def _made_cases(sheet_import: SheetImport) -> "models.QuerySet[Case]":
    records = sheet_import.records.filter(model="cases.case")
    return Case.objects.filter(pk__in=records.values("record_id"))


def _ask(cursor: Any, sql: str, params: list[Any]) -> list[int]:
    cursor.execute(sql, params)
    return [number for (number,) in cursor.fetchall()]


def _questions(sheet_import: SheetImport) -> Iterator[tuple[str, list[Any]]]:
    """One question for each kind with a version, and for each column that points to a kind."""
    for model in ORDER:
        meta = model._meta
        label = meta.label_lower
        if any(field.name == "version" for field in meta.fields):
            yield CHANGED.format(table=meta.db_table), [label, sheet_import.pk]
        for relation in meta.get_fields(include_hidden=True):
            if not isinstance(relation, models.ForeignObjectRel):
                continue
            other, field = relation.related_model, relation.field
            if not _counts(other, field):
                continue
            label_of_other = other._meta.label_lower
            is_ours = other in ORDER
            sql = HANGING.format(
                table=other._meta.db_table,
                column=field.column,
                but=NOT_OWN if is_ours else CAME_ALONG.get(label_of_other, "TRUE"),
            )
            own = [label_of_other, sheet_import.pk] if is_ours else []
            yield sql, [label, sheet_import.pk, *own]


def _counts(other: Any, field: Any) -> bool:
    """Whether a row that points here is somebody's: history and figures are not."""
    is_column = getattr(field, "column", None) and getattr(field, "db_constraint", False)
    return bool(is_column) and other._meta.managed and other._meta.label_lower not in FOLLOWS


def _sentence(cases: set[int]) -> str:
    """As many names as there is room for, twenty at most."""
    found = Case.objects.filter(pk__in=cases).order_by("pk")
    names = [str(case) for case in found[:MOST_NAMED]]
    count = found.count()
    what = "one case" if count == 1 else f"{count} cases"
    start = f"Nothing was taken back: somebody has worked on {what} since, "
    while names and len(start) + len(", ".join(names)) > 280:
        names.pop()
    more = " and others" if len(names) < count else ""
    return f"{start}{', '.join(names)}{more}."
