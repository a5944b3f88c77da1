from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from cases.case_page import case_context, hooks
from cases.domain.closing import (
    close_case,
    closing_blockers,
    hold_case,
    mark_not_viable,
    meeting_ahead,
    resume_case,
    unfollowed_alerts,
    withdraw_case,
)
from cases.domain.referring import start_referral
from cases.drafts import DraftKey, clear_draft, find_draft, prefill
from cases.forms.closing import CloseForm, EndForm, HoldForm, ReferAgainForm, ResumeForm
from cases.models import Case, Task
from cases.rules import check_referable_again
from cases.stages import CLOSE, HOLD, NOT_VIABLE, RESUME, WITHDRAW, Move
from cases.views.case_loading import load_sent_case
from cases.views.moving_on import moved_on, moved_on_page

SUMMARY = "cases:case_detail"


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_CLOSE)
def case_close(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Close a case with what came of it; first, see what is still open."""
    case = load_sent_case(request, public_id, Permission.CASE_CLOSE)
    key = DraftKey.of("close", case.public_id, title=f"Closing {case}", url=request.path)
    if case.stage not in CLOSE.sources:
        return moved_on_page(request, case, CLOSE, key=key)
    draft = find_draft(request.user, key)
    form = CloseForm(request.POST if request.method == "POST" else None)
    prefill(form, draft)
    if form.is_valid():
        data = form.cleaned_data

        def act() -> str:
            close_case(
                case, by=request.user, outcome=data["outcome"], why=data["why"], told=data["told"]
            )
            clear_draft(request.user, key)
            messages.success(request, f"{case} is closed. It can still be read.")
            return case.get_absolute_url()

        try:
            return submit_once(request, act)
        except ValidationError as error:
            if moved_on(error, CLOSE):
                return moved_on_page(request, case, CLOSE)
            form.add_error(None, error)
    context = {
        "form": form,
        "form_token": new_form_token(),
        "draft_key": key,
        "draft": None if form.is_bound else draft,
        "blockers": closing_blockers(case),
        "reminders": hooks.closing_reminders(case) if hooks.closing_reminders else [],
        "tasks": _open_tasks(request, case),
    }
    return render(request, "cases/case_close.html", case_context(request, case, SUMMARY, **context))


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_EDIT)
def case_hold(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Let a case rest, with the day on which somebody looks at it again."""
    case = load_sent_case(request, public_id, Permission.CASE_EDIT)
    key = DraftKey.of("hold", case.public_id, title=f"Putting {case} on hold", url=request.path)
    if case.stage not in HOLD.sources:
        return moved_on_page(request, case, HOLD, key=key)
    draft = find_draft(request.user, key)
    form = HoldForm(request.POST if request.method == "POST" else None)
    prefill(form, draft)
    if form.is_valid():
        data = form.cleaned_data

        def act() -> str:
            hold_case(case, data["why"], data["review_on"], by=request.user)
            clear_draft(request.user, key)
            until = f"{data['review_on']:%-d %B %Y}"
            messages.success(request, f"{case} is on hold. Look at it again on {until}.")
            return case.get_absolute_url()

        try:
            return submit_once(request, act)
        except ValidationError as error:
            if moved_on(error, HOLD):
                return moved_on_page(request, case, HOLD)
            form.add_error(None, error)
    context = {
        "form": form,
        "form_token": new_form_token(),
        "draft_key": key,
        "draft": None if form.is_bound else draft,
    }
    return render(request, "cases/case_hold.html", case_context(request, case, SUMMARY, **context))


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_EDIT)
def case_resume(request: UserRequest, public_id: UUID) -> HttpResponse:
    case = load_sent_case(request, public_id, Permission.CASE_EDIT)
    if case.stage not in RESUME.sources:
        return moved_on_page(request, case, RESUME)
    form = ResumeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():

        def act() -> str:
            resume_case(case, by=request.user, why=form.cleaned_data["why"])
            messages.success(request, f"{case} is taken up again.")
            return case.get_absolute_url()

        try:
            return submit_once(request, act)
        except ValidationError:
            return moved_on_page(request, case, RESUME)
    context = {"form": form, "form_token": new_form_token()}
    return render(
        request, "cases/case_resume.html", case_context(request, case, SUMMARY, **context)
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_EDIT)
def case_withdraw(request: UserRequest, public_id: UUID) -> HttpResponse:
    """End a case that the family or the referrer no longer wants."""
    case = load_sent_case(request, public_id, Permission.CASE_EDIT)
    done = f"{case} is withdrawn. It can still be read."
    return _end(request, case, WITHDRAW, withdraw_case, "cases/case_withdraw.html", done)


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_CLOSE)
def case_not_viable(request: UserRequest, public_id: UUID) -> HttpResponse:
    """End a case in which no safe way to meet, or no network, could be found."""
    case = load_sent_case(request, public_id, Permission.CASE_CLOSE)
    done = f"{case} is recorded as not viable. It can still be read."
    return _end(request, case, NOT_VIABLE, mark_not_viable, "cases/case_not_viable.html", done)


def _end(
    request: UserRequest,
    case: Case,
    move: Move,
    end: Callable[..., Case],
    template: str,
    done: str,
) -> HttpResponse:
    key = DraftKey.of(
        move.name.replace("_", "-"), case.public_id, title=f"Ending {case}", url=request.path
    )
    if case.stage not in move.sources:
        return moved_on_page(request, case, move, key=key)
    draft = find_draft(request.user, key)
    form = EndForm(request.POST if request.method == "POST" else None)
    prefill(form, draft)
    if form.is_valid():

        def act() -> str:
            end(case, form.cleaned_data["why"], by=request.user)
            clear_draft(request.user, key)
            messages.success(request, done)
            return case.get_absolute_url()

        try:
            return submit_once(request, act)
        except ValidationError as error:
            if moved_on(error, move):
                return moved_on_page(request, case, move)
            form.add_error(None, error)
    context = {
        "form": form,
        "form_token": new_form_token(),
        "draft_key": key,
        "draft": None if form.is_bound else draft,
        "still_open": unfollowed_alerts(case),
        "meeting": meeting_ahead(case),
        "tasks": _open_tasks(request, case),
    }
    return render(request, template, case_context(request, case, SUMMARY, **context))


@require_http_methods(["GET", "POST"])
@requires(Permission.REFERRAL_MAKE)
def case_refer_again(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Start a new referral for a family whose case has ended; the old record stays locked."""
    case = load_sent_case(request, public_id, Permission.REFERRAL_MAKE)
    form = ReferAgainForm(request.POST if request.method == "POST" else None)
    try:
        check_referable_again(case)
    except ValidationError as error:
        refusal = " ".join(error.messages)
    else:
        refusal = ""
    if form.is_valid() and not refusal:

        def act() -> str:
            again = start_referral(by=request.user, team=case.team, previous_case=case)
            return reverse("cases:referral_tasks", kwargs={"public_id": again.public_id})

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
    context = {
        "form": form,
        "form_token": new_form_token(),
        "refusal": refusal,
        "later": Case.objects.visible_to(request.user).filter(previous_case=case).order_by("-pk"),
    }
    return render(
        request, "cases/case_refer_again.html", case_context(request, case, SUMMARY, **context)
    )


def _open_tasks(request: UserRequest, case: Case) -> list[Task]:
    """What is still to do on the case, as far as this person may know; it ends with the case."""
    tasks = Task.objects.visible_to(request.user, case=case).open()
    return list(tasks.select_related("assigned_to").order_by("due_on", "pk"))
