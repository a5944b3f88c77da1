"""Fetching a plan and what belongs to it, with the meeting and the case it is made for."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.permissions import Permission
from accounts.requests import UserRequest
from cases.models import Case
from conferences.meeting_page import meeting_context
from conferences.models import FamilyPlan, Meeting, Participant, PlanAction, PlanCopy
from conferences.views.loading import load_meeting

PLAN = "conferences:meeting_plan"


def load_plan(
    request: UserRequest, public_id: UUID, permission: Permission
) -> tuple[FamilyPlan, Meeting, Case]:
    """Fetch a plan with its meeting and case; 404 and 403 as for the case."""
    plans = FamilyPlan.objects.visible_to(request.user).select_related("meeting")
    plan = get_object_or_404(
        plans.select_related("family_lead__person", "family_lead__user", "amends"),
        public_id=public_id,
    )
    meeting, case = load_meeting(request, plan.meeting.public_id, permission, thing=plan)
    return plan, meeting, case


def load_action(
    request: UserRequest, public_id: UUID, permission: Permission
) -> tuple[PlanAction, Meeting, Case]:
    actions = PlanAction.objects.visible_to(request.user).select_related(
        "plan__meeting", "participant__person", "participant__user", "checker__person"
    )
    action = get_object_or_404(actions.select_related("checker__user"), public_id=public_id)
    meeting, case = load_meeting(
        request, action.plan.meeting.public_id, permission, thing=action.plan
    )
    return action, meeting, case


def load_copy(
    request: UserRequest, public_id: UUID, permission: Permission = Permission.MEETING_RECORD
) -> tuple[PlanCopy, Meeting, Case]:
    """Fetch a copy. One for somebody who may not be known of is not there."""
    copies = PlanCopy.objects.visible_to(request.user).select_related(
        "plan__meeting", "participant__person", "participant__user", "participant__resource"
    )
    people = Participant.objects.visible_to(request.user)
    copy = get_object_or_404(
        copies.select_related("checked_by", "made_by").filter(participant__in=people),
        public_id=public_id,
    )
    meeting, case = load_meeting(request, copy.plan.meeting.public_id, permission, thing=copy)
    return copy, meeting, case


def people_of(
    request: UserRequest, meeting: Meeting, *named: Participant | None
) -> list[Participant]:
    """Those who take part in a meeting now, as far as this person may know of them.

    Whoever is kept away is offered for nothing, but for those who are `named` already.
    """
    people = Participant.objects.visible_to(request.user).filter(meeting=meeting).current()
    there = {one.pk for one in named if one}
    return [
        one for one in people.with_names().order_by("pk") if not one.is_kept_away or one.pk in there
    ]


def find_person(request: UserRequest, meeting: Meeting, key: str) -> Participant:
    """One of the meeting who can be reached, by the id in an address; 404 otherwise."""
    try:
        public_id = UUID(key)
    except ValueError:
        raise Http404 from None
    people = Participant.objects.visible_to(request.user).filter(meeting=meeting).reachable()
    person: Participant = get_object_or_404(people.with_names(), public_id=public_id)
    return person


def plan_page(
    request: UserRequest,
    template: str,
    meeting: Meeting,
    case: Case,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Render a page of a plan under its meeting's Plan tab."""
    full = meeting_context(request, meeting, case, PLAN, **context)
    return render(request, f"conferences/planning/{template}", full, status=status)


def not_put_page(request: UserRequest, meeting: Meeting, case: Case) -> HttpResponse:
    """What the authority sees while the family is still writing."""
    return plan_page(
        request,
        "not_put.html",
        meeting,
        case,
        status=409 if request.method == "POST" else 200,
    )


def plan_url(plan: FamilyPlan) -> str:
    return reverse(PLAN, kwargs={"public_id": plan.meeting.public_id})


def act_and_return(
    request: UserRequest, act: Callable[[], object], *, done: str, back: str
) -> HttpResponse:
    """Do what a button on a page asks; what stands in the way is said on the page it leads to."""
    try:
        act()
    except ValidationError as refusal:
        for sentence in refusal.messages:
            messages.info(request, sentence)
    else:
        if done:
            messages.success(request, done)
    return redirect(back)


def sent(request: UserRequest) -> QueryDict | None:
    """What a form was sent with, be it nothing at all; None while it is only looked at."""
    return request.POST if request.method == "POST" else None


def say_what_is_wrong(form: Form, error: ValidationError) -> None:
    """Put each message beside its field, where the form has that field; otherwise on top."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def check_writing(plan: FamilyPlan) -> None:
    """Refuse the form of a plan that can no longer change, before anything is typed."""
    if plan.state != FamilyPlan.State.WRITING:
        raise PermissionDenied(
            "This version of the plan can no longer be changed. Make an amendment."
        )
