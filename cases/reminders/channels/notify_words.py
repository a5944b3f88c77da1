"""What GOV.UK Notify says of messages. Apart from its client, which only who sends has to load."""

from collections.abc import Mapping

from cases.models import Reminder

Delivery = Reminder.Delivery
NAME = "notify"
# What Notify says of a message, in our words. What is not named here is on its way.
DELIVERIES: Mapping[str, str] = {
    "delivered": Delivery.DELIVERED,
    "received": Delivery.DELIVERED,
    "permanent-failure": Delivery.PERMANENT,
    "temporary-failure": Delivery.TEMPORARY,
    "technical-failure": Delivery.TECHNICAL,
    "virus-scan-failed": Delivery.TECHNICAL,
    "validation-failed": Delivery.TECHNICAL,
    "cancelled": Delivery.TECHNICAL,
}


def delivery_of(status: object) -> str:
    return DELIVERIES.get(status, Delivery.PENDING) if isinstance(status, str) else Delivery.PENDING
