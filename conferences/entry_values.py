"""What an entry holds, checked against the declaration of its kind, and said in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from types import MappingProxyType
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from conferences.formats import Answer, EntryField, EntryKind, Format
from conferences.formats.records import NOWHERE, is_so
from conferences.models import Entry, Meeting, Participant, StepWording

EVERYBODY_ELSE = "somebody else"
Words = Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class Line:
    """One field of an entry as a page prints it."""

    key: str
    label: str
    value: str
    is_text: bool = False


def kept(kind: EntryKind, cleaned: Mapping[str, Any]) -> dict[str, Any]:
    """Values as a form or a program has them, in the shape in which they are stored.

    What is empty is left out. Raises ValueError for a key that the kind does not have.
    """
    unknown = set(cleaned) - {one.key for one in kind.fields}
    if unknown:
        raise ValueError(f"{kind.key} does not say: {', '.join(sorted(unknown))}")
    values = {one.key: _kept(one, cleaned[one.key]) for one in kind.fields if one.key in cleaned}
    return {key: value for key, value in values.items() if value not in ("", None, [])}


def check(
    kind: EntryKind,
    values: Mapping[str, Any],
    meeting: Meeting,
    before: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """Refuse what is missing, too long, no choice, or somebody who is not in the meeting.

    Also what can only be said once another field says something, where it was not said `before`.
    """
    for one in kind.fields:
        value = values.get(one.key)
        if value is None:
            if (one.required and not one.later) or is_so(one.required_if, values):
                raise ValidationError(f"“{one.label}” has no answer.", code="missing")
            continue
        _check(one, value)
        is_new = value != before.get(one.key)
        if one.only_if != NOWHERE and is_new and not is_so(one.only_if, values):
            other = kind.field(one.only_if[0])
            said = " or ".join(f"“{dict(other.offered)[key]}”" for key in one.only_if[1]) or "given"
            raise ValidationError(
                f"“{one.label}” can be answered once “{other.label}” is {said}.", code="too_soon"
            )
    alike = [str(values[key]).casefold() for key in kind.different if values.get(key)]
    if len(set(alike)) < len(alike):
        labels = ", ".join(f"“{kind.field(key).label}”" for key in kind.different)
        raise ValidationError(f"{labels}: enter different people.", code="not_different")
    named = {str(values[one.key]) for one in _people_fields(kind) if values.get(one.key)}
    if named and Participant.objects.filter(meeting=meeting, public_id__in=named).count() != len(
        named
    ):
        raise ValidationError("Select somebody of this meeting.", code="not_in_the_meeting")


def day_of(values: Mapping[str, Any], key: str) -> date | None:
    """A date that an entry says."""
    said = values.get(key)
    return date.fromisoformat(said) if said else None


def due_of(kind: EntryKind, values: Mapping[str, Any]) -> date | None:
    """The day by which it is looked at again; None once that is settled, or without one."""
    if not kind.due or kind.is_settled(values):
        return None
    return day_of(values, kind.due)


def lines_of(entry: Entry, *, words: Words, people: Mapping[str, str]) -> list[Line]:
    """What an entry says, field by field; without those that have no answer."""
    return lines(entry.declared, entry.values, words=words, people=people)


def lines(
    kind: EntryKind, values: Mapping[str, Any], *, words: Words, people: Mapping[str, str]
) -> list[Line]:
    found = []
    for one in kind.fields:
        if values.get(one.key) not in ("", None, []):
            label = words.get((kind.key, one.key), one.label)
            said = in_words(one, values[one.key], people)
            found.append(Line(one.key, label, said, one.answer == Answer.LONG_TEXT))
    return found


def in_words(one: EntryField, value: Any, people: Mapping[str, str]) -> str:
    match one.answer:
        case Answer.DATE:
            return f"{date.fromisoformat(value):%-d %B %Y}"
        case Answer.CHOICE | Answer.YES_NO:
            return dict(one.offered).get(value, str(value))
        case Answer.SEVERAL:
            offered = dict(one.offered)
            return ", ".join(offered.get(key, key) for key in value)
        case Answer.PARTICIPANT:
            return people.get(value, EVERYBODY_ELSE)
    return str(value)


def people_named(meeting: Meeting, user: User) -> dict[str, str]:
    """The people of a meeting by public id, as far as this reader may know of them."""
    rows = Participant.objects.visible_to(user).filter(meeting=meeting).with_names()
    return {str(one.public_id): one.name for one in rows}


def words_of(declared: Format) -> dict[tuple[str, str], str]:
    """How this service puts the steps of a kind of meeting, by kind of entry and field."""
    rows = StepWording.objects.filter(format=declared.key)
    return {(row.kind, row.field): row.label for row in rows}


def in_order(kind: EntryKind, entries: Iterable[Entry]) -> list[Entry]:
    """The entries of a kind as they are read: as they were added, or by their day."""
    rows: Sequence[Entry] = [one for one in entries if one.kind == kind.key]
    if kind.due and kind.named_by.key == kind.due:
        return sorted(rows, key=lambda one: (str(one.values.get(kind.due, "")), one.pk))
    return list(rows)


def _kept(one: EntryField, value: Any) -> Any:
    if value is None:
        return None
    match one.answer:
        case Answer.DATE:
            return value.isoformat() if isinstance(value, date) else str(value)
        case Answer.TIME:
            return f"{value:%H:%M}" if isinstance(value, time) else str(value)
        case Answer.SEVERAL:
            return list(value)
        case Answer.NUMBER:
            return value
        case Answer.PARTICIPANT:
            return str(getattr(value, "public_id", value))
    return str(value).strip()


def _check(one: EntryField, value: Any) -> None:
    wrong = ValidationError(f"“{one.label}” has an answer that is not offered.", code="no_choice")
    match one.answer:
        case Answer.CHOICE | Answer.YES_NO:
            if value not in dict(one.offered):
                raise wrong
        case Answer.SEVERAL:
            if not set(value) <= set(dict(one.offered)):
                raise wrong
        case Answer.NUMBER:
            if not isinstance(value, int) or not 0 <= value <= one.most:
                raise ValidationError(
                    f"“{one.label}” is a number up to {one.most}.", code="no_number"
                )
        case Answer.DATE:
            try:
                day = date.fromisoformat(value)
            except ValueError:
                raise ValidationError(f"“{one.label}” is a date.", code="no_date") from None
            if one.has_been and day > timezone.localdate():
                raise ValidationError(f"“{one.label}” is a day still to come.", code="to_come")
        case Answer.TEXT | Answer.LONG_TEXT:
            if len(value) > one.most:
                raise ValidationError(
                    f"“{one.label}” can have {one.most} characters at most.", code="too_long"
                )


def _people_fields(kind: EntryKind) -> list[EntryField]:
    return [one for one in kind.fields if one.answer == Answer.PARTICIPANT]
