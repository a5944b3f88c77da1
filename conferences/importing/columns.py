"""Which column is which: the header row found, and its headings matched to fields we know."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache

from cases.names import fold
from conferences.importing.fields import TRACKER, Field
from conferences.importing.files import Row

# The column that our list of refused rows adds: it was not in the sheet.
WHY_NOT = "Why not"
# Below this a heading is left to the person who imports.
ENOUGH = 0.8
LOOK_FOR_HEADER_IN = 50
_CUT_OFF = re.compile(r"(…|\.\.\.?)\s*$")
_WORDS = re.compile(r"[a-z0-9]+")
# What says nothing of which column it is.
_EMPTY_WORDS = frozenset({"the", "of", "a", "please", "enter", "yn"})


@dataclass(frozen=True, slots=True)
class Match:
    """A heading, the field it was taken for ("" for none) and how sure that is, 0 to 1."""

    column: int
    heading: str
    field: str
    score: float


@dataclass(frozen=True)
class Mapping:
    """Which column holds which field, as found or as corrected. Columns count from 0."""

    header_row: int
    headings: tuple[str, ...]
    columns: dict[str, int]

    @property
    def unknown(self) -> tuple[int, ...]:
        """Columns that are no field: their cells are kept as "from the old sheet"."""
        taken = set(self.columns.values())
        return tuple(column for column in range(len(self.headings)) if column not in taken)

    def with_field(self, field: str, column: int | None) -> "Mapping":
        """Corrected: the column is this field and no other; without a column, no such field."""
        columns = {key: at for key, at in self.columns.items() if key != field and at != column}
        if column is not None:
            columns[field] = column
        return replace(self, columns=columns)

    def heading(self, column: int) -> str:
        return self.headings[column] if column < len(self.headings) else ""

    def as_data(self) -> dict[str, str]:
        """To be kept under a name for next time: the heading of each field."""
        return {field: self.headings[column] for field, column in self.columns.items()}


def mapping_from_data(
    data: dict[str, str], found: Mapping, fields: Sequence[Field] = TRACKER
) -> Mapping:
    """A kept mapping on the headings of another file; what it does not name stays as found."""
    known = {field.key for field in fields}
    places: dict[str, list[int]] = {}
    for column, heading in enumerate(found.headings):
        places.setdefault(normal(heading), []).append(column)
    kept: dict[str, int] = {}
    for field, heading in data.items():
        if field in known and (columns := places.get(normal(heading))):
            kept[field] = columns.pop(0)
    taken = set(kept.values())
    rest = {
        field: column
        for field, column in found.columns.items()
        if field not in kept and column not in taken
    }
    return replace(found, columns=rest | kept)


def normal(heading: str) -> str:
    """A heading without capitals, accents, marks and small words: "Date ref rec'd" is "date ref recd"."""
    text = fold(heading.replace("'", "").replace("’", ""))
    words = [word for word in _WORDS.findall(text) if word not in _EMPTY_WORDS]
    return " ".join(words)


def find_header(
    rows: Iterable[Row], fields: Sequence[Field] = TRACKER
) -> tuple[Mapping, list[Match]]:
    """The first row that matches most fields of the first fifty, and what it matches.

    A file in which nothing is known has its first row taken, with no field.
    """
    best: tuple[float, Row, list[Match]] | None = None
    for number, row in enumerate(rows):
        if number >= LOOK_FOR_HEADER_IN:
            break
        matches = match_headings(row.cells, fields)
        score = sum(match.score for match in matches if match.field)
        if best is None or score > best[0] + 0.01:
            best = (score, row, matches)
    if best is None:
        return Mapping(1, (), {}), []
    _, row, matches = best
    columns = {match.field: match.column for match in matches if match.field}
    return Mapping(row.number, tuple(cell.strip() for cell in row.cells), columns), matches


def match_headings(headings: Sequence[str], fields: Sequence[Field] = TRACKER) -> list[Match]:
    """One match for every heading; each field is taken by the column that fits it best."""
    normals = [normal(heading) for heading in headings]
    candidates = [
        (score, -place, column, field.key)
        for column, heading in enumerate(headings)
        if normals[column]
        for place, field in enumerate(fields)
        if (score := score_of(heading, field)) >= ENOUGH
    ]
    taken: dict[int, tuple[str, float]] = {}
    used: set[str] = set()
    for score, _place, column, key in sorted(candidates, key=lambda c: (-c[0], c[2], -c[1])):
        if column not in taken and key not in used:
            taken[column] = (key, score)
            used.add(key)
    _by_neighbour(normals, fields, taken, used)
    return [
        Match(column, heading.strip(), *taken.get(column, ("", 0.0)))
        for column, heading in enumerate(headings)
    ]


def _by_neighbour(
    normals: list[str],
    fields: Sequence[Field],
    taken: dict[int, tuple[str, float]],
    used: set[str],
) -> None:
    """A column that is only called "Tel" belongs to the person in the columns before it."""
    for field in fields:
        if field.after is None or field.key in used:
            continue
        before, names = field.after
        known = {normal(name) for name in names.split(";")}
        for column, heading in enumerate(normals):
            left = {taken.get(near, ("", 0.0))[0] for near in (column - 1, column - 2)}
            if heading in known and column not in taken and before in left:
                taken[column] = (field.key, 0.85)
                used.add(field.key)
                break


@lru_cache(maxsize=20_000)
def score_of(heading: str, field: Field) -> float:
    """1 for a usual name, 0.9 for one cut off or with a word more, less for one alike."""
    text = normal(heading)
    if not text or len(text) > 80:
        return 0.0
    cut_off = bool(_CUT_OFF.search(heading.strip()))
    best = 0.0
    for place, name in enumerate(_normal_names(field)):
        if text == name:
            return 1.0 if place == 0 else 0.99
        if cut_off and len(text) >= 5 and name.startswith(text):
            best = max(best, 0.9 if place == 0 else 0.88)
        words, named = set(text.split()), set(name.split())
        if len(named) > 1 and words == named:
            best = max(best, 0.95)
        elif len(text) > 4 and len(name) > 4:
            alike = SequenceMatcher(None, text, name, autojunk=False)
            if alike.quick_ratio() > 0.86 and (ratio := alike.ratio()) > 0.86:
                best = max(best, ratio * 0.93)
    return best


@lru_cache(maxsize=1000)
def _normal_names(field: Field) -> tuple[str, ...]:
    return tuple(dict.fromkeys(normal(name) for name in field.names))
