"""The one password that everybody knows, and that nobody may have in a live service."""

from django.conf import settings
from django.core.exceptions import ValidationError

from accounts.models import User

# Of the made-up people. It stands in our code for all to read.
DEMO_PASSWORD = "restorative-demo"  # noqa: S105  # for nobody real


def is_known_to_everybody(password: str) -> bool:
    """Whether this is the demo's password, in a service that is no demo."""
    return not settings.DEMO and password.strip().casefold() == DEMO_PASSWORD


class NotTheDemoPassword:
    """Refuses the password of the demo's people outside demo mode."""

    def validate(self, password: str, user: User | None = None) -> None:
        if is_known_to_everybody(password):
            raise ValidationError(
                "Choose another password: this one is known to everybody.", code="demo_password"
            )

    def get_help_text(self) -> str:
        return "Your password can’t be the one of the demonstration."
