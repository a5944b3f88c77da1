from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.decorators import requires
from accounts.models import User
from accounts.permissions import Permission
from accounts.requests import UserRequest
from conferences.domain.seating import leave_seat, move_seat, seat_everyone, take_seat
from conferences.meeting_page import meeting_context
from conferences.models import Meeting, Participant
from conferences.seating_page import read_seating
from conferences.views.loading import load_meeting, load_participant

TAB = "conferences:meeting_day"


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_RECORD)
def meeting_seating(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Who sits beside whom: a list with buttons, the circle drawn beside it."""
    meeting, case = load_meeting(request, public_id, Permission.MEETING_RECORD)
    if request.method == "POST":
        seat_everyone(meeting, by=request.user)
        messages.success(request, "Everybody who will be there has a seat.")
        return redirect("conferences:meeting_seating", public_id=meeting.public_id)
    page = read_seating(meeting, request.user, moved=request.GET.get("moved", ""))
    return render(
        request,
        "conferences/circle/seating.html",
        meeting_context(request, meeting, case, TAB, page=page),
    )


@require_POST
@requires(Permission.MEETING_PREPARE)
def seat_move(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Move one person up or down, into the circle or out of it; the focus stays on them."""
    participant, meeting, _case = load_participant(request, public_id, Permission.MEETING_PREPARE)
    to = request.POST.get("to", "")
    try:
        _move(participant, to, request)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    address = reverse("conferences:meeting_seating", args=[meeting.public_id])
    anchor = _button(meeting, participant, to, request.user)
    return redirect(f"{address}?moved={participant.public_id}#{anchor}")


def _button(meeting: Meeting, participant: Participant, to: str, user: User) -> str:
    """The button to go on with, which a browser gives the focus: the same, while it is there."""
    key = str(participant.public_id)
    row = next(
        (row for row in read_seating(meeting, user).rows if str(row.participant.public_id) == key),
        None,
    )
    is_there = row and {"up": row.can_go_up, "down": row.can_go_down}.get(to)
    return f"{to}-{key}" if is_there else f"seat-{key}"


def _move(participant: Participant, to: str, request: UserRequest) -> None:
    if to in ("up", "down"):
        sat = request.POST.get("sat", "")
        move_seat(
            participant,
            by=request.user,
            up=to == "up",
            sat=int(sat[:6]) if sat.isascii() and sat.isdigit() else None,
        )
    elif to == "in":
        take_seat(participant, by=request.user)
    elif to == "out":
        leave_seat(participant, by=request.user)
    else:
        raise ValidationError("Choose where to move them.", code="no_such_move")
