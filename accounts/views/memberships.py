from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.domain.staffing import add_membership, end_membership, move_staff
from accounts.forms.staff import MoveForm, TeamAndRoleForm
from accounts.models import Membership, User
from accounts.permissions import Permission
from accounts.refusals import OwnRoleRefused
from accounts.requests import UserRequest


@require_http_methods(["GET", "POST"])
@requires(Permission.STAFF_MANAGE)
def membership_add(request: UserRequest, public_id: UUID) -> HttpResponse:
    colleague = get_object_or_404(User.objects.active(), public_id=public_id)
    form = TeamAndRoleForm(request.POST or None)
    if form.is_valid():
        team, role = form.cleaned_data["team"], form.cleaned_data["role"]
        try:
            membership = add_membership(colleague, team, role, by=request.user)
        except ValidationError as error:
            if error.code == "own_role":
                raise OwnRoleRefused(error.message) from error
            form.add_error(None, error)
        else:
            record_access(request, "membership_added", thing=membership)
            messages.success(request, f"{membership} added")
            return redirect(colleague)
    return render(request, "accounts/membership_add.html", {"form": form, "colleague": colleague})


@require_http_methods(["GET", "POST"])
@requires(Permission.STAFF_MANAGE)
def membership_move(request: UserRequest, public_id: UUID, membership_id: int) -> HttpResponse:
    membership = _membership(public_id, membership_id)
    form = MoveForm(request.POST or None, membership=membership)
    if form.is_valid():
        team, role = form.cleaned_data["team"], form.cleaned_data["role"]
        try:
            moved = move_staff(membership, team, role, by=request.user)
        except ValidationError as error:
            if error.code == "own_role":
                raise OwnRoleRefused(error.message) from error
            form.add_error(None, error)
        else:
            record_access(request, "membership_moved", thing=moved)
            messages.success(request, f"{moved.user} is now {_in_words(moved)}")
            return redirect(moved.user)
    context = {"form": form, "membership": membership, "colleague": membership.user}
    return render(request, "accounts/membership_move.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.STAFF_MANAGE)
def membership_end(request: UserRequest, public_id: UUID, membership_id: int) -> HttpResponse:
    membership = _membership(public_id, membership_id)
    refusal: list[str] = []
    if request.method == "POST":
        try:
            end_membership(membership, by=request.user)
        except ValidationError as error:
            refusal = error.messages
        else:
            record_access(request, "membership_ended", thing=membership)
            messages.success(request, f"{membership.user} is no longer {_in_words(membership)}")
            return redirect(membership.user)
    context = {"membership": membership, "colleague": membership.user, "refusal": refusal}
    return render(request, "accounts/membership_end.html", context, status=422 if refusal else 200)


def _membership(public_id: UUID, membership_id: int) -> Membership:
    return get_object_or_404(
        Membership.objects.current().select_related("team", "user"),
        pk=membership_id,
        user__public_id=public_id,
    )


def _in_words(membership: Membership) -> str:
    return f"{membership.get_role_display().lower()} in {membership.team}"
