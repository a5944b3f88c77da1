from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.audit import record_access
from accounts.decorators import public, requires
from accounts.domain.inviting import (
    accept_invitation,
    find_invitation,
    invite_staff,
    revoke_invitation,
)
from accounts.forms.staff import AcceptForm, InviteForm
from accounts.mails import mail_invitation
from accounts.models import Invitation, User
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once


@require_http_methods(["GET", "POST"])
@requires(Permission.STAFF_MANAGE)
def staff_invite(request: UserRequest) -> HttpResponse:
    form = InviteForm(request.POST or None, initial=_waiting(request.GET.get("who", "")))
    if form.is_valid():
        try:
            return submit_once(request, lambda: _invite(request, form))
        except ValidationError as error:
            form.add_error("email" if error.code == "has_account" else None, error)
    context = {"form": form, "form_token": request.POST.get("form_token") or new_form_token()}
    return render(request, "accounts/staff_invite.html", context)


def _waiting(who: str) -> dict[str, object]:
    """What a list of staff said of somebody who waits to be invited."""
    try:
        user = User.objects.get(public_id=who)
    except (User.DoesNotExist, ValidationError):
        return {}
    if not user.waits_for_invitation:
        return {}
    named = user.memberships.select_related("team").order_by("-pk").first()
    as_what = {"team": named.team, "role": named.role} if named else {}
    names = {"first_name": user.first_name, "last_name": user.last_name, "email": user.email}
    return {**names, **as_what}


def _invite(request: UserRequest, form: InviteForm) -> str:
    invitation, token = invite_staff(by=request.user, **form.cleaned_data)
    mail_invitation(invitation, _link(request, token))
    record_access(request, "staff_invited", thing=invitation)
    messages.success(request, f"Invitation sent to {invitation}")
    return reverse("accounts:invitation_list")


@require_GET
@requires(Permission.STAFF_MANAGE)
def invitation_list(request: UserRequest) -> HttpResponse:
    invitations = (
        Invitation.objects.filter(accepted_at=None, revoked_at=None)
        .select_related("team", "invited_by")
        .order_by("-invited_at", "-pk")[:100]
    )
    context = {"invitations": invitations, "now": timezone.now()}
    return render(request, "accounts/invitation_list.html", context)


@require_POST
@requires(Permission.STAFF_MANAGE)
def invitation_revoke(request: UserRequest, public_id: UUID) -> HttpResponse:
    invitation = get_object_or_404(Invitation, public_id=public_id)
    try:
        revoke_invitation(invitation, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        record_access(request, "invitation_revoked", thing=invitation)
        messages.success(request, f"The invitation of {invitation} no longer works")
    return redirect("accounts:invitation_list")


@require_POST
@requires(Permission.STAFF_MANAGE)
def invitation_send_again(request: UserRequest, public_id: UUID) -> HttpResponse:
    """A new link for the same person; the earlier one stops working."""
    earlier = get_object_or_404(
        Invitation.objects.filter(accepted_at=None).select_related("team"), public_id=public_id
    )
    try:
        invitation, token = invite_staff(
            by=request.user,
            email=earlier.email,
            first_name=earlier.first_name,
            last_name=earlier.last_name,
            team=earlier.team,
            role=earlier.role,
        )
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        # An expired one is not open any more, and would stay in the list beside the new one.
        revoke_invitation(earlier, by=request.user)
        mail_invitation(invitation, _link(request, token))
        record_access(request, "staff_invited", thing=invitation)
        messages.success(request, f"A new link was sent to {invitation}")
    return redirect("accounts:invitation_list")


@public
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """Where an invitation leads: create a password, then sign in. Looking changes nothing."""
    invitation = find_invitation(token)
    if invitation is None:
        return render(request, "accounts/invitation_ended.html", status=410)
    form = AcceptForm(request.POST or None, invitation=invitation)
    if form.is_valid():
        try:
            user = accept_invitation(token, password=form.cleaned_data["password"])
        except ValidationError:
            return render(request, "accounts/invitation_ended.html", status=410)
        record_access(request, "invitation_accepted", thing=user)
        messages.success(request, "Your account is ready. Sign in with your new password.")
        return redirect("account_login")
    context = {
        "form": form,
        "invitation": invitation,
        "second_step": settings.REQUIRE_MFA,
    }
    return render(request, "accounts/invitation_accept.html", context)


def _link(request: UserRequest, token: str) -> str:
    return request.build_absolute_uri(
        reverse("accounts:invitation_accept", kwargs={"token": token})
    )
