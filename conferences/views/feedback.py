from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from cases.models import Case
from conferences.domain.feeding_back import ask_for_feedback, decline_feedback, record_feedback
from conferences.domain.planning import called
from conferences.feedback_page import UNKNOWN, ask_again_on, feedback_rows, rates
from conferences.forms.following_up import AskForm, FeedbackForm
from conferences.meeting_page import meeting_context
from conferences.models import Feedback, Meeting, Participant
from conferences.views.loading import load_meeting
from conferences.views.plan_loading import act_and_return, say_what_is_wrong, sent

FEEDBACK = "conferences:meeting_feedback"


@require_GET
@requires(Permission.FEEDBACK_RECORD)
def meeting_feedback(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Who was asked, who answered, what they said, and how many answered of each side."""
    meeting, case = load_meeting(request, public_id, Permission.FEEDBACK_RECORD)
    return _feedback_page(request, meeting, case)


@require_POST
@requires(Permission.FEEDBACK_RECORD)
def feedback_ask(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Note that these people are asked."""
    meeting, case = load_meeting(request, public_id, Permission.FEEDBACK_RECORD)
    form = AskForm(request.POST, people=_askable(request, meeting))
    if form.is_valid():
        data = form.cleaned_data
        try:
            made = ask_for_feedback(meeting, data["people"], by=request.user, when=data["when"])
        except ValidationError as error:
            say_what_is_wrong(form, error)
        else:
            if made:
                messages.success(request, "It is noted who is asked.")
            else:
                messages.info(request, "They had all been asked already.")
            return redirect(FEEDBACK, meeting.public_id)
    return _feedback_page(request, meeting, case, form)


@require_http_methods(["GET", "POST"])
@requires(Permission.FEEDBACK_RECORD)
def feedback_record(request: UserRequest, public_id: UUID) -> HttpResponse:
    """What somebody answers, with words for answers; any question can be skipped."""
    feedback, meeting, case = _load(request, public_id)
    form = FeedbackForm(sent(request), feedback=feedback)
    back = reverse(FEEDBACK, kwargs={"public_id": meeting.public_id})
    if form.is_valid():

        def act() -> str:
            record_feedback(
                feedback,
                by=request.user,
                answers=form.answers(),
                words=form.cleaned_data["words"],
                may_quote=form.cleaned_data["may_quote"],
            )
            messages.success(request, "The feedback has been saved.")
            return back

        try:
            return submit_once(request, act)
        except ValidationError as error:
            say_what_is_wrong(form, error)
    context = {
        "feedback": feedback,
        "name": _name(request, feedback),
        "form": form,
        "form_token": new_form_token(),
        "back": back,
    }
    return render(
        request,
        "conferences/following_up/feedback_record.html",
        meeting_context(request, meeting, case, FEEDBACK, **context),
    )


@require_POST
@requires(Permission.FEEDBACK_RECORD)
def feedback_declined(request: UserRequest, public_id: UUID) -> HttpResponse:
    feedback, meeting, _ = _load(request, public_id)
    return act_and_return(
        request,
        lambda: decline_feedback(feedback, by=request.user),
        done="It is noted that they would rather not answer.",
        back=reverse(FEEDBACK, kwargs={"public_id": meeting.public_id}),
    )


def _feedback_page(
    request: UserRequest, meeting: Meeting, case: Case, form: AskForm | None = None
) -> HttpResponse:
    rows = feedback_rows(meeting, request.user)
    people = _askable(request, meeting)
    context = {
        "rows": rows,
        "rates": rates(rows),
        "times": Feedback.When.labels,
        "ask_again": ask_again_on(meeting),
        "form": form or (AskForm(people=people) if people else None),
    }
    return render(
        request,
        "conferences/following_up/meeting_feedback.html",
        meeting_context(request, meeting, case, FEEDBACK, **context),
    )


def _load(request: UserRequest, public_id: UUID) -> tuple[Feedback, Meeting, Case]:
    rows = Feedback.objects.visible_to(request.user).select_related("meeting", "participant")
    feedback = get_object_or_404(rows, public_id=public_id)
    meeting, case = load_meeting(
        request, feedback.meeting.public_id, Permission.FEEDBACK_RECORD, thing=feedback
    )
    return feedback, meeting, case


def _askable(request: UserRequest, meeting: Meeting) -> list[Participant]:
    people = Participant.objects.visible_to(request.user).filter(meeting=meeting).reachable()
    return list(people.with_names().order_by("pk"))


def _name(request: UserRequest, feedback: Feedback) -> str:
    people = Participant.objects.visible_to(request.user).with_names()
    person = people.filter(pk=feedback.participant_id or 0).first()
    return called(person) if person else UNKNOWN
