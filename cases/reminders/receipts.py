"""Whether messages arrived: what the provider tells us, and what we ask when it does not.

Told twice or in the wrong order is usual: what is known of an arrival only moves forward.
"""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from cases.models import Event, Reminder
from cases.reminders import by_hand, ledger
from cases.reminders.alarming import raise_alarm
from cases.reminders.channels.base import Outcome, Result
from cases.reminders.recovering import look_up_all
from cases.reminders.settling import event_of

Delivery, State = Reminder.Delivery, Reminder.State
FAR = {
    Delivery.NONE: 0,
    Delivery.PENDING: 1,
    Delivery.TEMPORARY: 2,
    Delivery.PERMANENT: 2,
    Delivery.TECHNICAL: 2,
    Delivery.DELIVERED: 3,
}
# A provider tells within minutes; it keeps what it knows for a week.
FIRST_ASKED = timedelta(minutes=15)
ASKED_AGAIN = timedelta(hours=1)
ASKED_FOR = timedelta(days=6)
ASKED_AT_ONCE = 20


@transaction.atomic
def receive(key: UUID, delivery: str, *, provider: str, provider_id: str = "") -> bool:
    """Note what is heard of a message's arrival; False where it says nothing new.

    A message that did not arrive is given to a human at once. It may be told before the
    dispatcher has settled the row, whose state is then left to the dispatcher.
    """
    row = Reminder.objects.select_for_update(of=("self",)).filter(pk=key).first()
    if (
        row is None
        or row.provider != provider
        or FAR[Delivery(delivery)] <= FAR[Delivery(row.delivery)]
    ):
        return False
    row.delivery, row.delivery_at = delivery, ledger.now_there()
    row.provider_id = row.provider_id or provider_id[:100]
    row.save(update_fields=["delivery", "delivery_at", "provider_id"])
    if delivery in Reminder.UNDELIVERED:
        _tell(row)
    return True


def _tell(row: Reminder) -> None:
    if row.user_id is None:
        why = row.get_delivery_display()
        event_of(row, Event.Kind.MESSAGE_FAILED, why=why).save()
    by_hand.ask_a_human([row])


def ask_for_receipts(*, limit: int = 200) -> int:
    """Ask the provider about messages of which nothing was heard; return how many told."""
    now = ledger.now_there()
    waiting = Reminder.objects.filter(
        Q(delivery_at=None) | Q(delivery_at__lt=now - ASKED_AGAIN),
        state=State.SENT,
        delivery=Delivery.PENDING,
        sent_at__lt=now - FIRST_ASKED,
        sent_at__gt=now - ASKED_FOR,
    ).order_by(F("delivery_at").asc(nulls_first=True), "pk")[:limit]
    rows, told = list(waiting), 0
    for start in range(0, len(rows), ASKED_AT_ONCE):
        told += _ask(rows[start : start + ASKED_AT_ONCE])
    return told


def _receive(row: Reminder, result: Result) -> bool:
    return receive(row.pk, result.delivery, provider=row.provider, provider_id=result.provider_id)


def _ask(rows: Iterable[Reminder]) -> int:
    rows = list(rows)
    told = 0
    for row, (provider, result) in zip(rows, look_up_all(rows), strict=True):
        if provider:
            raise_alarm(row, result, provider.name)
        is_known = result.outcome == Outcome.ACCEPTED and result.delivery
        if is_known and _receive(row, result):
            told += 1
        else:
            Reminder.objects.filter(pk=row.pk, delivery=Delivery.PENDING).update(
                delivery_at=ledger.now_there()
            )
    return told
