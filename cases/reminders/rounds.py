"""What goes round and round in the background, with Celery or without.

Each leaves a beat. Any of them may run twice at once, late, or be killed at any moment.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from cases.reminders import beating, receipts, recovering
from cases.reminders.dispatching import Dispatcher


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


def plan() -> None:
    """Let the ledger agree again with the cases that changed lately: a safety net."""
    _call("cases.reminders.planning", "plan_recent")
    beating.beat(beating.PLAN)


def plan_all() -> None:
    """The same for all live cases, a few times a day: what changed with the date alone."""
    _call("cases.reminders.planning", "plan_all")


def mail_digests() -> None:
    _call("cases.domain.reminding", "mail_digests")


def _call(module: str, name: str) -> None:
    """Call what another part of the product brings; do nothing until it is there."""
    try:
        found = getattr(import_module(module), name, None)
    except ModuleNotFoundError:
        return
    if found:
        found()


ALL = (
    Work("dispatch", 2, dispatch),
    Work("recover", 30, recover),
    Work("plan", 600, plan),
    Work("receipts", 900, ask_for_receipts),
    Work("plan all", 21600, plan_all),
    Work("digests", 3600, mail_digests),
)
