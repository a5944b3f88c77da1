"""The made-up council behind a real server, for a browser to go to."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.council import ROLES

# A page may be slow on a machine that does much else.
PATIENCE = 60_000


@pytest.fixture(scope="module")
def council_server(council, django_db_blocker) -> Iterator[LiveServer]:
    """Serve the module's copy of the council; what is written there stays until its end."""
    with django_db_blocker.unblock():
        server = LiveServer("localhost:0")
        try:
            yield server
        finally:
            server.stop()


@pytest.fixture(scope="module")
def cookie_for(council, council_server, django_db_blocker) -> Callable[[str], dict]:
    """Sign a role in: the cookie for a browser.

    All roles are signed in at once, before a test of the module has opened a transaction:
    what stands in one is invisible to the server, which would show the sign-in page.
    """
    with django_db_blocker.unblock():
        cookies = {role: _sign_in(council.user(role)) for role in ROLES}

    def cookie_for(role: str) -> dict:
        return {**cookies[role], "url": council_server.url}

    return cookie_for


def _sign_in(user: User) -> dict:
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    return {"name": cookie.key, "value": cookie.value}
