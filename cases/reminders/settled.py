"""Who wants to know when a message was settled: by the kind of record it is about.

An invitation keeps its own state; the ledger tells it, in the transaction that settles.
"""

from collections.abc import Callable, Iterable

from cases.models import Reminder

Listener = Callable[[list[Reminder]], None]
_LISTENERS: dict[str, Listener] = {}


def on_settled(subject_type: str, listener: Listener) -> None:
    """Register who is told of settled messages about this kind of record, many at once."""
    _LISTENERS[subject_type] = listener


def tell_settled(reminders: Iterable[Reminder]) -> None:
    """Tell whoever asked. Called by the dispatcher within its settling transaction."""
    by_type: dict[str, list[Reminder]] = {}
    for one in reminders:
        by_type.setdefault(one.subject_type, []).append(one)
    for subject_type, those in by_type.items():
        if subject_type in _LISTENERS:
            _LISTENERS[subject_type](those)


def says_so_itself(reminder: Reminder) -> bool:
    """Whether the record it is about says on the timeline that it went: once is enough."""
    return reminder.state == Reminder.State.SENT and reminder.subject_type in _LISTENERS
