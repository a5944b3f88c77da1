"""The refused rows of an import as a sheet of the same shape, to be mended and uploaded again."""

import re
from collections.abc import Iterator, Sequence

from cases.models import SheetImport
from conferences.exports.sheets import Sheet
from conferences.importing.columns import WHY_NOT, Mapping
from conferences.importing.files import Tracker
from conferences.importing.glances import headings_of
from conferences.importing.grouping import Entry, entries

_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")


def refused_sheet(sheet_import: SheetImport, tracker: Tracker) -> Sheet:
    """The same headings and one more, and the rows that were refused.

    Ditto marks and the references they stand for are written out: the row above is not in
    this sheet. Rows are read as the sheet is written. Raises FileRefused, at once or later.
    """
    headings = headings_of(tracker, sheet_import.sheet, sheet_import.header_row)
    mapping = Mapping(sheet_import.header_row, headings, sheet_import.columns)
    places = [place for place, heading in enumerate(headings) if heading != WHY_NOT]
    title = _NOT_IN_A_NAME.sub(" ", sheet_import.sheet).strip()[:31] or "Refused rows"
    return Sheet(
        title,
        [*(headings[place] for place in places), WHY_NOT],
        _rows(sheet_import, tracker, mapping, places),
    )


def _rows(
    sheet_import: SheetImport, tracker: Tracker, mapping: Mapping, places: list[int]
) -> Iterator[Sequence[str]]:
    why: dict[int, list[str]] = {}
    refused = sheet_import.refused.values_list("number", "cell", "why")
    for number, cell, sentence in refused.iterator():
        why.setdefault(number, []).append(f"{cell}: {sentence}")
    for entry in entries(tracker.rows(sheet_import.sheet), mapping):
        if entry.number in why:
            cells = _written_out(entry, mapping)
            row = [cells[place] if place < len(cells) else "" for place in places]
            yield [*row, " ".join(why[entry.number])]


def _written_out(entry: Entry, mapping: Mapping) -> list[str]:
    cells = list(entry.row.cells)
    said = {key: entry.texts.get(key, "") for key in entry.dittoed}
    if entry.reference:
        said["reference"] = entry.reference
    for key, text in said.items():
        column = mapping.columns.get(key)
        if column is not None:
            cells += [""] * (column + 1 - len(cells))
            cells[column] = text
    return cells
