"""Files that a worker makes: asking for one, how far it is, taking it."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.permissions import Permission, can
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from conferences.dashboards.filtering import chosen_from
from conferences.domain.preparing_files import (
    UNHEARD,
    ask_for_file,
    cases_closed_since,
    pieces_of,
)
from conferences.exports.periods import own_quarters, published_periods
from conferences.exports.records import Records
from conferences.exports.sheets import TYPES
from conferences.exports.tracker_asked import TRACKER, parameters_of
from conferences.forms.tracker import TrackerForm
from conferences.models import PreparedFile
from conferences.views.exporting import measure_from, part_from

SHOWN = 100
LOOKS_AGAIN_SECONDS = 4
MOST_UNFINISHED = 5


@require_GET
@requires(Permission.OUTCOMES_EXPORT)
def files(request: UserRequest) -> HttpResponse:
    """One's own files, the newest first, and the reports and the tracking sheet to ask for."""
    return _page(request)


def _page(request: UserRequest, tracker: TrackerForm | None = None) -> HttpResponse:
    own = PreparedFile.objects.visible_to(request.user).defer("parameters")
    context = {
        "files": own[:SHOWN],
        "quarters": own_quarters(timezone.localdate()),
        "published": published_periods(timezone.localdate()),
        "may_ask_own": can(request.user, Permission.OUTCOMES_VIEW),
        "may_ask_published": can(request.user, Permission.REPORT_READ),
        "form_token": new_form_token(),
        "second_token": new_form_token(),
        "third_token": new_form_token(),
    }
    if can(request.user, Permission.SHEET_IMPORT):
        context["tracker"] = tracker or TrackerForm(reader=request.user)
    return render(request, "conferences/files/file_list.html", context)


@require_POST
@requires(Permission.OUTCOMES_EXPORT)
def file_ask(request: UserRequest) -> HttpResponse:
    """Ask for a long list or a report. What the form says is checked here and when it is made."""
    form = _tracker_form(request)
    if form is not None and not form.is_valid():
        return _page(request, form)
    asked = _tracker(form) if form else _asked_for(request)
    if asked is None:
        messages.warning(request, "Choose what you need first.")
        return redirect("conferences:files")
    own = PreparedFile.objects.visible_to(request.user)
    if own.unfinished().count() >= MOST_UNFINISHED:
        messages.warning(request, "Five of your files are still being made. Wait for one of them.")
        return redirect("conferences:files")

    def act() -> str:
        return ask_for_file(by=request.user, **asked).get_absolute_url()

    return submit_once(request, act)


@require_GET
@requires(Permission.OUTCOMES_EXPORT)
def file_detail(request: UserRequest, public_id: UUID) -> HttpResponse:
    """How far it is, in words and numbers; looks again by itself unless told not to."""
    prepared = _own(request, public_id)
    if prepared is None:
        return _gone(request)
    unfinished = prepared.state in (PreparedFile.State.WAITING, PreparedFile.State.MAKING)
    looks_again = unfinished and "still" not in request.GET
    now = timezone.now()
    context = {
        "file": prepared,
        "is_unfinished": unfinished,
        "looks_again": looks_again,
        "seconds": LOOKS_AGAIN_SECONDS,
        "nobody_at_work": prepared.state == PreparedFile.State.WAITING
        and now - prepared.asked_at > UNHEARD,
    }
    response = render(request, "conferences/files/file_detail.html", context)
    if looks_again:
        response["Refresh"] = str(LOOKS_AGAIN_SECONDS)
    return response


