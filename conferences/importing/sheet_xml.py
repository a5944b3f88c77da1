"""The XML of a workbook's parts, read in a stream: a sheet never stands in memory."""

import zipfile
from collections import deque
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import Any
from xml.parsers.expat import ParserCreate, XMLParserType

CHUNK = 128 * 1024
EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 a sheet's days have no time zone
EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001
# Formats of dates that differ by the country of Excel; openpyxl lists them without their codes.
DATES_ELSEWHERE = (*range(27, 37), *range(50, 59))


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _parser() -> XMLParserType:
    parser = ParserCreate()
    parser.buffer_text = True
    return parser


def _fed(
    archive: zipfile.ZipFile, path: str, parser: XMLParserType, done: "deque[Any]"
) -> Iterator[Any]:
    """Feed a part piece by piece and give out what its handlers have put into `done`."""
    with archive.open(path) as part:
        while chunk := part.read(CHUNK):
            parser.Parse(chunk, False)
            while done:
                yield done.popleft()
        parser.Parse(b"", True)
    while done:
        yield done.popleft()


def elements(archive: zipfile.ZipFile, path: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each element's name, without its prefix, and its attributes."""
    done: deque[tuple[str, dict[str, str]]] = deque()
    parser = _parser()
    parser.StartElementHandler = lambda name, attributes: done.append((_local(name), attributes))
    yield from _fed(archive, path, parser, done)


def relations(archive: zipfile.ZipFile, names: dict[str, str]) -> dict[str, str]:
    path = names.get("xl/_rels/workbook.xml.rels")
    if path is None:
        return {}
    return {
        attributes.get("Id", ""): attributes.get("Target", "")
        for name, attributes in elements(archive, path)
        if name == "Relationship"
    }


def date_styles(archive: zipfile.ZipFile, names: dict[str, str]) -> frozenset[str]:
    """The numbers of the cell styles that show a number as a day."""
    # Large, and needed by nobody who brings no workbook in.
    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

    path = names.get("xl/styles.xml")
    if path is None:
        return frozenset()
    codes: dict[int, str] = dict(BUILTIN_FORMATS)
    codes |= dict.fromkeys(DATES_ELSEWHERE, "yyyy/mm/dd")
    found = set[str]()
    is_in_cells = False
    place = 0
    for name, attributes in elements(archive, path):
        if name == "numFmt":
            codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            is_in_cells = True
        elif name in ("cellStyles", "dxfs"):
            is_in_cells = False
        elif name == "xf" and is_in_cells:
            code = codes.get(int(attributes.get("numFmtId", "0")), "")
            if code and is_date_format(code):
                found.add(str(place))
            place += 1
    return frozenset(found)


def shared_strings(archive: zipfile.ZipFile, path: str) -> Iterator[str]:
    """The texts that cells name by number; readings in small print above them are left out."""
    done: deque[str] = deque()
    parser = _parser()
    pieces: list[str] = []
    state = {"text": False, "aside": False}

    def start(name: str, _attributes: dict[str, str]) -> None:
        name = _local(name)
        if name == "si":
            pieces.clear()
        elif name == "rPh":
            state["aside"] = True
        elif name == "t":
            state["text"] = not state["aside"]

    def end(name: str) -> None:
        name = _local(name)
        if name == "t":
            state["text"] = False
        elif name == "rPh":
            state["aside"] = False
        elif name == "si":
            done.append("".join(pieces))

    def characters(text: str) -> None:
        if state["text"]:
            pieces.append(text)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    yield from _fed(archive, path, parser, done)


class SheetPart:
    """Reads the rows of one sheet. Of a formula the value that was saved with it is read;
    one that was saved without is the text that it is."""

    def __init__(self, strings: list[str], dates: frozenset[str], *, from_1904: bool) -> None:
        self._strings = strings
        self._dates = dates
        self._epoch = EPOCH_1904 if from_1904 else EPOCH
        self._done: deque[tuple[int, list[str]]] = deque()
        self._number = 0
        self._cells: list[str] = []
        self._column = -1
        self._type = self._style = ""
        self._into: list[str] | None = None
        self._value: list[str] = []
        self._formula: list[str] = []
        self._is_aside = False

    def rows(self, archive: zipfile.ZipFile, path: str) -> Iterator[tuple[int, list[str]]]:
        parser = _parser()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        yield from _fed(archive, path, parser, self._done)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if ":" in name:
            name = _local(name)
        if name == "c":
            place = attributes.get("r")
            self._column = _column(place.rstrip("0123456789")) if place else self._column + 1
            self._type = attributes.get("t", "n")
            self._style = attributes.get("s", "")
            self._value = []
            self._formula = []
        elif name == "v" or (name == "t" and not self._is_aside):
            self._into = self._value
        elif name == "f":
            self._into = self._formula
        elif name == "row":
            number = attributes.get("r")
            self._number = int(number) if number else self._number + 1
            self._cells = []
            self._column = -1
        elif name == "rPh":
            self._is_aside = True

    def _characters(self, text: str) -> None:
        if self._into is not None:
            self._into.append(text)

    def _end(self, name: str) -> None:
        if ":" in name:
            name = _local(name)
        if name in ("v", "t", "f"):
            self._into = None
        elif name == "c":
            if self._value or self._formula:
                text = self._text()
                missing = self._column - len(self._cells)
                if missing < 0:
                    self._cells[self._column] = text
                else:
                    self._cells.extend([""] * missing)
                    self._cells.append(text)
        elif name == "row":
            self._done.append((self._number, self._cells))
            self._cells = []
        elif name == "rPh":
            self._is_aside = False

    def _text(self) -> str:
        text = "".join(self._value)
        if not text:
            return "=" + "".join(self._formula) if self._formula else ""
        kind = self._type
        if kind == "s":
            return self._strings[int(text)]
        if kind == "n":
            if self._style in self._dates:
                return _as_day(text, self._epoch)
            return text if text.isdigit() else _as_number(text)
        if kind == "b":
            return "TRUE" if text == "1" else "FALSE"
        if kind == "d":
            return text.partition("T")[0]
        return text


@lru_cache(maxsize=20_000)
def _column(letters: str) -> int:
    """Column "AB" counted from 0; raises ValueError for what Excel does not have."""
    column = 0
    for letter in letters:
        if not "A" <= letter <= "Z":
            raise ValueError(letters)
        column = column * 26 + ord(letter) - 64
    if not 0 < column <= 16384:
        raise ValueError(letters)
    return column - 1


@lru_cache(maxsize=20_000)
def _as_day(text: str, epoch: datetime) -> str:
    try:
        count = float(text)
        when = epoch + timedelta(seconds=round(count * 86400))
    except (ValueError, OverflowError):
        return text
    if count < 1:
        return f"{when:%H:%M}"
    day = when.date().isoformat()
    return day if when.time() == time.min else f"{day} {when:%H:%M}"


def _as_number(text: str) -> str:
    try:
        number = float(text)
    except ValueError:
        return text
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    return repr(number)
