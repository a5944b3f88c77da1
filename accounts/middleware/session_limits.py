"""Signed in for as long as somebody works, never longer than a working day."""

from collections.abc import Callable
from time import time

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from accounts.audit import AuditUnavailable
from accounts.kept_page import KeptPage, kept_page, touch
from accounts.views.unavailable import unavailable

STARTED = "started_at"
SEEN = "last_seen"
# How often "last seen" is written; a session may so live this much longer or shorter.
WRITE_EVERY = 60


class SessionLimits:
    """End sessions that are idle (30 minutes) or old (12 hours); both are settings.

    Requests that a page makes by itself carry X-Background and do not count as work.
    `request.session_ends` tells the page how many seconds are left, for its warning.

    A page that is kept (accounts/kept_page.py) can be used when the session has been idle:
    behind its PIN, for as long as the session may last, and without anything else of the
    session coming back. What else may be seen without signing in, to which other tabs lead
    by themselves when their time is over, is then shown as to a stranger.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            try:
                locked = self._keep_or_end(request)
            except AuditUnavailable:
                return unavailable(request)
            if locked:
                return locked
        return self.get_response(request)

    def _keep_or_end(self, request: HttpRequest) -> HttpResponse | None:
        now = int(time())
        session = request.session
        started = session.get(STARTED, now)
        seen = session.get(SEEN, started)
        idle = settings.SESSION_IDLE_MINUTES * 60
        longest = settings.SESSION_ABSOLUTE_HOURS * 3600
        if now - seen >= idle or now - started >= longest:
            page = kept_page(request)
            if page and now - started < longest and not _ends_it(request, page):
                return _answer_idle(request, page, now=now, idle=idle)
            logout(request)
            messages.info(request, _why(too_old=now - started >= longest))
            return None
        if "X-Background" in request.headers:
            request.session_ends = min(seen + idle, started + longest) - now  # type: ignore[attr-defined]
            return None
        request.session_ends = min(idle, started + longest - now)  # type: ignore[attr-defined]
        if SEEN not in session or now - seen >= WRITE_EVERY:
            session[STARTED], session[SEEN] = started, now
            # The list of their sessions, which a person sees under "your account".
            UserSession.objects.create_from_request(request)
        return None


def _ends_it(request: HttpRequest, page: KeptPage) -> bool:
    """Whether a request shows that somebody wants more of an idle session than its page.

    What strangers may open (the page's own style sheet, the sign-in page) and what another
    tab does by itself show no such thing.
    """
    if page.holds(request.path) or "X-Background" in request.headers:
        return False
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return True
    return request.method not in ("GET", "HEAD") or getattr(view, "login_required", True)


def _answer_idle(
    request: HttpRequest, page: KeptPage, *, now: int, idle: int
) -> HttpResponse | None:
    """Let a request to the kept page through, or ask for its PIN; others are a stranger's.

    What the page does by itself is no sign that somebody is there.
    """
    if not page.holds(request.path):
        request.user = AnonymousUser()
        return None
    request.on_kept_page = True  # type: ignore[attr-defined]
    request.session_ends = max(0, page.seen + idle - now)  # type: ignore[attr-defined]
    if request.path == page.lock:
        return None
    if now - page.seen >= idle:
        return redirect(page.lock)
    if "X-Background" not in request.headers:
        touch(request)
        request.session_ends = idle  # type: ignore[attr-defined]
    return None


def _why(*, too_old: bool) -> str:
    if too_old:
        hours = settings.SESSION_ABSOLUTE_HOURS
        return f"You were signed out because you had been signed in for {hours} hours."
    minutes = settings.SESSION_IDLE_MINUTES
    return f"You were signed out because you did nothing here for {minutes} minutes."
