from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from conferences.availability_words import said_words
from conferences.diaries import short_name
from conferences.domain.finding_dates import record_availability
from conferences.forms.scheduling_people import AvailabilityForm
from conferences.meeting_page import meeting_context
from conferences.models import Participant
from conferences.views.loading import load_participant
from restorative.conflicts import StaleVersion


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_PREPARE)
def availability_edit(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Key in what somebody can do while they say it; a colleague's answer is not overruled."""
    participant, meeting, case = load_participant(request, public_id, Permission.MEETING_PREPARE)
    data: Any = request.POST if request.method == "POST" else None
    form = AvailabilityForm(data, participant=participant)
    theirs, status = "", 200
    if form.is_valid():
        try:
            record_availability(
                participant,
                by=request.user,
                version=form.cleaned_data["version"],
                weekly=form.weekly,
                daily=form.daily,
            )
        except StaleVersion as stale:
            participant, status = cast(Participant, stale.current), 409
            theirs = said_words(participant.availability.all()) or "Nothing"
            data = request.POST.copy()
            data["version"] = str(participant.version)
            form = AvailabilityForm(data, participant=participant)
        else:
            messages.success(request, "What they can do has been saved.")
            return redirect("conferences:find_date", public_id=meeting.public_id)
    context = {
        "form": form,
        "participant": participant,
        "name": short_name(participant),
        "theirs": theirs,
    }
    return render(
        request,
        "conferences/scheduling/availability_edit.html",
        meeting_context(request, meeting, case, "conferences:find_date", **context),
        status=status,
    )
