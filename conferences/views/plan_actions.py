from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from cases.views.case_loading import with_version
from conferences.domain.planning import (
    add_action,
    answer_item,
    edit_action,
    items_of,
    move_action,
    remove_action,
)
from conferences.forms.plan_answers import ItemAnswerForm
from conferences.forms.planning import ActionForm
from conferences.models import BriefItem, PlanAction
from conferences.plan_page import action_rows
from conferences.views.plan_loading import (
    act_and_return,
    check_writing,
    load_action,
    load_plan,
    people_of,
    plan_page,
    plan_url,
    say_what_is_wrong,
    sent,
)
from restorative.conflicts import StaleVersion


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_PREPARE)
def action_add(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Add an action, then straight to the next one: those that are there stand below."""
    plan, meeting, case = load_plan(request, public_id, Permission.MEETING_PREPARE)
    check_writing(plan)
    form = ActionForm(sent(request), people=people_of(request, meeting), items=items_of(plan))
    if form.is_valid():

        def act() -> str:
            action = add_action(plan, by=request.user, **form.said())
            messages.success(request, f"Action {action.position} is in the plan.")
            if "done" in request.POST:
                return plan_url(plan)
            return reverse("conferences:action_add", kwargs={"public_id": plan.public_id})

        try:
            return submit_once(request, act)
        except ValidationError as error:
            say_what_is_wrong(form, error)
    return plan_page(
        request,
        "action_add.html",
        meeting,
        case,
        plan=plan,
        form=form,
        form_token=new_form_token(),
        rows=action_rows(plan, request.user),
        back=plan_url(plan),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_PREPARE)
def action_edit(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Change an action. When somebody was faster, both versions are shown."""
    action, meeting, case = load_action(request, public_id, Permission.MEETING_PREPARE)
    plan = action.plan
    check_writing(plan)
    asked: dict[str, Any] = {
        "people": people_of(request, meeting, action.participant, action.checker),
        "items": items_of(plan),
    }
    form = ActionForm(sent(request), action=action, **asked)
    conflict = None
    if form.is_valid():

        def act() -> str:
            version = form.cleaned_data["version"] or action.version
            edit_action(action, by=request.user, version=version, **form.said())
            messages.success(request, "The action has been changed.")
            return plan_url(plan)

        try:
            return submit_once(request, act)
        except StaleVersion:
            now = PlanAction.objects.visible_to(request.user).get(pk=action.pk)
            said = form.cleaned_data
            conflict = {"theirs": f"{now.who}: {now.what}", "yours": said["what"]}
            form = ActionForm(with_version(request.POST, now.version), action=now, **asked)
        except ValidationError as error:
            say_what_is_wrong(form, error)
    return plan_page(
        request,
        "action_edit.html",
        meeting,
        case,
        plan=plan,
        action=action,
        form=form,
        form_token=new_form_token(),
        conflict=conflict,
        back=plan_url(plan),
        status=409 if conflict else 200,
    )


@require_POST
@requires(Permission.MEETING_PREPARE)
def action_remove(request: UserRequest, public_id: UUID) -> HttpResponse:
    action, _, _ = load_action(request, public_id, Permission.MEETING_PREPARE)
    return act_and_return(
        request,
        lambda: remove_action(action, by=request.user),
        done="The action is no longer in the plan.",
        back=plan_url(action.plan),
    )


@require_POST
@requires(Permission.MEETING_PREPARE)
def action_move(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Move an action up or down by one."""
    action, _, _ = load_action(request, public_id, Permission.MEETING_PREPARE)
    up = request.POST.get("to") != "down"
    return act_and_return(
        request,
        lambda: move_action(action, by=request.user, up=up),
        done="",
        back=f"{plan_url(action.plan)}#action-{action.public_id}",
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_PREPARE)
def plan_answer_item(request: UserRequest, public_id: UUID, item_id: UUID) -> HttpResponse:
    """Answer one bottom line or question in words."""
    plan, meeting, case = load_plan(request, public_id, Permission.MEETING_PREPARE)
    check_writing(plan)
    items = BriefItem.objects.visible_to(request.user).to_be_answered()
    item = get_object_or_404(items.filter(brief__meeting=meeting), public_id=item_id)
    there = plan.answers.filter(item=item, action=None).first()
    form = ItemAnswerForm(sent(request), initial={"words": there.words if there else ""})
    if form.is_valid():

        def act() -> str:
            answer_item(plan, item, by=request.user, words=form.cleaned_data["words"])
            messages.success(request, "The answer has been saved.")
            return plan_url(plan)

        try:
            return submit_once(request, act)
        except ValidationError as error:
            say_what_is_wrong(form, error)
    return plan_page(
        request,
        "plan_answer_item.html",
        meeting,
        case,
        plan=plan,
        item=item,
        form=form,
        form_token=new_form_token(),
        back=plan_url(plan),
    )
