from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from cases.drafts import clear_draft, find_draft, prefill_and_compare
from cases.views.case_loading import Conflict, with_version
from conferences.domain.gathering import (
    add_new_person,
    add_participant,
    change_participant,
    remove_participant,
)
from conferences.domain.preparing import spoken_name
from conferences.forms.people import (
    InitialsForm,
    KnownForm,
    NewPersonForm,
    ParticipantForm,
    RemoveForm,
)
from conferences.invitations.passing_on import may_pass_on
from conferences.known_people import known_people
from conferences.meeting_page import meeting_context
from conferences.models import Participant
from conferences.participants_page import reads_worries
from conferences.views.loading import load_meeting, load_participant
from conferences.views.people_preparing import draft_key, others_of
from restorative.conflicts import StaleVersion

TAB = "conferences:meeting_people"


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_PREPARE)
def participant_add(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Add those who are known at one press, somebody new, to the network as well, or initials."""
    meeting, case = load_meeting(request, public_id, Permission.MEETING_PREPARE)
    known = known_people(meeting, case, request.user)
    back = reverse(TAB, kwargs={"public_id": meeting.public_id})
    is_new = request.method == "POST" and "first_name" in request.POST
    has_initials = request.method == "POST" and "initials" in request.POST
    known_form = KnownForm(
        request.POST if request.method == "POST" and not (is_new or has_initials) else None,
        choices=[(one.key, one.label) for one in known],
    )
    new_form = NewPersonForm(request.POST if is_new else None, declared=meeting.declared)
    initials_form = InitialsForm(request.POST if has_initials else None, declared=meeting.declared)
    form = new_form if is_new else initials_form if has_initials else known_form
    if form.is_valid():

        def act() -> str:
            if is_new:
                add_new_person(meeting, by=request.user, **new_form.cleaned_data)
            elif has_initials:
                add_participant(meeting, by=request.user, **initials_form.said)
            else:
                chosen = set(known_form.cleaned_data["known"])
                for one in known:
                    if one.key in chosen:
                        one.add(request.user)
            messages.success(request, "Added.")
            return back

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
    context = {
        "known": known,
        "known_form": known_form,
        "new_form": new_form,
        "initials_form": initials_form,
        "form_token": new_form_token(),
        "back": back,
    }
    return render(
        request,
        "conferences/people/add.html",
        meeting_context(request, meeting, case, TAB, **context),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_PREPARE)
def participant_edit(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Change part, side, way, views and worries. When somebody was faster, both are shown."""
    participant, meeting, case = load_participant(request, public_id, Permission.MEETING_PREPARE)
    key = draft_key("meeting-person", case, participant, request, "Somebody in a meeting")
    draft = find_draft(request.user, key)
    with_worries = reads_worries(case, request.user)
    others = others_of(participant, request)

    def form_for(data: object, one: Participant) -> ParticipantForm:
        return ParticipantForm(
            data,
            participant=one,
            others=others,
            with_worries=with_worries,
            adults=may_pass_on(one, others),
        )

    form = form_for(request.POST or None, participant)
    conflict = None
    if draft and prefill_and_compare(form, draft, version=participant.version):
        yours = _said(form.initial, participant)
        conflict = _conflict(participant, yours, with_worries=with_worries)
    if form.is_valid():
        try:
            change_participant(
                participant,
                by=request.user,
                version=form.cleaned_data["version"],
                changes=form.changes,
            )
        except StaleVersion:
            now = Participant.objects.with_names().get(pk=participant.pk)
            now.meeting = meeting
            conflict = _conflict(now, _said(form.cleaned_data, now), with_worries=with_worries)
            form = form_for(with_version(request.POST, now.version), now)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            clear_draft(request.user, key)
            messages.success(request, "Saved.")
            return redirect(participant)
    context = {
        "participant": participant,
        "name": spoken_name(participant),
        "form": form,
        "conflict": conflict,
        "draft_key": key,
        "draft": None if form.is_bound else draft,
    }
    return render(
        request,
        "conferences/people/edit.html",
        meeting_context(request, meeting, case, TAB, **context),
        status=409 if conflict and form.is_bound else 200,
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_PREPARE)
def participant_remove(request: UserRequest, public_id: UUID) -> HttpResponse:
    participant, meeting, case = load_participant(request, public_id, Permission.MEETING_PREPARE)
    form = RemoveForm(request.POST or None)
    if form.is_valid():
        try:
            remove_participant(participant, by=request.user, why=form.cleaned_data["why"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "They are no longer part of the meeting.")
            return redirect(TAB, public_id=meeting.public_id)
    context = {"participant": participant, "name": spoken_name(participant), "form": form}
    return render(
        request,
        "conferences/people/remove.html",
        meeting_context(request, meeting, case, TAB, **context),
    )


def _conflict(now: Participant, yours: str, *, with_worries: bool) -> Conflict:
    names = ("part", "family_side", "relation", "suggested_by", "way", "willing", "views")
    theirs = {name: getattr(now, name) for name in names} | {"is_required": now.is_required}
    if with_worries:
        theirs["worries"] = now.worries
    return Conflict(who=None, at=None, what="This person", theirs=_said(theirs, now), yours=yours)


def _said(said: Mapping[str, object], about: Participant) -> str:
    """What a form holds as lines, each with the label of its field."""
    lines = []
    for name, field in ParticipantForm.base_fields.items():
        value = said.get(name)
        if name in ("version", "supports", "messages_to") or value in (None, ""):
            continue
        if isinstance(value, bool):
            value = "Required" if value else "Welcome"
        choices = dict(getattr(field, "choices", ()))
        if name == "part":
            role = about.meeting.declared.role(str(value))
            choices = {value: role.label if role else about.get_part_display()}
        label = str(field.label).removesuffix(" (optional)")
        lines.append(f"{label} {choices.get(value, value)}")
    return "\n".join(lines)
