from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from cases.access import load_case
from cases.case_page import case_context
from conferences.clashes import warnings_about
from conferences.domain.booking import DoubleBooked, book_meeting
from conferences.domain.calling_off import call_off_meeting, can_be_called_off
from conferences.domain.meetings import move_meeting, open_meeting
from conferences.formats import FORMATS
from conferences.forms.meetings import CallOffForm, MeetingDateForm, MeetingMoveForm
from conferences.meeting_page import meeting_context
from conferences.models import Meeting
from conferences.openings import openings_of
from conferences.slots import Slot
from conferences.views.loading import load_meeting
from conferences.views.scheduling_others import digest_of, other_times, with_time_instead
from restorative.conflicts import StaleVersion


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_ARRANGE)
def meeting_open(request: UserRequest, public_id: UUID, format_key: str) -> HttpResponse:
    """Start preparing a meeting: a page that says what that means, and a button."""
    case = load_case(request, public_id, Permission.MEETING_ARRANGE)
    if format_key not in FORMATS:
        raise Http404
    opening = next((one for one in openings_of(case) if one.format.key == format_key), None)
    error = "" if opening else "This cannot be started on the case as it stands now."
    if request.method == "POST" and opening:
        try:
            return submit_once(
                request,
                lambda: open_meeting(
                    case, format_key, by=request.user, reviews=opening.reviews
                ).get_absolute_url(),
            )
        except ValidationError as refusal:
            error = refusal.messages[0]
    context = {
        "declared": FORMATS[format_key],
        "error": error,
        "form_token": new_form_token(),
    }
    return render(
        request,
        "conferences/meeting_open.html",
        case_context(request, case, "conferences:case_meetings", **context),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_ARRANGE)
def meeting_date(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Set or change date, time and place by hand; book what is chosen for it.

    About people it warns, and can be gone past. What is taken is refused, with other times
    offered; somebody else's change is shown, not overruled.
    """
    meeting, case = load_meeting(request, public_id, Permission.MEETING_ARRANGE)
    data = with_time_instead(request.POST) if request.method == "POST" else None
    form = MeetingDateForm(data, meeting=meeting)
    conflict, status = None, 200
    warnings: list[str] = []
    others: list[Slot] = []
    if form.is_valid():
        cleaned = form.cleaned_data
        warnings = warnings_about(
            meeting,
            cleaned["starts_at"],
            cleaned["ends_at"],
            form.resources,
            seen_by=request.user,
        )
        if not warnings or request.POST.get("warned") == digest_of(warnings):
            try:
                _book(request, meeting, form)
            except StaleVersion as stale:
                conflict, status = stale.current, 409
                form = _with_version(data, stale)
            except ValidationError as error:
                form.add_error(None, error)
                if isinstance(error, DoubleBooked):
                    status = 409
                    others = other_times(meeting, form, seen_by=request.user)
            else:
                messages.success(request, "The date has been saved.")
                return redirect(meeting)
            warnings = []
    context = {
        "form": form,
        "conflict": conflict,
        "warnings": warnings,
        "warned": digest_of(warnings) if warnings else "",
        "others": others,
    }
    return render(
        request,
        "conferences/meeting_date.html",
        meeting_context(request, meeting, case, "conferences:find_date", **context),
        status=status,
    )


def _book(request: UserRequest, meeting: Meeting, form: MeetingDateForm) -> None:
    cleaned = form.cleaned_data
    book_meeting(
        meeting,
        by=request.user,
        version=cleaned["version"],
        starts_at=cleaned["starts_at"],
        ends_at=cleaned["ends_at"],
        resources=form.resources,
        place=cleaned["place"],
        why=cleaned.get("why", ""),
        asked_by=cleaned.get("asked_by", ""),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_ARRANGE)
def meeting_move(request: UserRequest, public_id: UUID) -> HttpResponse:
    meeting, case = load_meeting(request, public_id, Permission.MEETING_ARRANGE)
    form = MeetingMoveForm(request.POST or None, meeting=meeting)
    if form.is_valid():
        try:
            move_meeting(
                meeting,
                form.cleaned_data["to"],
                by=request.user,
                why=form.cleaned_data["why"],
                asked_by=form.cleaned_data.get("asked_by", ""),
            )
        except ValidationError as error:
            form.add_error("why" if error.code == "why_missing" else None, error)
        else:
            messages.success(request, "The meeting has been moved on.")
            return redirect(meeting)
    return render(
        request,
        "conferences/meeting_move.html",
        meeting_context(request, meeting, case, "conferences:meeting_detail", form=form),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_ARRANGE)
def meeting_call_off(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Say that it does not take place; the case goes on, and those told of it are told again."""
    meeting, case = load_meeting(request, public_id, Permission.MEETING_ARRANGE)
    can_be = can_be_called_off(meeting)
    form = CallOffForm(request.POST or None, meeting=meeting)
    if form.is_valid():
        try:
            call_off_meeting(meeting, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            word = meeting.declared.word
            messages.success(request, f"The {word} has been called off. Tell those who expect it.")
            return redirect("conferences:meeting_invitations", public_id=meeting.public_id)
    return render(
        request,
        "conferences/meeting_call_off.html",
        meeting_context(
            request, meeting, case, "conferences:meeting_detail", form=form, can_be=can_be
        ),
    )


def _with_version(data: QueryDict | None, stale: StaleVersion) -> MeetingDateForm:
    """The same answers over the row as it is now, so that saving again is a choice."""
    assert isinstance(stale.current, Meeting)
    assert data is not None
    data = data.copy()
    data["version"] = str(stale.current.version)
    return MeetingDateForm(data, meeting=stale.current)
