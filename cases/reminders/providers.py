"""Which way out takes which channel, by the settings (MESSAGES_VIA)."""

from collections.abc import Callable, Mapping
from functools import cache

from django.conf import settings

from cases.models import Reminder
from cases.reminders.channels.base import Provider
from cases.reminders.channels.mail import Mail
from cases.reminders.channels.notify_words import NAME as NOTIFY
from cases.reminders.channels.outbox import Outbox

Channel = Reminder.Channel


def _notify() -> Provider:
    """Its client is large: loaded by who sends, not by every page."""
    from cases.reminders.channels.notify import Notify

    return Notify()


MAKERS: Mapping[str, Callable[[], Provider]] = {
    Outbox.name: Outbox,
    Mail.name: Mail,
    NOTIFY: _notify,
}


def channels() -> frozenset[str]:
    """The ways out that this service has: what is not among them goes by hand."""
    if settings.MESSAGES_VIA == "smtp":
        return frozenset({Channel.EMAIL})
    if settings.MESSAGES_VIA == "notify" and not settings.NOTIFY_LETTER_TEMPLATE:
        return frozenset({Channel.TEXT, Channel.EMAIL})
    return frozenset({Channel.TEXT, Channel.EMAIL, Channel.LETTER})


def provider_for(channel: str) -> Provider | None:
    """The provider that takes this channel; None where the service has none."""
    if channel not in channels():
        return None
    return provider_named("mail" if settings.MESSAGES_VIA == "smtp" else settings.MESSAGES_VIA)


def takes_attachments(channel: str) -> bool:
    """Whether a file goes with a message: GOV.UK Notify and the demo's outbox take none."""
    provider = provider_for(channel)
    return provider is not None and provider.takes_attachments


@cache
def provider_named(name: str) -> Provider:
    """The provider that a row was given to, even if the service has changed to another.

    Raises KeyError for one that no longer exists.
    """
    return MAKERS[name]()
