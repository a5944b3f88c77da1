"""The record of who looked: in the transaction of the page itself, or no page."""

import hashlib
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, models, transaction
from django.http import HttpRequest

from accounts.models import AccessEvent


class AuditUnavailable(Exception):
    """The look could not be recorded, so nothing may be shown. Answered with 503."""


def record_access(
    request: HttpRequest,
    action: str,
    *,
    thing: models.Model | None = None,
    case: models.Model | None = None,
    cases: Iterable[int] = (),
    reason: str = "",
    outcome: str = AccessEvent.Outcome.ALLOWED,
    row_count: int | None = None,
) -> None:
    """Record that a person sees something about families, before it is rendered.

    `action` is a stable word of ours ("case_viewed", "people_searched"), never anything
    typed. A list is one row that carries the keys of its cases. Raises AuditUnavailable.
    """
    glass = getattr(case, "opened_by_break_glass", False) if case else False
    event = AccessEvent(
        **_who(request),
        action=action,
        object_type=thing._meta.model_name or "" if thing else "",
        object_id=str(thing.pk) if thing else "",
        case_id=case.pk if case else None,
        case_ids=sorted(set(cases)),
        outcome=AccessEvent.Outcome.BREAK_GLASS if glass else outcome,
        reason=reason[:500],
        row_count=row_count,
    )
    try:
        # Where it fails the request fails, and with it the transaction: no savepoint.
        with transaction.atomic(savepoint=False):
            event.save(force_insert=True)
    except DatabaseError as error:
        raise AuditUnavailable from error


def record_denial(
    request: HttpRequest, action: str, object_id: str = "", *, session_key: str = ""
) -> None:
    """Record that somebody was turned away, without testing whether the record exists.

    Called when the request's own transaction has been rolled back. `session_key` is what a
    cookie said where there is no such session any more: its hash leads to whose it was.
    """
    who = _who(request)
    if session_key:
        who["session_hash"] = _hash(session_key)
    AccessEvent.objects.create(
        **who,
        action=action[:60],
        object_id=object_id[:64],
        outcome=AccessEvent.Outcome.DENIED,
    )


def _who(request: HttpRequest) -> dict[str, Any]:
    # Somebody may be signed in by something that is no page and has no user yet.
    user = getattr(request, "user", None)
    user = user if user and user.is_authenticated else None
    request_id: UUID | None = getattr(request, "id", None)
    return {
        "actor": user,
        "seats": ",".join(sorted(user.seats)) if user else "",
        "session_hash": _hash(getattr(request.session, "session_key", None) or ""),
        "request_id": request_id,
        "ip_prefix": _ip_prefix(client_address(request)),
        "agent_hash": _hash(request.META.get("HTTP_USER_AGENT", "")),
    }


def _hash(text: str) -> str:
    return hashlib.sha256(f"{settings.SECRET_KEY}{text}".encode()).hexdigest() if text else ""


def client_address(request: HttpRequest) -> str:
    """The address that the limits on sign-in count too, behind however many proxies."""
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return ""  # signed in by something that is no page


def _ip_prefix(address: str) -> str:
    """Keep the network, drop the host: enough to tell an office from abroad."""
    if ":" in address:
        return ":".join(address.split(":")[:3])
    return ".".join(address.split(".")[:3])
