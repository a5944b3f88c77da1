"""Tables as CSV and XLSX, row by row: no cell is ever run, dates are dates, memory stays flat."""

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from typing import IO

from django.utils import timezone

from accounts.spreadsheets import plain_cell

Cell = str | int | float | date | datetime | None
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"csv": CSV, "xlsx": XLSX}
BOM = "\ufeff"  # Excel reads it as UTF-8 then
# A sheet holds five times as many, but takes a worker longer than it is given for one file.
MOST_ROWS = 200_000


@dataclass(frozen=True)
class Sheet:
    """One table: its name, what its columns are called, how wide they are, its rows."""

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    widths: Sequence[int] = ()


def csv_chunks(sheet: Sheet, *, at_once: int = 500) -> Iterator[str]:
    """The table as pieces of text, some hundred lines each; rows are asked for as it goes."""
    lines = StringIO()
    write = csv.writer(lines)
    lines.write(BOM)
    write.writerow([cell_text(heading) for heading in sheet.headings])
    waiting = 1
    for row in sheet.rows:
        write.writerow([cell_text(cell) for cell in row])
        waiting += 1
        if waiting >= at_once:
            yield lines.getvalue()
            lines.seek(0)
            lines.truncate()
            waiting = 0
    if waiting:
        yield lines.getvalue()


def write_xlsx(sheets: Iterable[Sheet], file: IO[bytes], *, title: str) -> None:
    """Write a workbook, each sheet row by row. Text is text, never a formula."""
    # Whoever only reads pages does not load what makes workbooks.
    from conferences.exports.workbook import write_book

    write_book(sheets, file, title=title)


def xlsx_bytes(sheets: Iterable[Sheet], *, title: str) -> bytes:
    """A whole workbook, for small ones and for a file kept in its row."""
    with tempfile.TemporaryFile() as file:
        write_xlsx(sheets, file, title=title)
        file.seek(0)
        return file.read()


def cell_text(value: Cell) -> str:
    """A cell of a CSV: days and moments as ISO 8601 writes them, in local time."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return plain_cell(value) if isinstance(value, str) else str(value)
