"""Excel workbooks (.xlsx): looked over before anything in them is read, then row by row."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from conferences.importing.files import Row, column_letters, trimmed
from conferences.importing.limits import (
    FileRefused,
    Limits,
    cell_too_long,
    too_many_columns,
    too_many_rows,
)

LAST_ROW = 1_048_576
CHUNK = 1024 * 1024
# What a piece of XML cut at any place may have had before the cut.
OVERLAP = 64
DANGEROUS = (b"<!DOCTYPE", b"<!ENTITY")
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
MERGE = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
BROKEN = FileRefused(
    "The workbook is damaged. Open it in Excel, save it anew and upload it again.", code="broken"
)
MACROS = FileRefused(
    "The workbook holds macros (.xlsm). Save it as .xlsx and upload it again.", code="macros"
)


@dataclass(slots=True)
class _Look:
    """What was seen of one worksheet's XML on the first look."""

    has_formulas: bool = False
    merges: list[bytes] = field(default_factory=list)


class Workbook:
    """A workbook; its sheets' rows as text, dates as 2025-04-10, numbers as they are counted."""

    is_lossy = False
    description = "Excel workbook"

    def __init__(self, file: BinaryIO, limits: Limits) -> None:
        self._file = file
        self._limits = limits
        self._looks = look_over(file, limits)
        book = self._load(data_only=True)
        try:
            sheets = [sheet.title for sheet in book.worksheets]
            self._paths = {
                sheet.title: getattr(sheet, "_worksheet_path", "") for sheet in book.worksheets
            }
        finally:
            book.close()
        if not sheets:
            raise FileRefused("The workbook holds no sheet with rows.", code="no_sheet")
        if len(sheets) > limits.sheets:
            raise FileRefused(
                f"The workbook has more than {limits.sheets} sheets.", code="too_many_sheets"
            )
        self.sheets = tuple(sheets)

    def _load(self, *, data_only: bool) -> Any:
        self._file.seek(0)
        try:
            return load_workbook(
                self._file, read_only=True, data_only=data_only, keep_links=False
            )
        except Exception as error:  # what a damaged workbook raises has no end
            raise BROKEN from error

    def rows(self, sheet: str) -> Iterator[Row]:
        """Cells that were merged downwards stand in each of the rows they cover."""
        look = self._looks.get(self._paths[sheet], _Look())
        books = [self._load(data_only=True)]
        if look.has_formulas:
            books.append(self._load(data_only=False))
        try:
            yield from self._read(books, sheet, look)
        except FileRefused:
            raise
        except (ParseError, zipfile.BadZipFile, ValueError, KeyError, TypeError, OSError) as error:
            raise BROKEN from error
        finally:
            for book in books:
                book.close()

    def _read(self, books: list[Any], sheet: str, look: _Look) -> Iterator[Row]:
        limits = self._limits
        streams = []
        for book in books:
            book[sheet].reset_dimensions()
            streams.append(book[sheet].iter_rows(values_only=True))
        merged = _Merged(look.merges)
        filled = 0
        for number, found in enumerate(zip(*streams, strict=True), start=1):
            if number > LAST_ROW:
                raise too_many_rows(limits)
            cells = [_as_text(value) for value in found[0]]
            if len(found) > 1:
                _keep_formulas(cells, found[1])
            if merged:
                merged.fill(number, cells)
            row = trimmed(cells)
            if not row:
                continue
            filled += 1
            if filled > limits.rows:
                raise too_many_rows(limits)
            if len(row) > limits.columns:
                raise too_many_columns(limits, number)
            for column, text in enumerate(row):
                if len(text) > limits.cell:
                    raise cell_too_long(f"{column_letters(column)}{number}")
            yield Row(number, row)


