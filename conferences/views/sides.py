"""Joining the case of the other side to a meeting that is held for two."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from conferences.domain.sides import join_side, side_label_left
from conferences.forms.practice import JoinForm
from conferences.meeting_page import meeting_context
from conferences.views.loading import load_meeting


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_PREPARE)
def side_join(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Name the case of the other side by its reference: one that this person prepares too."""
    meeting, case = load_meeting(request, public_id, Permission.MEETING_PREPARE)
    label = side_label_left(meeting)
    if not meeting.declared.sides:
        raise Http404
    form = JoinForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            join_side(meeting, form.cleaned_data["reference"], by=request.user)
        except ValidationError as error:
            form.add_error("reference" if error.code == "no_such_case" else None, error)
        else:
            messages.success(request, "Both sides are in it now.")
            return redirect(meeting)
    return render(
        request,
        "conferences/practice/side_join.html",
        meeting_context(
            request, meeting, case, "conferences:meeting_detail", form=form, side_left=label
        ),
    )
