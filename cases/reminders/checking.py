"""Asked at the moment of sending, for a batch at once: is it still right, and still safe?"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from cases.models import Reminder
from cases.reminders.verdicts import Verdict


def prepare(reminders: Sequence[Reminder], *, now: datetime) -> dict[UUID, Verdict]:
    """What is to happen to each, by key, in the same few queries however many there are."""
    raise NotImplementedError
