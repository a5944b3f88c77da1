"""Telling people of what was refused, from the record of it, once a day for each matter.

By a job of the next minute, never in the request: a page that takes longer for a case or an
address that exists would say so. Nothing of the record may be changed, so that what was
told of is remembered in the cache; should it be lost there, it is told of twice.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.core.cache import cache
from django.db.models import QuerySet
from django.utils import timezone

from accounts.mails import mail_failed_sign_ins, mail_own_role_refused
from accounts.models import AccessEvent, User

# What the record calls these refusals.
SIGN_IN_LIMITED = "sign_in_limited"
SECOND_FACTOR_LIMITED = "second_factor_limited"
OWN_ROLE_REFUSED = "own_role_refused"
# For how long a mail that could not be sent is tried again.
TRIED = timedelta(hours=24)


def lately_refused(*actions: str) -> QuerySet[AccessEvent]:
    """The refusals of which somebody may still have to be told, the oldest first."""
    events = AccessEvent.objects.filter(
        action__in=actions,
        outcome=AccessEvent.Outcome.DENIED,
        at__gt=timezone.now() - TRIED,
    )
    return events.select_related("actor").order_by("pk")


def tell_once(event: AccessEvent, about: object, send: Callable[[], None]) -> bool:
    """Send what is to be said about this refusal, unless that was said today."""
    day = timezone.localdate(event.at)
    key = f"told:{event.action}:{event.actor_id}:{about}:{day}"
    if cache.get(key):
        return False
    send()
    cache.set(key, True, timeout=2 * TRIED.total_seconds())
    return True


def warn_of_refusals() -> int:
    """Tell the owner of an account that is being tried, and privacy officers of self-promotion."""
    told = 0
    for event in lately_refused(SIGN_IN_LIMITED, SECOND_FACTOR_LIMITED).exclude(object_id=""):
        owner = User.objects.active().filter(pk=event.object_id).first()
        if owner:
            knew_password = event.action == SECOND_FACTOR_LIMITED
            send = partial(mail_failed_sign_ins, owner, knew_password=knew_password)
            told += tell_once(event, owner.pk, send)
    for event in lately_refused(OWN_ROLE_REFUSED):
        if event.actor:
            told += tell_once(event, "", partial(mail_own_role_refused, event.actor))
    return told
