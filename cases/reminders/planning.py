"""From rules to rows: what should stand in the ledger for a case, and what no longer should.

Called in the transaction of the change (`after_event`), and by a sweep that finds nothing
to do when all is well. The ledger is made to agree with what the rules find now:
new rows are added, those still waiting follow a new time or way, the rest is cancelled.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from cases.models import Event, Reminder, ReminderSetting
from cases.reminders import occasions, reasons
from cases.reminders.by_hand import let_go
from cases.reminders.occasions import Occasion, Recipient, Scope
from cases.reminders.own_words import has_own_words
from cases.reminders.reaching import CHANGES_A_WAY, forecast, forecast_cases
from cases.reminders.rules import Rule, Step, all_rules, formats_with
from cases.reminders.when import Due, due

ZONE_LENGTH = 40
ASKED_A_HUMAN = (Reminder.State.HELD, Reminder.State.FAILED)
_later: ContextVar[set[int] | None] = ContextVar("cases_to_plan", default=None)
Settings = dict[tuple[str, str], ReminderSetting]


@dataclass(frozen=True)
class Wanted:
    """A row as it should be: by which rule and step, about what, to whom, when."""

    rule: Rule
    step: Step
    occasion: Occasion
    recipient: Recipient
    due: Due

    @property
    def key(self) -> str:
        about = self.occasion
        return (
            f"{self.rule.key}:{self.step.key}:{about.subject_type}{about.subject_id}"
            f":{self.recipient.key}:r{about.revision}"
        )


def after_event(event: Event) -> None:
    """Plan what an event may have changed, in its transaction; called by record_event."""
    if event.case_id is None:
        return
    if event.kind in CHANGES_A_WAY:
        forecast_cases({event.case_id})
    later = _later.get()
    if later is not None:
        later.add(event.case_id)
        return
    rules = [rule for rule in all_rules() if event.kind in occasions.listens(rule)]
    if rules:
        plan_cases({event.case_id}, rules=rules)


@contextmanager
def planning_later() -> Iterator[None]:
    """Plan once, at the end of a stretch of work that writes many events. Nests."""
    if _later.get() is not None:
        yield
        return
    token = _later.set(set())
    try:
        yield
        touched = _later.get() or set()
    finally:
        _later.reset(token)
    if touched:
        plan_cases(touched)


@transaction.atomic
def plan_cases(cases: Collection[int], *, rules: Collection[Rule] | None = None) -> int:
    """Make the ledger of some cases agree with the rules; returns how many rows changed.

    Rows are locked by key. One that is being sent, or was, is left as it is.
    """
    rules = all_rules() if rules is None else rules
    now = timezone.now()
    found = {one.key: one for one in wanted(cases, rules=rules)}
    rows = Reminder.objects.filter(case__in=cases, rule__in=[rule.key for rule in rules])
    known = {row.dedupe_key: row for row in rows.order_by("pk").select_for_update(of=("self",))}
    changed = [row for row in known.values() if _follow(row, found.get(row.dedupe_key), now)]
    forecast(changed)
    Reminder.objects.bulk_update(changed, (*FOLLOWING, "channel", "contact_point"))
    let_go(
        row
        for key, row in known.items()
        if key not in found and row.state in ASKED_A_HUMAN and not has_own_words(row)
    )
    new = [_row(one, now) for key, one in found.items() if key not in known and _is_ahead(one, now)]
    forecast(new)
    Reminder.objects.bulk_create(new, ignore_conflicts=True)
    return len(changed) + len(new)


def wanted(cases: Collection[int], *, rules: Collection[Rule]) -> Iterator[Wanted]:
    """Every row the rules ask for in some cases, past ones included."""
    settings = settings_of(rules)
    for rule in rules:
        for about in occasions.find(rule, Scope(frozenset(cases), formats_with(rule))):
            for step in rule.steps:
                setting = settings.get((rule.key, step.key))
                if setting and not setting.is_on:
                    continue
                when = due_of(step, about, setting)
                for recipient in about.recipients.get(step.to, ()):
                    yield Wanted(rule, step, about, recipient, when)


def due_of(step: Step, about: Occasion, setting: ReminderSetting | None) -> Due:
    return due(
        step,
        about.since,
        ends_at=about.at,
        days=setting.days if setting else None,
        at=setting.at if setting else None,
    )


def settings_of(rules: Collection[Rule]) -> Settings:
    """What the service changed about these rules, by rule and step."""
    rows = ReminderSetting.objects.filter(rule__in=[rule.key for rule in rules])
    return {(row.rule, row.step): row for row in rows}


FOLLOWING = (
    "local_due",
    "zone",
    "due_at",
    "next_attempt_at",
    "expires_at",
    "through",
    "state",
    "reason",
    "settled_at",
)


def _follow(row: Reminder, one: Wanted | None, now: datetime) -> bool:
    """Let a row that waits follow what is wanted; say whether anything changed."""
    if one is None or one.due.at >= one.due.expires_at:
        if row.state != Reminder.State.SCHEDULED:
            return False
        row.state, row.reason, row.settled_at = Reminder.State.CANCELLED, reasons.STOPPED, now
        return True
    was_cancelled = row.state == Reminder.State.CANCELLED and row.attempts == 0
    through = _through(one)
    if was_cancelled and row.reason == reasons.STOPPED and _is_ahead(one, now):
        row.state, row.reason, row.settled_at = Reminder.State.SCHEDULED, "", None
    elif row.state != Reminder.State.SCHEDULED or (row.due_at, row.expires_at, row.through_id) == (
        one.due.at,
        one.due.expires_at,
        through,
    ):
        return False
    if not (one.step.at_once and row.due_at):
        row.local_due, row.due_at = one.due.words, one.due.at
        row.next_attempt_at = one.due.at
    row.expires_at, row.through_id = one.due.expires_at, through
    return True


def _is_ahead(one: Wanted, now: datetime) -> bool:
    """Whether it can still be sent in time: a step already past at planning is skipped."""
    if one.due.at >= one.due.expires_at:
        return False
    return one.due.expires_at > now if one.step.at_once else one.due.at > now


def _through(one: Wanted) -> int | None:
    return one.occasion.through.get(one.recipient.person) if one.recipient.person else None


def _row(one: Wanted, now: datetime) -> Reminder:
    about, to = one.occasion, one.recipient
    at = now if one.step.at_once else one.due.at
    return Reminder(
        dedupe_key=one.key,
        rule=one.rule.key,
        step=one.step.key,
        case_id=about.case,
        subject_type=about.subject_type,
        subject_id=about.subject_id,
        revision=about.revision,
        person_id=to.person,
        user_id=to.user,
        other_type=to.other[0] if to.other else "",
        other_id=to.other[1] if to.other else None,
        role=one.step.to,
        through_id=_through(one),
        channel=one.step.how or Reminder.Channel.RING,
        local_due=one.due.words,
        zone=timezone.get_current_timezone_name(),
        due_at=at,
        next_attempt_at=at,
        expires_at=one.due.expires_at,
    )
