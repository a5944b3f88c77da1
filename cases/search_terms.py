"""Reading what somebody typed into the search box: names, dates, numbers, in any order."""

import re
from dataclasses import dataclass, field
from datetime import date
from unicodedata import category

from django.utils import timezone

from cases.names import plain_words
from restorative.fields import keyed_hash

LONGEST = 200
MOST_WORDS = 6
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_IN_FIGURES = re.compile(r"(?<![\w/.-])(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})(?![\w/.-])")
_YEAR_FIRST = re.compile(r"(?<![\w/.-])(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?![\w/.-])")
_EIGHT_FIGURES = re.compile(r"(?<!\w)(\d{2})(\d{2})((?:19|20)\d{2})(?!\w)")
_IN_WORDS = re.compile(
    r"(?<!\w)(\d{1,2})(?:st|nd|rd|th)?[ -](?:of )?([a-z]{3,9})\.?,?[ -](\d{4}|\d{2})(?!\w)", re.I
)
_MONTH_FIRST = re.compile(r"(?<!\w)([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\w)", re.I)
_REFERENCE = re.compile(r"(?<!\w)([a-z]{2,6})[-/ ]?(\d{4})[-/ ](\d{1,7})(?!\w)", re.I)
_POSTCODE = re.compile(r"(?<!\w)([a-z]{1,2}\d[a-z\d]?) ?(\d[a-z]{2})(?!\w)", re.I)
_PHONE = re.compile(r"(?<![\w+])(?:\+44|0044|0)[\d ()-]{8,16}\d(?!\w)")
_EMAIL = re.compile(r"\S+@\S+\.\S+")
_NUMBER = re.compile(r"(?<!\S)[a-z]{0,4}[-/]?\d[\w/-]{2,38}(?!\S)", re.I)


@dataclass
class Terms:
    """What was typed, sorted by what it can be compared with."""

    words: list[str] = field(default_factory=list)
    dates: list[date] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    postcode_hashes: list[str] = field(default_factory=list)
    contact_hashes: list[str] = field(default_factory=list)
    impossible_dates: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(
            self.words
            or self.dates
            or self.references
            or self.numbers
            or self.postcode_hashes
            or self.contact_hashes
        )


def clean(text: str) -> str:
    """Without control characters, runs of spaces and what is too long to be a question."""
    plain = "".join(" " if category(letter)[0] == "C" else letter for letter in text[:1000])
    return " ".join(plain.split())[:LONGEST]


def read_terms(text: str) -> Terms:
    """Sort the typed text. What is recognised is taken out, the rest are words of names."""
    terms = Terms()
    rest = clean(text)
    rest = _take_dates(rest, terms)
    rest = _EMAIL.sub(lambda found: _keep_contact(terms, found.group()), rest)
    rest = _REFERENCE.sub(lambda found: _keep_reference(terms, found), rest)
    rest = _PHONE.sub(lambda found: _keep_phone(terms, found.group()), rest)
    rest = _POSTCODE.sub(lambda found: _keep_postcode(terms, found), rest)
    rest = _NUMBER.sub(lambda found: _keep_number(terms, found.group()), rest)
    words = list(dict.fromkeys(word for word in plain_words(rest) if not word.isdigit()))
    # An initial, or the O of O Brien, says too little to insist on beside a word.
    terms.words = ([word for word in words if len(word) > 1] or words)[:MOST_WORDS]
    return terms


def _take_dates(text: str, terms: Terms) -> str:
    def keep(found: re.Match[str], year: str, month: str, day: str) -> str:
        number = _month(month)
        if number is None:
            return found.group()
        when = _date(_year(year), number, int(day)) or (
            # Month first, as on an American form, where it can mean nothing else.
            _date(_year(year), int(day), number) if month.isdigit() and number > 12 else None
        )
        if when:
            terms.dates.append(when)
        else:
            terms.impossible_dates.append(found.group())
        return " "

    text = _YEAR_FIRST.sub(lambda m: keep(m, m[1], m[2], m[3]), text)
    text = _IN_FIGURES.sub(lambda m: keep(m, m[3], m[2], m[1]), text)
    text = _IN_WORDS.sub(lambda m: keep(m, m[3], m[2], m[1]), text)
    text = _MONTH_FIRST.sub(lambda m: keep(m, m[3], m[1], m[2]), text)
    return _EIGHT_FIGURES.sub(lambda m: keep(m, m[3], m[2], m[1]), text)


def _month(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    start = text[:3].lower()
    return MONTHS.index(start) + 1 if start in MONTHS else None


def _year(text: str) -> int:
    """Two figures mean the last hundred years: in 2026, 17 is 2017 and 58 is 1958."""
    year = int(text)
    if len(text) > 2:
        return year
    this_year = timezone.localdate().year
    century = this_year - this_year % 100
    return century + year if century + year <= this_year else century - 100 + year


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _keep_reference(terms: Terms, found: re.Match[str]) -> str:
    """Take "fgc 2026 12" for FGC-2026-0012, however many noughts the service writes."""
    prefix, year, number = found[1].upper(), found[2], int(found[3])
    forms = [found[3], *(f"{number:0{length}d}" for length in range(1, 7))]
    terms.references += [f"{prefix}-{year}-{form}" for form in dict.fromkeys(forms)]
    terms.numbers.append(found.group())
    return " "


def _keep_phone(terms: Terms, text: str) -> str:
    """Look for a number as it may have been kept: as the country writes it, or the world."""
    figures = "".join(filter(str.isdigit, text))
    national = "0" + figures.removeprefix("0044").removeprefix("44").lstrip("0")
    if figures.startswith("0") and not figures.startswith("0044"):
        national = figures
    forms = (national, f"+44{national[1:]}", f"44{national[1:]}")
    terms.contact_hashes += [keyed_hash(form) for form in forms]
    terms.numbers.append(text)
    return " "


def _keep_contact(terms: Terms, text: str) -> str:
    terms.contact_hashes.append(keyed_hash(text))
    return " "


def _keep_postcode(terms: Terms, found: re.Match[str]) -> str:
    terms.postcode_hashes.append(keyed_hash(found[1] + found[2]))
    return " "


def _keep_number(terms: Terms, text: str) -> str:
    terms.numbers.append(text)
    return " "
