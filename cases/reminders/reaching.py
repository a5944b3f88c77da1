"""By which way a reminder may go, for many at once: confirmed as safe, or by a human.

Asked when a row is planned, to say ahead how it will go, and again when it is sent.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import time
from uuid import UUID

from cases.models import Reminder


@dataclass(frozen=True)
class Reach:
    """The way for one reminder. `why_not` is a code of reasons.py: then somebody rings.

    `to` is the number or address in clear and leaves this process only as a message.
    `since` and `until` are the hours safe for that person. `name` is how they are greeted,
    where they may be.
    """

    channel: str
    to: str = ""
    contact_point: int | None = None
    name: str = ""
    since: time | None = None
    until: time | None = None
    why_not: str = ""


Others = Callable[[list[Reminder]], dict[UUID, Reach]]
_OTHERS: dict[str, Others] = {}


def reaches(other_type: str, way: Others) -> None:
    """Register how rows of a later app (an interpreter) are reached."""
    _OTHERS[other_type] = way


def reach(reminders: Iterable[Reminder]) -> dict[UUID, Reach]:
    """The way for each of these, by key, in the same few queries however many there are."""
    raise NotImplementedError
