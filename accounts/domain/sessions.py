"""Where somebody is signed in."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from accounts.models import User

MOST_AT_ONCE = 3


def end_sessions(user: User) -> None:
    """Sign somebody out everywhere, at once."""
    _end(user, list(UserSession.objects.filter(user=user).values_list("session_key", flat=True)))


def end_oldest_sessions(user: User, *, keep: str) -> None:
    """Leave the newest sessions, among them the one that has just begun."""
    others = (
        UserSession.objects.filter(user=user)
        .exclude(session_key=keep)
        .order_by("-created_at", "-pk")
        .values_list("session_key", flat=True)
    )
    _end(user, list(others[MOST_AT_ONCE - 1 :]))


def _end(user: User, keys: list[str]) -> None:
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(user=user, session_key__in=keys).delete()
