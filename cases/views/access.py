from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once, submitted_before
from cases.access import load_case, may
from cases.case_page import case_context
from cases.domain.restricting import (
    end_access,
    end_exclusion,
    exclude_colleague,
    grant_access,
    lift_restriction,
    restrict_case,
    who_restricted,
)
from cases.forms.access import AccessForm, ExclusionForm, RestrictForm, WhyForm
from cases.models import Case
from cases.views.moving_on import second_page


@require_GET
@requires(Permission.CASE_RESTRICT)
def case_access(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Who may know of this case beyond the ordinary: restriction, list, exclusions."""
    case = load_case(request, public_id, Permission.CASE_RESTRICT)
    today = timezone.localdate()
    context = {
        "access_list": case.access_list.filter(ended_at__isnull=True)
        .select_related("user", "granted_by")
        .order_by("expires_on", "pk"),
        "in_force": set(case.access_list.on(today).values_list("pk", flat=True)),
        "exclusions": case.exclusions.current().select_related("user", "recorded_by"),
        "today": today,
        "may_exclude": may(request.user, Permission.CASE_EXCLUDE, case),
    }
    return render(
        request,
        "cases/case_access.html",
        case_context(request, case, "cases:case_access", **context),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_RESTRICT)
def case_restrict(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Restrict a case or lift its restriction, as the form said when it was made.

    Never what the case's state suggests: a second press, or a page left open while a
    colleague was faster, would then undo what the first has done.
    """
    case = load_case(request, public_id, Permission.CASE_RESTRICT)
    earlier = submitted_before(request)
    if earlier:
        return earlier
    now = RestrictForm.LIFT if case.is_restricted else RestrictForm.RESTRICT
    form = RestrictForm(request.POST if request.method == "POST" else None, initial={"intent": now})
    if form.is_valid():
        try:
            return submit_once(request, lambda: _restrict_or_lift(request, case, form))
        except ValidationError as error:
            return second_page(request, case, " ".join(error.messages), who_restricted(case))
    return _form_page(request, case, "cases/case_restrict.html", form)


def _restrict_or_lift(request: UserRequest, case: Case, form: RestrictForm) -> str:
    why = form.cleaned_data["why"]
    if form.cleaned_data["intent"] == RestrictForm.LIFT:
        lift_restriction(case, by=request.user, why=why)
        messages.success(request, f"The restriction of {case} has been lifted.")
    else:
        restrict_case(case, by=request.user, why=why)
        messages.success(request, f"{case} is restricted. You are on its access list.")
    return access_url(case)


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_RESTRICT)
def access_add(request: UserRequest, public_id: UUID) -> HttpResponse:
    case = load_case(request, public_id, Permission.CASE_RESTRICT)
    form = AccessForm(request.POST or None)
    if form.is_valid():
        colleague, until = form.cleaned_data["email"], form.cleaned_data["until"]
        try:
            grant_access(case, colleague, by=request.user, until=until)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"{colleague} can open {case} until {until:%-d %B %Y}.")
            return redirect("cases:case_access", public_id=case.public_id)
    return _form_page(request, case, "cases/access_add.html", form)


@require_POST
@requires(Permission.CASE_RESTRICT)
def access_end(request: UserRequest, public_id: UUID, access_id: int) -> HttpResponse:
    case = load_case(request, public_id, Permission.CASE_RESTRICT)
    access = get_object_or_404(case.access_list.filter(ended_at__isnull=True), pk=access_id)
    try:
        end_access(access, by=request.user)
    except ValidationError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, f"{access.user} is no longer on the access list.")
    return redirect("cases:case_access", public_id=case.public_id)


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_EXCLUDE)
def exclusion_add(request: UserRequest, public_id: UUID) -> HttpResponse:
    case = load_case(request, public_id, Permission.CASE_EXCLUDE)
    form = ExclusionForm(request.POST or None)
    if form.is_valid():
        colleague = form.cleaned_data["email"]

        def act() -> str:
            exclude_colleague(
                case,
                colleague,
                by=request.user,
                ground=form.cleaned_data["ground"],
                reason=form.cleaned_data["reason"],
            )
            messages.success(request, f"{colleague} can no longer see anything of {case}.")
            return access_url(case)

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
    return _form_page(request, case, "cases/exclusion_add.html", form)


@require_http_methods(["GET", "POST"])
@requires(Permission.CASE_EXCLUDE)
def exclusion_end(request: UserRequest, public_id: UUID, exclusion_id: int) -> HttpResponse:
    case = load_case(request, public_id, Permission.CASE_EXCLUDE)
    exclusion = get_object_or_404(
        case.exclusions.current().select_related("user", "case"), pk=exclusion_id
    )
    form = WhyForm(request.POST or None)
    if form.is_valid():
        end_exclusion(exclusion, by=request.user, why=form.cleaned_data["why"])
        messages.success(request, f"The exclusion of {exclusion.user} has ended.")
        return redirect(access_url(case))
    return _form_page(request, case, "cases/exclusion_end.html", form, exclusion=exclusion)


def access_url(case: Case) -> str:
    return reverse("cases:case_access", kwargs={"public_id": case.public_id})


def _form_page(
    request: UserRequest, case: Case, template: str, form: forms.Form, **context: object
) -> HttpResponse:
    context |= {"form": form, "form_token": new_form_token(), "back_url": access_url(case)}
    return render(request, template, case_context(request, case, "cases:case_access", **context))
