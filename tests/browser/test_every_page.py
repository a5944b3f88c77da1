"""Every page as every role, wide and narrow, as it opens and with its form sent empty.

Where each role can go comes from the crawl (tests/crawl): of each route the page with most
on it. A page is opened once and looked at in both widths, which is how a turned phone or a
pulled window meets it. Forms are sent without answers where the crawl has seen that this is
refused; what is wrong is then checked like any page, and each line of the summary must lead
to its field.

`ROUTES=conferences make test-long ARGS=tests/browser/test_every_page.py` looks at the pages
of one app alone.
"""

import os

import pytest

from tests.browser.serving import PATIENCE
from tests.browser.soundness import AXE, NARROW, WIDE, Watcher
from tests.council import ROLES

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not AXE.exists(), reason="npm ci has not run"),
]

# The pages of one role are shared out, so that all processes have something to do.
SHARES = {"social_worker": 4, "coordinator": 4, "service_manager": 4, "referring_manager": 4}
PARTS = [(role, part) for role in ROLES for part in range(SHARES.get(role, 1))]
# A colleague who is excluded has the pages of every social worker, but for one family.
PARTS = [(role, part) for role, part in PARTS if role != "excluded"]

ROUTES = os.environ.get("ROUTES", "")

EMPTY_AND_SEND = """number => {
  const form = document.forms[number];
  for (const one of form.elements) {
    if (one.type === 'hidden' || one.tagName === 'BUTTON') continue;
    if (one.type === 'radio' || one.type === 'checkbox') one.checked = false;
    else if (one.tagName !== 'SELECT') one.value = '';
    else if ([...one.options].some(option => option.value === '')) one.value = '';
  }
  form.noValidate = true;
  form.requestSubmit([...form.elements].filter(one => one.type === 'submit').pop() ?? null);
}"""
# A line of the summary leads to a field, or to the first of a group.
FOLLOW_SUMMARY = """() => [...document.querySelectorAll('.govuk-error-summary a')].filter(link => {
  link.click();
  const there = document.activeElement;
  return !(there && there.matches('input, select, textarea') && there.id === link.hash.slice(1));
}).map(link => link.hash + ' ' + link.textContent)"""


@pytest.fixture
def open_page(browser, council_server, cookie_for):
    """A page of a browser in which this role is signed in, with what it says and answers."""
    contexts = []

    def open_page(role):
        context = browser.new_context(
            base_url=council_server.url, locale="en-GB", timezone_id="Europe/London"
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        if role:
            context.add_cookies([cookie_for(role)])
        page = context.new_page()
        return page, Watcher(page)

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize(("role", "part"), PARTS)
def test_every_page_is_sound(walk, open_page, role, part):
    walked = walk(role)
    page, watcher = open_page(role)
    faults = []
    named = [pair for pair in sorted(walked.examples.items()) if pair[0].startswith(ROUTES)]
    examples = named[part :: SHARES.get(role, 1)]
    for route, visit in examples:
        faults += look(page, watcher, visit.url, f"{route} {visit.url}")
        for emptied in walked.emptied:
            if emptied.visit.url == visit.url and emptied.has_errors:
                faults += send_empty(page, watcher, visit.url, emptied.number)

    assert examples or ROUTES
    assert not faults, "\n".join(faults)


STRANGERS_PAGES = (
    "/account/login/",
    "/account/password/reset/",
    "/help/",
    "/accessibility/",
    "/privacy/",
    "/welcome/no-such-invitation/",
    "/no-such-page/",
)


def test_every_page_of_a_stranger_is_sound(open_page):
    page, watcher = open_page(None)
    faults = []
    for url in STRANGERS_PAGES:
        faults += look(page, watcher, url, url)
    for url in STRANGERS_PAGES[:2]:
        faults += send_empty(page, watcher, url, number=_main_form(page, url))

    assert not faults, "\n".join(faults)


def look(page, watcher, url, name):
    """Open a page and list what is wrong with it, wide and narrow."""
    page.set_viewport_size({"width": WIDE, "height": 900})
    watcher.heard.clear()
    answer = page.goto(url)
    if "/account/login" in page.url and "/account/login" not in url:
        return [f"{name}: signed out"]
    if answer.status >= 400 and "no-such" not in url:
        return [f"{name}: answered {answer.status}"]
    if answer.status >= 400:
        # The browser itself says that the page was not found.
        watcher.heard[:] = [text for text in watcher.heard if "Failed to load" not in text]
    return both_widths(page, watcher, name)


def send_empty(page, watcher, url, number):
    """Send a form of the page with nothing in it, and list what is wrong with the answer."""
    name = f"{url} form {number} sent empty"
    page.set_viewport_size({"width": WIDE, "height": 900})
    page.goto(url)
    watcher.heard.clear()
    with page.expect_navigation():
        page.evaluate(EMPTY_AND_SEND, number)
    watcher.heard[:] = [text for text in watcher.heard if "Failed to load" not in text]
    if not page.locator(".govuk-error-summary").count():
        return [f"{name}: no summary of what is wrong"]
    faults = both_widths(page, watcher, name)
    if not page.title().startswith("Error: "):
        faults.append(f"{name}: the title does not say so: {page.title()}")
    return faults + [f"{name}: leads to no field: {line}" for line in page.evaluate(FOLLOW_SUMMARY)]


def both_widths(page, watcher, name):
    faults = []
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        try:
            watcher.assert_sound()
        except AssertionError as error:
            faults += [f"{name} at {width}: {line}" for line in str(error).splitlines()]
            watcher.heard.clear()
    return faults


def _main_form(page, url):
    page.goto(url)
    return page.evaluate("[...document.forms].findIndex(form => form.closest('main'))")
