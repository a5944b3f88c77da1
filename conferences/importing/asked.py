"""What is asked about the values of a sheet, what may be answered, and what has been."""

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from conferences.importing.dates import DATE_ORDER, read_birth, read_date
from conferences.importing.fields import Field, Holds
from conferences.importing.reading import LOST_TICK, MAY_NOT_BE
from conferences.importing.records import Answers
from conferences.importing.values import clean, plain
from conferences.importing.words import CHOICES

DATE, COUNT = "date", "count"
TYPED = (DATE, COUNT)
# As forms send it: the answer itself is "", which a form sends of what nobody has answered.
LEAVE = "-"
LEFT = "Not known: leave it in the old sheet"
Choices = list[tuple[str, str]]


@dataclass
class Asked:
    """One question about a column: what a text means, or whether the day comes first.

    `answer` is a code, a date as 2025-04-10, a number, or "" for not known; None while nobody
    has said.
    """

    field: Field
    text: str
    kind: str
    rows: list[int] = dataclasses.field(default_factory=list)
    count: int = 0
    answer: str | None = None

    @property
    def key(self) -> str:
        """Of letters and digits: the name of its box, whatever the text holds."""
        text = "" if self.kind == DATE_ORDER else plain(self.text)
        return sha256(f"{self.field.key}|{self.kind}|{text}".encode()).hexdigest()[:16]

    @property
    def choices(self) -> Choices:
        """What may be said, without "not said yet"."""
        if self.kind == DATE_ORDER:
            return [("day", "The day comes first"), ("month", "The month comes first")]
        if self.kind == LOST_TICK:
            return [("yes", "It was a tick: yes"), ("no", "It was a cross: no"), (LEAVE, LEFT)]
        codes = [(code, words) for code, words in CHOICES.get(self.list_key, ()) if code]
        if self.kind in TYPED:
            words = "A date:" if self.kind == DATE else "A number:"
            return [("typed", words), *codes, (LEAVE, LEFT)]
        return [*codes, (LEAVE, LEFT)]

    @property
    def list_key(self) -> str:
        """Which of our lists holds the answers, as words.CHOICES names it."""
        if self.kind == DATE:
            return "not_held" if self.field.key in MAY_NOT_BE else ""
        return self.kind

    def readings(self, today: date) -> tuple[str, str]:
        """How a date reads with the day first and with the month first."""
        read = read_birth if self.field.holds == Holds.BIRTH else read_date
        return tuple(  # type: ignore[return-value]
            _written(read(self.text, today=today, order=order).value) for order in ("day", "month")
        )


def _written(value: Any) -> str:
    on = getattr(value, "on", value)
    return f"{on:%-d %B %Y}" if isinstance(on, date) else "no date"


def questions_of(found: Iterable[dict[str, Any]], fields: Iterable[Field]) -> list[Asked]:
    """The questions of `SheetImport.found`, the order of dates and lost ticks first."""
    known = {field.key: field for field in fields}
    asked = [
        Asked(known[one["field"]], one["text"], one["kind"], one["rows"], one["count"])
        for one in found
        if one["field"] in known
    ]
    places = {key: place for place, key in enumerate(known)}
    first = {DATE_ORDER: 0, LOST_TICK: 1}
    return sorted(
        asked, key=lambda one: (first.get(one.kind, 2), places[one.field.key], -one.count)
    )


def answered(answers: dict[str, Any], fields: Iterable[Field]) -> list[Asked]:
    """What has been answered, as questions again: an answer can be changed."""
    known = {field.key: field for field in fields}
    done = [
        Asked(known[key], "", DATE_ORDER, answer=order)
        for key, order in answers.get("orders", {}).items()
        if key in known
    ]
    for key, texts in answers.get("values", {}).items():
        if key in known:
            done += [
                Asked(known[key], text, kind_of(known[key], text), answer=answer)
                for text, answer in texts.items()
            ]
    return done


def kind_of(of: Field, text: str) -> str:
    """What was asked about a text of a field, from the field alone."""
    if text == "?":
        return LOST_TICK
    match of.holds:
        case Holds.DATE | Holds.BIRTH:
            return DATE
        case Holds.COUNT:
            return COUNT
        case Holds.CODED:
            return of.vocabulary
        case _:
            return "yes_no"


def answers_from(data: dict[str, Any]) -> Answers:
    """Of a SheetImport's `answers`."""
    return Answers(values=dict(data.get("values", {})), orders=dict(data.get("orders", {})))


def with_answer(data: dict[str, Any], asked: Asked, answer: str | None) -> dict[str, Any]:
    """The answers with one more, or without it where `answer` is None."""
    values = {key: dict(texts) for key, texts in data.get("values", {}).items()}
    orders = dict(data.get("orders", {}))
    if asked.kind == DATE_ORDER:
        orders.pop(asked.field.key, None)
        if answer is not None:
            orders[asked.field.key] = answer
    else:
        texts = values.setdefault(asked.field.key, {})
        texts.pop(plain(asked.text), None)
        if answer is not None:
            texts[plain(asked.text)] = answer
    return {"values": {key: texts for key, texts in values.items() if texts}, "orders": orders}


def typed_answer(asked: Asked, text: str, *, today: date) -> str | None:
    """A date or a number as somebody types it in the place of a text; None for neither."""
    if asked.kind == COUNT:
        digits = clean(text)
        return (
            str(int(digits)) if digits.isascii() and digits.isdigit() and len(digits) < 5 else None
        )
    read = read_date(clean(text), today=today)
    return read.value.isoformat() if read.value is not None else None
