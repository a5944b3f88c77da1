"""One cell, read: a value, or a question about it, or a plain sentence on why it cannot be read.

What stands beside the value in its cell ("Y - ASD", "text only") is its remark.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from cases.names import fold
from conferences.importing.words import UNKNOWN_WORDS, VOCABULARIES, YES_NO

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """At most one of value, question and problem; none where the cell says "not known".

    `question` names the list in which the text was not found; see words.CHOICES.
    """

    value: T | None = None
    remark: str = ""
    question: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Coded:
    """A value of one of our lists, with the words of the sheet. Without a code: not known."""

    code: str
    text: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody as the sheet names them. `state` is "named", "unknown" or "deceased"."""

    name: str
    state: str = "named"
    remark: str = ""


DITTO = frozenset(
    [
        *('"', '""', '"""', '" "', "“", "”", "″", "〃", "''", "´´", "’’", "‘’", "^", "↑"),
        *("do", "do.", "ditto", "as above", "as abv", "same", "same as above", "see above"),
        *('--"--', '-"-'),
    ]
)
_SPACES = re.compile(r"[ \t\u00a0\u2007\u202f\u200b\ufeff]+")
_BESIDE = re.compile(r"^(.+?)\s*(?:\s[-–—]\s|[-–—]\s|[(,;:/]|\n|\s[-–—])\s*(.+?)\)?$", re.DOTALL)
_LOST = re.compile(r"\w\?\w|^\?\w|\w\?$", re.UNICODE)


def clean(text: str) -> str:
    """Without spaces around it, odd spaces within, and the mark that keeps a text from being a formula."""
    text = text.strip()
    if "  " in text or "\t" in text or not text.isascii():
        text = _SPACES.sub(" ", text).strip()
    if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@"):
        text = text[1:]
    return text


@lru_cache(maxsize=50_000)
def plain(text: str) -> str:
    """A cell as it is looked up: small letters, single spaces, no stop at the end."""
    return " ".join(clean(text).casefold().replace("’", "'").split())


def is_ditto(text: str) -> bool:
    return len(text) < 15 and (text in DITTO or plain(text) in DITTO)


def is_unknown(text: str) -> bool:
    """Whether a cell says in so many words that the answer is not known."""
    return plain(text).strip(".") in UNKNOWN_WORDS


def has_lost_letters(name: str) -> bool:
    """Whether a name looks like one of which a letter became "?": "Nguy?n", "?ukasz"."""
    return bool(_LOST.search(name.strip())) and any(letter.isalpha() for letter in name)


@lru_cache(maxsize=20_000)
def _found(text: str, vocabulary: str) -> str | None:
    words = YES_NO if vocabulary == "yes_no" else VOCABULARIES[vocabulary]
    key = plain(text)
    for form in (key, key.strip(" .!"), key.replace(".", ""), key.replace("-", " ")):
        if form in words:
            return words[form]
    return None


def read_coded(text: str, vocabulary: str) -> Read[Coded]:
    """A cell against one of our lists; a text that begins with one of its words has a remark."""
    text = clean(text)
    if (code := _found(text, vocabulary)) is not None:
        return Read(Coded(code, text))
    if is_unknown(text):
        return Read(Coded("", text))
    if beside := _BESIDE.match(text):
        head, rest = beside.groups()
        if (code := _found(head, vocabulary)) is not None:
            return Read(Coded(code, text, rest), remark=rest)
        if is_unknown(head):
            return Read(Coded("", text, rest), remark=rest)
    return Read(question=vocabulary)


def read_detail(text: str, vocabulary: str = "") -> Read[Coded]:
    """Yes or no with what it is: "Y - ASD"; any other text is a yes in its own words."""
    read = read_coded(text, "yes_no")
    if read.question:
        text = clean(text)
        return Read(Coded("yes", text, text), remark=text)
    return read


_COUNT = re.compile(r"^\D{0,12}?(\d{1,4})(?:\.0+)?(.*)$", re.DOTALL)


def read_count(text: str) -> Read[int]:
    """How many came; "6/1" is six, and one more in the remark."""
    text = clean(text)
    if is_unknown(text):
        return Read()
    if not (found := _COUNT.match(text)):
        return Read(question="count")
    beside = text if not text.replace(".0", "").isdigit() else ""
    return Read(int(found[1]), remark=beside)


# Names ------------------------------------------------------------------------------------

_KNOWN_AS = re.compile(
    r"""\s*(?:[(\[,]?\s*(?:known\s+as|aka|a\.k\.a\.?|k/a|pref(?:ers|erred)?\.?)[:\s]+["“']?([^)\]"”']+)["”']?[)\]]?"""
    r"""|["“]([^"”]+)["”]|\(([^)]+)\))\s*""",
    re.IGNORECASE | re.VERBOSE,
)
_PARTICLES = frozenset("van von der den de del della di da la le el al bin ibn ap ab y e".split())
_PARTS = re.compile(r"([\s\-–'’]+)")
_PAST = re.compile(r"^(deceased|dec'?d|died|passed away|rip|late)\b", re.IGNORECASE)
_NOBODY = frozenset(
    [
        "not named",
        "not on birth certificate",
        "no father",
        "no contact",
        "none",
        "unnamed",
        "not disclosed",
        "not given",
    ]
)


