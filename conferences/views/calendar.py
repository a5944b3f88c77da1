from datetime import date
from itertools import chain
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.permissions import Permission, Seat, can
from accounts.requests import UserRequest
from conferences.calendars import (
    VIEWS,
    between,
    of_resource,
    of_team,
    own_meetings,
    page_of,
    read_entries,
    span_of,
)
from conferences.models import Meeting, Resource

YEARS = range(2000, 2100)
SEATS = (Seat.COORDINATOR, Seat.SERVICE_MANAGER, Seat.BUSINESS_SUPPORT)


@require_GET
@requires(Permission.CALENDAR_VIEW)
def calendar(request: UserRequest) -> HttpResponse:
    """Meetings by month, week or as a list: one's own, the team's, those of one venue.

    What is not understood in the address is left aside.
    """
    view = request.GET.get("view", "")
    view = view if view in VIEWS else "month"
    on = _day(request.GET.get("on", ""))
    resources = _resources(request)
    span = span_of(view, on)
    days = between(span.first, span.last)
    of, meetings, chosen = _of(request, resources, days)
    reading = read_entries(meetings.filter(days), request.user)
    record_access(
        request, "calendar", thing=chosen, cases=reading.cases, row_count=len(reading.entries)
    )
    page = page_of(view, on, reading.entries)
    entries = get_template("conferences/calendar/_entries.html")
    for day in chain.from_iterable(page.weeks):
        if day.entries:
            day.listed = entries.render({"entries": day.entries})
    context = {
        "page": page,
        "of": of,
        "choices": _choices(request, resources),
        "views": [(one, one.capitalize(), _url(of, one, on), one == view) for one in VIEWS],
        "before_url": _url(of, view, page.before),
        "after_url": _url(of, view, page.after),
        "today_url": _url(of, view, timezone.localdate()),
        "weekdays": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        "may_keep": can(request.user, Permission.RESOURCE_MANAGE),
    }
    return render(request, "conferences/calendar/calendar.html", context)


def _resources(request: UserRequest) -> list[tuple[str, str, str]]:
    """The kinds of all in use, the keys by which an address chooses them, and their names."""
    rows = Resource.objects.visible_to(request.user).in_use()
    return [
        (Resource.Kind(kind).label, _key(kind, public_id), name)
        for kind, public_id, name in rows.values_list("kind", "public_id", "name")
    ]


def _of(
    request: UserRequest, resources: list[tuple[str, str, str]], days: Q
) -> tuple[str, "QuerySet[Meeting]", Resource | None]:
    asked = request.GET.get("of", "")
    # Who arranges or answers for others' meetings begins with those of the team.
    helps = bool({Seat.BUSINESS_SUPPORT, Seat.SERVICE_MANAGER} & request.user.seats)
    if any(asked == key for _, key, _ in resources):
        resource = Resource.objects.get(public_id=asked.partition("-")[2])
        return asked, of_resource(resource), resource
    if asked == "team" or (helps and asked != "mine"):
        return "team", of_team(request.user, request.user.team_ids(*SEATS), days), None
    return "mine", own_meetings(request.user), None


def _key(kind: str, public_id: UUID) -> str:
    return f"{kind}-{public_id}"


def _choices(
    request: UserRequest, resources: list[tuple[str, str, str]]
) -> list[tuple[str, list[tuple[str, str]]]]:
    team = "My team" if request.user.team_ids(*SEATS) else "All that I may see"
    groups: dict[str, list[tuple[str, str]]] = {"": [("mine", "My own"), ("team", team)]}
    for kind, key, name in resources:
        groups.setdefault(kind, []).append((key, name))
    return list(groups.items())


def _url(of: str, view: str, on: date) -> str:
    return f"{reverse('conferences:calendar')}?{urlencode({'view': view, 'on': on, 'of': of})}"


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return timezone.localdate()
    return day if day.year in YEARS else timezone.localdate()
