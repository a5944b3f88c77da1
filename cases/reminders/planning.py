"""From rules to rows: what should stand in the ledger for a case, and what no longer should.

Called in the transaction of the change (`after_event`), and by a sweep that finds nothing
to do when all is well. The ledger is made to agree with what the rules find now:
new rows are added, those still waiting follow a new time or way, the rest is cancelled.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cases.models import Case, Event, Heartbeat, Reminder, ReminderSetting
from cases.reminders import occasions, reasons
from cases.reminders.by_hand import let_go
from cases.reminders.noticing import let_notices_go
from cases.reminders.nudging import nudge
from cases.reminders.own_words import has_own_words
from cases.reminders.reaching import CHANGES_A_WAY, FORECAST, forecast, forecast_cases
from cases.reminders.rules import Rule, all_rules
from cases.reminders.wanting import Wanted, due_of, settings_of, wanted
from cases.reminders.when import moment

__all__ = [
    "Wanted",
    "after_event",
    "due_of",
    "plan_all",
    "plan_cases",
    "plan_recent",
    "planning_later",
    "settings_of",
    "wanted",
]

State = Reminder.State
# How many cases are planned at a time: the queries for them are the same few for any number.
BATCH = 200
# What may be changed in a row by planning: nobody else is at work on those.
MOVABLE = Q(state=State.SCHEDULED) | Q(state=State.CANCELLED, reason=reasons.STOPPED, attempts=0)
ASKED_A_HUMAN = (State.HELD, State.FAILED)
# When all cases are planned again, and the beat that says when they were.
NIGHT, NIGHTLY = time(2), "plan-all"
# By the key of each case the rules that heard of it.
_later: ContextVar[dict[int, set[str]] | None] = ContextVar("cases_to_plan", default=None)


def after_event(event: Event) -> None:
    """Plan what an event may have changed, in its transaction; called by record_event.

    Costs nothing where no rule listens to this kind of event.
    """
    if event.case_id is None:
        return
    if event.kind in CHANGES_A_WAY:
        forecast_cases({event.case_id})
    rules = [rule for rule in all_rules() if event.kind in occasions.listens(rule)]
    if not rules:
        return
    later = _later.get()
    if later is not None:
        later.setdefault(event.case_id, set()).update(rule.key for rule in rules)
        return
    plan_cases({event.case_id}, rules=rules)


@contextmanager
def planning_later() -> Iterator[None]:
    """Plan once, at the end of a stretch of work that writes several events. Nests.

    Where that work fails nothing is planned: what of it was kept, the sweep finds.
    """
    if _later.get() is not None:
        yield
        return
    touched: dict[int, set[str]] = {}
    token = _later.set(touched)
    try:
        yield
    finally:
        _later.reset(token)
    heard = {key for keys in touched.values() for key in keys}
    _plan_in_batches(touched, rules=[rule for rule in all_rules() if rule.key in heard])


def plan_recent(*, minutes: int = 60) -> int:
    """Plan again the cases in which something happened lately, and rules changed lately.

    The first one after two in the morning plans all cases. The safety net under
    `after_event`: returns how many rows it had to change, 0 when all is well.
    """
    now = timezone.now()
    if _is_time_for_all(now):
        done = plan_all()
        Heartbeat.objects.update_or_create(name=NIGHTLY, defaults={"at": now})
        return done
    since = now - timedelta(minutes=minutes)
    changed = set(ReminderSetting.objects.filter(changed_at__gte=since).values_list("rule"))
    rules = [rule for rule in all_rules() if (rule.key,) in changed]
    touched = Event.objects.filter(at__gte=since, case_id__isnull=False)
    keys = touched.order_by().values_list("case_id", flat=True).distinct()
    done = _plan_in_batches({key for key in keys if key})
    return done + (plan_all(rules=rules) if rules else 0)


def _is_time_for_all(now: datetime) -> bool:
    """Whether the night's planning has not been done since two o'clock on the wall."""
    local = timezone.localtime(now)
    day = local.date() if local.time() >= NIGHT else local.date() - timedelta(days=1)
    return not Heartbeat.objects.filter(name=NIGHTLY, at__gte=moment(day, NIGHT)).exists()


def plan_all(*, rules: Collection[Rule] | None = None) -> int:
    """Plan every case under way, and every one for which something still waits.

    Without `rules` all of them, and what no rule asks for any more is cancelled: nightly.
    """
    outlasting = any(rule.outlasts_case for rule in (all_rules() if rules is None else rules))
    stages = [*Case.LIVE_STAGES, *([Case.Stage.CLOSED] if outlasting else [])]
    live = Case.objects.filter(stage__in=stages)
    waiting = Reminder.objects.waiting().values("case")
    keys = Case.objects.filter(Q(pk__in=live) | Q(pk__in=waiting)).values_list("pk", flat=True)
    gone = _drop_those_of_no_rule() if rules is None else 0
    return gone + _plan_in_batches(set(keys), rules=rules)


def _plan_in_batches(cases: Collection[int], *, rules: Collection[Rule] | None = None) -> int:
    """Each batch in a transaction of its own, unless there is one around it."""
    keys = sorted(cases)
    return sum(
        plan_cases(keys[start : start + BATCH], rules=rules) for start in range(0, len(keys), BATCH)
    )


def _drop_those_of_no_rule() -> int:
    known = [rule.key for rule in all_rules()]
    return (
        Reminder.objects.waiting()
        .exclude(rule__in=known)
        .update(state=State.CANCELLED, reason=reasons.RULE_GONE, settled_at=timezone.now())
    )


def plan_cases(cases: Collection[int], *, rules: Collection[Rule] | None = None) -> int:
    """Make the ledger of some cases agree with the rules; returns how many rows changed.

    One that is being sent, or was, is left as it is. Nothing is locked where nothing is to
    be changed. The ledger is read before the occasions: whoever changes them at the same
    time commits their own rows with them, so that what is read here is never newer in the
    ledger than in the occasions, and nothing they cancelled comes back.
    """
    if not cases:
        return 0
    rules = all_rules() if rules is None else rules
    # Without a savepoint: it is the change itself that fails if this does.
    with transaction.atomic(savepoint=False):
        now = timezone.now()
        rows = Reminder.objects.filter(case__in=cases, rule__in=[rule.key for rule in rules])
        # In no order: for so many columns Django takes long to write one.
        known = {row.dedupe_key: row for row in rows.order_by()}
        found = {one.key: one for one in wanted(cases, rules=rules)}
        missing = sorted(set(found) - set(known))
        shared = [key for key in missing if found[key].occasion.subject_type != "case"]
        if shared:
            # Those of a meeting that another family's case answered for before.
            others = Reminder.objects.filter(dedupe_key__in=shared)
            known |= {row.dedupe_key: row for row in others.order_by()}
            missing = [key for key in missing if key not in known]
        moving = [
            row.pk
            for key, row in known.items()
            if _is_movable(row) and _follow(row, found.get(key), now)
        ]
        _let_go(known, found)
        new = [_row(found[key], now) for key in missing if _is_ahead(found[key], now)]
        if not moving and not new:
            return 0
        forecast(new)
        # In the order of their keys, so that two who plan one case wait and never deadlock.
        Reminder.objects.bulk_create(new, ignore_conflicts=True)
        if any(row.next_attempt_at <= now for row in new):
            nudge()
        return len(new) + (_move(moving, found, now) if moving else 0)


def _move(keys: list[UUID], found: dict[str, Wanted], now: datetime) -> int:
    """Lock the rows that are to change, look again, and change them."""
    rows = Reminder.objects.filter(MOVABLE, pk__in=keys).order_by("pk")
    locked = list(rows.select_for_update(of=("self",)))
    changed = [row for row in locked if _follow(row, found.get(row.dedupe_key), now)]
    forecast(changed)
    Reminder.objects.bulk_update(changed, (*FOLLOWING, *FORECAST))
    return len(changed)


def _let_go(known: dict[str, Reminder], found: dict[str, Wanted]) -> None:
    """Nobody need ring any more about what no rule finds, nor be reminded of it."""
    let_notices_go(row for key, row in known.items() if key not in found)
    let_go(
        row
        for key, row in known.items()
        if key not in found and row.state in ASKED_A_HUMAN and not has_own_words(row)
    )


FOLLOWING = (
    "case",
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


def _is_movable(row: Reminder) -> bool:
    """The same as MOVABLE, of a row in hand."""
    was_stopped = row.state == State.CANCELLED and row.reason == reasons.STOPPED
    return row.state == State.SCHEDULED or (was_stopped and row.attempts == 0)


def _follow(row: Reminder, one: Wanted | None, now: datetime) -> bool:
    """Let a movable row follow what is wanted; say whether anything changed.

    One that gets another time which has passed is cancelled: it would not be planned either.
    """
    if one is None:
        return _stop(row, now)
    keeps = row.state == State.SCHEDULED and _keeps_its_time(row, one, now)
    if not keeps and not _is_ahead(one, now):
        return _stop(row, now)
    at = row.due_at if keeps else _start(one, now)
    expires, through = one.due.expires_at, _through(one)
    if at >= expires:
        return _stop(row, now)
    is_as_wanted = (
        (row.state, row.due_at, row.expires_at) == (State.SCHEDULED, at, expires)
        and row.through_id == through
        and row.case_id == one.occasion.case
    )
    if is_as_wanted:
        return False
    if not keeps:
        row.local_due, row.zone = _words(one, at), timezone.get_current_timezone_name()
        row.due_at = row.next_attempt_at = at
    row.state, row.reason, row.settled_at = State.SCHEDULED, "", None
    row.expires_at, row.through_id = expires, through
    row.case_id = one.occasion.case
    return True


def _stop(row: Reminder, now: datetime) -> bool:
    if row.state != State.SCHEDULED:
        return False
    row.state, row.reason, row.settled_at = State.CANCELLED, reasons.STOPPED, now
    return True


def _keeps_its_time(row: Reminder, one: Wanted, now: datetime) -> bool:
    """Whether a waiting row is due as it should be; what went at once stays as it was."""
    if one.step.at_once or row.due_at == one.due.at:
        return True
    return one.step.catches_up and max(row.due_at, one.due.at) <= now


def _start(one: Wanted, now: datetime) -> datetime:
    """The moment at which one that is planned now is due."""
    if one.step.at_once:
        return now
    return max(now, one.due.at) if one.step.catches_up else one.due.at


def _is_ahead(one: Wanted, now: datetime) -> bool:
    """Whether it can still be sent in time: a step already past at planning is skipped."""
    at = _start(one, now)
    is_to_come = at > now or one.step.at_once or one.step.catches_up
    return is_to_come and at < one.due.expires_at


def _words(one: Wanted, at: datetime) -> str:
    """The time on the wall that was meant."""
    return one.due.words if at == one.due.at else f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


def _through(one: Wanted) -> int | None:
    return one.occasion.through.get(one.recipient.person) if one.recipient.person else None


def _row(one: Wanted, now: datetime) -> Reminder:
    about, to, at = one.occasion, one.recipient, _start(one, now)
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
        local_due=_words(one, at),
        zone=timezone.get_current_timezone_name(),
        due_at=at,
        next_attempt_at=at,
        expires_at=one.due.expires_at,
    )
