"""Excel workbooks (.xlsx): looked over before anything in them is read, then row by row."""

import marshal
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers.expat import ExpatError

from conferences.importing.files import Row, column_letters, trimmed
from conferences.importing.limits import (
    FileRefused,
    Limits,
    cell_too_long,
    too_many_columns,
    too_many_rows,
)
from conferences.importing.sheet_xml import (
    SheetPart,
    date_styles,
    elements,
    relations,
    shared_strings,
)

LAST_ROW = 1_048_576
CHUNK = 1024 * 1024
# What a piece of XML cut at any place may have had before the cut.
OVERLAP = 64
ROWS_PACKED = 1000
DANGEROUS = (b"<!DOCTYPE", b"<!ENTITY")
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
MERGE = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
# What reading a damaged workbook raises.
DAMAGE = (
    ExpatError,
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    ValueError,
    KeyError,
    IndexError,
    OSError,
    EOFError,
)
MACROS = FileRefused(
    "The workbook holds macros (.xlsm). Save it as .xlsx and upload it again.", code="macros"
)


def broken() -> FileRefused:
    return FileRefused(
        "The workbook is damaged. Open it in Excel, save it anew and upload it again.",
        code="broken",
    )


class Workbook:
    """A workbook; its sheets' rows as text, dates as 2025-04-10, numbers as they are counted.

    The rows of the sheet read last are kept, packed: about a hundred bytes a row.
    """

    is_lossy = False
    description = "Excel workbook"

    def __init__(self, file: BinaryIO, limits: Limits) -> None:
        self._file = file
        self._limits = limits
        self._merges = look_over(file, limits)
        self._packed: tuple[str, list[bytes]] = ("", [])
        try:
            with zipfile.ZipFile(file) as archive:
                self._open(archive)
        except DAMAGE as error:
            raise broken() from error
        if not self.sheets:
            raise FileRefused("The workbook holds no sheet with rows.", code="no_sheet")
        if len(self.sheets) > limits.sheets:
            raise FileRefused(
                f"The workbook has more than {limits.sheets} sheets.", code="too_many_sheets"
            )

    def _open(self, archive: zipfile.ZipFile) -> None:
        names = {name.lower(): name for name in archive.namelist()}
        targets = relations(archive, names)
        self._paths: dict[str, str] = {}
        self._from_1904 = False
        for name, attributes in elements(archive, names["xl/workbook.xml"]):
            if name == "workbookPr":
                self._from_1904 = attributes.get("date1904") in ("1", "true")
            elif name == "sheet":
                key = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id"), "")
                target = posixpath.normpath(posixpath.join("/xl", targets.get(key, "")))
                path = names.get(target.lstrip("/").lower(), "")
                if SHEET.fullmatch(path):
                    self._paths[attributes.get("name", "")] = path
        self.sheets = tuple(self._paths)
        self._dates = date_styles(archive, names)
        self._strings: list[str] | None = None
        self._strings_path = names.get("xl/sharedstrings.xml")

    def rows(self, sheet: str) -> Iterator[Row]:
        """Cells that were merged downwards stand in each of the rows they cover."""
        if self._packed[0] == sheet and self._packed[1]:
            for packed in self._packed[1]:
                for number, cells in marshal.loads(zlib.decompress(packed)):  # noqa: S302 our own
                    yield Row(number, cells)
            return
        kept: list[bytes] = []
        few: list[tuple[int, tuple[str, ...]]] = []
        try:
            for row in self._read(sheet):
                few.append((row.number, row.cells))
                if len(few) >= ROWS_PACKED:
                    kept.append(zlib.compress(marshal.dumps(few), 1))
                    few = []
                yield row
        except DAMAGE as error:
            raise broken() from error
        kept.append(zlib.compress(marshal.dumps(few), 1))
        self._packed = (sheet, kept)

    def _read(self, sheet: str) -> Iterator[Row]:
        limits = self._limits
        path = self._paths[sheet]
        merged = _Merged(self._merges.get(path, []))
        filled = 0
        with zipfile.ZipFile(self._file) as archive:
            if self._strings is None:
                self._strings = (
                    list(shared_strings(archive, self._strings_path)) if self._strings_path else []
                )
            part = SheetPart(self._strings, self._dates, from_1904=self._from_1904)
            for number, cells in part.rows(archive, path):
                if number > LAST_ROW:
                    raise too_many_rows(limits)
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
        # Not at the start: the library is large, and few who load this read a workbook.
        from openpyxl.utils import range_boundaries

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


def look_over(file: BinaryIO, limits: Limits) -> dict[str, list[bytes]]:
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
    except DAMAGE as error:
        raise broken() from error


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


def _look_into(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limits: Limits) -> list[bytes]:
    """Read a part once through: no entities in it, and where cells are merged."""
    merges: list[bytes] = []
    is_sheet = bool(SHEET.fullmatch(member.filename))
    seen = 0
    with archive.open(member) as part:
        before = b""
        while chunk := part.read(CHUNK):
            if not seen and chunk.startswith((b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")):
                raise broken()
            seen += len(chunk)
            text = before + chunk
            if any(word in text for word in DANGEROUS):
                raise FileRefused(
                    "The workbook holds definitions that no spreadsheet program writes.",
                    code="entities",
                )
            if is_sheet and b"mergeCell" in text:
                merges += MERGE.findall(text)
                if len(merges) > limits.merges:
                    raise FileRefused(
                        "The sheet has too many merged cells. Take the merging away.",
                        code="too_many_merges",
                    )
            before = text[-OVERLAP:]
    return merges
