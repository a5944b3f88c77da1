"""Dates as people write them in a sheet: day first, in words, in ISO, and as Excel counts them."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from conferences.importing.values import Read, clean, is_unknown

EXCEL_BEGINS = date(1899, 12, 30)
# 1 January 1950 to 31 December 2064 in Excel's count.
SERIALS = range(18264, 60264)
EARLIEST = 1900
# How far ahead a date of a sheet may lie, in years.
AHEAD = 5
DATE_ORDER = "date_order"
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january,feb february,mar march,apr april,may,jun june,jul july,aug august,"
            "sep sept september,oct october,nov november,dec december"
        ).split(","),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_ISO = re.compile(
    r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?(?!\d)"
)
_NUMBERS = re.compile(
    r"(?<![\d/.])(\d{1,2})\s?([/.\-\\ ])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?!\d)(?:\s\d{1,2}:\d{2}(?::\d{2})?)?"
)
_WORDS = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s\-/.,]*({_MONTH})\b\.?[\s\-/.,']*(\d{{4}}|\d{{2}})(?!\d)",
    re.IGNORECASE,
)
_MONTH_WORD_FIRST = re.compile(
    rf"\b({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})(?!\d)", re.IGNORECASE
)
_SERIAL = re.compile(r"^(\d{5})(?:[.,]\d+)?$")
_PACKED = re.compile(r"^((?:19|20)\d{2})(\d{2})(\d{2})$")
_WEEKDAY = re.compile(
    r"\b(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]?", re.IGNORECASE
)
_EXPECTED = re.compile(r"\b(edd|due|expected|unborn|exp)\b[.:]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Birth:
    """A date of birth, or the day on which a child is expected."""

    on: date
    is_expected: bool = False


def order_shown(text: str) -> str:
    """ "day" or "month": what a cell proves to come first; "" where it proves nothing."""
    if not (found := _NUMBERS.search(text)) or _ISO.search(text):
        return ""
    first, second = int(found[1]), int(found[3])
    if 12 < first <= 31 and second <= 12:
        return "day"
    if 12 < second <= 31 and first <= 12:
        return "month"
    return ""


@lru_cache(maxsize=50_000)
def read_date(text: str, *, today: date, order: str = "day", is_birth: bool = False) -> Read[date]:
    """`order` is "day", "month", or "" where it is not known yet: then 3/4/2025 is asked about."""
    text = clean(text)
    if is_unknown(text):
        return Read()
    if found := _SERIAL.match(text):
        count = int(found[1])
        if count not in SERIALS:
            return Read(problem=f"“{text}” is a number, and not one by which Excel counts a day.")
        return _checked(EXCEL_BEGINS + timedelta(days=count), text, "", today)
    candidates = _candidates(text)
    if not candidates:
        return Read(question="date")
    if len(candidates) > 1:
        return Read(question="date")
    start, end, parts = candidates[0]
    year, month, day, is_ordered = parts
    if not is_ordered:
        if order == "" and day <= 12 and month <= 12 and day != month:
            return Read(question=DATE_ORDER)
        if order == "month" or (order == "" and month > 12):
            day, month = month, day
    year = _full_year(year, today, is_birth=is_birth)
    if not 1 <= month <= 12:
        return Read(problem=f"“{text}” is not a date: there is no month {month}.")
    try:
        on = date(year, month, day)
    except ValueError:
        return Read(problem=f"“{text}” is not a date: that month has no day {day}.")
    rest = f"{text[:start]} {text[end:]}"
    beside = _WEEKDAY.sub("", rest, count=1).strip(" ,.-–()")
    if (named := _WEEKDAY.search(rest)) and not WEEKDAYS[on.weekday()].startswith(
        named[1].lower()[:3]
    ):
        beside = text
    return _checked(on, text, beside, today)


def _candidates(text: str) -> list[tuple[int, int, tuple[int, int, int, bool]]]:
    """Where dates stand in a text: (year, month, day) and whether their order is certain."""
    found = []
    if packed := _PACKED.match(text):
        return [(0, len(text), (int(packed[1]), int(packed[2]), int(packed[3]), True))]
    rest = text
    for pattern in (_ISO, _WORDS, _MONTH_WORD_FIRST, _NUMBERS):
        for match in pattern.finditer(rest):
            if pattern is _ISO:
                parts = (int(match[1]), int(match[2]), int(match[3]), True)
            elif pattern is _WORDS:
                parts = (int(match[3]), MONTHS[match[2].lower()], int(match[1]), True)
            elif pattern is _MONTH_WORD_FIRST:
                parts = (int(match[3]), MONTHS[match[1].lower()], int(match[2]), True)
            else:
                parts = (int(match[4]), int(match[3]), int(match[1]), False)
            found.append((match.start(), match.end(), parts))
        # What was read once is not read again in another way.
        rest = pattern.sub(lambda match: "_" * len(match[0]), rest)
    return found


def _full_year(year: int, today: date, *, is_birth: bool) -> int:
    if year >= 100:
        return year
    ahead = 1 if is_birth else AHEAD
    return 2000 + year if 2000 + year <= today.year + ahead else 1900 + year


def _checked(on: date, text: str, beside: str, today: date) -> Read[date]:
    if on.year < EARLIEST or on.year > today.year + AHEAD:
        return Read(problem=f"“{text}” is in the year {on.year}, which cannot be right.")
    return Read(on, remark=beside)


def read_birth(text: str, *, today: date, order: str = "day") -> Read[Birth]:
    """A date of birth, or with "EDD" or "due" before it the day a child is expected."""
    text = clean(text)
    expected = bool(_EXPECTED.search(text))
    bare = _EXPECTED.sub("", text).strip(" -:()") if expected else text
    if expected and not bare:
        return Read(remark=text)
    read = read_date(bare, today=today, order=order, is_birth=not expected)
    if read.value is None:
        # The age of a child, or a year alone, is no date; it stays with the child as written.
        return (
            Read(remark=text)
            if read.question == "date"
            else Read(remark=read.remark, question=read.question, problem=read.problem)
        )
    on = read.value
    if not expected and on > today + timedelta(days=300):
        return Read(problem=f"“{text}” is a date of birth in the future.")
    return Read(Birth(on, expected or on > today), remark=read.remark)
