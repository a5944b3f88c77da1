"""The rules of reminders as people read them: pages for staff, and docs/reminders.md."""

from datetime import time

from cases.models import Reminder
from cases.reminders.rules import Rule, Step, all_rules
from cases.reminders.words import ROLES

CHANNELS = {
    Reminder.Channel.NOTICE.value: "in the product",
    Reminder.Channel.EMAIL.value: "email",
    Reminder.Channel.RING.value: "somebody rings",
    "": "the way that is safe for them",
}


def who_words(step: Step) -> str:
    """To whom a step goes: "managers of the service"."""
    return ROLES.get(step.to, step.to.replace("_", " "))


def channel_words(step: Step) -> str:
    return CHANNELS[step.how]


def when_words(step: Step, *, days: int | None = None, at: time | None = None) -> str:
    """When a step goes: "2 working days before, 09:00". `days` and `at` are a service's own."""
    if step.at_once:
        return "at once"
    days = step.days if days is None else days
    kind = "working day" if step.working else "day"
    number = f"{abs(days)} {kind}{'' if abs(days) == 1 else 's'}"
    said = f"{number} {'before' if days < 0 else 'after'}" if days else "on the day"
    words = f"{said}, {at or step.at:%H:%M}"
    if step.repeats:
        words += f", then on {step.repeats} more {kind}s"
    return words


def as_markdown() -> str:
    """The page in the docs. Written by `manage.py document_reminders`; a test compares."""
    return _HEAD + "\n".join(_part(rule) for rule in all_rules())


def _part(rule: Rule) -> str:
    rows = [
        f"| {who_words(step)} | {when_words(step)} | {channel_words(step)} |" for step in rule.steps
    ]
    texts = [
        ("Text message", rule.text),
        ("Subject", rule.subject),
        ("Email", " ".join(rule.body.split())),
        ("Notice", rule.notice),
    ]
    return "\n".join(
        [
            f"## {rule.name}",
            "",
            f"`{rule.key}`. {rule.trigger}",
            "",
            "| To | When | How |",
            "|---|---|---|",
            *rows,
            "",
            f"Stops when: {rule.stops}",
            *(["", "Goes on after the case was closed."] if rule.outlasts_case else []),
            "",
            *(f"- {kind}: “{words}”" for kind, words in texts if words),
            *([""] if any(words for _, words in texts) else []),
            f"Source: {rule.source}",
            "",
        ]
    )


_HEAD = """# Reminders

Made from the rules in `cases/reminders/case_rules.py` and `conferences/reminders/rules.py` by
`manage.py document_reminders`: change those, not this.

A service can switch each step off, give it other days and another time, and change the words.
Days before and after are counted on the calendar of the place: nine in the morning is nine on
the wall on both sides of a change of clocks, and working days leave out weekends and bank
holidays. A step that has gone by when a meeting is booked is left out. Nothing goes out between
20:00 and 08:00, or at an hour that is not safe for that person; at most three messages a day to
anybody. Whoever cannot be written to safely is rung by a person instead. Everything is asked
again at the moment of sending: a case that ended, somebody who takes no part, another date.

Circles and whatever else belongs to no case is not in this ledger. Something agreed there that is
to be looked at again, and a refresher that is due, is a notice in the product to whoever wrote it
down (or opened it, or else the managers of its team) or who took the course; it goes when it no
longer holds, and stands in the daily email by its number. `conferences/reminders/alone.py`

"""
