"""A workbook, each sheet row by row. Apart from `sheets`, because its library is large."""

from collections.abc import Iterable
from datetime import datetime
from typing import IO

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from accounts.spreadsheets import plain_cell
from conferences.exports.sheets import Cell, Sheet

# What Excel can hold in one cell.
LONGEST_CELL = 32_767
WIDEST = 60


def write_book(sheets: Iterable[Sheet], file: IO[bytes], *, title: str) -> None:
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
