from datetime import datetime, time
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from conferences.day_mode import address_of_day, day_mode_of
from conferences.day_page import read_day
from conferences.domain.holding import forget_part, time_part
from conferences.formats import Part
from conferences.forms.day import PartTimeForm
from conferences.forms.meetings import CLOCKS_CHANGE, in_local_time
from conferences.meeting_page import meeting_context
from conferences.models import Meeting
from conferences.views.loading import load_meeting

TAB = "conferences:meeting_day"


@require_GET
@requires(Permission.MEETING_RECORD)
def meeting_day(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Who came, when the parts began, whose views were read out: a tap for each."""
    meeting, case = load_meeting(request, public_id, Permission.MEETING_RECORD)
    today = timezone.localdate()
    starts_on = timezone.localdate(meeting.starts_at) if meeting.starts_at else None
    return render(
        request,
        "conferences/day/day.html",
        meeting_context(
            request,
            meeting,
            case,
            TAB,
            day=read_day(meeting, request.user),
            day_mode=day_mode_of(request, meeting),
            lies_ahead=starts_on is None or starts_on > today,
            is_today=starts_on == today,
            locks_after=getattr(request, "session_ends", None),
        ),
    )


@require_POST
@requires(Permission.MEETING_PREPARE)
def part_time(request: UserRequest, public_id: UUID, key: str) -> HttpResponse:
    """Record when a part of the day began and ended; times alone, whatever else is sent."""
    meeting, _case = load_meeting(request, public_id, Permission.MEETING_PREPARE)
    try:
        part = meeting.declared.part(key)
    except KeyError as unknown:
        raise Http404 from unknown
    try:
        _record(meeting, part, request)
    except ValidationError as error:
        messages.error(request, f"{part.label}: {error.messages[0]}")
    return redirect(f"{address_of_day(meeting)}#part-{key}")


def _record(meeting: Meeting, part: Part, request: UserRequest) -> None:
    what = request.POST.get("what", "")
    now = timezone.now()
    if what == "begin":
        time_part(meeting, part.key, by=request.user, began_at=now)
    elif what == "end":
        time_part(meeting, part.key, by=request.user, ended_at=now)
    elif what == "undo":
        forget_part(meeting, part.key, by=request.user)
    else:
        form = PartTimeForm(request.POST, prefix=part.key)
        if not form.is_valid():
            raise ValidationError([error for errors in form.errors.values() for error in errors])
        began, ended = (
            _on_the_day(meeting, form.cleaned_data[name]) for name in ("began", "ended")
        )
        if began is None and ended is None:
            raise ValidationError("Enter when it began or ended.")
        time_part(meeting, part.key, by=request.user, began_at=began, ended_at=ended)


def _on_the_day(meeting: Meeting, clock: time | None) -> datetime | None:
    """A time of the clock on the meeting's day."""
    if clock is None or meeting.starts_at is None:
        return None
    day = timezone.localtime(meeting.starts_at).date()
    try:
        return in_local_time(datetime.combine(day, clock))
    except ValueError:
        raise ValidationError(CLOCKS_CHANGE) from None
