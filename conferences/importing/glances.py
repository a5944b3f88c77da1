"""What of an uploaded file is shown before it is gone through: first rows, headings, samples."""

from dataclasses import dataclass, field
from itertools import islice

from conferences.importing.columns import Mapping, find_header, match_headings
from conferences.importing.fields import Field
from conferences.importing.files import Row, Tracker, column_letters

ROWS_SHOWN = 10
CELLS_SHOWN = 8
# Values of the first rows say what a column holds.
ROWS_SAMPLED = 200
SAMPLES = 3
LONGEST = 60


@dataclass
class Column:
    """A column with its heading and the first few different values below it."""

    number: int
    heading: str
    samples: list[str] = field(default_factory=list)

    @property
    def letters(self) -> str:
        return column_letters(self.number)


@dataclass(frozen=True)
class FirstRow:
    number: int
    cells: tuple[str, ...]
    more: int


def first_rows(tracker: Tracker, sheet: str) -> list[FirstRow]:
    """The first rows that are not empty. Raises FileRefused."""
    return [
        FirstRow(
            row.number,
            tuple(short(cell) for cell in row.cells[:CELLS_SHOWN]),
            max(0, len(row.cells) - CELLS_SHOWN),
        )
        for row in islice(tracker.rows(sheet), ROWS_SHOWN)
    ]


def columns_of(tracker: Tracker, sheet: str, header_row: int) -> list[Column]:
    """Every column that holds anything, in the header or just below it. Raises FileRefused."""
    columns: list[Column] = []
    for row in islice(tracker.rows(sheet), ROWS_SAMPLED + header_row):
        if row.number < header_row:
            continue
        for number in range(len(columns), len(row.cells)):
            columns.append(Column(number, ""))
        for column, cell in zip(columns, row.cells, strict=False):
            text = short(cell)
            if row.number == header_row:
                column.heading = text
            elif text and len(column.samples) < SAMPLES and text not in column.samples:
                column.samples.append(text)
    return [column for column in columns if column.heading or column.samples]


def header_at(
    tracker: Tracker, sheet: str, header_row: int | None, fields: tuple[Field, ...]
) -> Mapping:
    """The columns as they seem right, with this row as the header or with the likeliest one."""
    if header_row is None:
        return find_header(tracker.rows(sheet), fields)[0]
    row = next(
        (row for row in tracker.rows(sheet) if row.number >= header_row), Row(header_row, ())
    )
    cells = row.cells if row.number == header_row else ()
    columns = {match.field: match.column for match in match_headings(cells, fields) if match.field}
    return Mapping(header_row, tuple(cell.strip() for cell in cells), columns)


def headings_of(tracker: Tracker, sheet: str, header_row: int) -> tuple[str, ...]:
    """All headings as they stand, those of unused columns too."""
    return header_at(tracker, sheet, header_row, ()).headings


def short(cell: str) -> str:
    text = " ".join(cell.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
