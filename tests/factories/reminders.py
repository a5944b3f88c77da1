"""Rows of the ledger, as planning and sending leave them, and a rule for them to come from."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count
from uuid import uuid4

from django.db import models
from django.utils import timezone

from accounts.models import User
from cases.models import Case, Notice, Person, Reminder
from cases.reminders import rules
from cases.reminders.occasions import occasion
from cases.reminders.rules import Rule, Step

State, Channel = Reminder.State, Reminder.Channel
numbers = count(1)

# Made up, so that tests of pages and of sending do not change with the rules we ship.
TWO_DAYS_BEFORE = Step("two_days", to="attendees", days=-2)
TELL_COORDINATOR = Step("coordinator", to="coordinator", days=5, working=True, how=Channel.NOTICE)
MADE_UP = Rule(
    key="made_up",
    name="A meeting is near",
    occasion="made_up",
    trigger="A meeting has a date.",
    stops="The meeting is moved or called off.",
    steps=(TWO_DAYS_BEFORE, TELL_COORDINATOR),
    text="You have a meeting on {day} at {time}. Questions? Ring {coordinator} on {phone}.",
    subject="Your meeting",
    body="Hello,\n\nyou have a meeting on {day} at {time}.\n\n{coordinator}, {phone}",
    notice="A meeting is near on {reference}.",
)


@occasion("made_up", listens=())
def never(scope):
    """A finder that finds nothing: rows of a made-up rule are made by hand."""
    return ()


@contextmanager
def known_rule(rule: Rule = MADE_UP, *, format: str = "") -> Iterator[Rule]:
    """Let the product know a rule for a while, beside those it ships."""
    before = rules._RULES.copy(), rules._FORMATS.copy()
    rules.register_rules((rule,), format=format)
    try:
        yield rule
    finally:
        for kept, was in zip((rules._RULES, rules._FORMATS), before, strict=True):
            kept.clear()
            kept.update(was)


def make_reminder(
    case: Case,
    to: Person | User | tuple[str, int],
    *,
    state: str = State.SCHEDULED,
    about: models.Model | None = None,
    rule: Rule = MADE_UP,
    step: Step | None = None,
    channel: str = "",
    due_at: datetime | None = None,
    **fields,
) -> Reminder:
    """One row, in any state, with whatever that state asks for.

    `about` is the record it is about (a meeting), the case itself where there is none. A
    row that waits is due in two days, any other was due an hour ago. Given for `_text` and
    `_to` too: what it said and where it went.
    """
    now = timezone.now()
    step = step or (TELL_COORDINATOR if isinstance(to, User) else TWO_DAYS_BEFORE)
    ahead = state == State.SCHEDULED
    due_at = due_at or now + (timedelta(days=2) if ahead else -timedelta(hours=1))
    about = about or case
    local = timezone.localtime(due_at)
    values = {
        "dedupe_key": f"test:{next(numbers)}",
        "rule": rule.key,
        "step": step.key,
        "role": step.to,
        "case": case,
        "subject_type": about._meta.model_name,
        "subject_id": about.pk,
        "channel": channel or step.how or Channel.TEXT,
        "local_due": f"{local:%Y-%m-%d %H:%M}",
        "zone": timezone.get_current_timezone_name(),
        "due_at": due_at,
        "next_attempt_at": due_at,
        "expires_at": due_at + timedelta(days=1),
        "state": state,
    }
    if isinstance(to, User):
        values["user"] = to
    elif isinstance(to, Person):
        values["person"] = to
    else:
        values["other_type"], values["other_id"] = to
    return Reminder.objects.create(**(values | _by_state(state, now) | fields))


def _by_state(state: str, now: datetime) -> dict[str, object]:
    if state == State.SENDING:
        return {"lease_token": uuid4(), "lease_until": now + timedelta(seconds=90), "attempts": 1}
    if state == State.SENT:
        return {
            "sent_at": now,
            "settled_at": now,
            "attempts": 1,
            "provider": "outbox",
            "provider_id": str(uuid4()),
            "_text": "You have a meeting on Tue 3 Mar at 4pm. Questions? Ring Cora.",
            "_to": "07700 900123",
        }
    reasons = {State.FAILED: "refused", State.HELD: "no_safe_way", State.CANCELLED: "stopped"}
    return {"settled_at": now, "reason": reasons[State(state)]} if state in reasons else {}


def make_notice(user: User, case: Case | None = None, **fields) -> Notice:
    """Something a colleague is reminded of in the product, unread unless said otherwise."""
    number = next(numbers)
    values = {"text": f"Look at this, number {number}.", "url": "", "about": f"made{number}"}
    return Notice.objects.create(user=user, case=case, **(values | fields))