@lru_cache(maxsize=50_000)
def write_name(text: str) -> str:
    """A name as it is written, where it was in capitals or small letters alone.

    "OSEI " is "Osei", "MCCARTHY" is "McCarthy", "O’BRIEN" is "O’Brien".
    """
    text = " ".join(clean(text).strip(",;").split())
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) < 2 or not (text.isupper() or text.islower()):
        return text
    parts = _PARTS.split(text.lower())
    for place in range(0, len(parts), 2):
        part = parts[place]
        after_first = place > 0 and "'" not in parts[place - 1] and "’" not in parts[place - 1]
        if after_first and part in _PARTICLES:
            continue
        if place and parts[place - 1] in ("'", "’") and len(part) == 1:
            continue
        if part.startswith("mc") and len(part) > 3:
            parts[place] = "Mc" + part[2:].capitalize()
        else:
            parts[place] = part[:1].upper() + part[1:]
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class ChildName:
    forename: str
    surname: str
    known_as: str = ""


def read_forename(text: str) -> tuple[str, str]:
    """A forename, and what the child likes to be called where that stands with it."""
    text = clean(text)
    found = _KNOWN_AS.search(text)
    if not found or is_ditto(text):
        return write_name(text), ""
    rest = f"{text[: found.start()]} {text[found.end() :]}".strip()
    called = next(group for group in found.groups() if group)
    return (write_name(rest), write_name(called)) if rest else (write_name(text), "")


def read_full_name(text: str) -> ChildName:
    """ "OSEI, Amelia", "Amelia OSEI" and "Amelia Osei" are one child."""
    text, known_as = read_forename_parts(text)
    if "," in text:
        surname, forename = (part.strip() for part in text.split(",", 1))
        return ChildName(write_name(forename), write_name(surname), known_as)
    words = text.split()
    loud = [word for word in words if len(word) > 1 and word.isupper()]
    if loud and len(loud) < len(words):
        rest = [word for word in words if word not in loud]
        return ChildName(write_name(" ".join(rest)), write_name(" ".join(loud)), known_as)
    if len(words) < 2:
        return ChildName(write_name(text), "", known_as)
    first = len(words) - 1
    while first > 1 and words[first - 1].casefold() in _PARTICLES:
        first -= 1
    return ChildName(
        write_name(" ".join(words[:first])), write_name(" ".join(words[first:])), known_as
    )


def read_forename_parts(text: str) -> tuple[str, str]:
    text = clean(text)
    found = _KNOWN_AS.search(text)
    if not found:
        return text, ""
    rest = " ".join(f"{text[: found.start()]} {text[found.end() :]}".split())
    called = next(group for group in found.groups() if group)
    return (rest, write_name(called)) if rest else (text, "")


def read_person(text: str) -> Read[Named]:
    """A parent or a colleague: named, not known or no longer living."""
    text = clean(text)
    low = plain(text)
    if is_unknown(text) or low in _NOBODY:
        return Read(Named("", "unknown", "" if is_unknown(text) else text))
    if _PAST.match(text):
        return Read(Named("", "deceased", text), remark=text)
    remark = ""
    name = text
    if found := re.match(r"^(.+?)\s*(?:\((.+)\)|\s[-–—]\s(.+)|[;\n](.+))$", text, re.DOTALL):
        name = found[1]
        remark = next(group for group in found.groups()[1:] if group).strip()
    state = "deceased" if _PAST.match(remark) else "named"
    return Read(Named(write_name(name), state, remark), remark=remark)


def same_name(one: str, other: str) -> bool:
    return fold(one.strip()) == fold(other.strip())


# Language, ethnicity and the like -----------------------------------------------------------

LANGUAGES = {
    "eng": "English",
    "english": "English",
    "bsl": "British Sign Language",
    "pol": "Polish",
    "polski": "Polish",
    "rom": "Romanian",
    "urd": "Urdu",
    "som": "Somali",
}


def read_language(text: str) -> str:
    """A language by its name; one we do not know is as written."""
    text = clean(text)
    return LANGUAGES.get(
        plain(text).strip("."), text[:1].upper() + text[1:] if text.islower() else text
    )


_POSTCODE = re.compile(
    r"\b([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][ABD-HJLNP-UW-Z]{2})\b", re.IGNORECASE
)


def read_postcode(text: str) -> Read[str]:
    """ "po11ah" is "PO1 1AH"; what is none stays a remark."""
    text = clean(text)
    if is_unknown(text):
        return Read()
    if found := _POSTCODE.search(text):
        rest = (text[: found.start()] + text[found.end() :]).strip(" ,-()")
        return Read(f"{found[1]} {found[2]}".upper(), remark=rest)
    return Read(remark=text)
