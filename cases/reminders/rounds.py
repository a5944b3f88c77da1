"""What goes round and round in the background, with Celery or without.

Each leaves a beat. Any of them may run twice at once, late, or be killed at any moment.
"""

from collections.abc import Callable
from dataclasses import dataclass

from cases.domain.digesting import mail_digests
from cases.reminders import beating, receipts, recovering
from cases.reminders.dispatching import Dispatcher
from cases.reminders.planning import plan_recent


@dataclass(frozen=True)
class Work:
    """A round, and after how many seconds it is due again where there is no Celery."""

    name: str
    every: float
    do: Callable[[], object]


def dispatch(*, seconds: float = 10) -> int:
    """Send what is due, until nothing is, or for so many seconds."""
    beating.beat(beating.DISPATCH)
    return Dispatcher().run(seconds=seconds)


def recover() -> int:
    beating.beat(beating.RECOVER)
    return recovering.recover()


def ask_for_receipts() -> int:
    beating.beat(beating.RECEIPTS)
    return receipts.ask_for_receipts()


def plan() -> int:
    """Let the ledger agree again with the cases that changed lately; at night with them all."""
    beating.beat(beating.PLAN)
    return plan_recent()


def tell_by_mail() -> int:
    """Tell colleagues by mail, once a day, that reminders wait for them."""
    return mail_digests()


ALL = (
    Work("dispatch", 2, dispatch),
    Work("recover", 30, recover),
    Work("plan", 600, plan),
    Work("receipts", 900, ask_for_receipts),
    Work("digests", 600, tell_by_mail),
)
