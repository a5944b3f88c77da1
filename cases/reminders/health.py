"""Whether reminders go out in time: for the page, and for whoever watches from outside."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from cases.models import Heartbeat, Reminder
from cases.reminders import ledger, sending
from cases.reminders.alarming import ALARM
from cases.reminders.beating import DISPATCH

LATE = timedelta(minutes=5)
SILENT = timedelta(minutes=3)
ALARM_LASTS = timedelta(minutes=30)


@dataclass(frozen=True)
class HealthState:
    """`oldest_due_seconds` is how long the oldest one due has waited, 0 where none waits.

    `beats` is when each background worker last did its round; `words` are sentences about
    what is wrong, or that all is well. No personal data.
    """

    oldest_due_seconds: int
    beats: Mapping[str, datetime]
    is_late: bool
    words: str
    is_on: bool


def state() -> HealthState:
    now = ledger.now_there()
    is_on = sending.is_on()
    beats = {beat.name: beat for beat in Heartbeat.objects.all()}
    waited = now - (_oldest(now, is_on) or now)
    wrong = []
    if waited > LATE:
        wrong.append(f"The oldest reminder that is due has waited {_minutes(waited)}.")
    last = beats.get(DISPATCH)
    if last is None:
        wrong.append("No dispatcher of reminders has ever run.")
    elif now - last.at > SILENT:
        wrong.append(f"No dispatcher of reminders has run for {_minutes(now - last.at)}.")
    alarm = beats.pop(ALARM, None)
    if alarm and now - alarm.at < ALARM_LASTS:
        wrong.append(alarm.words)
    well = "Reminders go out in time." if is_on else "Sending is off. Reminders wait."
    return HealthState(
        oldest_due_seconds=int(waited.total_seconds()),
        beats={name: beat.at for name, beat in beats.items()},
        is_late=bool(wrong),
        words=" ".join(wrong) or well,
        is_on=is_on,
    )


def probe() -> tuple[bool, str]:
    """For /healthz/reminders: whether all is well, in words without personal data."""
    found = state()
    return not found.is_late, found.words


def _oldest(now: datetime, is_on: bool) -> datetime | None:
    """Since when the oldest has waited: one that is due, or one that a worker left behind."""
    due = Reminder.objects.filter(
        state=Reminder.State.SCHEDULED, next_attempt_at__lte=now, expires_at__gt=now
    )
    if not is_on:
        due = due.filter(channel__in=ledger.INSIDE)
    left = Reminder.objects.filter(Q(state=Reminder.State.SENDING), lease_until__lt=now)
    since = [
        due.order_by("next_attempt_at").values_list("next_attempt_at", flat=True).first(),
        left.order_by("lease_until").values_list("lease_until", flat=True).first(),
    ]
    return min(filter(None, since), default=None)


def _minutes(time: timedelta) -> str:
    return f"{int(time.total_seconds() // 60)} minutes"
