"""Tracking sheets of any length, as messy as the shared one: its own rows over and over.

Each time round the families are others: their reference and the family names get an ending.
"""

import csv
from itertools import count, islice
from pathlib import Path

from openpyxl import Workbook, load_workbook

from conferences.importing.values import is_ditto

DATA = Path(__file__).resolve().parent.parent / "data"
REFERENCE, SURNAME = "Ref No.", "Child SURNAME"
VOWELS, CONSONANTS = "aeiou", "bdfglmnrst"


def write_sheet(path: Path, rows: int) -> None:
    """A CSV in cp1252 or a workbook, by the ending of its name."""
    if path.suffix == ".csv":
        with (DATA / "fgc-tracker.csv").open(encoding="cp1252", newline="") as source:
            headings, *shared = csv.reader(source)
        with path.open("w", encoding="cp1252", newline="") as file:
            write = csv.writer(file)
            write.writerow(headings)
            write.writerows(_many(headings, shared, rows))
        return
    source = load_workbook(DATA / "fgc-tracker.xlsx", read_only=True)
    headings, *shared = (list(row) for row in source.worksheets[0].values)
    book = Workbook(write_only=True)
    page = book.create_sheet("FGC")
    page.append(headings)
    for row in _many(headings, shared, rows):
        page.append(row)
    book.save(path)


def _many(headings, shared, rows):
    reference, surname = headings.index(REFERENCE), headings.index(SURNAME)

    def turns():
        for turn in count():
            ending = _ending(turn)
            for row in shared:
                row = list(row)
                for column, more in ((reference, f"-{turn}"), (surname, ending)):
                    text = str(row[column] or "").strip()
                    if turn and text and not is_ditto(text):
                        row[column] = text + (more.upper() if text.isupper() else more)
                yield row

    return islice(turns(), rows)


def _ending(turn: int) -> str:
    """A few letters that no other turn has."""
    letters = ""
    while turn:
        turn, rest = divmod(turn, len(VOWELS) * len(CONSONANTS))
        letters += CONSONANTS[rest % 10] + VOWELS[rest // 10]
    return letters
