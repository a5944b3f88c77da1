"""Lists of staff and venues: gone through, brought in row by row, taken back while unused.

What may be made is asked again for each row when it is made. Whoever begins again after a
crash passes over the rows that are there.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone

from accounts.permissions import Permission, can
from cases.models import ImportedRecord, ImportedRow, RefusedRow, SheetImport
from conferences.domain.importing import finish_sheet, mapping_of, open_file, tell_progress
from conferences.importing.columns import Mapping
from conferences.importing.files import Tracker, address, open_tracker
from conferences.importing.lists import ListRead
from conferences.importing.records import Answers, Refused
from restorative.fields import keyed_hash

State = SheetImport.State
AT_ONCE = 50
NOT_ALLOWED = "You may not bring lists in any more. Ask whoever gives you your role."


class Row(Protocol):
    @property
    def row(self) -> int: ...
    @property
    def mark(self) -> str: ...


@dataclass(frozen=True)
class Writer:
    """What differs between lists. `judge` and `make` raise ValidationError with a code that is
    a field of the list; `judge` is False for what is there already. `take_back` raises it, too.
    `finish` is asked once all rows are there."""

    name: str
    understand: Callable[..., ListRead[Any]]
    judge: Callable[[SheetImport, Any], bool]
    make: Callable[[SheetImport, Any], list[models.Model]]
    take_back: Callable[[SheetImport], None]
    finish: Callable[[SheetImport, list[Any]], None] = lambda sheet_import, rows: None


def check_list(sheet_import: SheetImport, tracker: Tracker, writer: Writer) -> None:
    """Say what would be made, what is there and what cannot be read. Writes no record."""
    read, mapping = _understood(sheet_import, tracker, writer)
    tell_progress(sheet_import, says="Going through the rows", done=0, total=read.rows)
    known = _known(sheet_import, read.taken)
    wanted, already = 0, len(known)
    refused = list(read.refused)
    for row in read.taken:
        if row.row in known:
            continue
        try:
            if writer.judge(sheet_import, row):
                wanted += 1
            else:
                already += 1
        except ValidationError as error:
            refused.append(_refused(sheet_import, mapping, row, error))
    found = {
        "questions": [
            {"field": q.field, "text": q.text, "kind": q.kind, "rows": q.rows, "count": q.count}
            for q in read.questions.values()
        ],
        "duplicates": [[double.row, double.of_row] for double in read.duplicates[:200]],
        "duplicate_count": len(read.duplicates),
        "rules": {},
        "people": [],
        "already": {"rows": already, "families": 0},
        "families_known": [],
        "leftover_headings": dict(read.unplaced),
    }
    sheet_import.found = found
    with transaction.atomic():
        _keep_refused(sheet_import, refused)
        finish_sheet(
            sheet_import,
            State.CHECKED,
            says="Gone through",
            done=read.rows,
            total=read.rows,
            counts={"rows": read.rows, writer.name: wanted},
            _found=sheet_import._found,
        )


def write_list(sheet_import: SheetImport, tracker: Tracker, writer: Writer) -> None:
    """Bring the rows in, some dozen in each transaction. Raises TakenAway."""
    read, mapping = _understood(sheet_import, tracker, writer)
    refused = list(read.refused)
    done = 0
    for start in range(0, len(read.taken), AT_ONCE):
        rows = read.taken[start : start + AT_ONCE]
        with transaction.atomic():
            done += len(rows)
            tell_progress(sheet_import, says="Bringing rows in", done=done, total=read.rows)
            known = _known(sheet_import, rows)
            for row in rows:
                if row.row not in known:
                    _write(sheet_import, mapping, writer, row, refused)
    with transaction.atomic():
        writer.finish(sheet_import, read.taken)
        _keep_refused(sheet_import, refused)
        made = sheet_import.rows.filter(number__in=_made_rows(sheet_import)).count()
        finish_sheet(
            sheet_import,
            State.DONE,
            says="Brought in",
            done=read.rows,
            total=read.rows,
            finished_at=timezone.now(),
            made={
                writer.name: made,
                "rows": made,
                "already": read.rows - made - len(refused) - len(read.duplicates),
                "refused": len(refused),
                "doubles": len(read.duplicates),
            },
        )


def undo_list(sheet_import: SheetImport, writer: Writer) -> None:
    """Take back all that was made, or nothing where some of it is in use by now."""
    try:
        with transaction.atomic():
            tell_progress(sheet_import, says="Taking it back", done=0)
            writer.take_back(sheet_import)
            ImportedRecord.objects.filter(sheet_import=sheet_import).delete()
            ImportedRow.objects.filter(sheet_import=sheet_import).delete()
    except ValidationError as error:
        finish_sheet(sheet_import, State.DONE, says=error.messages[0])
        return
    finish_sheet(sheet_import, State.UNDONE, says="Taken back", undone_at=timezone.now())


def work_on_list(sheet_import: SheetImport, writer: Writer) -> None:
    """Do what a claimed list is waiting for. Raises FileRefused, TakenAway."""
    if sheet_import.state == State.UNDOING:
        undo_list(sheet_import, writer)
        return
    with open_file(sheet_import) as file:
        tracker = open_tracker(file)
        if sheet_import.state == State.CHECKING:
            check_list(sheet_import, tracker, writer)
            return
        try:
            if not can(sheet_import.uploaded_by, Permission.SHEET_IMPORT):
                raise PermissionDenied
            write_list(sheet_import, tracker, writer)
        except PermissionDenied:
            finish_sheet(sheet_import, State.FAILED, says=NOT_ALLOWED)


def records_of(sheet_import: SheetImport, model: type[models.Model]) -> list[int]:
    """Keys of the records of a kind that an import made."""
    made = sheet_import.records.filter(model=model._meta.label_lower).order_by("-record_id")
    return list(made.values_list("record_id", flat=True))


def _understood(
    sheet_import: SheetImport, tracker: Tracker, writer: Writer
) -> tuple[ListRead[Any], Mapping]:
    headings: tuple[str, ...] = ()
    for row in tracker.rows(sheet_import.sheet):
        if row.number >= sheet_import.header_row:
            headings = tuple(cell.strip() for cell in row.cells)
            break
    mapping = mapping_of(sheet_import, headings)
    answers = Answers(sheet_import.answers.get("values", {}))
    read = writer.understand(
        tracker, sheet_import.sheet, mapping, answers, today=timezone.localdate()
    )
    return read, mapping


def _known(sheet_import: SheetImport, rows: Iterable[Row]) -> set[int]:
    """The rows that an import has brought in already, this one or an earlier one."""
    by_print = {_print_of(sheet_import, row): row.row for row in rows}
    there = ImportedRow.objects.filter(fingerprint__in=by_print)
    return {by_print[mark] for mark in there.values_list("fingerprint", flat=True)}


def _print_of(sheet_import: SheetImport, row: Row) -> str:
    return keyed_hash(f"{sheet_import.kind}¦{sheet_import.team_id}¦{row.mark}")


def _write(
    sheet_import: SheetImport, mapping: Mapping, writer: Writer, row: Row, refused: list[Refused]
) -> None:
    try:
        with transaction.atomic():
            records = writer.make(sheet_import, row) if writer.judge(sheet_import, row) else []
    except ValidationError as error:
        refused.append(_refused(sheet_import, mapping, row, error))
        return
    if not records:
        return
    ImportedRow.objects.create(
        sheet_import=sheet_import, number=row.row, fingerprint=_print_of(sheet_import, row)
    )
    ImportedRecord.objects.bulk_create(
        ImportedRecord(
            sheet_import=sheet_import,
            number=row.row,
            model=record._meta.label_lower,
            record_id=record.pk,
        )
        for record in records
    )


def _made_rows(sheet_import: SheetImport) -> Any:
    return sheet_import.records.values("number")


def _refused(
    sheet_import: SheetImport, mapping: Mapping, row: Row, error: ValidationError
) -> Refused:
    key = getattr(error, "code", "") or ""
    cell = address(
        sheet_import.sheet, row.row, mapping.columns.get(key, mapping.columns.get("name", 0))
    )
    return Refused(row.row, cell, error.messages[0])


def _keep_refused(sheet_import: SheetImport, refused: list[Refused]) -> None:
    sheet_import.refused.all().delete()
    RefusedRow.objects.bulk_create(
        RefusedRow(
            sheet_import=sheet_import, number=one.row, cell=one.cell[:150], why=one.why[:500]
        )
        for one in sorted(refused, key=lambda one: one.row)
    )
