"""What every journey does: signing in as somebody, and looking at a page as they see it."""

import pytest
from playwright.sync_api import Locator, Page

from accounts.passwords import DEMO_PASSWORD
from tests.browser.serving import PATIENCE


@pytest.fixture
def visit(page, new_context, council, council_server):
    """Open a browser of their own for a member of staff, signed in, or for nobody.

    `page` is asked for because it is what marks a browser test (tests/conftest.py).
    """

    def visit(name: str | None) -> Page:
        context = new_context(base_url=council_server.url)
        context.set_default_timeout(PATIENCE)
        own = context.new_page()
        if name:
            own.goto("/account/login/")
            sign_in(own, council.user(name).email)
        return own

    return visit


@pytest.fixture
def enter(new_context, cookie_for, council_server):
    """Open a browser of their own for one of tests.council.ROLES, signed in beforehand."""

    def enter(role: str) -> Page:
        context = new_context(base_url=council_server.url)
        context.set_default_timeout(PATIENCE)
        context.add_cookies([cookie_for(role)])
        return context.new_page()

    return enter


def sign_in(page: Page, email: str) -> None:
    """Answer the sign-in page; it leads to where somebody wanted to go."""
    page.get_by_label("Email address", exact=True).fill(email)
    page.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
    send(page, "Sign in")
    page.get_by_role("button", name="Sign out").wait_for()


def find(page: Page, text: str) -> None:
    """Type into the box at the head of every page."""
    page.get_by_role("searchbox").fill(text)
    page.get_by_role("search").get_by_role("button", name="Find").click()
    page.get_by_role("heading", level=1, name="Search results").wait_for()


def follow(page: Page, name: str) -> None:
    click(page.get_by_role("main").get_by_role("link", name=name, exact=True))


def send(page: Page, button: str) -> None:
    click(page.get_by_role("main").get_by_role("button", name=button, exact=True))


def click(thing: Locator) -> None:
    """Press what leads on, and wait for the page: what is asked at once is asked of that one."""
    thing.click()
    thing.page.wait_for_load_state("domcontentloaded")
