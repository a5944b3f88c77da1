"""Opens what was uploaded, by what it holds and not by its name, and reads it row by row.

Nothing in a file is ever run: of a formula only the value that was saved with it is read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from conferences.importing.limits import FileRefused, Limits


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet: its number as the program shows it (from 1) and its cells as text."""

    number: int
    cells: tuple[str, ...]


class Tracker(Protocol):
    """An opened file. Its rows can be read as often as wanted, each time from the beginning."""

    # Whether characters may have been lost when the file was saved: a tick becomes "?".
    is_lossy: bool
    # The names of its sheets; a CSV file has one, without a name.
    sheets: tuple[str, ...]
    # Such as "CSV, with semicolons" for the page that shows what was found.
    description: str

    def rows(self, sheet: str) -> Iterator[Row]:
        """Rows that are not empty, without holding them; raises FileRefused on the way."""
        ...


def open_tracker(file: BinaryIO, *, limits: Limits | None = None) -> Tracker:
    """Open a file that can be rewound; raises FileRefused with one plain sentence."""
    # They import from here.
    from conferences.importing.separated import SeparatedFile
    from conferences.importing.workbooks import Workbook

    limits = limits or Limits()
    size = file.seek(0, 2)
    file.seek(0)
    head = file.read(4096)
    file.seek(0)
    if not size or not head.strip():
        raise FileRefused("The file is empty.", code="empty")
    if size > limits.size:
        raise FileRefused(
            f"The file is larger than {limits.size // 1024 // 1024} MB.", code="too_large"
        )
    refuse_other_kinds(file, head)
    if head.startswith(b"PK"):
        return Workbook(file, limits)
    return SeparatedFile(file, limits)


PLAIN_REFUSALS = (
    (b"%PDF", "pdf", "This is a PDF. Upload the spreadsheet it was made from."),
    (b"{\\rtf", "document", "This is a text document. Upload a spreadsheet (.xlsx or .csv)."),
    (b"Rar!", "archive", "This is an archive. Unpack it and upload the spreadsheet itself."),
    (b"7z\xbc\xaf", "archive", "This is an archive. Unpack it and upload the spreadsheet itself."),
    (b"\x1f\x8b", "archive", "This is an archive. Unpack it and upload the spreadsheet itself."),
    (b"\x89PNG", "picture", "This is a picture. Upload the spreadsheet itself."),
    (b"\xff\xd8\xff", "picture", "This is a picture. Upload the spreadsheet itself."),
    (b"GIF8", "picture", "This is a picture. Upload the spreadsheet itself."),
)
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
WEB_PAGES = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<meta", b"<div", b"<!--")


def refuse_other_kinds(file: BinaryIO, head: bytes) -> None:
    for magic, code, sentence in PLAIN_REFUSALS:
        if head.startswith(magic):
            raise FileRefused(sentence, code=code)
    if head.startswith(OLD_OFFICE):
        content = file.read()
        file.seek(0)
        if ENCRYPTED in content:
            raise FileRefused(
                "The workbook is locked with a password. Save it without one and upload it again.",
                code="encrypted",
            )
        raise FileRefused(
            "This is an old Excel file (.xls). Save it as .xlsx and upload it again.", code="xls"
        )
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith(WEB_PAGES):
        raise FileRefused(
            "This is a web page, whatever its name. Open it in Excel and save it as .xlsx.",
            code="html",
        )
    if text.startswith(b"<?xml"):
        raise FileRefused("This is an XML file. Open it in Excel and save it as .xlsx.", code="xml")


def column_letters(column: int) -> str:
    """The letters over a column that is counted from 0: 0 is "A", 27 is "AB"."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(sheet: str, row: int, column: int) -> str:
    """Where a cell is, as a person finds it: "Sheet1!D17", or "D17" where there are no sheets."""
    cell = f"{column_letters(column)}{row}"
    return f"{sheet}!{cell}" if sheet else cell


def trimmed(cells: list[str]) -> tuple[str, ...]:
    """Without the empty cells at the end."""
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return tuple(cells[:end])
