from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.decorators import requires
from accounts.models import User
from accounts.permissions import Permission
from accounts.requests import UserRequest
from conferences.availability_words import said_words
from conferences.diaries import short_name
from conferences.domain.finding_dates import record_availability
from conferences.forms.scheduling_everybody import EverybodyForm
from conferences.meeting_page import meeting_context
from conferences.models import Meeting, Participant
from conferences.views.loading import load_meeting
from restorative.conflicts import StaleVersion

CHANGED = "Somebody changed what one of them can do while you were writing. Look again, then save."


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_PREPARE)
def availability_of_all(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Key in what everybody said on the telephone, on one page; a colleague is not overruled."""
    meeting, case = load_meeting(request, public_id, Permission.MEETING_PREPARE)
    people = _people(meeting, request.user)
    data: Any = request.POST if request.method == "POST" else None
    form = EverybodyForm(data, people=people)
    status = 200
    if form.is_valid():
        try:
            with transaction.atomic():
                for one, version, weekly in form.changed:
                    daily = {
                        (row.day, row.part_of_day): row.can
                        for row in one.availability.all()
                        if row.day
                    }
                    record_availability(
                        one, by=request.user, version=version, weekly=weekly, daily=daily
                    )
        except StaleVersion:
            people, status = _people(meeting, request.user), 409
            form = EverybodyForm(_with_versions(data, people), people=people)
            form.is_valid()
            form.add_error(None, CHANGED)
        else:
            messages.success(request, "What they can do has been saved.")
            there = reverse("conferences:find_date", kwargs={"public_id": meeting.public_id})
            return redirect(f"{there}#times")
    context = {
        "form": form,
        "others": [
            {
                "participant": one,
                "name": short_name(one),
                "words": said_words(one.availability.all()),
            }
            for one in people
            if str(one.pk) not in form.people
        ],
    }
    return render(
        request,
        "conferences/scheduling/availability_of_all.html",
        meeting_context(request, meeting, case, "conferences:find_date", **context),
        status=status,
    )


def _people(meeting: Meeting, user: User) -> list[Participant]:
    rows = Participant.objects.visible_to(user).current().filter(meeting=meeting).with_names()
    people = rows.prefetch_related("availability").order_by("pk")
    return [one for one in people if one.is_in_the_circle]


def _with_versions(data: Any, people: list[Participant]) -> Any:
    data = data.copy()
    for one in people:
        data[f"version_{one.pk}"] = str(one.version)
    return data
