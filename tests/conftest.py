"""What all tests share. Databases are real; the outside world is out of reach."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections
from django.urls import get_resolver

from tests.council import council, council_template  # noqa: F401  # fixtures
from tests.crawl.walks import walk  # noqa: F401
from tests.databases import empty_database

CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")


# Walks over the whole product. `make test-long` runs them; `make test` leaves them out,
# which keeps it to minutes, but for the pages of one colleague.
LONG = ("crawl/test_crawl.py", "browser/test_every_page.py", "bad_input/test_every_form.py",
        "bad_input/test_every_parameter.py")  # fmt: skip
SHORT_WALK = ("crawl/test_crawl.py", "excluded")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark browser tests, and let them touch the database from Playwright's event loop."""
    for item in items:
        if item.path.as_posix().endswith(LONG) and not _is_short(item):
            item.add_marker(pytest.mark.long)
    browser_tests = [item for item in items if "browser" in getattr(item, "fixturenames", ())]
    for item in browser_tests:
        item.add_marker(pytest.mark.browser)
        if chromium() is None:
            item.add_marker(pytest.mark.skip(reason="no Chromium: apt-get install chromium"))
    if browser_tests:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def _is_short(item):
    where, role = SHORT_WALK
    params = item.callspec.params if hasattr(item, "callspec") else {}
    return item.path.as_posix().endswith(where) and params.get("role") == role


def chromium():
    """Return the machine's own Chromium: Playwright's download is on no package registry."""
    named = os.environ.get("CHROMIUM")
    return next((path for path in (named, *CHROMIUM) if path and Path(path).exists()), None)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": chromium()}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "en-GB", "timezone_id": "Europe/London"}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Let go of the test database before it is dropped.

    A server in a thread, or a browser's last request, may still hold a connection to it.
    """
    yield
    with django_db_blocker.unblock(), connection._nodb_cursor() as server:
        name = connection.settings_dict["NAME"]
        connections.close_all()
        empty_database(server, name)


@pytest.fixture(autouse=True)
def _fresh_cache():
    """Rate limits live in the cache."""
    cache.clear()


@pytest.fixture(autouse=True)
def _urls_of_a_demo(request):
    """Read the URLs, once per process, before a test turns demo mode off for itself."""
    if "settings" in request.fixturenames:
        assert get_resolver().url_patterns


@pytest.fixture
def app_role(db):
    """Run the rest of the test with the rights of the running server, not the owner's."""
    with connection.cursor() as cursor:
        cursor.execute(f'SET ROLE "{settings.DATABASE_APP_ROLE}"')
    yield
    # Through a rolled-back transaction the role goes back by itself; outside one it would stay.
    if connection.connection is not None and not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")


@pytest.fixture
def clock(time_machine):
    """Stand at a known moment: a Monday morning in November, winter time."""
    time_machine.move_to("2026-11-23 09:30Z", tick=False)
    return time_machine
