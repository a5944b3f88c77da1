"""Where a demo's mail goes: rows to read on a page, so that nothing leaves the machine."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from accounts.models import OutboxMessage


class OutboxEmailBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        rows = [
            OutboxMessage(
                channel=OutboxMessage.Channel.EMAIL,
                to=recipient[:254],
                subject=message.subject[:300],
                body=str(message.body),
            )
            for message in email_messages
            for recipient in message.recipients()
        ]
        return len(OutboxMessage.objects.bulk_create(rows))
