from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from conferences.domain.agreeing import (
    agree_plan,
    forget_agreement,
    record_agreement,
    record_family_answer,
    respond_to_action,
    respond_to_plan,
)
from conferences.forms.plan_answers import (
    ActionResponseForm,
    AgreeForm,
    AgreementsForm,
    FamilyAnswerForm,
    RespondForm,
)
from conferences.models import FamilyPlan, PlanAction
from conferences.plan_page import agreement_rows, may_read, plan_context
from conferences.views.plan_loading import (
    check_writing,
    load_action,
    load_plan,
    not_put_page,
    plan_page,
    plan_url,
    say_what_is_wrong,
    sent,
)


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_PREPARE)
def plan_agreements(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Each person by name: whether they agree."""
    plan, meeting, case = load_plan(request, public_id, Permission.MEETING_PREPARE)
    check_writing(plan)
    rows = agreement_rows(plan, request.user)
    form = AgreementsForm(sent(request), rows=rows)
    if form.is_valid():

        def act() -> str:
            for person, answer, words in form.said():
                if answer:
                    record_agreement(plan, person, by=request.user, answer=answer, words=words)
                else:
                    forget_agreement(plan, person, by=request.user)
            messages.success(request, "Who agrees has been saved.")
            return plan_url(plan)

        try:
            return submit_once(request, act)
        except ValidationError as error:
            say_what_is_wrong(form, error)
    return plan_page(
        request,
        "plan_agreements.html",
        meeting,
        case,
        plan=plan,
        form=form,
        form_token=new_form_token(),
        back=plan_url(plan),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_PREPARE)
def plan_agree(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Check what is answered and who agrees; then keep the plan as agreed."""
    plan, meeting, case = load_plan(request, public_id, Permission.MEETING_PREPARE)
    form = AgreeForm(sent(request))
    if form.is_valid():

        def act() -> str:
            agree_plan(plan, by=request.user)
            messages.success(request, "The plan is agreed. Next, each person gets their copy.")
            return plan_url(plan)

        try:
            return submit_once(request, act)
        except ValidationError as error:
            say_what_is_wrong(form, error)
    context = plan_context(plan, request.user, case)
    return plan_page(
        request,
        "plan_agree.html",
        meeting,
        case,
        form_token=new_form_token(),
        form=form,
        open_count=sum(not row.answers for row in context["item_rows"]),
        back=plan_url(plan),
        **context,
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_ANSWER)
def plan_respond(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Answer for the authority: it agrees, or states the risk of significant harm."""
    plan, meeting, case = load_plan(request, public_id, Permission.PLAN_ANSWER)
    if not may_read(request.user, plan, case):
        return not_put_page(request, meeting, case)
    form = RespondForm(sent(request))
    if form.is_valid():

        def act() -> str:
            agrees = form.cleaned_data["agrees"] == "yes"
            harm = "" if agrees else form.cleaned_data["harm"]
            respond_to_plan(plan, by=request.user, agrees=agrees, harm=harm)
            messages.success(request, "The answer has been recorded.")
            return plan_url(plan)

        try:
            return submit_once(request, act)
        except ValidationError as error:
            say_what_is_wrong(form, error)
    return plan_page(
        request,
        "plan_respond.html",
        meeting,
        case,
        form=form,
        form_token=new_form_token(),
        is_open=plan.state in (FamilyPlan.State.WRITING, FamilyPlan.State.AGREED),
        back=plan_url(plan),
        **plan_context(plan, request.user, case),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.PLAN_ANSWER)
def action_respond(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Answer what one action asks of the authority."""
    action, meeting, case = load_action(request, public_id, Permission.PLAN_ANSWER)
    plan = action.plan
    if not may_read(request.user, plan, case):
        return not_put_page(request, meeting, case)
    initial = {"approver": action.approver, "answer": action.asked_answer}
    if action.asked_state != PlanAction.Asked.WAITING:
        initial["state"] = action.asked_state
    form = ActionResponseForm(sent(request), initial=initial)
    if form.is_valid():

        def act() -> str:
            respond_to_action(action, by=request.user, **form.cleaned_data)
            messages.success(request, "The answer has been recorded.")
            return plan_url(plan)

        try:
            return submit_once(request, act)
        except ValidationError as error:
            say_what_is_wrong(form, error)
    return plan_page(
        request,
        "action_respond.html",
        meeting,
        case,
        plan=plan,
        action=action,
        form=form,
        form_token=new_form_token(),
        back=plan_url(plan),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_PREPARE)
def plan_family_answer(request: UserRequest, public_id: UUID) -> HttpResponse:
    """What the family says to a refusal, in its words."""
    plan, meeting, case = load_plan(request, public_id, Permission.MEETING_PREPARE)
    form = FamilyAnswerForm(sent(request), initial={"words": plan.family_answer})
    if form.is_valid():

        def act() -> str:
            record_family_answer(plan, by=request.user, words=form.cleaned_data["words"])
            messages.success(request, "The family’s answer has been saved.")
            return plan_url(plan)

        try:
            return submit_once(request, act)
        except ValidationError as error:
            say_what_is_wrong(form, error)
    return plan_page(
        request,
        "plan_family_answer.html",
        meeting,
        case,
        plan=plan,
        form=form,
        form_token=new_form_token(),
        back=plan_url(plan),
    )
