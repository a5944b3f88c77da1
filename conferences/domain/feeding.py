"""The secret address under which one colleague's own calendar can be read."""

import secrets

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Permission, can
from conferences.models import CalendarFeed
from restorative.fields import keyed_hash

SECRET_BYTES = 32


@transaction.atomic
def make_feed(user: User) -> str:
    """Make somebody's address anew and return its secret, which nobody can read again.

    The one they had before stops working.
    """
    User.objects.get_queryset().select_for_update(no_key=True).get(pk=user.pk)
    revoke_feed(user)
    # Hexadecimal: the hash ignores capitals, and none may be lost.
    secret = secrets.token_hex(SECRET_BYTES)
    CalendarFeed.objects.create(user=user, secret_hash=keyed_hash(secret))
    return secret


def revoke_feed(user: User) -> bool:
    """Stop the address; whether there was one."""
    feeds = CalendarFeed.objects.filter(user=user, revoked_at=None)
    return bool(feeds.update(revoked_at=timezone.now()))


def feed_of(secret: str) -> CalendarFeed | None:
    """The feed of this secret, while whose it is works here and may see a calendar.

    What is compared is a keyed hash: how long it takes tells nothing about the secret.
    """
    if len(secret) != SECRET_BYTES * 2:
        return None
    feeds = CalendarFeed.objects.filter(secret_hash=keyed_hash(secret), revoked_at=None)
    feed = feeds.select_related("user").first()
    return feed if feed and can(feed.user, Permission.CALENDAR_VIEW) else None
