"""Which rows of a family are taken, and the family made of them."""

from dataclasses import dataclass, field
from datetime import date

from conferences.importing.columns import Mapping
from conferences.importing.family_work import Taken, Work
from conferences.importing.files import address
from conferences.importing.grouping import Entry
from conferences.importing.reading import Reader
from conferences.importing.records import Duplicate, Family, Refused
from conferences.importing.values import plain

NAMES = ("surname", "forename", "name", "known_as")


@dataclass(slots=True)
class Made:
    """What became of a family's rows; without a family, none of them could be taken."""

    family: Family | None = None
    refused: list[Refused] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)


class Maker:
    """Makes families of rows; `sheet` is named in the addresses of cells."""

    def __init__(self, mapping: Mapping, reader: Reader, *, sheet: str, is_lossy: bool) -> None:
        self.mapping = mapping
        self.reader = reader
        self.sheet = sheet
        self.is_lossy = is_lossy

    def make(self, entries: list[Entry], *, apart: bool = False) -> Made:
        made = Made()
        single = _without_doubles(entries, made, self.mapping.unknown)
        taken = [found for entry in single if (found := self._take(entry, made))]
        received = self._received(taken, made)
        if received is None:
            return made
        work = Work(self, taken, received)
        if apart:
            work.use("rows_apart", [entry.number for entry in entries])
        made.family = work.finish(made.duplicates)
        return made

    def cell(self, row: int, key: str) -> str:
        return address(self.sheet, row, self.mapping.columns.get(key, 0))

    def _take(self, entry: Entry, made: Made) -> Taken | None:
        if entry.is_heading:
            where = address(self.sheet, entry.number, 0)
            made.refused.append(Refused(entry.number, where, "This row repeats the headings."))
            return None
        reads = {
            key: self.reader.read(key, text, entry.number)
            for key, text in entry.texts.items()
            if key not in NAMES and key != "reference"
        }
        problems = [
            Refused(entry.number, self.cell(entry.number, key), read.problem)
            for key, read in reads.items()
            if read.problem
        ]
        if not any(entry.texts.get(key) for key in ("surname", "forename", "name")):
            key = next((key for key in NAMES if key in self.mapping.columns), "reference")
            problems.append(
                Refused(entry.number, self.cell(entry.number, key), "There is no name of a child.")
            )
        made.refused += problems
        return None if problems else Taken(entry, reads)

    def _received(self, taken: list[Taken], made: Made) -> date | None:
        for found in taken:
            if (read := found.reads.get("received")) and read.value is not None:
                day: date = read.value
                return day
        made.refused += [
            Refused(
                found.number,
                self.cell(found.number, "received"),
                "There is no date of referral, and none with a brother or sister.",
            )
            for found in taken
        ]
        return None


def _without_doubles(entries: list[Entry], made: Made, unknown: tuple[int, ...]) -> list[Entry]:
    seen: dict[tuple[str, ...], int] = {}
    single = []
    for entry in entries:
        cells = entry.row.cells
        words = (
            *(f"{key}={plain(text)}" for key, text in sorted(entry.texts.items())),
            *(f"{column}={plain(cells[column])}" for column in unknown if column < len(cells)),
        )
        first = entry.number if entry.is_heading else seen.setdefault(words, entry.number)
        if first == entry.number:
            single.append(entry)
        else:
            made.duplicates.append(Duplicate(entry.number, first))
    return single
