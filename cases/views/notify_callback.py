"""GOV.UK Notify tells how a message fared: often twice, and in any order."""

import json
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.decorators import public
from cases.reminders.channels.notify_words import NAME, delivery_of
from cases.reminders.receipts import receive

LONGEST_BODY = 64 * 1024


@public
@csrf_exempt
@require_POST
def notify_callback(request: HttpRequest) -> HttpResponse:
    """Answer 204 to whatever is well formed, known or not: anything else is sent again.

    The body holds an address: it is neither kept nor logged.
    """
    if not _is_notify(request):
        return HttpResponse(status=HTTPStatus.FORBIDDEN)
    if _announced(request) > LONGEST_BODY or len(request.body) > LONGEST_BODY:
        return HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    told = _read(request.body)
    if told is None:
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    reference = _key(told.get("reference"))
    if reference and isinstance(told.get("status"), str):
        receive(
            reference,
            delivery_of(told["status"]),
            provider=NAME,
            provider_id=_words(told.get("id")),
        )
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _is_notify(request: HttpRequest) -> bool:
    kind, _, shown = request.headers.get("Authorization", "").partition(" ")
    token = settings.NOTIFY_CALLBACK_TOKEN
    return bool(token) and kind.lower() == "bearer" and constant_time_compare(shown, token)


def _announced(request: HttpRequest) -> int:
    announced = request.META.get("CONTENT_LENGTH") or "0"
    return int(announced) if announced.isdecimal() and len(announced) < 12 else 0


def _read(body: bytes) -> dict[str, Any] | None:
    """Read a JSON object that can be written again; None for anything else."""
    try:
        told = json.loads(body)
        json.dumps(told, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def _key(value: object) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _words(value: object) -> str:
    return value.replace("\0", "") if isinstance(value, str) else ""
