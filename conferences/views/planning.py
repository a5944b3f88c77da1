import csv
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.spreadsheets import plain_cell
from accounts.submitting import new_form_token, submit_once
from cases.access import may
from cases.drafts import DraftKey, clear_draft, drafted_data, find_draft, prefill_and_compare
from cases.models import Case
from cases.views.case_loading import Conflict, with_version
from conferences.domain.agreeing import amend_plan, put_to_authority
from conferences.domain.planning import edit_plan, meeting_with_plan, start_plan
from conferences.forms.planning import PlanForm
from conferences.models import FamilyPlan, Participant
from conferences.openings import openings_of
from conferences.plan_export import HEADINGS, as_rows, as_text
from conferences.plan_page import (
    action_rows,
    is_of_the_service,
    item_rows,
    may_read,
    plan_context,
    proposed_review,
    readable_plans,
    review_warning,
)
from conferences.views.loading import load_meeting
from conferences.views.plan_loading import (
    act_and_return,
    check_writing,
    load_plan,
    not_put_page,
    people_of,
    plan_page,
    plan_url,
    say_what_is_wrong,
    sent,
)
from restorative.conflicts import StaleVersion

PASSAGES = (
    ("child_views", "What the child thinks and wants"),
    ("arrangements", "How things will be"),
    ("contingency", "What if it does not work"),
    ("monitoring", "Who keeps an eye on it"),
)


@require_GET
@requires(Permission.MEETING_VIEW)
def meeting_plan(request: UserRequest, public_id: UUID) -> HttpResponse:
    """The newest plan of a meeting, or of the one that a review looks back at."""
    meeting, case = load_meeting(request, public_id, Permission.MEETING_VIEW)
    if not meeting.declared.shows_plan:
        raise Http404
    plans = readable_plans(request.user, meeting_with_plan(meeting), case)
    if not plans:
        return plan_page(
            request,
            "meeting_plan.html",
            meeting,
            case,
            plan=None,
            with_service=is_of_the_service(request.user, case),
            form_token=new_form_token(),
        )
    plan = plans[0]
    return plan_page(
        request,
        "meeting_plan.html",
        meeting,
        case,
        plans=plans,
        may_answer=may(request.user, Permission.PLAN_ANSWER, case),
        review_url=_review_url(request, case),
        form_token=new_form_token(),
        **plan_context(plan, request.user, case),
    )


@require_GET
@requires(Permission.MEETING_VIEW)
def plan_detail(request: UserRequest, public_id: UUID) -> HttpResponse:
    """One version of a plan, to read."""
    plan, meeting, case = load_plan(request, public_id, Permission.MEETING_VIEW)
    if not may_read(request.user, plan, case):
        return not_put_page(request, meeting, case)
    plans = readable_plans(request.user, meeting, case)
    return plan_page(
        request,
        "plan_detail.html",
        meeting,
        case,
        is_newest=plans[0].pk == plan.pk,
        plans=plans,
        **plan_context(plan, request.user, case),
    )


