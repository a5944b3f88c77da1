"""Tables as CSV and XLSX, row by row: no cell is ever run, dates are dates, memory stays flat."""

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from typing import IO

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from accounts.spreadsheets import plain_cell

Cell = str | int | float | date | datetime | None
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"csv": CSV, "xlsx": XLSX}
BOM = "\ufeff"  # Excel reads it as UTF-8 then
# A sheet holds five times as many, but takes a worker longer than it is given for one file.
MOST_ROWS = 200_000
# What Excel can hold in one cell.
LONGEST_CELL = 32_767
WIDEST = 60


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
    write.writerow([_text(heading) for heading in sheet.headings])
    waiting = 1
    for row in sheet.rows:
        write.writerow([_text(cell) for cell in row])
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
    book = Workbook(write_only=True)
    book.properties.title = title
    book.properties.creator = "Restorative"
    for sheet in sheets:
        page = book.create_sheet(sheet.title)
        page.freeze_panes = "A2"
        widths = sheet.widths or [max(14, len(heading) + 2) for heading in sheet.headings]
        for at, width in enumerate(widths, start=1):
            page.column_dimensions[get_column_letter(at)].width = min(width, WIDEST)
        page.append([_cell(page, heading, bold=True) for heading in sheet.headings])
        for row in sheet.rows:
            page.append([_cell(page, cell) for cell in row])
    book.save(file)


def xlsx_bytes(sheets: Iterable[Sheet], *, title: str) -> bytes:
    """A whole workbook, for small ones and for a file kept in its row."""
    with tempfile.TemporaryFile() as file:
        write_xlsx(sheets, file, title=title)
        file.seek(0)
        return file.read()


def _text(value: Cell) -> str:
    """A cell of a CSV: days and moments as ISO 8601 writes them, in local time."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return plain_cell(value) if isinstance(value, str) else str(value)


def _cell(page: object, value: Cell, *, bold: bool = False) -> object:
    """A cell of a workbook. Numbers and dates go as they are, all else as a string."""
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None)
    if isinstance(value, str):
        text = plain_cell(ILLEGAL_CHARACTERS_RE.sub("", value))[:LONGEST_CELL]
        if not (bold or "\n" in text or text.startswith("=")):
            return text
        cell = WriteOnlyCell(page, text)
        cell.data_type = "s"
        if bold:
            cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        return cell
    return value
