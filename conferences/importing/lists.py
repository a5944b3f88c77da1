"""Lists of staff and of venues, row by row: what is the same of both. No database here."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from conferences.importing.columns import Mapping
from conferences.importing.files import Tracker, address
from conferences.importing.grouping import Entry, entries
from conferences.importing.limits import FileRefused
from conferences.importing.records import Answers, Duplicate, Refused, UnknownValue
from conferences.importing.values import clean, is_unknown, plain
from conferences.importing.words import VOCABULARIES
from restorative.forms import PhoneField, PostcodeField

# A list is held in memory; a service with more staff or venues than this has another file in hand.
MOST = 5_000
ROWS_KEPT = 20
T = TypeVar("T")


class CannotBeRead(Exception):
    """A cell that keeps its row out: its field, and why in a plain sentence."""

    def __init__(self, key: str, why: str) -> None:
        super().__init__(why)
        self.key = key
        self.why = why


@dataclass(slots=True)
class ListRead(Generic[T]):
    """What a list holds. `unplaced` counts the cells of each heading that has no place here."""

    rows: int = 0
    taken: list[T] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    duplicates: list[Duplicate] = field(default_factory=list)
    questions: dict[tuple[str, str], UnknownValue] = field(default_factory=dict)
    unplaced: Counter[str] = field(default_factory=Counter)


class ListRow:
    """One row of a list, as it is read cell by cell."""

    def __init__(
        self, entry: Entry, mapping: Mapping, answers: Answers, found: ListRead[Any]
    ) -> None:
        self.number = entry.number
        self.texts = entry.texts
        self._entry = entry
        self._mapping = mapping
        self._answers = answers
        self._found = found

    @property
    def mark(self) -> str:
        """By what the row is known again: what its fields say."""
        return "¦".join(f"{key}={plain(text)}" for key, text in sorted(self.texts.items()))

    def text(self, key: str, most: int = 300) -> str:
        """What a cell says, "" for not known. Raises CannotBeRead where it does not fit."""
        text = self.texts.get(key, "")
        if is_unknown(text):
            return ""
        if len(text) > most:
            raise CannotBeRead(key, f"This is longer than {most} characters. Shorten it.")
        return text

    def coded(self, key: str, vocabulary: str) -> str | None:
        """One of our words for it; None is asked about once for all rows that say the same."""
        text = self.texts.get(key, "")
        said = self._answers.values.get(key, {}).get(plain(text))
        if said is not None:
            return said
        code = VOCABULARIES[vocabulary].get(plain(text).strip(" ."))
        if code is None and text:
            name = plain(text)
            asked = self._found.questions.setdefault(
                (key, name), UnknownValue(key, clean(text), vocabulary)
            )
            asked.count += 1
            if len(asked.rows) < ROWS_KEPT:
                asked.rows.append(self.number)
        return code

    def email(self, key: str) -> str:
        text = self.text(key, 254).removeprefix("mailto:").strip(" <>;,").lower()
        if not text:
            return ""
        try:
            validate_email(text)
        except ValidationError:
            raise CannotBeRead(key, f"“{clean(text)}” is not an email address.") from None
        return text

    def postcode(self, key: str) -> str:
        text = self.text(key, 100)
        try:
            return str(PostcodeField(required=False).clean(text))
        except ValidationError:
            raise CannotBeRead(key, f"“{text}” is not a full UK postcode.") from None

    def leave(self, key: str) -> None:
        """Count a cell that has no place here."""
        if self.texts.get(key):
            self._found.unplaced[self._mapping.heading(self._mapping.columns[key])] += 1

    def others(self) -> list[tuple[str, str]]:
        """The cells of columns that are no field, with their headings."""
        cells = self._entry.row.cells
        return [
            (self._mapping.heading(column) or "No heading", clean(cells[column]))
            for column in self._mapping.unknown
            if column < len(cells) and cells[column].strip()
        ]

    def leave_others(self) -> None:
        for heading, _ in self.others():
            self._found.unplaced[heading] += 1


def read_list(
    tracker: Tracker,
    sheet: str,
    mapping: Mapping,
    answers: Answers,
    *,
    read: Callable[[ListRow], T],
    key: Callable[[T], str],
) -> ListRead[T]:
    """All rows of a list, each as `read` makes it; those of one `key` count once.

    Raises FileRefused for one that is no list of a service.
    """
    found: ListRead[T] = ListRead()
    first: dict[str, int] = {}
    for entry in entries(tracker.rows(sheet), mapping):
        where = address(sheet, entry.number, 0)
        if entry.is_heading:
            found.refused.append(Refused(entry.number, where, "This row repeats the headings."))
            continue
        if not any(cell.strip() for cell in entry.row.cells):
            continue
        found.rows += 1
        if found.rows > MOST:
            raise FileRefused(
                f"The list has more than {MOST:,} rows. Divide it and upload the parts.",
                code="too_many_rows",
            )
        row = ListRow(entry, mapping, answers, found)
        try:
            made = read(row)
        except CannotBeRead as problem:
            column = mapping.columns.get(problem.key, 0)
            cell = address(sheet, entry.number, column)
            found.refused.append(Refused(entry.number, cell, problem.why))
            continue
        earlier = first.setdefault(key(made), entry.number)
        if earlier == entry.number:
            found.taken.append(made)
        else:
            found.duplicates.append(Duplicate(entry.number, earlier))
    return found


def one_phone(written: str) -> str:
    """A number as it is kept; "" where it is none."""
    try:
        return str(PhoneField(required=False).clean(written))
    except ValidationError:
        return ""
