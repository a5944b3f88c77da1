"""What is kept from an old sheet on a case, and which file and row its records came from."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from cases.case_page import hooks
from cases.models import Case, ImportedCell, ImportedRecord, ImportedRow, Person

OTHERWISE = "To be looked at by somebody"
KINDS = {"lost_letter": "A letter may have been lost in a name"}


@dataclass(frozen=True)
class CellRow:
    """A cell as a page shows it: of a confidential one nothing but where it stood."""

    cell: ImportedCell
    text: str
    is_hidden: bool
    asks: str


@dataclass(frozen=True)
class SheetRow:
    """The cells of one row of one file."""

    filename: str
    number: int
    cells: list[CellRow]


def cells_of(case: Case, user: User) -> QuerySet[ImportedCell]:
    """The cells on a case row by row, with what a page says of each."""
    return (
        ImportedCell.objects.visible_to(user)
        .filter(case=case)
        .select_related("sheet_import", "person", "settled_by")
        .order_by("sheet_import", "number", "column", "pk")
    )


def cell_row(cell: ImportedCell, *, is_revealed: bool = False) -> CellRow:
    is_hidden = cell.is_confidential and not is_revealed
    asks = hooks.remark_words.get(cell.kind) or KINDS.get(cell.kind, OTHERWISE)
    return CellRow(cell, "" if is_hidden else cell.text, is_hidden, asks if cell.kind else "")


def sheet_rows(cells: Iterable[ImportedCell]) -> list[SheetRow]:
    """The cells in the order of `cells_of`, row by row."""
    rows: dict[tuple[int, int], SheetRow] = {}
    for cell in cells:
        key = (cell.sheet_import_id, cell.number)
        row = rows.setdefault(key, SheetRow(cell.sheet_import.filename, cell.number, []))
        row.cells.append(cell_row(cell))
    return list(rows.values())


def provenance_of_case(case: Case) -> str:
    """Which file and rows a case was brought in from: "fgc-tracker.xlsx, rows 17 and 18"."""
    rows = ImportedRow.objects.filter(case=case).order_by("sheet_import", "number")
    files: dict[str, list[int]] = {}
    for filename, number in rows.values_list("sheet_import__filename", "number"):
        files.setdefault(filename, []).append(number)
    return "; ".join(f"{filename}, {_rows(numbers)}" for filename, numbers in files.items())


def provenance_of_person(person: Person, cases: Iterable[Case]) -> str:
    """Which file and row somebody was brought in from, for who sees a case of that import.

    A file's name may hold names.
    """
    seen = ImportedRow.objects.filter(
        sheet_import=OuterRef("sheet_import"), case__in=[case.pk for case in cases]
    )
    record = (
        ImportedRecord.objects.filter(Exists(seen), model="cases.person", record_id=person.pk)
        .select_related("sheet_import")
        .first()
    )
    return f"{record.sheet_import.filename}, row {record.number}" if record else ""


def _rows(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return f"row {numbers[0]}"
    return f"rows {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"
