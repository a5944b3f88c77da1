"""What those who are to be there said they can do, in a line each."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone

from accounts.models import User
from conferences.diaries import short_name
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
    rows = Participant.objects.visible_to(user).current().filter(meeting=meeting).with_names()
    for participant in rows.prefetch_related("availability"):
        if participant.is_in_the_circle:
            words = said_words(participant.availability.all()) or "Not asked yet"
            row = Row(participant, short_name(participant), words)
            (people.required if participant.is_required else people.optional).append(row)
    return people


def said_words(said: Iterable[Availability]) -> str:
    """For example: "Can: Mon to Fri evening. Cannot: 3 Dec." Days past are left out."""
    today = timezone.localdate()
    rows = [row for row in said if row.day is None or row.day >= today]
    sentences = []
    for can in Can:
        parts = [*_weekly(rows, can), *_daily(rows, can)]
        if parts:
            sentences.append(f"{can.label}: {', '.join(parts)}.")
    return " ".join(sentences)


def _weekly(rows: list[Availability], can: Can) -> Iterable[str]:
    by_day = {
        number: tuple(
            part
            for part in Part
            if any(
                row.weekday == number and row.part_of_day == part and row.can == can for row in rows
            )
        )
        for number in range(7)
    }
    number = 0
    while number < len(SHORT):
        last = number
        while last + 1 < len(SHORT) and by_day[last + 1] == by_day[number]:
            last += 1
        if by_day[number]:
            days = SHORT[number] if last == number else f"{SHORT[number]} to {SHORT[last]}"
            yield f"{days}{_parts(by_day[number])}"
        number = last + 1


def _daily(rows: list[Availability], can: Can) -> Iterable[str]:
    by_day: dict[str, list[Part]] = {}
    for row in sorted((row for row in rows if row.day), key=lambda row: (row.day, row.pk)):
        if row.can == can:
            by_day.setdefault(f"{row.day:%-d %b}", []).append(Part(row.part_of_day))
    for day, parts in by_day.items():
        yield f"{day}{_parts(tuple(part for part in Part if part in parts))}"


def _parts(parts: tuple[Part, ...]) -> str:
    return "" if len(parts) == len(Part) else f" {' and '.join(parts)}"
