from allauth.mfa.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.decorators import requires
from accounts.domain.staffing import change_own_account
from accounts.forms.staff import OwnAccountForm
from accounts.middleware.second_factor import is_strong
from accounts.models import User
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.views.changed import changed_page
from restorative.conflicts import StaleVersion


@require_http_methods(["GET", "POST"])
@requires(Permission.OWN_ACCOUNT)
def own_account(request: UserRequest) -> HttpResponse:
    # A plain row: request.user is a proxy, whose class is not the model.
    own = User.objects.get(pk=request.user.pk)
    form = OwnAccountForm(request.POST or None, instance=own)
    if form.is_valid():
        try:
            change_own_account(own, version=form.cleaned_data["version"], changes=form.changes)
        except StaleVersion as stale:
            return changed_page(request, form, stale, back=request.path)
        messages.success(request, "Your details are changed")
        return redirect("accounts:own_account")
    context = {
        "form": form,
        "has_second_factor": get_adapter().is_mfa_enabled(request.user),
        "work_account_name": settings.OIDC_NAME if settings.OIDC_ISSUER else "",
    }
    return render(request, "accounts/own_account.html", context)


@require_GET
@requires(Permission.OWN_ACCOUNT)
def second_factor(request: UserRequest) -> HttpResponse:
    """Where somebody without a second factor is led; once it is set up, back to sign-in."""
    if not settings.REQUIRE_MFA or is_strong(request):
        return redirect("accounts:own_account")
    is_set_up = get_adapter().is_mfa_enabled(request.user)
    return render(request, "accounts/second_factor.html", {"is_set_up": is_set_up})
