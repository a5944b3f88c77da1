"""What must hold before a meeting goes on, by the names under which formats ask for it.

A check is given the meeting and returns the sentences that still stand in the way: none
when it holds. Which stage asks for which is declared in the format; nothing here asks
which format it is. Guards live here and never in database constraints: history imported
from before the product breaks most of them (domain.md 2).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import User
from cases.models.compartment import Compartment
from conferences.formats import Stage, Wanted
from conferences.formats.records import NOWHERE, is_so
from conferences.models import Entry, Meeting, Participant

SOMEBODY = "somebody"
NOT_YET = "Not everything is there yet."
OVERVIEW = "conferences:meeting_detail"
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


class About(str):
    """A sentence about one participant, with their name in place of {}.

    `unnamed` says the same without it: for whoever may not know of them, and for an event,
    which is read for longer than that.
    """

    participant: int
    unnamed: str

    def __new__(cls, one: Participant, name: str, sentence: str) -> "About":
        said = super().__new__(cls, sentence.format(name))
        without = sentence.format(SOMEBODY)
        said.participant, said.unnamed = one.pk, without[:1].upper() + without[1:]
        return said


@dataclass(frozen=True)
class Open:
    """A sentence that stands in the way, and the name of the page where it is seen to.

    `records` is the key of the page on which it is written down, where it is one of those.
    """

    text: str
    page: str
    records: str = ""


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


def open_before(meeting: Meeting, *stages: Stage, reader: User | None) -> list[Open]:
    """What keeps a meeting from entering these stages, in the order of their guards.

    Nobody is named of whom the reader may not know, and nobody at all without one. Somebody
    who knows one side of it learns no more than that it cannot go on.
    """
    load()
    keys = dict.fromkeys(key for stage in stages for key in stage.guards)
    found = [Open(text, PAGES[key]) for key in keys for text in CHECKS[key](meeting)]
    found += _unwritten(meeting, stages)
    if found and meeting.declared.sides and not _knows_whole(meeting, reader):
        return [Open(NOT_YET, OVERVIEW)]
    about = {one.text.participant for one in found if isinstance(one.text, About)}
    if not about:
        return found
    known: set[int] = set()
    if reader is not None:
        people = Participant.objects.visible_to(reader).filter(pk__in=about)
        known = set(people.values_list("pk", flat=True))
    said = [
        Open(one.text.unnamed, one.page)
        if isinstance(one.text, About) and one.text.participant not in known
        else one
        for one in found
    ]
    return list(dict.fromkeys(said))


def _knows_whole(meeting: Meeting, reader: User | None) -> bool:
    """Without a reader the sentences are for an event that those alone read who do."""
    if reader is None:
        return True
    return Meeting.objects.known_whole_to(reader).filter(pk=meeting.pk).exists()


def _unwritten(meeting: Meeting, stages: Iterable[Stage]) -> list[Open]:
    """What these stages want written down and is not, not to its end, or says otherwise."""
    stages = list(stages)
    asked = dict.fromkeys(key for stage in stages for key in stage.needs_entries)
    to_settle = dict.fromkeys(key for stage in stages for key in stage.needs_settled)
    if_any = dict.fromkeys(key for stage in stages for key in stage.none_open)
    wanted = dict.fromkeys(one for stage in stages for one in stage.wants)
    if not (asked or to_settle or if_any or wanted):
        return []
    declared, kinds = meeting.declared, meeting.declared.kinds
    there: dict[str, list[dict[str, Any]]] = defaultdict(list)
    rows = Entry.objects.current().filter(meeting=meeting).order_by("added_at", "pk")
    for key, values in rows.values_list("kind", "values"):
        there[key].append(values)
    missing = [key for key in {**asked, **to_settle} if not there[key]]
    open_ones = [
        key
        for key in {**to_settle, **if_any}
        if there[key] and not all(kinds[key].is_settled(values) for values in there[key])
    ]
    found = [(key, f"{kinds[key].plural}: nothing is written down yet.") for key in missing]
    found += [
        (key, kinds[key].unsettled or f"{kinds[key].plural}: it does not say yet what came of it.")
        for key in open_ones
    ]
    found += [(one.kind, one.otherwise) for one in wanted if not _is_said(one, there[one.kind])]
    # Of what belongs to one side, no way leads there: not everybody may read it.
    open_to_all = {key for key, one in kinds.items() if one.compartment == Compartment.OPEN}
    return [
        Open(text, OVERVIEW, declared.page_of(kinds[key]).key if key in open_to_all else "")
        for key, text in found
    ]


def _is_said(wanted: Wanted, rows: Iterable[dict[str, Any]]) -> bool:
    picked = [values for values in rows if wanted.of == NOWHERE or is_so(wanted.of, values)]
    if not picked:
        return False
    return wanted.says == NOWHERE or is_so(wanted.says, picked[-1])


def what_stands_open(meeting: Meeting, *stages: Stage, reader: User | None) -> list[str]:
    """The sentences alone."""
    return [one.text for one in open_before(meeting, *stages, reader=reader)]


def load() -> None:
    """Import the modules in which checks are written."""
    for name in MODULES:
        import_module(name)