class _Merged:
    """Cells merged over several rows, filled in as the rows go by."""

    def __init__(self, ranges: list[bytes]) -> None:
        self._starting: dict[int, list[tuple[int, int]]] = {}
        self._open: dict[int, tuple[int, str]] = {}
        for text in ranges:
            left, top, _right, bottom = range_boundaries(text.decode())
            if top and bottom and left and bottom > top:
                self._starting.setdefault(top, []).append((left - 1, bottom))

    def __bool__(self) -> bool:
        return bool(self._starting)

    def fill(self, number: int, cells: list[str]) -> None:
        for column, (bottom, text) in list(self._open.items()):
            if number > bottom:
                del self._open[column]
            elif any(cells):
                cells.extend([""] * (column + 1 - len(cells)))
                cells[column] = cells[column] or text
        for column, bottom in self._starting.get(number, ()):
            if column < len(cells) and cells[column]:
                self._open[column] = (bottom, cells[column])


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        day = value.date().isoformat()
        return day if value.time() == time.min else f"{day} {value.time():%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _keep_formulas(cells: list[str], written: tuple[object, ...]) -> None:
    """A formula that was saved without its value is kept as the text that it is."""
    for column, value in enumerate(written):
        if value is None or (column < len(cells) and cells[column]):
            continue
        text = value if isinstance(value, str) else str(getattr(value, "text", "") or "")
        cells.extend([""] * (column + 1 - len(cells)))
        cells[column] = text


def look_over(file: BinaryIO, limits: Limits) -> dict[str, _Look]:
    """Refuse what is no workbook, holds macros, or unpacks to far more than it is."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            _refuse_kinds({member.filename for member in members})
            _refuse_bombs(members, limits)
            return {
                member.filename: _look_into(archive, member, limits)
                for member in members
                if member.filename.lower().endswith((".xml", ".rels"))
            }
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise BROKEN from error
    except zipfile.zlib.error as error:  # type: ignore[attr-defined]
        raise BROKEN from error


def _refuse_kinds(names: set[str]) -> None:
    lower = {name.lower() for name in names}
    if any(name.endswith("vbaproject.bin") for name in lower):
        raise MACROS
    if "xl/workbook.bin" in lower:
        raise FileRefused(
            "This is a binary workbook (.xlsb). Save it as .xlsx and upload it again.", code="xlsb"
        )
    if "mimetype" in lower and "content.xml" in lower:
        raise FileRefused(
            "This is an OpenDocument file. Save it as .xlsx and upload it again.", code="ods"
        )
    if any(name.startswith(("word/", "ppt/")) for name in lower):
        raise FileRefused(
            "This is a document, not a spreadsheet. Upload an .xlsx or a .csv file.",
            code="document",
        )
    if not any(name.startswith("xl/") for name in lower):
        raise FileRefused(
            "This is an archive. Unpack it and upload the spreadsheet itself.", code="archive"
        )


def _refuse_bombs(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    unpacked = sum(member.file_size for member in members)
    swollen = any(
        member.file_size > CHUNK and member.file_size > limits.ratio * max(1, member.compress_size)
        for member in members
    )
    if unpacked > limits.unpacked or swollen or len(members) > 5000:
        raise FileRefused(
            "The workbook unpacks to far more than a spreadsheet should hold.", code="zip_bomb"
        )


def _look_into(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limits: Limits) -> _Look:
    """Read a part once through: no entities in it, and where cells are merged."""
    look = _Look()
    is_sheet = bool(SHEET.fullmatch(member.filename))
    seen = 0
    with archive.open(member) as part:
        before = b""
        while chunk := part.read(CHUNK):
            if not seen and chunk.startswith((b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")):
                raise BROKEN
            seen += len(chunk)
            text = before + chunk
            if any(word in text for word in DANGEROUS):
                raise FileRefused(
                    "The workbook holds definitions that no spreadsheet program writes.",
                    code="entities",
                )
            if is_sheet:
                look.has_formulas = look.has_formulas or bool(FORMULA.search(text))
                if b"mergeCell" in text:
                    look.merges += [ref for ref in MERGE.findall(text) if ref not in look.merges[-1:]]
                if len(look.merges) > limits.merges:
                    raise FileRefused(
                        "The sheet has too many merged cells. Take the merging away.",
                        code="too_many_merges",
                    )
            before = text[-OVERLAP:]
    return look
