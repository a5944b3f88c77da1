"""System checks: what must be set, and what must not exist outside a demo."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured
from django.urls import NoReverseMatch, reverse

from restorative.environment import DEMO_IS_LIVE, HOW_TO_END_IT, missing
from restorative.keys import ciphers

DEMO_ONLY_URLS = ("accounts:demo_sign_in", "accounts:demo_outbox")
OUTBOX_BACKEND = "accounts.outbox.OutboxEmailBackend"


@register
def check_environment(**kwargs: Any) -> list[CheckMessage]:
    return [
        Error(
            f"{name} is not set in the environment.",
            hint="See .env.example.",
            id="restorative.E001",
        )
        for name in missing
    ]


@register
def check_keys(**kwargs: Any) -> list[CheckMessage]:
    """Reading every key, also the old ones: else the first confidential address finds out."""
    if not settings.FIELD_ENCRYPTION_KEYS:
        return []  # E001 has said so.
    try:
        ciphers(settings.FIELD_ENCRYPTION_KEYS)
    except ImproperlyConfigured as error:
        return [Error(str(error), id="restorative.E006")]
    return []


@register
def check_demo(**kwargs: Any) -> list[CheckMessage]:
    """A demo lets anybody in with one click: it must never be reachable as a live service."""
    found: list[CheckMessage] = []
    if settings.DEMO and not settings.DEBUG:
        found.append(Error(DEMO_IS_LIVE, hint=HOW_TO_END_IT, id="restorative.E002"))
    if not settings.DEMO and settings.EMAIL_BACKEND == OUTBOX_BACKEND:
        found.append(Error("Mail goes to the demo outbox outside a demo.", id="restorative.E003"))
    if not settings.DEMO:
        found += [
            Error(f"The page {name} exists outside a demo.", id="restorative.E004")
            for name in DEMO_ONLY_URLS
            if _exists(name)
        ]
    return found


def _exists(name: str) -> bool:
    try:
        reverse(name)
    except NoReverseMatch as error:
        # A page that wants arguments exists too.
        return "is not a valid view function or pattern name" not in str(error) and (
            "is not a registered namespace" not in str(error)
        )
    return True
