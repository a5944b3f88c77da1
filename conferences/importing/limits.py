"""How large a file may be, and how a file that cannot be read is refused."""

from dataclasses import dataclass


class FileRefused(Exception):
    """The file cannot be taken; `sentence` says why, in words for whoever uploaded it."""

    def __init__(self, sentence: str, *, code: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, `ratio` unpacked to packed. Empty rows do not count towards `rows`."""

    size: int = 100 * 1024 * 1024
    unpacked: int = 1024 * 1024 * 1024
    ratio: int = 250
    rows: int = 200_000
    columns: int = 300
    sheets: int = 100
    cell: int = 32_767
    merges: int = 20_000


def too_many_rows(limits: Limits) -> FileRefused:
    return FileRefused(
        f"The sheet has more than {limits.rows:,} rows. Divide it and upload the parts.",
        code="too_many_rows",
    )


def too_many_columns(limits: Limits, row: int) -> FileRefused:
    return FileRefused(
        f"Row {row} has more than {limits.columns} columns. Take out what is not needed.",
        code="too_many_columns",
    )


def cell_too_long(cell: str) -> FileRefused:
    return FileRefused(
        f"Cell {cell} holds more text than a cell can. A quotation mark may be missing in it.",
        code="cell_too_long",
    )