@require_GET
@requires(Permission.OUTCOMES_EXPORT)
def file_download(request: UserRequest, public_id: UUID) -> HttpResponseBase:
    """The file itself, recorded before it goes out."""
    prepared = _own(request, public_id)
    if prepared is None:
        return _gone(request)
    if prepared.state != PreparedFile.State.READY:
        return redirect(prepared)
    if not _may_have(request, prepared):
        raise PermissionDenied
    if cases_closed_since(prepared, request.user):
        return render(request, "conferences/files/file_closed.html", {"file": prepared}, status=403)
    record_access(request, "file_downloaded", thing=prepared, row_count=prepared.total)
    response = StreamingHttpResponse(pieces_of(prepared), content_type=prepared.content_type)
    response["Content-Length"] = str(prepared.size)
    response["Content-Disposition"] = f'attachment; filename="{prepared.filename}"'
    response["Cache-Control"] = "no-store, private"
    return response


def _own(request: UserRequest, public_id: UUID) -> PreparedFile | None:
    """One's own file; None for one that has expired. Raises Http404 for another's."""
    own = PreparedFile.objects.filter(made_for=request.user)
    prepared = own.filter(public_id=public_id).first()
    if prepared is None:
        raise Http404
    return prepared if prepared.expires_at > timezone.now() else None


def _gone(request: UserRequest) -> HttpResponse:
    return render(request, "conferences/files/file_gone.html", status=410)


def _may_have(request: UserRequest, prepared: PreparedFile) -> bool:
    if prepared.parameters.get("list") == TRACKER:
        return can(request.user, Permission.SHEET_IMPORT)
    published = prepared.parameters.get("which") == "published"
    needs = Permission.REPORT_READ if published else Permission.OUTCOMES_VIEW
    return can(request.user, needs)


def _asked_for(request: UserRequest) -> dict[str, Any] | None:
    """What `ask_for_file` takes, or None where the form says nothing of sense."""
    kind = request.POST.get("kind", "")
    if kind == PreparedFile.Kind.RECORDS:
        return _records(request)
    if kind == PreparedFile.Kind.REPORT:
        return _report(request)
    return None


def _tracker_form(request: UserRequest) -> TrackerForm | None:
    if request.POST.get("list") != TRACKER:
        return None
    if not can(request.user, Permission.SHEET_IMPORT):
        raise PermissionDenied
    return TrackerForm(request.POST, reader=request.user)


def _tracker(form: TrackerForm) -> dict[str, Any]:
    export = form.export
    return {
        "kind": PreparedFile.Kind.RECORDS,
        "name": f"{export.title}: {export.words}",
        "parameters": parameters_of(export, form.cleaned_data["format"]),
    }


def _records(request: UserRequest) -> dict[str, Any]:
    if not can(request.user, Permission.OUTCOMES_VIEW):
        raise PermissionDenied
    measure = measure_from(request.POST.get("measure", ""))
    part = part_from(request.POST.get("part", ""))
    extension = request.POST.get("format", "csv")
    chosen = chosen_from(QueryDict(request.POST.get("query", "")), request.user)
    found = Records(measure, part, chosen, request.user)
    return {
        "kind": PreparedFile.Kind.RECORDS,
        "name": f"{found.title}, {chosen.period}",
        "parameters": {
            "measure": measure.key,
            "part": part.value,
            "format": extension if extension in TYPES else "csv",
            "query": chosen.query,
        },
    }


def _report(request: UserRequest) -> dict[str, Any] | None:
    which, key = request.POST.get("which", ""), request.POST.get("quarter", "")
    if which not in REPORTS:
        return None
    name, needs, periods = REPORTS[which]
    period = next((one for one in periods(timezone.localdate()) if one.key == key), None)
    if not can(request.user, needs):
        raise PermissionDenied
    if period is None:
        return None
    months = {"from": f"{period.start:%Y-%m}", "to": f"{period.end:%Y-%m}"}
    return {
        "kind": PreparedFile.Kind.REPORT,
        "name": f"{name}, {period.words}",
        "parameters": {"which": which, "quarter": key, "query": urlencode(months)},
    }


REPORTS = {
    "own": ("Quarterly report", Permission.OUTCOMES_VIEW, own_quarters),
    "published": ("Published report", Permission.REPORT_READ, published_periods),
}
