from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.domain.staffing import (
    PERSONAL_SEATS,
    change_staff,
    deactivate_staff,
    reactivate_staff,
)
from accounts.forms.staff import StaffFilterForm, StaffForm
from accounts.models import Absence, Invitation, Membership, User
from accounts.paging import keyset_page
from accounts.permissions import Permission
from accounts.refusals import OwnRoleRefused
from accounts.requests import UserRequest
from accounts.views.changed import changed_page
from accounts.work import work_left
from restorative.conflicts import StaleVersion

CURRENT_ROLES = Prefetch(
    "memberships",
    Membership.objects.current().select_related("team").order_by("team__name", "role"),
    to_attr="roles_now",
)


@require_GET
@requires(Permission.STAFF_MANAGE)
def staff_list(request: UserRequest) -> HttpResponse:
    form = StaffFilterForm(request.GET)
    page = keyset_page(
        request,
        _filtered(form).prefetch_related(CURRENT_ROLES),
        order=("last_name", "first_name", "pk"),
    )
    invited = Invitation.objects.open_at(timezone.now()).count()
    return render(
        request, "accounts/staff_list.html", {"page": page, "form": form, "invited": invited}
    )


def _filtered(form: StaffFilterForm) -> "QuerySet[User]":
    wanted = form.cleaned_data if form.is_valid() else {}
    staff = User.objects.get_queryset()
    state = wanted.get("state", "")
    if state != "all":
        staff = staff.filter(is_active=state != "left")
    held = Membership.objects.current().filter(user=OuterRef("pk"))
    if wanted.get("team"):
        held = held.filter(team=wanted["team"])
    if wanted.get("role"):
        held = held.filter(role=wanted["role"])
    if wanted.get("team") or wanted.get("role"):
        staff = staff.filter(Exists(held))
    return staff


@require_GET
@requires(Permission.STAFF_MANAGE)
def staff_detail(request: UserRequest, public_id: UUID) -> HttpResponse:
    colleague = get_object_or_404(
        User.objects.get_queryset()
        .select_related("line_manager", "deactivated_by")
        .prefetch_related(CURRENT_ROLES),
        public_id=public_id,
    )
    earlier = (
        colleague.memberships.filter(ended_at__isnull=False)
        .select_related("team", "ended_by")
        .order_by("-ended_at", "-pk")
    )
    absences = (
        Absence.objects.filter(user=colleague, cancelled_at=None, ends_on__gte=timezone.localdate())
        .select_related("deputy")
        .order_by("starts_on")
    )
    context = {
        "colleague": colleague,
        "earlier": earlier,
        "absences": absences,
        "is_self": colleague.pk == request.user.pk,
    }
    return render(request, "accounts/staff_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.STAFF_MANAGE)
def staff_edit(request: UserRequest, public_id: UUID) -> HttpResponse:
    colleague = get_object_or_404(
        User.objects.get_queryset().select_related("line_manager"), public_id=public_id
    )
    if colleague.pk == request.user.pk and not request.POST.keys().isdisjoint(PERSONAL_SEATS):
        # Not on one's own form: somebody has written it in.
        raise OwnRoleRefused("You cannot change your own teams and roles.")
    form = StaffForm(request.POST or None, instance=colleague, by=request.user)
    if form.is_valid():
        try:
            change_staff(
                colleague,
                by=request.user,
                version=form.cleaned_data["version"],
                changes=form.changes,
            )
        except StaleVersion as stale:
            return changed_page(request, form, stale, back=colleague.get_absolute_url())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            record_access(request, "staff_changed", thing=colleague)
            messages.success(request, f"{colleague} changed")
            return redirect(colleague)
    return render(request, "accounts/staff_edit.html", {"form": form, "colleague": colleague})


@require_http_methods(["GET", "POST"])
@requires(Permission.STAFF_MANAGE)
def staff_deactivate(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Says what is left on a person and leads to the hand-over; deactivates when nothing is."""
    colleague = get_object_or_404(User.objects.active(), public_id=public_id)
    refusal: list[str] = []
    if request.method == "POST":
        try:
            deactivate_staff(colleague, by=request.user)
        except ValidationError as error:
            refusal = error.messages
        else:
            record_access(request, "staff_deactivated", thing=colleague)
            messages.success(request, f"{colleague} is deactivated and signed out everywhere")
            return redirect(colleague)
    context = {
        "colleague": colleague,
        "left": work_left(colleague),
        "hand_over_url": _hand_over_url(colleague),
        "refusal": refusal,
    }
    return render(
        request, "accounts/staff_deactivate.html", context, status=422 if refusal else 200
    )


def _hand_over_url(colleague: User) -> str:
    try:
        return reverse("cases:work_hand_over", kwargs={"public_id": colleague.public_id})
    except NoReverseMatch:
        return ""


@require_http_methods(["GET", "POST"])
@requires(Permission.STAFF_MANAGE)
def staff_reactivate(request: UserRequest, public_id: UUID) -> HttpResponse:
    colleague = get_object_or_404(
        User.objects.get_queryset().filter(is_active=False), public_id=public_id
    )
    if request.method == "POST":
        try:
            reactivate_staff(colleague, by=request.user)
        except ValidationError as error:
            messages.error(request, error.messages[0])
            return redirect(colleague)
        record_access(request, "staff_reactivated", thing=colleague)
        messages.success(request, f"{colleague} can sign in again. Give them a role.")
        return redirect(colleague)
    return render(request, "accounts/staff_reactivate.html", {"colleague": colleague})
