"""What is to happen to a claimed reminder, decided at the moment of sending."""

from dataclasses import dataclass
from datetime import datetime

from cases.reminders.channels.base import Outgoing


@dataclass(frozen=True)
class Send:
    """It may go, now, this way, in these words."""

    outgoing: Outgoing
    contact_point: int | None = None
    text_version: int = 0


@dataclass(frozen=True)
class Tell:
    """A colleague is told in the product."""

    text: str
    url: str = ""
    is_urgent: bool = False


@dataclass(frozen=True)
class Hold:
    """Nothing is sent, for a reason of reasons.py; a human does it where `needs_a_human`."""

    reason: str
    needs_a_human: bool = True


@dataclass(frozen=True)
class Cancel:
    """It no longer applies."""

    reason: str


@dataclass(frozen=True)
class Later:
    """It may go, but not before then."""

    at: datetime
    reason: str


Verdict = Send | Tell | Hold | Cancel | Later
