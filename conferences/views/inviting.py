"""The list of invitations, one of them, its letter and calendar file; answers and telling."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from cases.models import Case, Task
from conferences.domain.asking import look_at_releases, released_alone
from conferences.domain.inviting import (
    mark_told,
    record_answer,
    send_by_hand,
    send_invitation,
)
from conferences.forms.inviting import SENT_BY_HAND, AnswerForm, ToldForm
from conferences.invitations.calendar_file import addressed_to
from conferences.invitations.composing import Composed
from conferences.invitations.desk import Desk
from conferences.invitations.ledger import (
    by_itself,
    has_not_arrived,
    is_on_its_way,
    messages_of,
    words_of,
)
from conferences.invitations.letter import address_on, letter_html
from conferences.invitations.rows import composed_for_page, how_many_answered, rows_of
from conferences.invitations.ways import TOLD, Channel
from conferences.meeting_page import meeting_context
from conferences.models import Meeting, MeetingInvitation
from conferences.views.inviting_loading import load_invitation, where_to
from conferences.views.loading import load_meeting, load_participant
from restorative.pdf import PdfNotAvailable, pdf_from_html

TAB = "conferences:meeting_invitations"
State = MeetingInvitation.State


@require_GET
@requires(Permission.MEETING_RECORD)
def meeting_invitations(request: UserRequest, public_id: UUID) -> HttpResponse:
    meeting, case = load_meeting(request, public_id, Permission.MEETING_RECORD)
    desk = Desk(meeting, request.user)
    rows = rows_of(desk)
    answered, asked = how_many_answered(rows)
    context = {
        "rows": rows,
        "answered": answered,
        "asked": asked,
        "to_tell_again": [row for row in rows if row.why_stale],
        "waiting": [row for row in rows if row.waiting and row.waiting.state == State.WAITING],
        "to_look_at": _to_look_at(request, meeting, case),
        "can_write_to_any": any(row.can_write for row in rows),
    }
    return render(
        request,
        "conferences/inviting/meeting_invitations.html",
        meeting_context(request, meeting, case, TAB, **context),
    )


@require_POST
@requires(Permission.MEETING_PREPARE)
def releases_looked(request: UserRequest, public_id: UUID) -> HttpResponse:
    """A manager has looked at what one person wrote and released alone."""
    meeting, _ = load_meeting(request, public_id, Permission.MEETING_PREPARE)
    try:
        look_at_releases(meeting, by=request.user)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, "It is recorded that you have looked at them.")
    return redirect(list_of(meeting))


def _to_look_at(request: UserRequest, meeting: Meeting, case: Case) -> list[MeetingInvitation]:
    """What was released by one person, for a manager who is asked to look at it."""
    asked = Task.objects.owed_by(request.user).filter(case=case, kind=Task.Kind.CHECK_RELEASE)
    if not asked.exists():
        return []
    return list(released_alone(meeting).select_related("released_by"))


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_RECORD)
def invitation_detail(request: UserRequest, public_id: UUID) -> HttpResponse:
    """What exactly goes or went to one person, and the step that comes next."""
    invitation, meeting, case = load_invitation(request, public_id, Permission.MEETING_RECORD)
    error: list[str] = []
    if request.method == "POST":
        try:
            act = send_by_hand if "by_hand" in request.POST else send_invitation
            done = act(invitation, by=request.user)
        except ValidationError as refusal:
            error = refusal.messages
        else:
            messages.success(request, _sent_words(done))
            return redirect(list_of(meeting))
    message = messages_of([invitation.pk]).get(invitation.pk)
    is_going = invitation.state == State.READY and is_on_its_way(message)
    is_open = invitation.state in (State.READY, State.FAILED)
    context = {
        "invitation": invitation,
        "to": where_to(invitation),
        "text": invitation._text,
        "error": error,
        "state_words": words_of(invitation, message, timezone.now()),
        "is_bad": invitation.state == State.FAILED or has_not_arrived(message),
        "is_on_its_way": is_going,
        "can_send": is_open and not is_going and invitation.channel != Channel.TOLD,
        "can_send_by_hand": is_open
        and invitation.channel == Channel.TEXT
        and _goes_out(invitation),
        "can_drop": invitation.state in (State.READY, State.WAITING, State.FAILED),
        "by_hand": "" if _goes_out(invitation) else SENT_BY_HAND.get(invitation.channel, ""),
        "warnings": invitation.warnings.splitlines(),
        "address_by_hand": invitation.channel == Channel.LETTER and not address_on(invitation),
    }
    return render(
        request,
        "conferences/inviting/invitation_detail.html",
        meeting_context(request, meeting, case, TAB, **context),
        status=422 if error else 200,
    )


@require_GET
@requires(Permission.MEETING_RECORD)
def invitation_letter(request: UserRequest, public_id: UUID) -> HttpResponse:
    """The letter as a PDF; where none can be drawn here, as a page to print."""
    invitation, meeting, case = load_invitation(request, public_id, Permission.MEETING_RECORD)
    if invitation.channel != Channel.LETTER or invitation.state == State.WAITING:
        return _not_there(request, invitation, "There is no letter to print.")
    try:
        drawn = pdf_from_html(letter_html(invitation))
    except PdfNotAvailable:
        context = {
            "invitation": invitation,
            "text": invitation._text,
            "address": address_on(invitation),
        }
        return render(
            request,
            "conferences/inviting/invitation_letter.html",
            meeting_context(request, meeting, case, TAB, **context),
        )
    response = HttpResponse(drawn, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="letter.pdf"'
    return response


@require_GET
@requires(Permission.MEETING_RECORD)
def invitation_calendar(request: UserRequest, public_id: UUID) -> HttpResponse:
    """The calendar file; for a confidential address with nobody's in it."""
    invitation, _, _ = load_invitation(request, public_id, Permission.MEETING_RECORD)
    kept = invitation.calendar_file
    if not kept or invitation.state == State.WAITING:
        return _not_there(request, invitation, "There is no calendar entry to download.")
    to = where_to(invitation)
    written = addressed_to(kept, to) if "@" in to else kept
    response = HttpResponse(written, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="meeting.ics"'
    return response


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_PREPARE)
def answer_record(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Record an answer: from the list by one button, or on this page with more room."""
    participant, meeting, case = load_participant(request, public_id, Permission.MEETING_PREPARE)
    initial = {"answer": participant.answer, "words": participant.answer_words}
    form = AnswerForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            record_answer(participant, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "The answer has been recorded.")
            return redirect(list_of(meeting))
    context = {"form": form, "participant": participant, "back": list_of(meeting)}
    return render(
        request,
        "conferences/inviting/answer_record.html",
        meeting_context(request, meeting, case, TAB, **context),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_PREPARE)
def invitation_told(request: UserRequest, public_id: UUID) -> HttpResponse:
    """What to tell one person in person or by phone, and that they have been told."""
    participant, meeting, case = load_participant(request, public_id, Permission.MEETING_PREPARE)
    composed = composed_for_page(Desk(meeting, request.user), participant, TOLD)
    form = ToldForm(request.POST or None)
    if form.is_valid():

        def act() -> str:
            mark_told(participant, by=request.user, how=form.cleaned_data["how"])
            messages.success(request, "It has been recorded that they were told.")
            return list_of(meeting)

        try:
            return submit_once(request, act)
        except ValidationError as refusal:
            form.add_error(None, refusal)
    context = {
        "form": form,
        "form_token": new_form_token(),
        "participant": participant,
        "composed": composed if isinstance(composed, Composed) else None,
        "why_not": composed if isinstance(composed, str) else "",
        "back": list_of(meeting),
    }
    return render(
        request,
        "conferences/inviting/invitation_told.html",
        meeting_context(request, meeting, case, TAB, **context),
    )


def list_of(meeting: Meeting) -> str:
    return reverse(TAB, kwargs={"public_id": meeting.public_id})


def _not_there(request: UserRequest, invitation: MeetingInvitation, words: str) -> HttpResponse:
    messages.warning(request, words)
    return redirect(invitation)


def _goes_out(invitation: MeetingInvitation) -> bool:
    return invitation.channel in by_itself()


def _sent_words(invitation: MeetingInvitation) -> str:
    if invitation.state == State.READY:
        return "It is on its way."
    return {
        Channel.LETTER.value: "It has been recorded that the letter was posted.",
        Channel.TEXT.value: "It has been recorded that the text was sent.",
    }.get(invitation.channel, "Sent.")
