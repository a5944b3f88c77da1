"""What a human does instead of a message: a task to ring, in time, with what to mind."""

from collections.abc import Sequence

from cases.models import Reminder


def ask_a_human(reminders: Sequence[Reminder]) -> None:
    """Make one task for each person who gets no message, for the coordinator of the case.

    Each reminder is held back or failed and says why. Called in the settling transaction.
    """
    raise NotImplementedError
