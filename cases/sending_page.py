"""How sending goes, in figures that name nobody."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import User
from accounts.permissions import CASEWORK
from cases.models import Case, Reminder
from cases.reminders import health

State = Reminder.State
BEATS = {
    "dispatch": "Sending what is due",
    "recover": "Looking up what was interrupted",
    "receipts": "Asking what arrived",
    "plan": "Planning",
}


@dataclass(frozen=True)
class Figures:
    """Counts of what leaves the house; `beats` says when each part of the work last ran.

    `is_of_all` where they are those of the whole council, else of what their reader may see.
    """

    is_of_all: bool

    waiting: int
    due: int
    sent_today: int
    failed_today: int
    held_today: int
    oldest: str
    is_late: bool
    words: str
    beats: list[tuple[str, datetime | None]]


def figures(user: User) -> Figures:
    """In one query, besides what the health page asks.

    An administrator, who sees no case, counts the whole council. Whoever does casework counts
    the cases they may see: by a count of all they would notice what is planned on the other
    side of a harm, or on a case that is closed to them.
    """
    is_of_all = CASEWORK.isdisjoint(user.seats)
    now = timezone.now()
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Reminder.objects.filter(channel__in=Reminder.SENT_OUT)
    if not is_of_all:
        rows = rows.filter(case__in=Case.objects.keys_for(user, by_glass=False))
    is_waiting = Q(state=State.SCHEDULED)
    counts = rows.aggregate(
        waiting=Count("pk", filter=is_waiting),
        due=Count("pk", filter=is_waiting & Q(next_attempt_at__lte=now)),
        sent_today=Count("pk", filter=Q(state=State.SENT, sent_at__gte=midnight)),
        failed_today=Count("pk", filter=Q(state=State.FAILED, settled_at__gte=midnight)),
        held_today=Count("pk", filter=Q(state=State.HELD, settled_at__gte=midnight)),
    )
    state = health.state()
    return Figures(
        **counts,
        is_of_all=is_of_all,
        oldest=_duration(state.oldest_due_seconds),
        is_late=state.is_late,
        words=state.words,
        beats=[(BEATS.get(name, name.capitalize()), at) for name, at in state.beats.items()],
    )


def _duration(seconds: float | None) -> str:
    """How long the oldest due one has waited, as people say it; empty where none waits."""
    if not seconds or seconds < 60:
        return ""
    waited = timedelta(seconds=int(seconds))
    if waited.days:
        return f"{waited.days} day{'' if waited.days == 1 else 's'}"
    hours, minutes = divmod(waited.seconds // 60, 60)
    if hours:
        return f"{hours} hour{'' if hours == 1 else 's'}"
    return f"{minutes} minute{'' if minutes == 1 else 's'}"
