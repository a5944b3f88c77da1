from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.domain.covering import cancel_absence, record_absence
from accounts.forms.absences import AbsenceForm, those_managed_by
from accounts.models import Absence
from accounts.paging import keyset_page
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once


def _theirs(request: UserRequest) -> "QuerySet[Absence]":
    """Absences this person may record or cancel, and those they stand in for."""
    return Absence.objects.filter(
        Q(user__in=those_managed_by(request.user)) | Q(deputy=request.user),
        cancelled_at=None,
        ends_on__gte=timezone.localdate(),
    ).select_related("user", "deputy")


@require_GET
@requires(Permission.ABSENCE_RECORD)
def absence_list(request: UserRequest) -> HttpResponse:
    managed = Q(user__in=those_managed_by(request.user))
    absences = _theirs(request).annotate(may_cancel=ExpressionWrapper(managed, BooleanField()))
    page = keyset_page(request, absences, order=("starts_on", "pk"))
    return render(request, "accounts/absence_list.html", {"page": page})


@require_http_methods(["GET", "POST"])
@requires(Permission.ABSENCE_RECORD)
def absence_add(request: UserRequest) -> HttpResponse:
    form = AbsenceForm(request.POST or None, by=request.user)
    if form.is_valid():
        try:
            return submit_once(request, lambda: _record(request, form))
        except ValidationError as error:
            form.add_error(_field_of(error), error)
    context = {"form": form, "form_token": request.POST.get("form_token") or new_form_token()}
    return render(request, "accounts/absence_add.html", context)


def _record(request: UserRequest, form: AbsenceForm) -> str:
    absence = record_absence(by=request.user, **form.cleaned_data)
    record_access(request, "absence_recorded", thing=absence)
    messages.success(request, f"{absence.deputy} stands in for {absence.user}")
    return reverse("accounts:absence_list")


def _field_of(error: ValidationError) -> str | None:
    if error.code in {"own_deputy", "deputy_yourself", "deputy_inactive", "deputy_role"}:
        return "deputy"
    return "ends_on" if error.code in {"ends_first", "in_the_past"} else None


@require_http_methods(["GET", "POST"])
@requires(Permission.ABSENCE_RECORD)
def absence_cancel(request: UserRequest, absence_id: int) -> HttpResponse:
    mine = Absence.objects.filter(user__in=those_managed_by(request.user), cancelled_at=None)
    absence = get_object_or_404(mine.select_related("user", "deputy"), pk=absence_id)
    if request.method == "POST":
        cancel_absence(absence, by=request.user)
        record_access(request, "absence_cancelled", thing=absence)
        messages.success(request, f"{absence.deputy} no longer stands in for {absence.user}")
        return redirect("accounts:absence_list")
    return render(request, "accounts/absence_cancel.html", {"absence": absence})
