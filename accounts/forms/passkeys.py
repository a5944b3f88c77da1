from itertools import accumulate
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms

# What browsers send has three levels, and with the longest certificates 10,000 characters.
DEEPEST = 20
LONGEST = 50_000
# What reading one raises when its parts are not what they should be.
DAMAGED = (AttributeError, LookupError, TypeError, ValueError)
DAMAGED_WORDS = "That did not arrive as it should. Try again."


class CredentialField(forms.JSONField):
    """What a passkey answered. Anybody may send anything here, also before signing in."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and (len(value) > LONGEST or _depth(value) > DEEPEST):
            raise _damaged()
        answer = super().to_python(value)
        if answer is not None and not isinstance(answer, dict):
            raise _damaged()
        return answer

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Never shown again: an answer is good once."""
        return initial


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A passkey is kept for signing in by itself, unless somebody wants it otherwise.

    A key that is not kept on the device works after the password alone: "Sign in with a
    passkey" would then find nothing, which nobody expects.
    """

    credential = CredentialField(error_messages={"invalid": DAMAGED_WORDS})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Name, to tell it from others (optional)"
        passwordless = self.fields["passwordless"]
        passwordless.initial = True
        passwordless.label = "Sign in with this passkey alone, without the password"
        passwordless.help_text = "Your device asks for your fingerprint, face or PIN each time."

    def clean(self) -> Any:
        try:
            return super().clean()
        except DAMAGED as error:
            raise _damaged() from error


class PasskeyMixin:
    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except DAMAGED as error:
            raise get_adapter().validation_error("incorrect_code") from error


class PasskeyLoginForm(PasskeyMixin, LoginWebAuthnForm):  # type: ignore[misc]
    credential = CredentialField(error_messages={"invalid": DAMAGED_WORDS})


class PasskeyForm(PasskeyMixin, AuthenticateWebAuthnForm):  # type: ignore[misc]
    credential = CredentialField(error_messages={"invalid": DAMAGED_WORDS})


class PasskeyAgainForm(PasskeyMixin, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    credential = CredentialField(error_messages={"invalid": DAMAGED_WORDS})


def _depth(text: str) -> int:
    """How deep its brackets go. Those inside quotes count too: no key or answer has any."""
    steps = (1 if sign in "[{" else -1 for sign in text if sign in "[{]}")
    return max(accumulate(steps), default=0)


def _damaged() -> forms.ValidationError:
    return forms.ValidationError(DAMAGED_WORDS, code="invalid")
