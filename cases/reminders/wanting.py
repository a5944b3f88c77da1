"""Every row that the rules ask for: what planning writes down, and sending asks for again."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from cases.from_sheets import untouched
from cases.models import ReminderSetting
from cases.reminders import occasions
from cases.reminders.occasions import Occasion, Recipient, Scope
from cases.reminders.rules import Rule, Step, formats_with
from cases.reminders.when import Due, due

Settings = dict[tuple[str, str], ReminderSetting]


@dataclass(frozen=True)
class Wanted:
    """A row as it should be: by which rule and step, about what, to whom, when.

    `again` counts the times of a step that repeats, from 0.
    """

    rule: Rule
    step: Step
    occasion: Occasion
    recipient: Recipient
    due: Due
    again: int = 0

    @property
    def key(self) -> str:
        about = self.occasion
        step = f"{self.step.key}.{self.again}" if self.again else self.step.key
        return (
            f"{self.rule.key}:{step}:{about.subject_type}{about.subject_id}"
            f":{self.recipient.key}:r{about.revision}"
        )


def wanted(cases: Collection[int], *, rules: Collection[Rule]) -> Iterator[Wanted]:
    """Every row the rules ask for in some cases, past ones included.

    Of a case that a spreadsheet brought in nobody is reminded before somebody works on it.
    """
    settings = settings_of(rules)
    scope = Scope(frozenset(cases))
    for rule in rules:
        steps = [(step, settings.get((rule.key, step.key))) for step in rule.steps]
        steps = [(step, setting) for step, setting in steps if setting is None or setting.is_on]
        if not steps:
            continue
        for about in occasions.find(rule, replace(scope, formats=formats_with(rule))):
            if about.case in scope.remember("untouched", untouched):
                continue
            for step, setting in steps:
                recipients = about.recipients.get(step.to, ())
                for again in range(step.repeats + 1) if recipients else ():
                    when = due_of(step, about, setting, again=again)
                    for recipient in recipients:
                        yield Wanted(rule, step, about, recipient, when, again)


def due_of(
    step: Step, about: Occasion, setting: ReminderSetting | None = None, *, again: int = 0
) -> Due:
    """When a step is due, by the service's own days and time where it has set some."""
    days = step.days if setting is None or setting.days is None else setting.days
    return due(
        step,
        about.since,
        ends_at=about.at,
        days=days + again,
        at=setting.at if setting else None,
    )


def settings_of(rules: Collection[Rule]) -> Settings:
    """What the service changed about these rules, by rule and step."""
    rows = ReminderSetting.objects.filter(rule__in=[rule.key for rule in rules])
    return {(row.rule, row.step): row for row in rows}
