"""What those who are to be there said they can do, in a line each."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from accounts.models import User
from conferences.diaries import Said, circle_of, known_in_circle, said_in_circle, short_name
from conferences.models import Availability, Meeting, Participant

SHORT = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
Part = Availability.PartOfDay
Can = Availability.Can


@dataclass(frozen=True)
class Row:
    participant: Participant
    name: str
    words: str


@dataclass
class People:
    """Whose presence the date waits for, and whose it does not."""

    required: list[Row] = field(default_factory=list)
    optional: list[Row] = field(default_factory=list)


def people_of(meeting: Meeting, user: User) -> People:
    """Those who are to be there, as far as this person may know of them."""
    people = People()
    known, said = known_in_circle(meeting, user), said_in_circle(meeting)
    for participant in circle_of(meeting):
        if participant.pk in known:
            words = said_words(said.get(participant.pk, ())) or "Not asked yet"
            row = Row(participant, short_name(participant), words)
            (people.required if participant.is_required else people.optional).append(row)
    return people


def said_words(said: Iterable[Said | Availability]) -> str:
    """For example: "Can: Mon to Fri evening. Cannot: 3 Dec." Days past are left out."""
    today = timezone.localdate()
    rows = [row for row in said if row.day is None or row.day >= today]
    sentences = []
    for can in Can:
        alike = [row for row in rows if row.can == can]
        parts = [*_weekly(alike), *_daily(alike)]
        if parts:
            sentences.append(f"{can.label}: {', '.join(parts)}.")
    return " ".join(sentences)


def _weekly(rows: list[Said | Availability]) -> Iterable[str]:
    said = {(row.weekday, row.part_of_day) for row in rows}
    by_day = [tuple(part for part in Part if (number, part) in said) for number in range(7)]
    number = 0
    while number < len(SHORT):
        last = number
        while last + 1 < len(SHORT) and by_day[last + 1] == by_day[number]:
            last += 1
        if by_day[number]:
            days = SHORT[number] if last == number else f"{SHORT[number]} to {SHORT[last]}"
            yield f"{days}{_parts(by_day[number])}"
        number = last + 1


def _daily(rows: list[Said | Availability]) -> Iterable[str]:
    by_day: dict[date, list[str]] = {}
    for row in rows:
        if row.day:
            by_day.setdefault(row.day, []).append(row.part_of_day)
    for day, parts in sorted(by_day.items()):
        yield f"{day:%-d %b}{_parts(tuple(part for part in Part if part in parts))}"


def _parts(parts: tuple[Part, ...]) -> str:
    return "" if len(parts) == len(Part) else f" {' and '.join(parts)}"
