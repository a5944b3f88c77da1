"""What somebody who runs the service must know at once: in the log and on the health page."""

import logging

from cases.models import Reminder
from cases.reminders.beating import beat
from cases.reminders.channels.base import Result

logger = logging.getLogger(__name__)
ALARM = "alarm"
WORDS = {
    "key_refused": "The provider refuses our key, or this machine's clock is wrong.",
    "daily_limit": "The provider's limit for today is reached.",
    "twice": "The provider has a message twice.",
}


def raise_alarm(row: Reminder, result: Result, provider: str) -> None:
    """Tell of what will not mend itself; of a refused key when it is refused again."""
    if not result.is_alarming:
        return
    if result.code == "key_refused" and row.last_error != result.code:
        return
    words = WORDS.get(result.code, "The provider's address may be wrong.")
    logger.error("a provider needs attention", extra={"reminder": row.pk})
    beat(ALARM, words=f"{words} ({provider})")
