"""allauth's forms, saying what is missing as all our forms do.

Their text is not cleaned: a password is taken exactly as it was typed.
"""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp

from restorative.forms import PlainWordsMixin

LABELS = {
    "login": "Email address",
    "email": "Email address",
    "password": "Password",
    "oldpassword": "Current password",
    "password1": "New password",
    "password2": "New password once more",
    "code": "Code",
}


class SignInWords(PlainWordsMixin):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.label = LABELS.get(name, field.label)
            if name in LABELS:
                words = field.label[:1].lower() + field.label[1:]
                field.error_messages["required"] = f"Enter your {words}"


class LoginForm(SignInWords, account.LoginForm):  # type: ignore[misc]  # allauth has no types
    pass


class ChangePasswordForm(SignInWords, account.ChangePasswordForm):  # type: ignore[misc]
    pass


class SetPasswordForm(SignInWords, account.SetPasswordForm):  # type: ignore[misc]
    pass


class ResetPasswordForm(SignInWords, account.ResetPasswordForm):  # type: ignore[misc]
    pass


class ResetPasswordKeyForm(SignInWords, account.ResetPasswordKeyForm):  # type: ignore[misc]
    pass


class PasswordAgainForm(SignInWords, account.ReauthenticateForm):  # type: ignore[misc]
    pass


class CodeForm(SignInWords, mfa.AuthenticateForm):  # type: ignore[misc]
    pass


class CodeAgainForm(SignInWords, mfa.ReauthenticateForm):  # type: ignore[misc]
    pass


class ActivateAppForm(SignInWords, totp.ActivateTOTPForm):  # type: ignore[misc]
    pass
