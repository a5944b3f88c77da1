"""All that a message to somebody may be made from, and its words for days and times."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from conferences.models import MeetingInvitation

Purpose = MeetingInvitation.Purpose


@dataclass(frozen=True)
class Place:
    """Where it is, for those who may be told."""

    name: str
    address: str = ""
    directions: str = ""

    @property
    def line(self) -> str:
        return ", ".join(part for part in (self.name, self.address) if part)


@dataclass(frozen=True)
class Said:
    """The fields that reach a message. What is not among them cannot be said (safety.md 4.6).

    There is no field for a child, a reason, anybody else who comes or when, or an address
    other than the place's. `starts_at` is when this person is to come. `reference` is for
    colleagues alone, `is_for_them_alone` says that the meeting goes on without them.
    """

    purpose: str
    name: str
    word: str
    starts_at: datetime
    ends_at: datetime
    coordinator: str
    phone: str
    way: str
    place: Place | None = None
    reference: str = ""
    has_rights: bool = True
    has_new_time: bool = False
    is_for_them_alone: bool = False


def how_long(length: timedelta) -> str:
    """ "3 hours", "2 and a half hours", "45 minutes": to the quarter of an hour."""
    quarters = max(round(length / timedelta(minutes=15)), 1)
    hours, rest = divmod(quarters, 4)
    if not hours:
        return f"{quarters * 15} minutes"
    part = {0: "", 1: " and a quarter", 2: " and a half", 3: " and three quarters"}[rest]
    return f"{hours}{part} hour{'' if quarters == 4 else 's'}"
