"""The rules of the product with what a service changed about them, for the page of all."""

from dataclasses import dataclass

from cases.models import ReminderSetting, ReminderText
from cases.reminders.planning import settings_of
from cases.reminders.rules import (
    AFTERWARDS,
    BEGINNING,
    GETTING_READY,
    INVITED,
    SAFETY,
    Rule,
    Step,
    all_rules,
    formats_with,
)
from cases.reminders.words import how_words, role_words, step_words

Kind = ReminderText.Kind
# Rules of another format that name a heading of their own follow these.
ORDER = (BEGINNING, GETTING_READY, INVITED, AFTERWARDS, SAFETY)


@dataclass(frozen=True)
class StepRow:
    step: Step
    setting: ReminderSetting | None
    when: str
    to: str
    how: str

    @property
    def is_on(self) -> bool:
        return self.setting is None or self.setting.is_on

    @property
    def is_changed(self) -> bool:
        return self.setting is not None


@dataclass(frozen=True)
class TextRow:
    kind: str
    label: str
    is_own: bool


@dataclass(frozen=True)
class RuleRow:
    rule: Rule
    steps: list[StepRow]
    texts: list[TextRow]


@dataclass(frozen=True)
class Text:
    subject: str
    body: str


def rules_page() -> list[tuple[str, list[RuleRow]]]:
    """All rules under what they are about, in the order of a case, in two queries."""
    rules = all_rules()
    settings = settings_of(rules)
    own = set(ReminderText.objects.values_list("rule", "kind"))
    sections: dict[str, list[RuleRow]] = {title: [] for title in ORDER}
    for rule in rules:
        title = rule.about or ("About its meetings" if formats_with(rule) else "About a case")
        sections.setdefault(title, []).append(_row(rule, settings, own))
    return [(title, found) for title, found in sections.items() if found]


def shipped_text(rule: Rule, kind: str) -> Text:
    """What the product came with; an empty body where a rule does not speak that way."""
    if kind == Kind.EMAIL:
        return Text(rule.subject, rule.body)
    return Text("", rule.text if kind == Kind.TEXT else rule.notice)


def versions_of(rule: Rule, kind: str) -> list[ReminderText]:
    """What the service wrote, the newest first."""
    rows = ReminderText.objects.filter(rule=rule.key, kind=kind).select_related("made_by")
    return list(rows.order_by("-number")[:20])


def _row(
    rule: Rule,
    settings: dict[tuple[str, str], ReminderSetting],
    own: set[tuple[str, str]],
) -> RuleRow:
    steps = []
    for step in rule.steps:
        setting = settings.get((rule.key, step.key))
        steps.append(
            StepRow(step, setting, step_words(step, setting), role_words(step.to), how_words(step))
        )
    texts = [
        TextRow(kind.value, kind.label, (rule.key, kind.value) in own)
        for kind in Kind
        if rule.is_editable and shipped_text(rule, kind).body
    ]
    return RuleRow(rule, steps, texts)
