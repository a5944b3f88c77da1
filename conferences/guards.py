"""What must hold before a meeting goes on, by the names under which formats ask for it.

A check is given the meeting and returns the sentences that still stand in the way: none
when it holds. Which stage asks for which is declared in the format; nothing here asks
which format it is. Guards live here and never in database constraints: history imported
from before the product breaks most of them (domain.md 2).
"""

from collections.abc import Callable, Iterable
from importlib import import_module

from conferences.formats import Stage
from conferences.models import Meeting

Check = Callable[[Meeting], Iterable[str]]
# Each of these modules registers its own when it is imported.
MODULES: tuple[str, ...] = (
    "conferences.rules_brief",
    "conferences.rules_people",
    "conferences.rules_plan",
    "conferences.rules_scheduling",
)
CHECKS: dict[str, Check] = {}


def guards(key: str) -> Callable[[Check], Check]:
    """Register a check under the name that formats use. A name is given once."""

    def register(check: Check) -> Check:
        if key in CHECKS:
            raise ValueError(f"There are two checks named {key!r}.")
        CHECKS[key] = check
        return check

    return register


def what_stands_open(meeting: Meeting, stage: Stage) -> list[str]:
    """The sentences that keep a meeting from entering a stage, in the order of its guards."""
    load()
    return [sentence for key in stage.guards for sentence in CHECKS[key](meeting)]


def load() -> None:
    """Import the modules in which checks are written."""
    for name in MODULES:
        import_module(name)
