from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from cases.access import load_case
from cases.case_actions import actions_for
from cases.case_page import case_context, children_of, next_meeting_of, open_alerts_of
from cases.case_summary import (
    open_tasks,
    related_cases,
    scores_of,
    what_is_beside,
    workers_of,
)
from cases.copying import summary_as_text
from cases.domain.summarising import change_case, write_where_things_are
from cases.drafts import DraftKey, clear_draft, find_draft, prefill_and_compare
from cases.forms.case import CaseForm, SummaryForm
from cases.models import Case
from cases.old_sheet import provenance_of_case
from cases.pictures.network import network_picture
from cases.timeline import read_timeline
from cases.timeline_questions import Wanted
from cases.views.case_loading import Conflict, load_sent_case, with_version
from restorative.conflicts import StaleVersion

SUMMARY = "cases:case_detail"
EVENTS_SHOWN = 5


@require_GET
@requires(Permission.CASE_VIEW)
def case_detail(request: UserRequest, public_id: UUID) -> HttpResponse:
    """The family on one page: where things are, what is due, whom to ring, who matters."""
    case = load_case(request, public_id)
    if case.stage == Case.Stage.DRAFT:
        return redirect("cases:referral_tasks", public_id=case.public_id)
    user = request.user
    beside = what_is_beside(case)
    is_related = beside.has_later or case.previous_case_id
    context = {
        "alerts": open_alerts_of(case, user),
        "actions": actions_for(user, case),
        "beside": beside,
        "tasks": open_tasks(case, user),
        "workers": workers_of(case, user),
        "network": network_picture(case, user),
        "scores": scores_of(case, user),
        "related": related_cases(case, user) if is_related else [],
        "latest": read_timeline(case, user, Wanted(without_tasks=True), limit=EVENTS_SHOWN).entries,
        "next_meeting": next_meeting_of(case),
        "provenance": provenance_of_case(case) if beside.is_brought_in else "",
    }
    return render(
        request, "cases/case_detail.html", case_context(request, case, SUMMARY, **context)
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_EDIT)
def case_summary_edit(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Write where things are now. When somebody was faster, both texts are shown."""
    case = load_sent_case(request, public_id, Permission.CASE_EDIT)
    key = DraftKey.of(
        "summary", case.public_id, title=f"Where things are now, {case}", url=request.path
    )
    draft = find_draft(request.user, key)
    form = SummaryForm(
        request.POST or None,
        initial={"text": case.where_things_are, "version": case.version},
    )
    # A draft begun before somebody else's text must not silently replace it.
    stale = case if prefill_and_compare(form, draft, version=case.version) else None
    if form.is_valid():

        def act() -> str:
            write_where_things_are(case, by=request.user, **form.cleaned_data)
            clear_draft(request.user, key)
            messages.success(request, "Where things are now has been saved.")
            return case.get_absolute_url()

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
        except StaleVersion:
            stale = load_case(request, public_id, Permission.CASE_EDIT)
            form = SummaryForm(with_version(request.POST, stale.version))
    context = {
        "form": form,
        "form_token": new_form_token(),
        "draft_key": key,
        "draft": None if form.is_bound else draft,
        "conflict": _conflict(stale, form) if stale else None,
    }
    return render(
        request,
        "cases/case_summary_edit.html",
        case_context(request, case, SUMMARY, **context),
        status=409 if stale and form.is_bound else 200,
    )


@require_GET
@requires(Permission.CASE_VIEW)
def case_summary_versions(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Where things are now and what it said before, in whole, the newest first."""
    case = load_sent_case(request, public_id)
    earlier = case.earlier_summaries.select_related("written_by", "replaced_by")
    return render(
        request,
        "cases/case_summary_versions.html",
        case_context(request, case, SUMMARY, earlier=earlier),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_EDIT)
def case_edit(request: UserRequest, public_id: UUID) -> HttpResponse:
    """The family's number in the council's main system."""
    case = load_sent_case(request, public_id, Permission.CASE_EDIT)
    form = CaseForm(
        request.POST or None,
        initial={"main_system_number": case.main_system_number, "version": case.version},
    )
    stale: Case | None = None
    if form.is_valid():
        changes = {"main_system_number": form.cleaned_data["main_system_number"]}

        def act() -> str:
            change_case(
                case, by=request.user, version=form.cleaned_data["version"], changes=changes
            )
            messages.success(request, "The number in the main system has been saved.")
            return case.get_absolute_url()

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
        except StaleVersion:
            stale = load_case(request, public_id, Permission.CASE_EDIT)
            form = CaseForm(with_version(request.POST, stale.version))
    conflict = stale and Conflict(
        who=None,
        at=None,
        what="The number",
        theirs=stale.main_system_number,
        yours=form["main_system_number"].value() or "",
    )
    context = {"form": form, "form_token": new_form_token(), "conflict": conflict}
    return render(
        request,
        "cases/case_edit.html",
        case_context(request, case, SUMMARY, **context),
        status=409 if stale else 200,
    )


@require_GET
@requires(Permission.CASE_VIEW)
def case_copy(request: UserRequest, public_id: UUID) -> HttpResponse:
    """The summary as plain text for the main record. A look under this name is an export."""
    case = load_sent_case(request, public_id)
    context = {
        "text": summary_as_text(case, children_of(case, request.user), next_meeting_of(case)),
        "heading": "Copy the summary for the main record",
        "back_url": case.get_absolute_url(),
    }
    return render(request, "cases/case_copy.html", case_context(request, case, SUMMARY, **context))


def _conflict(case: Case, form: SummaryForm) -> Conflict:
    return Conflict(
        who=case.where_things_are_by,
        at=case.where_things_are_at,
        what="Where things are",
        theirs=case.where_things_are,
        yours=form["text"].value() or "",
    )
