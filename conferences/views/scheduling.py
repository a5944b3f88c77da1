from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once, submitted_before
from cases.access import may
from cases.models import Case
from conferences.availability_words import People, people_of
from conferences.clashes import must_not_meet
from conferences.domain.booking import DoubleBooked, book_meeting, confirm_booking
from conferences.domain.dates import postponements
from conferences.forms.scheduling import BookForm, SearchForm, slot_value
from conferences.meeting_page import meeting_context
from conferences.meeting_timescale import meet_by, timescale_of, timescale_words
from conferences.models import Meeting
from conferences.slots import Survey, survey_days
from conferences.views.loading import load_meeting
from restorative.conflicts import StaleVersion

SHOWN = 8


@require_GET
@requires(Permission.MEETING_RECORD)
def find_date(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Times that fit all that a meeting needs, best first, and why other days do not."""
    meeting, case = load_meeting(request, public_id, Permission.MEETING_RECORD)
    data = request.GET if "length" in request.GET else None
    search = SearchForm(data or SearchForm.initial_data(meeting, meet_by(meeting)), meeting=meeting)
    form = BookForm(meeting=meeting, initial=_initial(meeting))
    return _page(request, meeting, case, search, form)


@require_POST
@requires(Permission.MEETING_ARRANGE)
def meeting_book(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Book one of the times that were found; with others in its place when it was taken."""
    meeting, case = load_meeting(request, public_id, Permission.MEETING_ARRANGE)
    if earlier := submitted_before(request):
        return earlier
    form = BookForm(request.POST, meeting=meeting)
    error: ValidationError | None = None
    status = 200
    if form.is_valid():
        try:
            return submit_once(request, lambda: _book(request, meeting, form))
        except StaleVersion:
            meeting.refresh_from_db()
            error, status = ValidationError(CHANGED), 409
        except DoubleBooked as refusal:
            error, status = ValidationError([*refusal.messages, "Other times are below."]), 409
        except ValidationError as refusal:
            error = refusal
    if error:
        data = request.POST.copy()
        data["version"] = str(meeting.version)
        data.pop("slot", None)
        form = BookForm(data, meeting=meeting)
        form.is_valid()
        form.errors.pop("slot", None)
        form.add_error(None, error)
    posted = request.POST if "length" in request.POST else None
    search = SearchForm(
        posted or SearchForm.initial_data(meeting, meet_by(meeting)), meeting=meeting
    )
    return _page(request, meeting, case, search, form, status=status)


CHANGED = "Somebody changed the date while you were choosing. It now stands above. Choose again."


def _book(request: UserRequest, meeting: Meeting, form: BookForm) -> str:
    starts_at, ends_at, resources = form.cleaned_data["slot"]
    book_meeting(
        meeting,
        by=request.user,
        version=form.cleaned_data["version"],
        starts_at=starts_at,
        ends_at=ends_at,
        resources=resources,
        place=form.cleaned_data["place"],
        why=form.cleaned_data.get("why", ""),
        asked_by=form.cleaned_data.get("asked_by", ""),
    )
    messages.success(request, "The date is booked.")
    return reverse("conferences:find_date", kwargs={"public_id": meeting.public_id})


def _initial(meeting: Meeting) -> dict[str, Any]:
    return {"version": meeting.version}


def _page(
    request: UserRequest,
    meeting: Meeting,
    case: Case,
    search: SearchForm,
    form: BookForm,
    *,
    status: int = 200,
) -> HttpResponse:
    survey = Survey()
    may_book = may(request.user, Permission.MEETING_ARRANGE, case)
    if search.is_valid() and may_book and not meeting.stage_now.is_last:
        survey = survey_days(
            meeting,
            resources_wanted=search.groups,
            length=search.length_chosen,
            between=(search.cleaned_data["earliest"], search.cleaned_data["latest"]),
            weekends=search.cleaned_data["weekends"],
            seen_by=request.user,
        )
    people: People = people_of(meeting, request.user)
    bookings = meeting.bookings.standing().select_related("resource", "confirmed_by")
    slots = survey.slots[:SHOWN]
    context = {
        "search": search,
        "form": form,
        "form_token": new_form_token(),
        "searched_for": search.words if search.is_valid() else "",
        "survey": survey,
        "timescale_words": timescale_words(meeting, timescale_of(meeting)),
        "slots": [(slot_value(slot), slot) for slot in slots],
        "needs_place": any(slot.venue is None for slot in slots),
        "searched": [
            (name, value)
            for name in search.data
            for value in _values(search.data, name)
            if name.split("_")[0] in SEARCHED
        ],
        "people": people,
        "bookings": bookings.order_by("resource__kind", "pk"),
        "moved": postponements(meeting),
        "apart": must_not_meet(meeting, seen_by=request.user),
    }
    return render(
        request,
        "conferences/scheduling/find_date.html",
        meeting_context(request, meeting, case, "conferences:find_date", **context),
        status=status,
    )


# The first words of the names under which a search is sent along with what is booked.
SEARCHED = frozenset(name.split("_")[0] for name in SearchForm.base_fields)


def _values(data: Any, name: str) -> list[str]:
    if hasattr(data, "getlist"):
        return list(data.getlist(name))
    return data[name] if isinstance(data[name], list) else [data[name]]


@require_POST
@requires(Permission.MEETING_ARRANGE)
def booking_confirm(request: UserRequest, public_id: UUID, booking_id: int) -> HttpResponse:
    """Note that a venue, interpreter or advocate said yes."""
    meeting, _ = load_meeting(request, public_id, Permission.MEETING_ARRANGE)
    booking = get_object_or_404(meeting.bookings.select_related("resource"), pk=booking_id)
    try:
        confirm_booking(booking, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, f"{booking.resource} has confirmed.")
    return redirect("conferences:find_date", public_id=meeting.public_id)
