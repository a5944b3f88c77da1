from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.domain.resetting_factors import ask_for_factor_reset, confirm_factor_reset
from accounts.mails import mail_factor_reset
from accounts.models import FactorReset, User
from accounts.permissions import Permission
from accounts.requests import UserRequest
from restorative.forms import GovForm


class FactorResetForm(GovForm):
    how_known = forms.CharField(
        label="How do you know that it is them?",
        max_length=300,
        help_text="For example: came to my desk with their badge; I rang the number we hold.",
        error_messages={"required": "Enter how you know that it is them"},
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.STAFF_MANAGE)
def factor_reset_ask(request: UserRequest, public_id: UUID) -> HttpResponse:
    colleague = get_object_or_404(User.objects.active(), public_id=public_id)
    form = FactorResetForm(request.POST or None)
    if form.is_valid():
        try:
            reset = ask_for_factor_reset(colleague, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            record_access(request, "factor_reset_asked", thing=reset)
            messages.success(
                request,
                "Now another administrator or their manager confirms it, within 24 hours.",
            )
            return redirect(colleague)
    return render(request, "accounts/factor_reset_ask.html", {"form": form, "colleague": colleague})


@require_GET
@requires(Permission.FACTOR_RESET)
def factor_reset_list(request: UserRequest) -> HttpResponse:
    resets = FactorReset.objects.confirmable_by(request.user).select_related("user", "asked_by")
    return render(request, "accounts/factor_reset_list.html", {"resets": resets})


@require_POST
@requires(Permission.FACTOR_RESET)
def factor_reset_confirm(request: UserRequest, public_id: UUID) -> HttpResponse:
    reset = get_object_or_404(FactorReset.objects.confirmable_by(request.user), public_id=public_id)
    try:
        reset = confirm_factor_reset(reset, by=request.user)
    except ValidationError as error:
        # Somebody else was faster, between our look and our lock.
        messages.error(request, error.message)
        return redirect("accounts:factor_reset_list")
    mail_factor_reset(reset)
    record_access(request, "factor_reset_confirmed", thing=reset)
    messages.success(request, f"{reset.user} signs in with their password and sets up a new one")
    return redirect("accounts:factor_reset_list")
