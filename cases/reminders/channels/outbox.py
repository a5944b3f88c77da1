"""A demo's way out: rows to read on a page. Nothing leaves the machine."""

from uuid import UUID

from accounts.models import OutboxMessage
from cases.models import Reminder
from cases.reminders.channels.base import Outcome, Outgoing, Result

ACCEPTED = Result(Outcome.ACCEPTED, delivery=Reminder.Delivery.DELIVERED)


class Outbox:
    name = "outbox"
    can_look_up = True
    is_remote = False
    takes_attachments = False

    def send(self, message: Outgoing, until: float) -> Result:
        # Unique by its reference: a second one with the same is the first.
        OutboxMessage.objects.bulk_create(
            [
                OutboxMessage(
                    reference=message.reference,
                    channel=message.channel,
                    to=message.to[:254],
                    subject=message.subject[:300],
                    body=message.body,
                )
            ],
            ignore_conflicts=True,
        )
        return ACCEPTED

    def look_up(self, reference: UUID, to: str) -> Result:
        known = OutboxMessage.objects.filter(reference=reference).exists()
        return ACCEPTED if known else Result(Outcome.ABSENT)
