"""Opens sessions for three of the staff, as sign-in with a second factor leaves them."""

import json
from time import time

import django

django.setup()

from allauth.account.internal.flows import login  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402

from accounts.models import User  # noqa: E402

USERS = 32
MIXED = {
    ("coordinator", "service"): 12,
    ("manager", "service"): 5,
    ("social_worker", "referring"): 9,
    ("manager", "referring"): 4,
    ("business_support", "service"): 2,
}
NAMES = ("helen.osei", "lee.marsh", "grace.adeyemi")


def main() -> None:
    named = {name: open_session(f"{name}@example.org") for name in NAMES}
    seats = ("manager", "coordinator")
    many = (
        User.objects.filter(is_active=True, memberships__role__in=seats, memberships__ended_at=None)
        .filter(memberships__team__kind="service")
        .distinct()
        .order_by("pk")
    )
    emails = list(many.values_list("email", flat=True)[:USERS])
    crowd = [open_session(emails[number % len(emails)]) for number in range(USERS)]
    print(json.dumps({"named": named, "crowd": crowd, "mixed": mixed()}))


def mixed() -> list[dict[str, str]]:
    """Sessions of several roles, as one team has them: who they are and which role they have."""
    found = []
    for (role, kind), number in MIXED.items():
        users = User.objects.filter(
            is_active=True, memberships__role=role, memberships__ended_at=None,
            memberships__team__kind=kind,
        )  # fmt: skip
        emails = list(users.distinct().order_by("pk").values_list("email", flat=True)[:number])
        for at in range(number):
            email = emails[at % len(emails)]
            found.append({"role": f"{role} {kind}", "email": email, "key": open_session(email)})
    return found


def open_session(email: str) -> str:
    """Sign somebody in, and return the key of their session."""
    user, now = User.objects.get(email=email), int(time())
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [
        {"method": "password", "at": now}, {"method": "mfa", "at": now, "type": "totp"},
    ]  # fmt: skip
    session.save()
    return str(session.session_key)


if __name__ == "__main__":
    main()