@require_POST
@requires(Permission.MEETING_PREPARE)
def plan_start(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Begin the plan and go straight to its first action."""
    meeting, _ = load_meeting(request, public_id, Permission.MEETING_PREPARE)
    back = reverse("conferences:meeting_plan", kwargs={"public_id": meeting.public_id})

    def act() -> str:
        plan = start_plan(meeting, by=request.user)
        return reverse("conferences:action_add", kwargs={"public_id": plan.public_id})

    try:
        return submit_once(request, act)
    except ValidationError as refusal:
        sentence = refusal.messages[0]
        return act_and_return(request, lambda: messages.info(request, sentence), done="", back=back)


@require_http_methods(["GET", "POST"])
@requires(Permission.MEETING_PREPARE)
def plan_edit(request: UserRequest, public_id: UUID) -> HttpResponse:
    """What stands around the actions. When somebody was faster, both versions are shown."""
    plan, meeting, case = load_plan(request, public_id, Permission.MEETING_PREPARE)
    check_writing(plan)
    key = DraftKey.of("plan", case.public_id, title=f"Family plan on {case}", url=request.path)
    draft = find_draft(request.user, key)
    people = people_of(request, meeting, plan.family_lead)
    asked: dict[str, Any] = {"plan": plan, "people": people}
    form = PlanForm(sent(request), **asked)
    if plan.review_on is None and not plan.review_declined:
        form.initial["review_on"] = proposed_review(meeting)
    conflict = None
    if draft and prefill_and_compare(form, draft, version=plan.version):
        conflict = _conflict(plan, PlanForm(drafted_data(draft), **asked))
    if form.is_valid():

        def act() -> str:
            edit_plan(plan, by=request.user, **form.cleaned_data)
            clear_draft(request.user, key)
            messages.success(request, "The plan has been saved.")
            if warning := review_warning(meeting, form.cleaned_data["review_on"]):
                messages.info(request, warning)
            return plan_url(plan)

        try:
            return submit_once(request, act)
        except StaleVersion:
            now = asked["plan"] = FamilyPlan.objects.visible_to(request.user).get(pk=plan.pk)
            conflict = _conflict(now, form)
            form = PlanForm(with_version(request.POST, now.version), **asked)
        except ValidationError as error:
            say_what_is_wrong(form, error)
    return plan_page(
        request,
        "plan_edit.html",
        meeting,
        case,
        plan=plan,
        form=form,
        form_token=new_form_token(),
        draft_key=key,
        draft=None if form.is_bound else draft,
        conflict=conflict,
        status=409 if conflict and form.is_bound else 200,
    )


@require_POST
@requires(Permission.MEETING_PREPARE)
def plan_put(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Show the plan to the referrer, to be answered for the authority."""
    plan, _, _ = load_plan(request, public_id, Permission.MEETING_PREPARE)
    return act_and_return(
        request,
        lambda: put_to_authority(plan, by=request.user),
        done="The referrer and their manager can now read the plan and answer it.",
        back=plan_url(plan),
    )


@require_POST
@requires(Permission.MEETING_PREPARE)
def plan_amend(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Begin the next version of a plan, with all that this one holds."""
    plan, _, _ = load_plan(request, public_id, Permission.MEETING_PREPARE)
    return act_and_return(
        request,
        lambda: amend_plan(plan, by=request.user),
        done="This is the next version of the plan. It holds what the last one held.",
        back=plan_url(plan),
    )


@require_GET
@requires(Permission.MEETING_VIEW)
def plan_export(request: UserRequest, public_id: UUID) -> HttpResponse:
    """The actions for another system: text to copy, or a file. A look here is an export."""
    plan, meeting, case = load_plan(request, public_id, Permission.MEETING_VIEW)
    if not may_read(request.user, plan, case):
        return not_put_page(request, meeting, case)
    rows = action_rows(plan, request.user)
    if request.GET.get("as") == "csv":
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="plan-actions.csv"'
        response.write("\ufeff")  # spreadsheets read it as UTF-8 then
        sheet = csv.writer(response)
        sheet.writerow(HEADINGS)
        for cells in as_rows(rows):
            sheet.writerow([plain_cell(cell) for cell in cells])
        return response
    text = as_text(plan, str(case), rows, item_rows(plan, rows))
    return plan_page(request, "plan_export.html", meeting, case, plan=plan, text=text)


def _review_url(request: UserRequest, case: Case) -> str:
    """Where the review is opened; empty while none can be, or somebody else does it."""
    if not may(request.user, Permission.MEETING_ARRANGE, case):
        return ""
    opening = next((one for one in openings_of(case) if one.reviews), None)
    if opening is None:
        return ""
    kwargs = {"public_id": case.public_id, "format_key": opening.format.key}
    return reverse("conferences:meeting_open", kwargs=kwargs)


def _conflict(plan: FamilyPlan, form: PlanForm) -> Conflict:
    """The plan as it is now beside what somebody wanted it to be."""
    form.is_valid()
    now = {name: getattr(plan, name) for name in form.fields if name != "version"}
    return Conflict(
        who=None,
        at=None,
        what="The plan",
        theirs=_in_words(now),
        yours=_in_words(form.cleaned_data),
    )


def _in_words(said: dict[str, Any]) -> str:
    parts = [f"{label}: {said[name]}" for name, label in PASSAGES if said.get(name)]
    lead = said.get("family_lead")
    if isinstance(lead, Participant):
        parts.append(f"Who leads: {lead.name}")
    if said.get("review_declined"):
        parts.append("No review wanted")
    elif said.get("review_on"):
        parts.append(f"Review: {said['review_on']:%-d %B %Y}")
    return "\n\n".join(parts)
