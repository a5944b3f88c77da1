"""Reads the cells of rows by what their columns hold, with the user's answers, and asks."""

from datetime import date
from typing import Any

from conferences.importing.contacts import read_home, read_phones
from conferences.importing.dates import DATE_ORDER, Birth, read_birth, read_date
from conferences.importing.fields import BY_KEY, Field, Holds
from conferences.importing.records import Answers, UnknownValue
from conferences.importing.values import (
    Coded,
    Read,
    clean,
    plain,
    read_coded,
    read_count,
    read_detail,
    read_language,
    read_person,
    read_postcode,
)

# Dates that may say in words why there is none.
MAY_NOT_BE = frozenset(["conference", "review"])
LOST_TICK = "lost_tick"
# Where a lost tick is likely: columns that are ticked.
TICKED = frozenset([Holds.YES_NO, Holds.DETAIL])
TICKED_LISTS = frozenset(["father_pr", "child_agrees", "child_attended"])
ROWS_KEPT = 20

AnyRead = Read[Any]


class Reader:
    """Reads each text of a column once; what it could not read is in `questions`."""

    def __init__(
        self, answers: Answers, *, today: date, orders: dict[str, str], is_lossy: bool
    ) -> None:
        self._answers = answers
        self._today = today
        self._orders = orders
        self._is_lossy = is_lossy
        self._known: dict[str, dict[str, AnyRead]] = {}
        self.questions: dict[tuple[str, str], UnknownValue] = {}

    def read(self, key: str, text: str, row: int) -> AnyRead:
        cache = self._known.setdefault(key, {})
        read = cache.get(text)
        if read is None:
            # Notes differ from row to row: what was read is not kept without end.
            if len(cache) > 20_000:
                cache.clear()
            read = cache[text] = self._answered(BY_KEY[key], text)
        if read.question:
            self._ask(key, text, read.question, row)
        return read

    def mark(self, key: str, text: str) -> str:
        """A date written one way, so that a row can be known again; anything else as it is."""
        if BY_KEY[key].holds not in (Holds.DATE, Holds.BIRTH):
            return text
        read = self._known.get(key, {}).get(text) or self._answered(BY_KEY[key], text)
        on = read.value.on if isinstance(read.value, Birth) else read.value
        return f"{on.isoformat()} {read.remark}" if isinstance(on, date) else text

    def _ask(self, key: str, text: str, kind: str, row: int) -> None:
        name = "" if kind == DATE_ORDER else plain(text)
        question = self.questions.get((key, name))
        if question is None:
            question = UnknownValue(key, clean(text), kind)
            self.questions[key, name] = question
        question.count += 1
        if len(question.rows) < ROWS_KEPT:
            question.rows.append(row)

    def _answered(self, field: Field, text: str) -> AnyRead:
        answer = self._answers.values.get(field.key, {}).get(plain(text))
        if answer is not None:
            return _as_answered(field, text, answer)
        if self._is_lossy and plain(text) == "?" and _is_ticked(field):
            return Read(question=LOST_TICK)
        return self._as_it_holds(field, text)

    def _as_it_holds(self, field: Field, text: str) -> AnyRead:
        order = self._orders.get(field.key, "day")
        match field.holds:
            case Holds.DATE:
                return self._date(field, text, order)
            case Holds.BIRTH:
                return read_birth(text, today=self._today, order=order)
            case Holds.YES_NO:
                return read_coded(text, "yes_no")
            case Holds.CODED:
                return read_coded(text, field.vocabulary)
            case Holds.DETAIL:
                if field.key == "closed":
                    read = read_date(text, today=self._today, order=order)
                    if read.value or read.problem or read.question == DATE_ORDER:
                        return read
                return read_detail(text)
            case Holds.COUNT:
                return read_count(text)
            case Holds.PHONES:
                return Read(read_phones(text))
            case Holds.ADDRESS:
                return Read(read_home(text))
            case Holds.POSTCODE:
                return read_postcode(text)
            case Holds.PERSON:
                return read_person(text)
            case _:
                return Read(read_language(text) if field.key == "language" else clean(text))

    def _date(self, field: Field, text: str, order: str) -> AnyRead:
        if field.key in MAY_NOT_BE:
            why = read_coded(text, "not_held")
            if why.value is not None and why.value.code:
                return why
        read = read_date(text, today=self._today, order=order)
        if field.key == "received" and read.question == "date":
            return Read(problem=f"“{clean(text)}” is not a date.")
        return read


def _is_ticked(field: Field) -> bool:
    return field.holds in TICKED or field.vocabulary in TICKED_LISTS


def _as_answered(field: Field, text: str, answer: str) -> AnyRead:
    """The user's answer in the place of what the cell says; "" is not known."""
    match field.holds:
        case Holds.DATE | Holds.BIRTH:
            try:
                on = date.fromisoformat(answer)
            except ValueError:
                return (
                    Read(Coded(answer, clean(text)))
                    if answer and field.key in MAY_NOT_BE
                    else Read()
                )
            return Read(Birth(on) if field.holds == Holds.BIRTH else on)
        case Holds.COUNT:
            return Read(int(answer)) if answer.isdigit() else Read()
        case _:
            return Read(Coded(answer, clean(text)))
