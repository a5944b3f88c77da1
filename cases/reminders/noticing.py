"""Notices that no longer hold: taken away when the rules find nothing to remind of."""

from collections.abc import Iterable

from django.utils import timezone

from cases.models import Notice, Reminder


def let_notices_go(reminders: Iterable[Reminder]) -> int:
    """Take away what colleagues were told of by these and no longer holds, read or not."""
    told = [row.pk for row in reminders if _was_told(row)]
    if not told:
        return 0
    notices = Notice.objects.filter(reminder__in=told, gone_at=None)
    return notices.update(gone_at=timezone.now())


def _was_told(row: Reminder) -> bool:
    return row.state == Reminder.State.SENT and row.channel == Reminder.Channel.NOTICE
