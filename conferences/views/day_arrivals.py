from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.decorators import requires
from accounts.models import User
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from conferences.apart import pairs_of
from conferences.day_mode import address_of_day
from conferences.day_page import not_yet_in
from conferences.domain.gathering import add_walk_in
from conferences.domain.holding import (
    plan_arrival,
    read_out_views,
    record_apology,
    record_arrival,
    undo_arrival,
    unread_views,
)
from conferences.forms.day import ApologyForm, ArrivalPlanForm, ReaderForm, WalkInForm
from conferences.meeting_page import meeting_context
from conferences.models import Meeting, Participant
from conferences.readiness_words import address_of
from conferences.views.loading import load_meeting, load_participant
from conferences.walking_in import add_known, namesake_of, person_of

TAB = "conferences:meeting_day"


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_PREPARE)
def arrival_record(request: UserRequest, meeting_id: UUID, public_id: UUID) -> HttpResponse:
    """Record who came or sent apologies, or take it back. Kept away: a warning, no record.

    GET is the page behind "apologies" that also takes what they said, and the warning.
    """
    participant, meeting = _load(request, meeting_id, public_id)
    what = request.POST.get("what", "")
    form = ApologyForm(request.POST if what == "apologies" else None)
    error = ""
    if request.method == "POST" and not participant.is_kept_away:
        try:
            _record(participant, what, form, request.user)
            _warn_of_company(request, meeting, participant)
            return redirect(f"{address_of_day(meeting)}#person-{participant.public_id}")
        except ValidationError as refusal:
            error = refusal.messages[0]
    _meeting, case = load_meeting(request, meeting.public_id, Permission.MEETING_PREPARE)
    context = {
        "participant": participant,
        "form": form,
        "error": error,
        "people_url": address_of("conferences:participant_detail", participant),
    }
    template = "kept_away" if participant.is_kept_away else "apology"
    return render(
        request,
        f"conferences/day/{template}.html",
        meeting_context(request, meeting, case, TAB, **context),
        status=409 if request.method == "POST" and participant.is_kept_away else 200,
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_PREPARE)
def walk_in_add(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Add somebody who came unannounced: one tap to come here, one to press their name.

    A name that is on the list already, above all of somebody who is kept away, is asked
    about before anybody is added.
    """
    meeting, case = load_meeting(request, public_id, Permission.MEETING_PREPARE)
    if not meeting.declared.takes_walk_ins:
        raise Http404
    known = not_yet_in(meeting, case, request.user)
    namesake: Participant | None = None
    error = ""
    picked = person_of([one.person for one in known], request.POST.get("person", ""))
    form = WalkInForm(
        request.POST if request.method == "POST" and not picked else None,
        declared=meeting.declared,
    )
    try:
        if picked:
            person = picked
            return submit_once(
                request,
                lambda: _added(request, meeting, add_known(meeting, person, by=request.user)),
            )
        if form.is_valid():
            said = dict(form.cleaned_data)
            is_another = said["is_another"]
            if not is_another:
                namesake = namesake_of(meeting, request.user, said["first_name"], said["last_name"])
            if namesake is None:
                return submit_once(
                    request,
                    lambda: _added(request, meeting, add_walk_in(meeting, by=request.user, **said)),
                )
    except ValidationError as refusal:
        error = refusal.messages[0]
    context = {
        "form": form,
        "known": known,
        "namesake": namesake,
        "error": error,
        "form_token": new_form_token(),
    }
    return render(
        request,
        "conferences/day/walk_in.html",
        meeting_context(request, meeting, case, TAB, **context),
        status=409 if namesake and namesake.is_kept_away else 200,
    )


@require_POST
@requires(Permission.MEETING_PREPARE)
def views_read(request: UserRequest, meeting_id: UUID, public_id: UUID) -> HttpResponse:
    """Record that the views of somebody who is not there were read out, and by whom."""
    participant, meeting = _load(request, meeting_id, public_id)
    form = ReaderForm(request.POST)
    try:
        if request.POST.get("what") == "undo":
            unread_views(participant, by=request.user)
        elif form.is_valid():
            read_out_views(participant, by=request.user, reader=form.cleaned_data["reader"])
        else:
            raise ValidationError([error for errors in form.errors.values() for error in errors])
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    return redirect(f"{address_of_day(meeting)}#views-{participant.public_id}")


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_PREPARE)
def arrival_plan(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Say when somebody is to arrive and what to mind; for coordinators alone."""
    participant, meeting, case = load_participant(request, public_id, Permission.MEETING_PREPARE)
    initial = {"arrives_at": participant.arrives_at, "note": participant.arrival_note}
    form = ArrivalPlanForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            plan_arrival(
                participant,
                by=request.user,
                arrives_at=form.cleaned_data["arrives_at"],
                note=form.cleaned_data["note"],
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "The arrival has been planned.")
            return redirect("conferences:run_sheet", public_id=meeting.public_id)
    return render(
        request,
        "conferences/day/arrival_plan.html",
        meeting_context(request, meeting, case, TAB, form=form, participant=participant),
    )


def _load(request: UserRequest, meeting_id: UUID, public_id: UUID) -> tuple[Participant, Meeting]:
    """Fetch a participant of this very meeting: its address is what day mode keeps open."""
    participant, meeting, _case = load_participant(request, public_id, Permission.MEETING_PREPARE)
    if meeting.public_id != meeting_id:
        raise Http404
    return participant, meeting


def _record(participant: Participant, what: str, form: ApologyForm, by: User) -> None:
    if what == "here":
        record_arrival(participant, by=by)
    elif what == "undo":
        undo_arrival(participant, by=by)
    elif what == "apologies":
        if not form.is_valid():
            raise ValidationError([error for errors in form.errors.values() for error in errors])
        record_apology(participant, by=by, words=form.cleaned_data["words"])
    else:
        raise ValidationError("Say whether they came or sent apologies.", code="no_such_answer")


def _added(request: UserRequest, meeting: Meeting, participant: Participant) -> str:
    messages.success(request, f"{participant.name} is on the list.")
    _warn_of_company(request, meeting, participant)
    return f"{address_of_day(meeting)}#person-{participant.public_id}"


def _warn_of_company(request: UserRequest, meeting: Meeting, one: Participant) -> None:
    """Say at once when somebody comes in where another is from whom they are kept apart."""
    here = list(
        Participant.objects.visible_to(request.user)
        .filter(meeting=meeting, arrived_at__isnull=False)
        .current()
        .with_names()
    )
    if one.pk not in {other.pk for other in here}:
        return
    names = {other.pk: other.name for other in here}
    for pair in pairs_of(meeting, here, reader=request.user):
        other = pair.other_key(one.pk)
        if other:
            messages.warning(request, f"{one.name} and {names[other]} are to be kept apart.")
