"""Strangers go to sign-in; what they were sending when their session ended comes back."""

import logging
from collections.abc import Callable
from time import time
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

from accounts.audit import client_address, record_denial
from accounts.views.expired import expired_post, is_kept
from accounts.views.unavailable import unavailable

logger = logging.getLogger(__name__)
MOST_A_MINUTE = 30


class SignInRequired(LoginRequiredMiddleware):
    """Deny by default: every view that is not marked public wants a person.

    A form sent after the session ended is answered with its own fields, so that nothing
    typed is lost; a script's request with 401, which it can tell from a page.
    """

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> Any:
        try:
            _record_ended_session(request)
        except DatabaseError as failure:
            logger.error("a denial could not be recorded", exc_info=failure)
            return unavailable(request)
        if is_scripted(request):
            return JsonResponse({"signed_in": False}, status=401)
        if request.method == "POST" and is_kept(request):
            return expired_post(request)
        return super().handle_no_permission(request, view_func)


def _record_ended_session(request: HttpRequest) -> None:
    """Record that a session was used which had ended, or whose owner may not sign in any more.

    Not the very request that ends it, and not more of one address than somebody's tabs
    could send: anybody can make up cookies.
    """
    cookie = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    owner = str(request.session.get(SESSION_KEY, ""))
    is_known = request.session.session_key is not None
    if not cookie or getattr(request, "signed_out", False) or (is_known and not owner):
        return
    counter = f"ended-sessions:{client_address(request)}:{int(time()) // 60}"
    cache.add(counter, 0, timeout=120)
    if cache.incr(counter) <= MOST_A_MINUTE:
        record_denial(request, "ended_session_used", owner, session_key=cookie)


def is_scripted(request: HttpRequest) -> bool:
    """Whether a script on a page asks, not somebody who waits for a page."""
    return (
        "X-Background" in request.headers
        or request.headers.get("Sec-Fetch-Dest") == "empty"
        or not request.accepts("text/html")
    )


class PrivateAnswers:
    """Nothing is kept by the browser or on the way, unless the view says it may be."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        if getattr(request, "signed_out", False):
            # What a shared laptop's browser still holds of the pages just seen.
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response
