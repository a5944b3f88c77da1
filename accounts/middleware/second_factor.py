"""A password alone opens nothing where a second factor is required."""

from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

# What somebody without one needs in order to get one.
ENROLMENT = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_download_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_index",
        "mfa_list_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_view_recovery_codes",
        "second_factor",
    }
)


class RequireMFA:
    """Lead whoever signed in by password alone to their second factor and nowhere else.

    Having set it up, they sign in once more with it: that proves it works. Only then
    are they in. A work account counts when its provider is known to ask for a second
    factor itself (OIDC_PROVIDES_MFA).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: Any,
        kwargs: Any,
    ) -> HttpResponse | None:
        if not settings.REQUIRE_MFA or not getattr(view, "login_required", True):
            return None
        if not request.user.is_authenticated or is_strong(request):
            return None
        request.held_back = True  # type: ignore[attr-defined]  # no menu: it would lead nowhere
        match = request.resolver_match
        if match is not None and match.url_name in ENROLMENT:
            return None
        return redirect("accounts:second_factor")


def is_strong(request: HttpRequest) -> bool:
    """Whether this session began with a second factor."""
    assert request.user.is_authenticated
    methods = {record.get("method") for record in get_authentication_records(request, request.user)}
    return "mfa" in methods or ("socialaccount" in methods and settings.OIDC_PROVIDES_MFA)
