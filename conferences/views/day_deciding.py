from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from conferences.domain.meetings import may_force, move_meeting
from conferences.formats import Stage
from conferences.forms.day import DecideForm, HeldForm
from conferences.guards import what_stands_open
from conferences.meeting_page import meeting_context
from conferences.models import Meeting
from conferences.readiness_words import what_came_of_it
from conferences.views.loading import load_meeting

TAB = "conferences:meeting_day"


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_ARRANGE)
def day_decide(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Record that the family has met, then what came of it.

    What stands open before the meeting is shown first: a manager may record it all the
    same, saying why.
    """
    meeting, case = load_meeting(request, public_id, Permission.MEETING_ARRANGE)
    held = day_stage(meeting)
    open_items = what_stands_open(meeting, held, reader=request.user) if held else []
    form: HeldForm | DecideForm = (
        HeldForm(request.POST if request.method == "POST" else None)
        if held
        else DecideForm(request.POST if request.method == "POST" else None, meeting=meeting)
    )
    if held and not open_items:
        del form.fields["why"]
    can_force = may_force(meeting, request.user)
    if request.method == "POST" and form.is_valid():
        to = held.key if held else form.cleaned_data["to"]
        why = form.cleaned_data.get("why", "")
        try:
            if open_items and can_force and not why:
                raise ValidationError("Enter why it is recorded all the same.", code="why_missing")
            move_meeting(meeting, to, by=request.user, why=why)
        except ValidationError as refusal:
            # One of several sentences has no code of its own.
            is_reason = getattr(refusal, "code", "") == "why_missing" and "why" in form.fields
            form.add_error("why" if is_reason else None, refusal)
        else:
            messages.success(request, "It has been recorded.")
            if held and held.to:
                return redirect(what_came_of_it(meeting))
            return redirect(meeting)
    return render(
        request,
        "conferences/day/decide.html",
        meeting_context(
            request,
            meeting,
            case,
            TAB,
            form=form,
            held=held,
            open_items=open_items,
            may_force=can_force,
            nothing_follows=not held and not meeting.stage_now.to,
        ),
    )


def day_stage(meeting: Meeting) -> Stage | None:
    """The stage in which the meeting takes place, while it can be entered from here."""
    ahead = (meeting.declared.stage(key) for key in meeting.stage_now.to)
    return next((stage for stage in ahead if stage.is_day), None)
