"""How allauth behaves here: nobody signs up, secrets are encrypted, work accounts are vouched for."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import render

from accounts.audit import record_access
from accounts.models import AccessEvent, User
from accounts.passwords import is_known_to_everybody
from restorative.fields import decrypt, encrypt

ENTRA = "login.microsoftonline.com"


class InvitedAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """By invitation only: accounts are made by accounts.domain.inviting and nowhere else.

    Those that a demo made let nobody in once its database serves a live service.
    """

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        user: User | None = super().authenticate(request, **credentials)
        if user and is_known_to_everybody(credentials.get("password", "")):
            raise ValidationError(
                "This is the password of the demonstration, which opens nothing here. "
                "Choose a new one under “Forgot your password?”.",
                code="demo_password",
            )
        return user


class EncryptingMFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of authenticator apps and recovery codes are encrypted where they lie."""

    def encrypt(self, text: str) -> str:
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Read a secret. One whose key is gone matches no code: it lets nobody in."""
        try:
            return decrypt(encrypted_text)
        except InvalidToken:
            return ""


class WorkAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Sign-in with the council's own identity provider (Entra and others).

    A work account opens an account here in two cases only. It was connected before: by
    its provider's lasting id, never by email address. Or it is met for the first time,
    the provider vouches for its email address, and exactly that address belongs to an
    active colleague who has accepted an invitation. Nothing ever makes an account.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        claims = _claims(sociallogin)
        if not _is_from_our_tenant(claims):
            raise _refusal(request)
        if sociallogin.is_existing or request.user.is_authenticated:
            return
        user = _invited_owner(claims)
        if user is None:
            raise _refusal(request)
        sociallogin.connect(request, user)


def _claims(sociallogin: SocialLogin) -> dict[str, Any]:
    data = sociallogin.account.extra_data
    claims: dict[str, Any] = data.get("id_token") or data.get("userinfo") or data
    return claims


def _is_from_our_tenant(claims: dict[str, Any]) -> bool:
    """Entra names the tenant in its issuer and in every token: they must be the same."""
    issuer = urlsplit(settings.OIDC_ISSUER)
    if issuer.hostname != ENTRA:
        return True
    tenant = issuer.path.strip("/").split("/")[0].lower()
    return bool(tenant) and str(claims.get("tid", "")).lower() == tenant


def _invited_owner(claims: dict[str, Any]) -> User | None:
    """The colleague whose address this is, if the provider has verified that it is theirs."""
    verified = claims.get("xms_edov", claims.get("email_verified"))
    email = str(claims.get("email", "")).strip()
    if verified not in (True, 1, "1", "true") or not email:
        return None
    return User.objects.active().filter(email__iexact=email).first()


def _refusal(request: HttpRequest) -> ImmediateHttpResponse:
    record_access(request, "sign_in_failed", outcome=AccessEvent.Outcome.DENIED)
    return ImmediateHttpResponse(render(request, "accounts/work_account_refused.html", status=403))
