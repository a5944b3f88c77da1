"""What people do about reminders: stop one, change a rule, read what they are told."""

from datetime import time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from cases.domain.recording import record_event
from cases.models import Case, Event, Notice, Reminder, ReminderSetting
from cases.models.notice import NoticeQuerySet
from cases.reminders import by_hand, reasons
from cases.reminders.planning import plan_cases
from cases.reminders.rules import Rule, Step
from cases.reminders.when import SLEEPS, WAKES
from cases.reminders.words import step_words
from restorative.conflicts import StaleVersion, save_version

State = Reminder.State
STOPPABLE = (State.SCHEDULED, State.HELD)
FURTHEST = 365
# So many cases are planned anew at once; more than that the sweep does, which sees the change.
AT_ONCE = 200


@transaction.atomic
def stop_reminder(reminder: Reminder, *, by: User, why: str) -> Reminder:
    """Let a message that has not gone never go, and say why. It is not planned again.

    One that is being sent at this moment may be on its way already and cannot be stopped.
    """
    if not why.strip():
        raise ValidationError("Enter why it is not to go.", code="why_missing")
    row = Reminder.objects.select_for_update(of=("self",)).get(pk=reminder.pk)
    if row.state == State.SENDING:
        raise ValidationError(
            "This is being sent at this moment. It may already have gone.", code="being_sent"
        )
    if row.state not in STOPPABLE:
        raise ValidationError(
            f"This cannot be stopped any more: it says “{row.get_state_display()}”.",
            code="not_waiting",
        )
    before = row.get_state_display()
    row.state, row.reason, row.settled_at = State.CANCELLED, reasons.BY_HAND, timezone.now()
    row.save(update_fields=["state", "reason", "settled_at"])
    _drop_task(row)
    record_event(
        row.case,
        Event.Kind.MESSAGE_STOPPED,
        by=by,
        subject=row.person or row.user,
        from_value=before,
        why=why.strip(),
        audience=Event.Audience.SERVICE,
    )
    return row


def _drop_task(row: Reminder) -> None:
    """Nobody has to ring any more, unless another step is held back for the same."""
    others = Reminder.objects.filter(
        case=row.case_id,
        subject_type=row.subject_type,
        subject_id=row.subject_id,
        revision=row.revision,
        person=row.person_id,
        user=row.user_id,
        other_type=row.other_type,
        other_id=row.other_id,
        state__in=(State.HELD, State.FAILED),
    )
    if not others.exists():
        by_hand.let_go([row])


@transaction.atomic
def change_step(
    rule: Rule,
    step: Step,
    *,
    is_on: bool,
    days: int | None,
    at: time | None,
    by: User,
    version: int,
) -> ReminderSetting:
    """Set whether and when a step of a rule goes, and plan the cases under way anew.

    `days` counts as the step does, negative before; None for `days` or `at` is the default
    of the rule. `version` is 0 where nobody has changed the step yet. Raises StaleVersion.
    """
    check_step(step, days=days, at=at)
    changes: dict[str, Any] = {
        "is_on": is_on,
        "days": days if days != step.days else None,
        "at": at if at != step.at else None,
        "changed_by": by,
        "changed_at": timezone.now(),
    }
    setting = ReminderSetting.objects.filter(rule=rule.key, step=step.key).first()
    before = _in_words(step, setting)
    if setting is None:
        if version:
            raise ValidationError("This has changed. Look at it again.", code="changed")
        setting = _first(rule, step, changes)
    else:
        save_version(setting, version=version, changes=changes)
    record_event(
        None,
        Event.Kind.REMINDERS_CHANGED,
        by=by,
        subject=setting,
        from_value=f"{rule.name}: {before}",
        to_value=f"{rule.name}: {_in_words(step, setting)}",
    )
    _plan_anew(rule)
    return setting


def check_step(step: Step, *, days: int | None, at: time | None) -> None:
    """Refuse what would write to people at night, or on the wrong side of its occasion."""
    if days is not None:
        if abs(days) > FURTHEST:
            raise ValidationError(
                f"The number of days must be between 0 and {FURTHEST}.", code="too_far"
            )
        if days and step.days and (days < 0) != (step.days < 0):
            raise ValidationError("It stays on its side of the day it is about.", code="side")
    if at is not None and not WAKES <= at <= SLEEPS:
        raise ValidationError("The time must be between 8am and 8pm.", code="night")


def _first(rule: Rule, step: Step, changes: dict[str, Any]) -> ReminderSetting:
    try:
        with transaction.atomic():
            return ReminderSetting.objects.create(rule=rule.key, step=step.key, **changes)
    except IntegrityError:
        raise StaleVersion(ReminderSetting.objects.get(rule=rule.key, step=step.key)) from None


def _in_words(step: Step, setting: ReminderSetting | None) -> str:
    words = step_words(step, setting)
    return words if setting is None or setting.is_on else f"{words}, switched off"


def _plan_anew(rule: Rule) -> None:
    """Let the ledger follow: at once where there are few cases, by the next sweep otherwise."""
    live = list(Case.objects.working().order_by("pk").values_list("pk", flat=True)[: AT_ONCE + 1])
    if len(live) <= AT_ONCE:
        plan_cases(live, rules=[rule])


def read_notice(notice: Notice, *, by: User) -> None:
    """Say that one has read a notice. A second press changes nothing; nobody reads another's."""
    read_notices(Notice.objects.filter(pk=notice.pk), by=by)


def read_notices(notices: NoticeQuerySet, *, by: User) -> int:
    """Mark all of these of one colleague as read; returns how many were not.

    What only told them something, and reminds of nothing to be done, is gone with that.
    """
    unread = notices.filter(user=by, read_at=None)
    told = unread.filter(reminder=None, about=None)
    gone = told.update(read_at=timezone.now(), gone_at=timezone.now())
    return gone + unread.update(read_at=timezone.now())
