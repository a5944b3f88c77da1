from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A passkey is kept for signing in by itself, unless somebody wants it otherwise.

    A key that is not kept on the device works after the password alone: "Sign in with a
    passkey" would then find nothing, which nobody expects.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Name, to tell it from others (optional)"
        passwordless = self.fields["passwordless"]
        passwordless.initial = True
        passwordless.label = "Sign in with this passkey alone, without the password"
        passwordless.help_text = "Your device asks for your fingerprint, face or PIN each time."
