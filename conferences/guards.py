"""What must hold before a meeting goes on, by the names under which formats ask for it.

A check is given the meeting and returns the sentences that still stand in the way: none
when it holds. Which stage asks for which is declared in the format; nothing here asks
which format it is. Guards live here and never in database constraints: history imported
from before the product breaks most of them (domain.md 2).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module

from django.core.exceptions import ValidationError

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


PAGES: dict[str, str] = {}


class StandsOpen(ValidationError):
    """A meeting cannot go on yet: each sentence says what is missing."""

    def __init__(self, sentences: Iterable[str], *, code: str) -> None:
        super().__init__(list(sentences))
        self.code = code


@dataclass(frozen=True)
class Open:
    """A sentence that stands in the way, and the name of the page where it is seen to."""

    text: str
    page: str


def guards(key: str, *, page: str) -> Callable[[Check], Check]:
    """Register a check under the name that formats use, with the page where one sees to it.

    A name is given once.
    """

    def register(check: Check) -> Check:
        if key in CHECKS:
            raise ValueError(f"There are two checks named {key!r}.")
        CHECKS[key] = check
        PAGES[key] = f"conferences:{page}"
        return check

    return register


def open_before(meeting: Meeting, stage: Stage) -> list[Open]:
    """What keeps a meeting from entering a stage, in the order of its guards."""
    load()
    return [Open(text, PAGES[key]) for key in stage.guards for text in CHECKS[key](meeting)]


def what_stands_open(meeting: Meeting, stage: Stage) -> list[str]:
    """The sentences alone."""
    return [one.text for one in open_before(meeting, stage)]


def load() -> None:
    """Import the modules in which checks are written."""
    for name in MODULES:
        import_module(name)
