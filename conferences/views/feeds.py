from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_safe

from accounts.decorators import public, requires
from accounts.models import AccessEvent
from accounts.permissions import Permission
from accounts.requests import UserRequest
from conferences.domain.feeding import feed_of, make_feed, revoke_feed
from conferences.feed_text import feed_text
from conferences.models import CalendarFeed


@require_http_methods(["GET", "POST"])
@requires(Permission.CALENDAR_VIEW)
def calendar_feed_settings(request: UserRequest) -> HttpResponse:
    """Make one's own secret address, which is shown this once, or stop it."""
    address = ""
    if request.method == "POST" and request.POST.get("revoke"):
        if revoke_feed(request.user):
            messages.success(request, "The address no longer works.")
        return redirect("conferences:calendar_feed_settings")
    if request.method == "POST":
        secret = make_feed(request.user)
        path = reverse("conferences:calendar_feed", kwargs={"secret": secret})
        address = request.build_absolute_uri(path)
    feed = CalendarFeed.objects.filter(user=request.user, revoked_at=None).first()
    response = render(
        request,
        "conferences/calendar/feed_settings.html",
        {"address": address, "feed": feed},
    )
    patch_cache_control(response, private=True, no_store=True)
    return response


@public
@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """What a colleague's own calendar reads without signing in: who has the address reads it.

    An address that was never made, was stopped, or whose owner has left, is not found.
    """
    feed = feed_of(secret)
    if feed is None:
        raise Http404
    text, cases, number = feed_text(feed.user)
    AccessEvent.objects.create(
        actor=feed.user,
        seats=",".join(sorted(feed.user.seats)),
        request_id=getattr(request, "id", None),
        action="calendar_feed",
        object_type="calendarfeed",
        object_id=str(feed.pk),
        case_ids=sorted(cases),
        row_count=number,
    )
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    patch_cache_control(response, private=True, no_store=True)
    response["X-Robots-Tag"] = "noindex"
    return response
