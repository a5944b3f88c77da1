"""What a rule for reminders is: data that a service can read, change and switch off.

Rules of a case stand in cases/reminders/case_rules.py; those of a meeting beside its
format (conferences/formats). Both name an *occasion*: the code that finds what they are
about (cases/reminders/occasions.py). A rule that no longer finds its occasion has stopped.
"""

from dataclasses import dataclass
from datetime import time

from cases.models import Reminder

MORNING = time(9)
# What a rule rests on where nobody has published how long to wait.
OUR_OWN = "No council publishes one: the days are our own."
# What rules are about, in the order of a case: headings of the page where they are changed.
BEGINNING = "From the referral to the first contact"
GETTING_READY = "Getting a meeting ready"
INVITED = "To those who are invited"
AFTERWARDS = "After a meeting"
SAFETY = "Restricted cases and cases on hold"
Channel = Reminder.Channel


@dataclass(frozen=True)
class Step:
    """One reminder of a rule: so many days before (negative) or after its occasion, to whom.

    `key` is kept in the ledger and never changes. `to` names a role the occasion knows
    ("attendees", "coordinator", "managers"). `how` is NOTICE for colleagues in the product,
    EMAIL for colleagues by mail, and empty for "the way that is safe for that person".
    With `at_once` it is due as soon as it is planned. One that `catches_up` has its time,
    and goes at once where it is planned after that; others are skipped. It comes again on
    each of so many days after it that it `repeats`. `lasts` is within how many days it
    still makes sense; one that waits longer is told to a human instead.
    """

    key: str
    to: str
    days: int = 0
    working: bool = False
    at: time = MORNING
    how: str = ""
    at_once: bool = False
    catches_up: bool = False
    repeats: int = 0
    lasts: int = 1


@dataclass(frozen=True)
class Rule:
    """Why something is sent, when, to whom, in which words, and what stops it.

    `trigger` and `stops` say it in plain words, for the page where a service changes it.
    `text` goes to a phone, `body` under `subject` by mail, `notice` on a page. Only the
    placeholders of cases/reminders/texts.py are known there: what has none cannot be said.
    `about` is the heading it stands under. One that `outlasts_case` goes on for a case that was closed: it asks what came of it.
    """

    key: str
    name: str
    occasion: str
    trigger: str
    stops: str
    steps: tuple[Step, ...]
    text: str = ""
    subject: str = ""
    body: str = ""
    notice: str = ""
    source: str = ""
    about: str = ""
    is_editable: bool = True
    outlasts_case: bool = False

    def step(self, key: str) -> Step:
        """Return a step by key; raises KeyError for one the rule does not have."""
        return {step.key: step for step in self.steps}[key]


# By key. A rule that several formats declare is one rule: the same object.
_RULES: dict[str, Rule] = {}
_FORMATS: dict[str, frozenset[str]] = {}


def register_rules(rules: tuple[Rule, ...], *, format: str = "") -> None:
    """Make rules known when the product starts; `format` is the kind of meeting they are for."""
    for rule in rules:
        if _RULES.setdefault(rule.key, rule) is not rule:
            raise ValueError(f"There are two rules named {rule.key!r}.")
        _FORMATS[rule.key] = _FORMATS.get(rule.key, frozenset()) | ({format} if format else set())


def all_rules() -> tuple[Rule, ...]:
    return tuple(_RULES.values())


def rule_of(key: str) -> Rule | None:
    """The rule of a row; None when the version that runs no longer has it."""
    return _RULES.get(key)


def formats_with(rule: Rule) -> frozenset[str]:
    """The kinds of meeting that declare a rule; empty for one about cases."""
    return _FORMATS[rule.key]
