from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from conferences.checklists import Checklist, items_of
from conferences.domain.checking import (
    MANAGER_AGREED,
    OF_EVERY_MEETING,
    may_agree,
    reopen_check,
    settle_check,
)
from conferences.forms.one_line import line_of
from conferences.meeting_page import meeting_context
from conferences.models import Check, Meeting, Participant
from conferences.rules_people import has_agreed, newest_risk
from conferences.views.loading import load_meeting, load_participant

TAB = "conferences:meeting_people"


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_RECORD)
def meeting_checklist(request: UserRequest, public_id: UUID) -> HttpResponse:
    """The meeting's own checklist; also where a prompt is answered and a manager agrees."""
    meeting, case = load_meeting(request, public_id, Permission.MEETING_RECORD)
    here = reverse("conferences:meeting_checklist", kwargs={"public_id": meeting.public_id})
    if request.method == "POST":
        from_people = request.POST.get("from") == "people"
        people = reverse(TAB, kwargs={"public_id": meeting.public_id})
        return _settle(request, meeting, None, back=people if from_people else here)
    risk = newest_risk(meeting)
    asked = Check.objects.filter(meeting=meeting, participant=None, key__in=OF_EVERY_MEETING)
    context = {
        "checklist": items_of(meeting),
        "action": here,
        "has_risk": risk is not None,
        "has_agreed": risk is not None and has_agreed(meeting, risk),
        "agreed": asked.filter(key=MANAGER_AGREED).select_related("by").first(),
        "may_agree": may_agree(meeting, request.user),
        "answered": [
            {"key": check.key, "label": OF_EVERY_MEETING[check.key], "check": check}
            for check in asked.exclude(key=MANAGER_AGREED).select_related("by")
        ],
    }
    return render(
        request,
        "conferences/people/checklist.html",
        meeting_context(request, meeting, case, TAB, **context),
    )


@require_POST
@requires(Permission.MEETING_PREPARE)
def participant_check(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Settle or reopen items of one person's checklist, all that were ticked at once."""
    participant, meeting, _ = load_participant(request, public_id, Permission.MEETING_PREPARE)
    back = f"{participant.get_absolute_url()}#checklist"
    return _settle(request, meeting, participant, back=back)


def _settle(
    request: UserRequest, meeting: Meeting, participant: Participant | None, *, back: str
) -> HttpResponseRedirect:
    """Do what a form of a checklist asks: one item (`key`), or the whole of what it showed."""
    try:
        with transaction.atomic():
            if request.POST.get("key"):
                _settle_one(request, meeting, participant)
            else:
                _settle_shown(request, meeting, participant, items_of(meeting, participant))
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, "Checklist saved.")
    return redirect(back)


def _settle_one(request: UserRequest, meeting: Meeting, participant: Participant | None) -> None:
    key, state = request.POST["key"], request.POST.get("state", Check.State.DONE)
    which: Any = {"by": request.user, "participant": participant}
    if state == "open":
        reopen_check(meeting, key, **which)
        return
    why = line_of(request.POST, "why", longest=300)
    settle_check(meeting, key, **which, state=state, why=why)


def _settle_shown(
    request: UserRequest, meeting: Meeting, participant: Participant | None, known: Checklist
) -> None:
    """Settle what was ticked and reopen what was unticked; what was not shown stays."""
    shown, ticked = set(request.POST.getlist("shown")), set(request.POST.getlist("done"))
    for line in known.lines:
        key = line.item.key
        if key not in shown:
            continue
        if key in ticked and not line.is_done:
            settle_check(meeting, key, by=request.user, participant=participant)
        elif key not in ticked and line.is_done:
            reopen_check(meeting, key, by=request.user, participant=participant)
