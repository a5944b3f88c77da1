"""Signed in for as long as somebody works, never longer than a working day."""

from collections.abc import Callable
from time import time

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from accounts.audit import AuditUnavailable
from accounts.views.unavailable import unavailable

STARTED = "started_at"
SEEN = "last_seen"
# How often "last seen" is written; a session may so live this much longer or shorter.
WRITE_EVERY = 60


class SessionLimits:
    """End sessions that are idle (30 minutes) or old (12 hours); both are settings.

    Requests that a page makes by itself carry X-Background and do not count as work.
    `request.session_ends` tells the page how many seconds are left, for its warning.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            try:
                self._keep_or_end(request)
            except AuditUnavailable:
                return unavailable(request)
        return self.get_response(request)

    def _keep_or_end(self, request: HttpRequest) -> None:
        now = int(time())
        session = request.session
        started = session.get(STARTED, now)
        seen = session.get(SEEN, started)
        idle = settings.SESSION_IDLE_MINUTES * 60
        longest = settings.SESSION_ABSOLUTE_HOURS * 3600
        if now - seen >= idle or now - started >= longest:
            logout(request)
            messages.info(request, _why(too_old=now - started >= longest))
            return
        if "X-Background" in request.headers:
            request.session_ends = min(seen + idle, started + longest) - now  # type: ignore[attr-defined]
            return
        request.session_ends = min(idle, started + longest - now)  # type: ignore[attr-defined]
        if SEEN not in session or now - seen >= WRITE_EVERY:
            session[STARTED], session[SEEN] = started, now
            # The list of their sessions, which a person sees under "your account".
            UserSession.objects.create_from_request(request)


def _why(*, too_old: bool) -> str:
    if too_old:
        hours = settings.SESSION_ABSOLUTE_HOURS
        return f"You were signed out because you had been signed in for {hours} hours."
    minutes = settings.SESSION_IDLE_MINUTES
    return f"You were signed out because you did nothing here for {minutes} minutes."
