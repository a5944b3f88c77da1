"""GOV.UK Notify: text messages, mail and letters, each found again by its reference.

Its reference is a key to look up by, not one that keeps it from sending twice. Nothing it
says is written down: its answers may hold an address.
"""

import threading
from datetime import UTC, datetime, timedelta
from math import inf
from time import monotonic
from typing import Any
from uuid import UUID

from django.conf import settings
from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient
from requests import Response
from requests.adapters import HTTPAdapter
from requests.exceptions import ConnectTimeout
from urllib3.exceptions import NewConnectionError

from cases.models import Reminder
from cases.reminders.channels.base import PAUSED, Outcome, Outgoing, Result
from cases.reminders.channels.notify_words import NAME, delivery_of

Channel, Delivery = Reminder.Channel, Reminder.Delivery

# Taken and then not kept: a look-up never finds them (Notify's documentation, "Testing").
SIMULATED = frozenset(
    "07700900000 07700900111 07700900222 447700900000 447700900111 447700900222"
    " simulate-delivered@notifications.service.gov.uk"
    " simulate-delivered-2@notifications.service.gov.uk"
    " simulate-delivered-3@notifications.service.gov.uk".split()
)


class NoLongerOurs(Exception):
    pass


class StillOurs(HTTPAdapter):
    """Looks at the clock once the request is signed, as the last thing before it leaves.

    Who is stopped before this is caught here; who is stopped after it, for so long that it
    matters, sends a signature older than the 30 seconds for which Notify takes one.
    """

    def __init__(self, local: threading.local) -> None:
        self.local = local
        super().__init__()

    def send(self, *args: Any, **kwargs: Any) -> Response:
        if monotonic() > self.local.until:
            raise NoLongerOurs
        return super().send(*args, **kwargs)


class Notify:
    """One client for each thread: the client is not made to be shared."""

    name = NAME
    can_look_up = True
    is_remote = True
    takes_attachments = False

    def __init__(self) -> None:
        self._local = threading.local()

    @property
    def _client(self) -> Any:
        if not hasattr(self._local, "client"):
            client = NotificationsAPIClient(  # type: ignore[no-untyped-call]
                settings.NOTIFY_API_KEY,
                base_url=settings.NOTIFY_BASE_URL,
                timeout=settings.NOTIFY_TIMEOUT_SECONDS,
            )
            for scheme in ("https://", "http://"):
                client.request_session.mount(scheme, StillOurs(self._local))
            self._local.client = client
        return self._local.client

    def send(self, message: Outgoing, until: float) -> Result:
        self._local.until = until
        try:
            answer = self._post(message)
        except NoLongerOurs:
            return PAUSED
        except APIError as error:
            return _failed(error)
        except Exception:  # whatever it was, it may have gone
            return Result(Outcome.UNKNOWN, code="broke_off")
        key = answer.get("id") if isinstance(answer, dict) else None
        if not isinstance(key, str) or not key:
            return Result(Outcome.UNKNOWN, code="unreadable")
        return Result(Outcome.ACCEPTED, provider_id=key, delivery=Delivery.PENDING)

    def look_up(self, reference: UUID, to: str) -> Result:
        self._local.until = inf
        if "".join(to.split()).lstrip("+").casefold() in SIMULATED:
            return Result(Outcome.ACCEPTED, code="simulated", delivery=Delivery.DELIVERED)
        try:
            answer = self._client.get_all_notifications(reference=str(reference))
            found = answer["notifications"]
            if not found:
                return Result(Outcome.ABSENT)
            key, status = found[-1]["id"], found[-1].get("status")
        except Exception:  # not answered, or not as documented: asked again later
            return Result(Outcome.UNKNOWN, code="cannot_look_up")
        return Result(
            Outcome.ACCEPTED,
            provider_id=str(key),
            code="twice" if len(found) > 1 else "",
            delivery=delivery_of(status),
            is_alarming=len(found) > 1,
        )

    def _post(self, message: Outgoing) -> Any:
        words = {"subject": message.subject, "body": message.body}
        reference = str(message.reference)
        client = self._client
        if message.channel == Channel.TEXT:
            return client.send_sms_notification(
                message.to, settings.NOTIFY_TEXT_TEMPLATE, {"body": message.body}, reference
            )
        if message.channel == Channel.EMAIL:
            return client.send_email_notification(
                message.to, settings.NOTIFY_EMAIL_TEMPLATE, words, reference
            )
        lines = [line.strip() for line in message.to.splitlines() if line.strip()]
        address = {f"address_line_{number}": line for number, line in enumerate(lines, 1)}
        return client.send_letter_notification(
            settings.NOTIFY_LETTER_TEMPLATE, words | address, reference
        )


def _failed(error: APIError) -> Result:
    """What an answer that is no 201 means. The client calls all that has no answer "503"."""
    if error.response is None:
        return _unanswered(error)
    status = error.status_code
    if status == 400:
        return Result(Outcome.REFUSED, code="bad_request")
    if status in (401, 403):
        wait = timedelta(minutes=5)
        return Result(Outcome.LATER, code="key_refused", again_in=wait, is_alarming=True)
    if status == 429:
        if _kind(error) == "TooManyRequestsError":
            wait = _until_tomorrow(datetime.now(UTC))
            return Result(Outcome.LATER, code="daily_limit", again_in=wait, is_alarming=True)
        return Result(Outcome.LATER, code="rate_limit", again_in=timedelta(seconds=60))
    if 404 <= status < 500 and status != 408:
        # Not the service we think it is: a wrong address, a proxy.
        return Result(Outcome.LATER, code=f"http_{status}", is_alarming=True)
    return Result(Outcome.UNKNOWN, code=f"http_{status}")


def _unanswered(error: APIError) -> Result:
    """Nothing can have gone where no connection was made; else it may have."""
    cause = error.__cause__
    reason = getattr(cause.args[0] if cause and cause.args else None, "reason", None)
    if isinstance(cause, ConnectTimeout) or isinstance(reason, NewConnectionError):
        return Result(Outcome.LATER, code="not_connected")
    return Result(Outcome.UNKNOWN, code="no_answer")


def _kind(error: APIError) -> str:
    try:
        assert error.response is not None
        return str(error.response.json()["errors"][0]["error"])
    except (ValueError, KeyError, IndexError, TypeError):
        return ""


def _until_tomorrow(now: datetime) -> timedelta:
    """Notify counts days in UTC; five minutes past midnight leaves room for clocks."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return midnight + timedelta(minutes=5) - now
