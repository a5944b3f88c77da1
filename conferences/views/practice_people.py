"""Who sits in a circle: by initials, several at a time; those known on a case at one press."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from conferences.domain.gathering import add_participant, remove_participant
from conferences.forms.people import KnownForm
from conferences.forms.practice import WhoForm
from conferences.known_people import known_people
from conferences.meeting_page import work_context
from conferences.models import Participant
from conferences.practice_page import people_in
from conferences.standing import Standing
from conferences.views.loading import load_work
from conferences.views.practice import load_practice

TAB = "conferences:meeting_who"
TAKEN_OFF = "Entered by mistake, or does not take part after all"


@require_GET
@requires(Permission.MEETING_VIEW)
def meeting_who(request: UserRequest, public_id: UUID) -> HttpResponse:
    standing = load_work(request, public_id, Permission.MEETING_VIEW)
    _has_the_page(standing)
    context = {
        "people": people_in(standing),
        "may_keep": standing.may_keep,
    }
    return render(
        request,
        "conferences/practice/who.html",
        work_context(request, standing, TAB, **context),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.PRACTICE_KEEP)
def practice_who_add(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Add several by initials, or those who are known around the case already."""
    standing = load_practice(request, public_id)
    _has_the_page(standing)
    meeting = standing.meeting
    case = standing.case
    known = known_people(meeting, case, request.user) if case is not None else []
    posted = request.POST if request.method == "POST" else None
    is_known = posted is not None and "who" not in posted
    form = WhoForm(None if is_known else posted, declared=meeting.declared)
    known_form = KnownForm(
        posted if is_known else None, choices=[(one.key, one.label) for one in known]
    )
    sent = known_form if is_known else form
    back = reverse(TAB, kwargs={"public_id": meeting.public_id})
    if sent.is_valid():

        def act() -> str:
            with transaction.atomic():
                if is_known:
                    chosen = set(known_form.cleaned_data["known"])
                    for one in known:
                        if one.key in chosen:
                            one.add(request.user)
                else:
                    for initials in form.cleaned_data["who"]:
                        add_participant(
                            meeting,
                            by=request.user,
                            part=form.cleaned_data["part"],
                            initials=initials,
                        )
            messages.success(request, "Added.")
            return back

        try:
            return submit_once(request, act)
        except ValidationError as error:
            sent.add_error(None, error)
    context = {
        "form": form,
        "known": known,
        "known_form": known_form,
        "form_token": new_form_token(),
        "back": back,
    }
    return render(
        request,
        "conferences/practice/who_add.html",
        work_context(request, standing, TAB, **context),
    )


@require_POST
@requires(Permission.PRACTICE_KEEP)
def practice_who_remove(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Take somebody off the list who was entered by mistake."""
    participant: Participant = get_object_or_404(
        Participant.objects.visible_to(request.user).current().select_related("meeting"),
        public_id=public_id,
    )
    standing = load_practice(request, participant.meeting.public_id)
    _has_the_page(standing)
    try:
        remove_participant(participant, by=request.user, why=TAKEN_OFF)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, "Taken off the list.")
    return redirect(TAB, public_id=standing.meeting.public_id)


def _has_the_page(standing: Standing) -> None:
    if "who" not in standing.meeting.declared.tabs:
        raise Http404
