from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from conferences.calendars import of_resource, read_entries
from conferences.domain.resources import (
    add_away,
    add_resource,
    archive_resource,
    change_resource,
    end_away,
    set_hours,
)
from conferences.forms.resources import ADDED, AwayForm, HoursForm, ResourceForm
from conferences.models import Resource
from restorative.conflicts import StaleVersion

SHOWN = 50


@require_GET
@requires(Permission.RESOURCE_MANAGE)
def resource_list(request: UserRequest) -> HttpResponse:
    """Venues, interpreters, advocates and coordinators, those in use first of all."""
    ahead = Q(bookings__cancelled_at=None, bookings__held__endswith__gt=timezone.now())
    rows = Resource.objects.visible_to(request.user).annotate(
        booked_ahead=Count("bookings", filter=ahead)
    )
    in_use = list(rows.filter(archived_at=None))
    kinds = [
        (kind, HEADINGS[kind], [one for one in in_use if one.kind == kind])
        for kind in Resource.Kind
    ]
    context = {"kinds": kinds, "archived": list(rows.exclude(archived_at=None))}
    return render(request, "conferences/resources/resource_list.html", context)


HEADINGS = {
    Resource.Kind.VENUE: "Venues",
    Resource.Kind.INTERPRETER: "Interpreters",
    Resource.Kind.ADVOCATE: "Advocates",
    Resource.Kind.COORDINATOR: "Coordinators",
}


@require_http_methods(["GET", "POST"])
@requires(Permission.RESOURCE_MANAGE)
def resource_add(request: UserRequest, kind: str) -> HttpResponse:
    if kind not in ADDED:
        raise Http404
    form = ResourceForm(request.POST or None, kind=kind)
    if form.is_valid():

        def act() -> str:
            resource = add_resource(kind, by=request.user, **form.facts())
            messages.success(request, f"{resource} is in the list.")
            return resource.get_absolute_url()

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error("name", error)
    context = {"form": form, "kind": ADDED[kind], "form_token": new_form_token()}
    return render(request, "conferences/resources/resource_form.html", context)


@require_GET
@requires(Permission.RESOURCE_MANAGE)
def resource_detail(request: UserRequest, public_id: UUID) -> HttpResponse:
    """What is known of it, its hours, when it is away, and what it is booked for."""
    resource = _load(request, public_id)
    ahead = of_resource(resource).filter(ends_at__gt=timezone.now())
    reading = read_entries(ahead, request.user, limit=SHOWN)
    record_access(
        request,
        "resource_detail",
        thing=resource,
        cases=reading.cases,
        row_count=len(reading.entries),
    )
    context = {
        "resource": resource,
        "hours": resource.hours.all(),
        "away": resource.away.filter(ends_on__gte=timezone.localdate()),
        "entries": reading.entries,
        "weekdays": dict(enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))),
    }
    return render(request, "conferences/resources/resource_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.RESOURCE_MANAGE)
def resource_edit(request: UserRequest, public_id: UUID) -> HttpResponse:
    resource = _load(request, public_id)
    form = ResourceForm(
        request.POST or None,
        kind=resource.kind,
        instance=Resource.objects.get(pk=resource.pk),
    )
    conflict: dict[str, Any] = {}
    if form.is_valid():
        try:
            change_resource(
                resource,
                by=request.user,
                version=form.cleaned_data["version"],
                changes=form.facts(),
            )
        except StaleVersion as stale:
            now = cast(Resource, stale.current)
            conflict = _changed_since(form, now) or {"Nothing": "It says what you entered"}
            data = request.POST.copy()
            data["version"] = str(now.version)
            form = ResourceForm(data, kind=now.kind, instance=now)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "What you changed has been saved.")
            return redirect(resource)
    context = {"form": form, "resource": resource, "conflict": conflict}
    return render(
        request,
        "conferences/resources/resource_form.html",
        context,
        status=409 if conflict else 200,
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.RESOURCE_MANAGE)
def resource_hours(request: UserRequest, public_id: UUID) -> HttpResponse:
    resource = _load(request, public_id)
    form = HoursForm(request.POST or None, resource=resource)
    status, conflict = 200, False
    if form.is_valid():
        try:
            set_hours(resource, form.hours, by=request.user, version=form.cleaned_data["version"])
        except StaleVersion as stale:
            data = request.POST.copy()
            data["version"] = str(cast(Resource, stale.current).version)
            form, status, conflict = HoursForm(data, resource=resource), 409, True
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "The hours have been saved.")
            return redirect(resource)
    context = {"form": form, "resource": resource, "conflict": conflict, "hours": resource.hours}
    return render(request, "conferences/resources/resource_hours.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.RESOURCE_MANAGE)
def resource_away_add(request: UserRequest, public_id: UUID) -> HttpResponse:
    resource = _load(request, public_id)
    form = AwayForm(request.POST or None)
    if form.is_valid():

        def act() -> str:
            add_away(resource, by=request.user, **form.cleaned_data)
            messages.success(request, "The days have been saved.")
            return resource.get_absolute_url()

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None if error.code == "archived" else "ends_on", error)
    context = {"form": form, "resource": resource, "form_token": new_form_token()}
    return render(request, "conferences/resources/resource_away_add.html", context)


@require_POST
@requires(Permission.RESOURCE_MANAGE)
def resource_away_end(request: UserRequest, public_id: UUID, away_id: int) -> HttpResponse:
    resource = _load(request, public_id)
    away = resource.away.filter(pk=away_id).first()
    if away:
        end_away(away, by=request.user)
    messages.success(request, "These days are free again.")
    return redirect(resource)


@require_http_methods(["GET", "POST"])
@requires(Permission.RESOURCE_MANAGE)
def resource_archive(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Stop using a venue or an interpreter. Nothing is deleted."""
    resource = _load(request, public_id)
    error = ""
    if request.method == "POST":
        try:
            archive_resource(resource, by=request.user)
        except ValidationError as refusal:
            error = refusal.messages[0]
        else:
            messages.success(request, f"{resource} is no longer used.")
            return redirect("conferences:resource_list")
    context = {"resource": resource, "error": error}
    return render(request, "conferences/resources/resource_archive.html", context)


def _load(request: UserRequest, public_id: UUID) -> Resource:
    rows = Resource.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("user"), public_id=public_id)


def _changed_since(form: ResourceForm, now: Resource) -> dict[str, Any]:
    """What it says now, where that is not what was typed, by the label of the field."""
    return {
        str(form.fields[name].label): getattr(now, name)
        for name, value in form.facts().items()
        if getattr(now, name) != value
    }
