"""What every way out of the house can do: take one message, and say whether it knows one."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True)
class Outgoing:
    """One message for one address. What has no field here cannot leave the house."""

    reference: UUID
    channel: str
    to: str
    subject: str
    body: str
    attachment: tuple[str, str, str] | None = None  # file name, media type, text


class Outcome(StrEnum):
    """What became of an attempt.

    ACCEPTED is for good. REFUSED will never go: a human is told. LATER may be tried again.
    UNKNOWN may have gone: it is looked up before anything else. ABSENT answers a look-up:
    the provider has never seen it.
    """

    ACCEPTED = "accepted"
    REFUSED = "refused"
    LATER = "later"
    UNKNOWN = "unknown"
    ABSENT = "absent"


@dataclass(frozen=True)
class Result:
    """`code` is ours, never the provider's words, which may hold an address.

    `delivery` is what is known of its arrival, `again_in` the least to wait: then it says so
    to everybody, and it counts as no attempt. `is_alarming` where somebody who runs the
    service must act: a wrong key, a daily limit.
    """

    outcome: Outcome
    provider_id: str = ""
    code: str = ""
    delivery: str = ""
    again_in: timedelta | None = None
    is_alarming: bool = False


# A process that was stopped comes back when its messages are no longer its own.
PAUSED = Result(Outcome.LATER, code="paused")


class Provider(Protocol):
    """One way out. `send` never raises for what a network or a provider does.

    Where `is_remote`, it is called from several threads at once, with no database at hand;
    else from the main thread. One that cannot look up is never asked to send twice.
    `until`, by time.monotonic(), is how long the message is surely ours: after it nothing may
    leave any more, for by then somebody else may have looked it up and be sending it.
    """

    name: str
    can_look_up: bool
    is_remote: bool
    takes_attachments: bool

    def send(self, message: Outgoing, until: float) -> Result: ...

    def look_up(self, reference: UUID, to: str) -> Result:
        """Ask whether it knows a message, and of its arrival: ACCEPTED, ABSENT or UNKNOWN."""
        ...
