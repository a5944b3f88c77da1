"""Is it up, and is it ready? Never tied to Redis or to any outside service."""

from collections.abc import Callable
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare

# Whether one part of the product does its work, and in words what it does not. An app
# registers its own when it starts; the words go to strangers and name nobody.
Probe = Callable[[], tuple[bool, str]]
_PROBES: dict[str, Probe] = {}


def register_probe(name: str, probe: Probe) -> None:
    """Answer /healthz/<name> with what the probe says: 200, or 503 and what is wrong."""
    _PROBES[name] = probe


class HealthMiddleware:
    """Answer the two questions before anything else looks at the request.

    Whoever asks does so from inside, by number, without TLS and without a session, so the
    rules for hosts, redirects and sign-in must not get in the way; nor is it logged.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":
            return healthz()
        if request.path == "/readyz" and _may_ask(request):
            return readyz()
        part = request.path.removeprefix("/healthz/")
        if part in _PROBES and part != request.path:
            return probed(part)
        return self.get_response(request)


def probed(part: str) -> HttpResponse:
    try:
        is_well, words = _PROBES[part]()
    except DatabaseError:
        is_well, words = False, "The database does not answer."
    return _answer(words, status=200 if is_well else 503)


def healthz() -> HttpResponse:
    """The process answers. Touches no database; carries the token of the run that started it."""
    return _answer("ok", status=200)


def readyz() -> HttpResponse:
    """The database can be read and written and is migrated."""
    try:
        trouble = _trouble()
    except DatabaseError:
        trouble = "database"
    return _answer(trouble or "ready", status=503 if trouble else 200)


def _may_ask(request: HttpRequest) -> bool:
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(settings.READY_TOKEN) and constant_time_compare(shown, settings.READY_TOKEN)


def _trouble() -> str:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return "migrations"
    # A write and a read: the cache lives in PostgreSQL.
    cache.set("readyz", uuid4().hex, timeout=60)
    return "" if cache.get("readyz") else "cache"


def _answer(words: str, *, status: int) -> HttpResponse:
    return HttpResponse(
        words,
        status=status,
        content_type="text/plain",
        headers={"X-Run": settings.RUN_TOKEN, "Cache-Control": "no-store"},
    )
