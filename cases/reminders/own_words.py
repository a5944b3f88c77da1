"""Messages whose words and way were looked at by a human beforehand: invitations.

The ledger sends them as they stand and asks again, at the moment of sending, whether they
are still right. Whoever keeps such messages registers here by the kind of record.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import time
from uuid import UUID

from cases.models import Reminder


@dataclass(frozen=True)
class Own:
    """One message word for word, and where it goes. `why_not` is a code of reasons.py."""

    channel: str
    contact_point: int | None = None
    to: str = ""
    subject: str = ""
    body: str = ""
    attachment: tuple[str, str, str] | None = None
    since: time | None = None
    until: time | None = None
    why_not: str = ""


Words = Callable[[Sequence[Reminder]], dict[UUID, Own]]


@dataclass(frozen=True)
class _Keeper:
    """`planned` says ahead by which way it goes, `checked` looks at everything again."""

    planned: Words
    checked: Words


_KEEPERS: dict[str, _Keeper] = {}


def keeps_words(subject_type: str, *, planned: Words, checked: Words) -> None:
    _KEEPERS[subject_type] = _Keeper(planned, checked)


def has_own_words(reminder: Reminder) -> bool:
    return reminder.subject_type in _KEEPERS


def planned(reminders: Sequence[Reminder]) -> dict[UUID, Own]:
    """By which way each goes, for a page; nothing that is not there any more."""
    return _ask(reminders, "planned")


def checked(reminders: Sequence[Reminder]) -> dict[UUID, Own]:
    """What goes now, or why not. One that is not among them no longer applies."""
    return _ask(reminders, "checked")


def _ask(reminders: Sequence[Reminder], what: str) -> dict[UUID, Own]:
    by_type: dict[str, list[Reminder]] = {}
    for one in reminders:
        if one.subject_type in _KEEPERS:
            by_type.setdefault(one.subject_type, []).append(one)
    found: dict[UUID, Own] = {}
    for subject_type, those in by_type.items():
        ask: Words = getattr(_KEEPERS[subject_type], what)
        found |= ask(those)
    return found
