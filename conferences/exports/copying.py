"""A long list as CSV by way of COPY: the database reads and orders, this writes what is in a cell.

What stands in each cell is formed by the same code as for every other table (`cell_text`), once
for each word that comes again and again. Only a piece of the list is ever in memory.
"""

import csv
import re
from array import array
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from io import TextIOWrapper
from typing import IO, Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet

from conferences.exports.sheets import BOM, cell_text
from restorative.replica import reading_alias

Reading = Callable[[str], str]
# Characters of the list that wait before they are written.
AT_ONCE = 128 * 1024
# What COPY writes for a character that would end a cell or a line.
_WRITTEN = re.compile(r"\\(.)")
_UNWRITTEN = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\"}


class Words(dict[str, str]):
    """Cells by what the database says, each formed once: of columns with few different values."""

    def __init__(self, form: Reading) -> None:
        super().__init__()
        self._form = form

    def __missing__(self, said: str) -> str:
        self[said] = found = cell_text(self._form(said))
        return found


@dataclass(frozen=True)
class Column:
    """A column of a list: what is asked of its rows, by name, and how the answer is read.

    Without `read` it goes as the database says it: a day as ISO 8601 writes it, a number.
    """

    asked: str
    read: "Reading | Words | None" = None


@dataclass
class Copied:
    """How many rows went, and which cases they are about: their keys, in eight bytes each."""

    rows: int = 0
    cases: "array[int]" = field(default_factory=lambda: array("q"))


def copy_rows(
    rows: QuerySet[Any], headings: Sequence[str], columns: Sequence[Column], file: IO[bytes]
) -> Copied:
    """Write rows, in their order, into a file. The first column is the key of a case."""
    copied = Copied()
    lines = TextIOWrapper(file, encoding="utf-8", newline="", write_through=False)
    lines.write(BOM)
    writing = csv.writer(lines)
    writing.writerow([cell_text(heading) for heading in headings])
    taking = _Taking(copied, [column.read for column in columns[1:]], writing.writerows)
    # Where nothing can be found there is nothing to ask.
    with suppress(EmptyResultSet):
        _copy(rows.values_list(*(column.asked for column in columns)), taking)
    taking.write_out()
    lines.detach()
    return copied


def _copy(asked: QuerySet[Any, Any], taking: "_Taking") -> None:
    sql, params = asked.query.sql_with_params()
    with connections[reading_alias()].cursor() as cursor:
        statement = cursor.mogrify(f"COPY ({sql}) TO STDOUT (NULL '')", params).decode()
        cursor.copy_expert(statement, taking)


class _Taking:
    """What COPY writes to: gathers lines, and hands on whole pieces of rows."""

    def __init__(
        self,
        copied: Copied,
        readings: list[Reading | Words | None],
        write_rows: Callable[[list[list[str]]], Any],
    ) -> None:
        self._copied, self._write_rows = copied, write_rows
        self._waiting: list[bytes] = []
        self._size = 0
        self._words = [(at, read) for at, read in enumerate(readings) if isinstance(read, Words)]
        self._texts = [
            (at, read)
            for at, read in enumerate(readings)
            if read is not None and not isinstance(read, Words)
        ]

    def write(self, piece: bytes) -> None:
        self._waiting.append(piece)
        self._size += len(piece)
        if self._size >= AT_ONCE:
            self.write_out()

    def write_out(self) -> None:
        whole, end, rest = b"".join(self._waiting).rpartition(b"\n")
        self._waiting, self._size = [rest], len(rest)
        if end:
            rows = [self._cells(line) for line in whole.decode().split("\n")]
            self._write_rows(rows)
            self._copied.rows += len(rows)

    def _cells(self, line: str) -> list[str]:
        key, *cells = line.split("\t")
        self._copied.cases.append(int(key))
        if "\\" in line:
            cells = [_WRITTEN.sub(lambda found: _UNWRITTEN[found[1]], cell) for cell in cells]
        for at, words in self._words:
            cells[at] = words[cells[at]]
        for at, read in self._texts:
            cells[at] = read(cells[at])
        return cells
