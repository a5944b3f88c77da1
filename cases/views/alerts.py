from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from cases.access import load_case, may, view_name
from cases.case_page import case_context, children_of
from cases.domain.alerting import follow_up_alert, raise_alert
from cases.drafts import DraftKey, clear_draft, find_draft, prefill
from cases.forms.alerts import AlertCaseForm, AlertForm, FollowUpForm
from cases.models import Case, SafeguardingAlert
from cases.views.moving_on import sent_or_kept
from cases.views.referrals_loading import page_of
from cases.work_list import family_of
from cases.work_waiting import cases_at_hand

TIMELINE = "cases:case_timeline"


@require_http_methods(["GET", "POST"])
@requires(Permission.ALERT_RAISE)
def alert_start(request: UserRequest) -> HttpResponse:
    """First press from anywhere: which family? Mine, those I opened lately, or by reference."""
    form = AlertCaseForm(request.POST or None)
    if form.is_valid():
        reference = form.cleaned_data["reference"]
        case = _find_by_reference(request, reference)
        if case:
            return redirect("cases:alert_add", public_id=case.public_id)
        form.add_error("reference", "There is no case with this reference that you can open")
    cases = cases_at_hand(request.user)
    record_access(request, "alert_start", cases=[case.pk for case in cases], row_count=len(cases))
    context = {"form": form, "choices": [(case, family_of(case)) for case in cases]}
    return render(request, "cases/alert_start.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.ALERT_RAISE)
def alert_add(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Record new harm, at any stage of the work: ended, or not even referred yet."""
    case = load_case(request, public_id, Permission.ALERT_RAISE)
    children = children_of(case, request.user)
    if not children and case.stage == Case.Stage.DRAFT:
        messages.info(request, "Say first which child it is about.")
        return redirect("cases:referral_child_add", public_id=case.public_id)
    key = DraftKey.of(
        "alert", case.public_id, title=f"Safeguarding alert on {case}", url=request.path
    )
    draft = find_draft(request.user, key)
    form = AlertForm(
        request.POST or None,
        children=children,
    )
    prefill(form, draft)
    if form.is_valid():
        given = form.cleaned_data

        def act() -> str:
            alert = raise_alert(
                case,
                by=request.user,
                children=given["children"],
                what=given["what"],
                who_was_told=given["who_was_told"],
                told_at=given["told"],
                is_shared_without_consent=given["is_shared_without_consent"],
                sharing_reason=given["sharing_reason"],
            )
            clear_draft(request.user, key)
            messages.success(request, "The safeguarding alert has been recorded.")
            return reverse("cases:alert_detail", kwargs={"public_id": alert.public_id})

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
    context = {
        "form": form,
        "form_token": new_form_token(),
        "draft_key": key,
        "draft": None if form.is_bound else draft,
        "back_url": case.get_absolute_url(),
    }
    if case.stage == Case.Stage.DRAFT:
        context |= {"case": case, "back_url": page_of("referral_tasks", case)}
        return render(request, "cases/alert_add.html", context)
    return render(request, "cases/alert_add.html", case_context(request, case, TIMELINE, **context))


@require_GET
@requires(Permission.CASE_VIEW)
def alert_detail(request: UserRequest, public_id: UUID) -> HttpResponse:
    alert = _find_alert(request, public_id)
    case = _load_case_of(request, alert, Permission.CASE_VIEW)
    may_follow_up = case is None or may(request.user, Permission.ALERT_FOLLOW_UP, case)
    context = {
        "alert": alert,
        "about": _names_on(alert),
        "may_follow_up": may_follow_up and alert.followed_up_at is None,
    }
    return render(request, "cases/alert_detail.html", _context(request, case, context))


@require_http_methods(["GET", "POST"])
@requires(Permission.ALERT_FOLLOW_UP)
def alert_follow_up(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Say what came of an alert. The slower of two is told who was faster."""
    alert = _find_alert(request, public_id)
    case = _load_case_of(request, alert, Permission.ALERT_FOLLOW_UP)
    key = DraftKey.of(
        "follow-up",
        alert.public_id,
        title=f"Follow-up of an alert on {alert.case}",
        url=request.path,
    )
    draft = find_draft(request.user, key)
    form = FollowUpForm(request.POST or None)
    prefill(form, draft)
    if form.is_valid():

        def act() -> str:
            follow_up_alert(alert, by=request.user, follow_up=form.cleaned_data["follow_up"])
            clear_draft(request.user, key)
            messages.success(request, "What came of the alert has been saved.")
            return reverse("cases:alert_detail", kwargs={"public_id": alert.public_id})

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
    context = {
        "alert": alert,
        "about": _names_on(alert),
        "form": form,
        "form_token": new_form_token(),
        "draft_key": key,
        "draft": None if form.is_bound else draft,
        "typed": sent_or_kept(request, key) if alert.followed_up_at else [],
    }
    return render(
        request,
        "cases/alert_follow_up.html",
        _context(request, case, context),
        status=409 if form.is_bound and alert.followed_up_at else 200,
    )


def _find_by_reference(request: UserRequest, reference: str) -> Case | None:
    cases = Case.objects.visible_to(request.user).sent()
    return cases.filter(reference__iexact=reference.strip()).first()


def _find_alert(request: UserRequest, public_id: UUID) -> SafeguardingAlert:
    alerts = SafeguardingAlert.objects.visible_to(request.user)
    return get_object_or_404(
        alerts.select_related("case", "raised_by", "followed_up_by"), public_id=public_id
    )


def _load_case_of(
    request: UserRequest, alert: SafeguardingAlert, permission: Permission
) -> Case | None:
    """Fetch the case of an alert, or None for a manager to whom its draft stays closed.

    That they see the alert says that they answer for it. Its page then shows the alert
    and nothing of the case.
    """
    if Case.objects.visible_to(request.user).filter(pk=alert.case_id).exists():
        return load_case(request, alert.case.public_id, permission, thing=alert)
    record_access(request, view_name(request), thing=alert, case=alert.case)
    return None


def _context(request: UserRequest, case: Case | None, context: dict[str, Any]) -> dict[str, Any]:
    """The page's own context, with the head of the case where there is one to show."""
    if case is None or case.stage == Case.Stage.DRAFT:
        return context
    return case_context(request, case, TIMELINE, **context)


def _names_on(alert: SafeguardingAlert) -> list[str]:
    about = alert.about.select_related("child__person").order_by("child")
    return [row.child.person.liked_name for row in about]
