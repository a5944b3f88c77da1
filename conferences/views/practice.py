"""Circles, conversations and whatever else stands beside the work with a family: its pages."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.permissions import Permission, can
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from cases.case_page import case_context
from cases.views.case_loading import load_sent_case
from conferences.clocks import clocks_of
from conferences.documents import documents_of
from conferences.domain.meetings import date_meeting, move_meeting, open_alone, open_meeting
from conferences.domain.rewording import steps_of
from conferences.formats import FORMATS, Format, beside
from conferences.forms.practice import GoOnForm, StartForm, WhenForm
from conferences.meeting_page import CASE_TAB, work_context
from conferences.models import Meeting
from conferences.openings import beside_case
from conferences.practice_page import (
    due_again,
    moves_of,
    next_stages,
    people_in,
    practice_rows,
    sections_of,
    teams_of,
)
from conferences.side_links import side_links
from conferences.standing import Standing
from conferences.views.loading import load_work
from restorative.conflicts import StaleVersion

OVERVIEW = "conferences:meeting_detail"


@require_GET
@requires(Permission.PRACTICE_KEEP)
def practice_list(request: UserRequest) -> HttpResponse:
    """What one can start, what is to be looked at again, and what there was."""
    rows, again = practice_rows(request.user), due_again(request.user)
    cases = {row.case.pk for row in [*rows, *again] if row.case}
    record_access(request, "practice_list", cases=cases, row_count=len(rows))
    context = {
        "kinds": [one for one in beside() if one.alone],
        "again": again,
        "lists": (
            ("Mine", [row for row in rows if row.is_mine]),
            ("Others that I can see", [row for row in rows if not row.is_mine]),
        ),
        "has_figures": can(request.user, Permission.OUTCOMES_VIEW),
        "reworded": [one for one in beside() if steps_of(one)]
        if can(request.user, Permission.STEPS_REWORD)
        else [],
    }
    return render(request, "conferences/practice/list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.PRACTICE_KEEP)
def practice_start(request: UserRequest, format_key: str) -> HttpResponse:
    """Start one that belongs to no case: what it is, and a button."""
    declared = _declared(format_key)
    if not declared.alone:
        raise Http404
    teams = teams_of(request.user)
    form = StartForm(request.POST if request.method == "POST" else None, teams=teams)
    if not teams:
        raise PermissionDenied("You work in no team for which this could be started.")
    if form.is_valid():

        def act() -> str:
            subject = form.cleaned_data["subject"]
            return begins_at(open_alone(format_key, form.chosen, by=request.user, subject=subject))

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
    context = {
        "declared": declared,
        "form": form,
        "form_token": new_form_token(),
        "teams": teams,
        "back": reverse("conferences:practice_list"),
    }
    return render(request, "conferences/practice/start.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.PRACTICE_KEEP)
def case_practice_start(request: UserRequest, public_id: UUID, format_key: str) -> HttpResponse:
    """Start one beside the work with a family: everybody on the case can read it."""
    case = load_sent_case(request, public_id, Permission.PRACTICE_KEEP)
    declared = _declared(format_key)
    if declared not in beside_case(case, request.user):
        raise Http404
    form = StartForm(request.POST if request.method == "POST" else None, sides=declared.sides)
    if form.is_valid():

        def act() -> str:
            return begins_at(open_meeting(case, format_key, by=request.user, **form.said))

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
    back = reverse(CASE_TAB, kwargs={"public_id": case.public_id})
    context = {
        "declared": declared,
        "form": form,
        "form_token": new_form_token(),
        "back": back,
    }
    return render(
        request,
        "conferences/practice/case_start.html",
        case_context(request, case, CASE_TAB, **context),
    )


def practice_overview(request: UserRequest, standing: Standing) -> HttpResponse:
    """The page of a meeting for which nobody is prepared: what it is for and how it stands."""
    meeting = standing.meeting
    pages = meeting.declared.pages
    context: dict[str, Any] = {
        "pages": [(page, sections_of(standing, page)) for page in pages],
        "papers": documents_of(standing),
        "clocks": clocks_of(meeting),
        "people": people_in(standing) if "who" in meeting.declared.tabs else [],
        "has_people": "who" in meeting.declared.tabs,
        "has_date": "date" in meeting.declared.tabs
        or any(stage.needs_date for stage in meeting.declared.stages),
        "next_stages": next_stages(standing),
        "knows_whole": standing.knows_whole,
        "may_keep": standing.may_keep and not meeting.declared.is_prepared,
        "moves": moves_of(standing),
        "side_links": side_links(standing),
    }
    return render(
        request,
        "conferences/practice/overview.html",
        work_context(request, standing, OVERVIEW, **context),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.PRACTICE_KEEP)
def practice_when(request: UserRequest, public_id: UUID) -> HttpResponse:
    """When and where it is, or was. Somebody else's change is shown, not overruled."""
    standing = load_practice(request, public_id)
    meeting = standing.meeting
    form = WhenForm(request.POST if request.method == "POST" else None, meeting=meeting)
    conflict, status = None, 200
    if form.is_valid():
        cleaned = form.cleaned_data
        try:
            date_meeting(
                meeting,
                by=request.user,
                version=cleaned["version"],
                starts_at=cleaned["starts_at"],
                ends_at=cleaned["ends_at"],
                place=cleaned["place"],
            )
        except StaleVersion as stale:
            conflict, status = stale.current, 409
            assert isinstance(conflict, Meeting)
            data = request.POST.copy()
            data["version"] = str(conflict.version)
            form = WhenForm(data, meeting=conflict)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "The date has been saved.")
            return redirect(meeting)
    return render(
        request,
        "conferences/practice/when.html",
        work_context(request, standing, OVERVIEW, form=form, conflict=conflict),
        status=status,
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.PRACTICE_KEEP)
def practice_go_on(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Say what has happened: the stage that follows, as the format declares it."""
    standing = load_practice(request, public_id)
    meeting, ahead = standing.meeting, next_stages(standing)
    form = GoOnForm(
        request.POST if request.method == "POST" else None,
        stages=[one.stage for one in ahead],
        here=meeting.stage_now,
    )
    if form.is_valid():
        try:
            move_meeting(
                meeting,
                form.cleaned_data["to"],
                by=request.user,
                why=form.cleaned_data.get("why", ""),
            )
        except ValidationError as error:
            form.add_error("why" if error.code == "why_missing" else None, error)
        else:
            messages.success(request, "Saved.")
            return redirect(meeting)
    return render(
        request,
        "conferences/practice/go_on.html",
        work_context(request, standing, OVERVIEW, form=form, next_stages=ahead),
    )


def load_practice(request: UserRequest, public_id: UUID) -> Standing:
    """Fetch a meeting that is kept without preparation, for somebody who may keep it."""
    standing = load_work(request, public_id, Permission.PRACTICE_KEEP)
    if standing.meeting.declared.is_prepared:
        raise Http404
    if not standing.may_keep:
        raise PermissionDenied
    return standing


def begins_at(meeting: Meeting) -> str:
    """Where one goes once a meeting is started: its page, or the form it opens on."""
    declared = meeting.declared
    if not declared.begins_with:
        return meeting.get_absolute_url()
    key = {"public_id": meeting.public_id, "kind": declared.begins_with}
    return reverse("conferences:entry_add", kwargs=key)


def _declared(key: str) -> Format:
    if key not in FORMATS or FORMATS[key].leads_case:
        raise Http404
    return FORMATS[key]
