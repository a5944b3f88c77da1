"""Comma-separated files, as Excel and others write them on this side of the Channel and beyond."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from conferences.importing.files import Row, column_letters, trimmed
from conferences.importing.limits import (
    FileRefused,
    Limits,
    cell_too_long,
    too_many_columns,
    too_many_rows,
)

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright strokes"}
SAMPLE = 64 * 1024
# What Windows writes, and for the five bytes that it leaves free what it reads.
WINDOWS = "cp1252"


def _unused_byte(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("importing.unused", _unused_byte)


class SeparatedFile:
    """A CSV file; characters outside its alphabet were lost before it came here (`is_lossy`)."""

    sheets: tuple[str, ...] = ("",)

    def __init__(self, file: BinaryIO, limits: Limits) -> None:
        self._file = file
        self._limits = limits
        self._encoding = find_encoding(file)
        self.is_lossy = self._encoding == WINDOWS
        sample = self._text().read(SAMPLE)
        if "\x00" in sample:
            raise FileRefused(
                "This is not a spreadsheet. Upload an .xlsx or a .csv file.", code="not_text"
            )
        self._names_delimiter = sample[:4].lower() == "sep=" and sample[4:5] in DELIMITERS
        self._delimiter = sample[4] if self._names_delimiter else find_delimiter(sample)
        self.description = f"CSV, with {DELIMITERS[self._delimiter]}"

    def _text(self) -> io.TextIOWrapper:
        self._file.seek(0)
        # A wrapper closes what it wraps; this one is wrapped again for the next reading.
        return io.TextIOWrapper(
            io.BufferedReader(_Unclosed(self._file)),
            self._encoding,
            errors="importing.unused",
            newline="",
        )

    def rows(self, sheet: str = "") -> Iterator[Row]:
        """Rows are numbered as Excel shows them: a line break within a cell begins no row."""
        reader = csv.reader(self._text(), delimiter=self._delimiter)
        limits = self._limits
        filled = number = 0
        while True:
            number += 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                raise FileRefused(
                    f"Row {number} cannot be read. A quotation mark may be missing in it.",
                    code="broken_row",
                ) from None
            if number == 1 and self._names_delimiter:
                continue
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


class _Unclosed(io.RawIOBase):
    """Reads from a file and leaves it open when it is itself put away."""

    def __init__(self, file: BinaryIO) -> None:
        self._inner = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        content = self._inner.read(len(buffer))
        buffer[: len(content)] = content
        return len(content)


def find_encoding(file: BinaryIO) -> str:
    """UTF-8 where all of the file is that, else what Windows writes; with its mark, UTF-16."""
    file.seek(0)
    head = file.read(4)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while content := file.read(1024 * 1024):
            decoder.decode(content)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return WINDOWS
    return "utf-8-sig"


def find_delimiter(sample: str) -> str:
    """The mark that cuts most rows into the same number of cells, and into most of them."""
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        widths = Counter[int]()
        try:
            rows = list(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter))
        except csv.Error:
            continue
        # The sample may end within a row.
        rows = rows[:-1] if len(sample) >= SAMPLE and len(rows) > 1 else rows
        widths.update(len(row) for row in rows if any(cell.strip() for cell in row))
        for width, times in widths.items():
            score = (width - 1) * times / max(1, widths.total())
            if score > best_score:
                best, best_score = delimiter, score
    return best
