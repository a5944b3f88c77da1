"""Signing in and out, failing to, and changes of the second factor, as access events.

Receivers of Django's and allauth's signals: theirs, not ours.
"""

from time import time
from typing import Any

from allauth.account import signals as account_signals
from allauth.account.signals import user_logged_in as allauth_user_logged_in
from allauth.mfa import signals as mfa_signals
from django.contrib.auth import signals as auth_signals
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.audit import record_access
from accounts.domain.sessions import end_oldest_sessions
from accounts.domain.warning import SECOND_FACTOR_LIMITED, SIGN_IN_LIMITED
from accounts.failed_sign_ins import reaches_limit
from accounts.middleware.session_limits import SEEN, STARTED
from accounts.models import AccessEvent, User

DENIED = AccessEvent.Outcome.DENIED


@receiver(auth_signals.user_logged_in)
def on_signed_in(request: HttpRequest, user: User, **kwargs: Any) -> None:
    request.session[STARTED] = int(time())
    request.session.pop(SEEN, None)
    record_access(request, "signed_in", thing=user)


@receiver(allauth_user_logged_in)
def on_another_session(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Three at a time, the newest win: a forgotten browser does not stay open for ever."""
    end_oldest_sessions(user, keep=request.session.session_key or "")


@receiver(auth_signals.user_logged_out)
def on_signed_out(request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    request.signed_out = True  # type: ignore[attr-defined]  # read by PrivateAnswers
    if user is not None:
        record_access(request, "signed_out", thing=user)


@receiver(auth_signals.user_login_failed)
def on_failed(
    credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    """What was typed is not recorded: people type passwords where their address belongs."""
    if request is None:
        return
    record_access(request, "sign_in_failed", outcome=DENIED)
    email = str(credentials.get("email") or "")
    if reaches_limit("password", email):
        # The same rows for an address that nobody has.
        owner = User.objects.active().filter(email__iexact=email).first()
        record_access(request, SIGN_IN_LIMITED, thing=owner, outcome=DENIED)


@receiver(mfa_signals.authentication_failed)
def on_second_factor_failed(request: HttpRequest, user: User, **kwargs: Any) -> None:
    record_access(request, "second_factor_failed", thing=user, outcome=DENIED)
    if reaches_limit("code", str(user.pk)):
        record_access(request, SECOND_FACTOR_LIMITED, thing=user, outcome=DENIED)


@receiver(mfa_signals.authenticator_added)
def on_second_factor_added(request: HttpRequest, user: User, **kwargs: Any) -> None:
    record_access(request, "second_factor_added", thing=user)


@receiver(mfa_signals.authenticator_removed)
def on_second_factor_removed(request: HttpRequest, user: User, **kwargs: Any) -> None:
    record_access(request, "second_factor_removed", thing=user)


@receiver(mfa_signals.authenticator_reset)
def on_recovery_codes_renewed(request: HttpRequest, user: User, **kwargs: Any) -> None:
    record_access(request, "recovery_codes_renewed", thing=user)


@receiver([account_signals.password_changed, account_signals.password_set])
def on_password_changed(request: HttpRequest, user: User, **kwargs: Any) -> None:
    record_access(request, "password_changed", thing=user)


@receiver(account_signals.password_reset)
def on_password_reset(request: HttpRequest, user: User, **kwargs: Any) -> None:
    record_access(request, "password_reset", thing=user)
