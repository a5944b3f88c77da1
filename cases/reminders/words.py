"""Reminders in words, as pages say them: by which way, to whom, when, and why."""

from collections.abc import Callable, Iterable
from datetime import datetime, time

from django.utils import timezone

from cases.contact_words import clock
from cases.models import Reminder, ReminderSetting
from cases.reminders.rules import Rule, Step, rule_of

Channel = Reminder.Channel
ROLES = {
    "attendees": "those who come",
    "attended": "those who came",
    "invited": "whoever is invited",
    "owner": "whoever said they would do it",
    "keeper": "whoever wrote it down",
    "checker": "whoever looks whether it was done",
    "coordinator": "the coordinator",
    "managers": "managers of the service",
    "referrer": "whoever referred",
    "referring_managers": "managers of the referring team",
    "follow_up_m3": "whoever knows what is missing",
    "follow_up_m6": "whoever knows what is missing",
    "follow_up_m12": "whoever knows what is missing",
    "caseworkers": "the coordinator and the referrer",
}
WAYS = {
    Channel.TEXT: "Text to {}",
    Channel.EMAIL: "Email to {}",
    Channel.LETTER: "Letter to {}",
    Channel.RING: "Somebody rings {}",
    Channel.NOTICE: "Notice to {}",
}
HOW = {
    "": "The way that is safe for them",
    Channel.NOTICE: "Notice in the product",
    Channel.EMAIL: "Email",
    Channel.TEXT: "Text message",
    Channel.LETTER: "Letter",
    Channel.RING: "Somebody rings them",
}

# How the records of a later app are called that messages go to: names by key.
Names = Callable[[set[int]], dict[int, str]]
_NAMES: dict[str, Names] = {}


def register_names(other_type: str, names: Names) -> None:
    """Say how those are called to whom rows of a later app go (an interpreter)."""
    _NAMES[other_type] = names


def names_of_others(rows: Iterable[Reminder]) -> dict[tuple[str, int], str]:
    """The names of all that are neither person nor colleague, a query for each kind."""
    keys: dict[str, set[int]] = {}
    for row in rows:
        if row.other_id is not None:
            keys.setdefault(row.other_type, set()).add(row.other_id)
    return {
        (kind, key): name
        for kind, wanted in keys.items()
        if kind in _NAMES
        for key, name in _NAMES[kind](wanted).items()
    }


def way_words(channel: str, name: str) -> str:
    """ "Text to Pat"."""
    return WAYS[Channel(channel)].format(name)


def role_words(role: str) -> str:
    """To whom a step goes, in the middle of a sentence."""
    return ROLES.get(role, role.replace("_", " "))


def how_words(step: Step) -> str:
    return HOW.get(step.how, step.how)


def days_words(step: Step, days: int | None = None) -> str:
    """ "2 working days before", "the same day", "at once"; `days` as the service set it."""
    count = step.days if days is None else days
    if step.at_once:
        return "at once"
    if count == 0:
        return "the same day"
    unit = "working day" if step.working else "day"
    plural = "" if abs(count) == 1 else "s"
    return f"{abs(count)} {unit}{plural} {'before' if count < 0 else 'after'}"


def step_words(step: Step, setting: ReminderSetting | None = None) -> str:
    """When a step is due, with the time of day: "2 days before, 9am"."""
    words = days_words(step, setting.days if setting else None)
    if step.at_once:
        return words
    words = f"{words}, {clock(time_of(step, setting))}"
    if step.repeats:
        unit = "working day" if step.working else "day"
        words = f"{words}, then each {unit}, at most {step.repeats} times more"
    return words


def time_of(step: Step, setting: ReminderSetting | None = None) -> time:
    return setting.at if setting and setting.at else step.at


def moment_words(at: datetime) -> str:
    """A wall-clock moment as people say it: "Tue 3 Mar, 9am"; the year where it is another."""
    year = "" if at.year == timezone.localdate().year else f" {at.year}"
    return f"{at:%a %-d %b}{year}, {clock(at.time().replace(second=0, microsecond=0))}"


def planned_words(row: Reminder) -> str:
    """When a row was meant to go, by the wall clock that was meant."""
    try:
        local = datetime.fromisoformat(row.local_due)
    except ValueError:
        local = timezone.localtime(row.due_at)
    return moment_words(local)


def rule_and_step(row: Reminder) -> tuple[Rule | None, Step | None]:
    """What asked for a row, where the version that runs still has it."""
    rule = rule_of(row.rule)
    if rule is None:
        return None, None
    return rule, next((step for step in rule.steps if step.key == row.step), None)


def why_words(row: Reminder) -> str:
    """Why it goes: the name of its rule, and counted from what."""
    rule, step = rule_and_step(row)
    if rule is None:
        return "A reminder that is not used any more"
    return f"{rule.name}: {days_words(step)}" if step else rule.name
