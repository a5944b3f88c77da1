"""Showing once more that it is you: before what a session left open must not do.

Asked for on the way to a form and again when it is sent, never by suspending the form's
POST: that would put what was typed about a family into the session. It follows
REQUIRE_MFA: a demo's one-click people know no password. Somebody who signs in with their
work account alone has nothing to show here, and counts as having done so (docs/adr/0002).
"""

from time import time

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.utils.http import urlencode

from accounts.requests import UserRequest

FRESH_SECONDS = 5 * 60


def step_up_url(request: UserRequest) -> str:
    """Where they show that it is them and come back here; "" where they did, or need not."""
    if not settings.REQUIRE_MFA:
        return ""
    ways = get_adapter().get_reauthentication_methods(request.user)
    if not ways or _is_fresh(request):
        return ""
    return f"{ways[0]['url']}?{urlencode({'next': request.path})}"


def _is_fresh(request: UserRequest) -> bool:
    records = get_authentication_records(request, request.user)
    return any(time() - record["at"] < FRESH_SECONDS for record in records)
