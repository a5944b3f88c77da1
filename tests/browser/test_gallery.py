"""Each component on a page, in a browser: wide and narrow, right and wrong, without a script."""

import copy

import pytest
from django.urls import reverse

from tests.browser.soundness import AXE, NARROW, WIDE, Watcher
from tests.restorative import gallery

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not AXE.exists(), reason="npm ci has not run"),
]


@pytest.fixture(autouse=True)
def gallery_urls(settings, live_server):
    settings.ROOT_URLCONF = "tests.restorative.gallery.urls"
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"].append(f"{gallery.__path__[0]}/templates")
    settings.TEMPLATES = templates


def address(live_server, name):
    return live_server.url + reverse(f"gallery_{name}")


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("name", ["every_field", "one_question", "actions", "components"])
def test_a_page_is_sound_before_and_after_a_mistake(page, live_server, name, width):
    page.set_viewport_size({"width": width, "height": 900})
    watcher = Watcher(page)
    page.goto(address(live_server, name))
    watcher.assert_sound()

    button = page.locator("main form button[data-prevent-double-click]")
    if button.count():
        button.first.click()
        page.wait_for_load_state()
        assert page.title().startswith("Error: Gallery – ")
        watcher.assert_sound()


def test_each_link_of_the_summary_moves_the_focus(page, live_server):
    page.goto(address(live_server, "every_field"))
    page.click("main form button[data-prevent-double-click]")
    links = page.locator(".govuk-error-summary a")

    assert links.count() > 10
    for number in range(links.count()):
        link = links.nth(number)
        target = link.get_attribute("href").removeprefix("#")
        link.click()
        assert page.evaluate("document.activeElement.id") == target


def test_an_answer_reveals_its_field_and_hides_it_again(page, live_server):
    page.goto(address(live_server, "every_field"))
    number = page.locator("#id_number")

    assert not number.is_visible()
    page.check("#id_way_0")
    assert number.is_visible()
    page.check("#id_way_1")
    assert not number.is_visible()


def test_another_item_is_added_and_has_the_focus(page, live_server):
    page.goto(address(live_server, "actions"))
    page.click("[data-add-another-button]")

    assert page.evaluate("document.activeElement.id") == "id_actions-1-what"
    assert page.input_value("[name=actions-TOTAL_FORMS]") == "2"
    assert page.locator("legend", has_text="Action 2").count() == 1


def test_without_a_script_everything_can_be_seen_and_added(browser, live_server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address(live_server, "every_field"))
    assert page.locator("#id_number").is_visible()

    page.goto(address(live_server, "actions"))
    page.fill("#id_actions-0-what", "Bedtime")
    page.click("[data-add-another-button]")
    assert page.input_value("#id_actions-0-what") == "Bedtime"
    assert page.locator("#id_actions-1-what").is_visible()
    assert page.locator(".govuk-error-summary").count() == 0
    context.close()


def test_the_skip_link_is_first_and_leads_to_the_page(page, live_server):
    page.goto(address(live_server, "every_field"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"

    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"


def test_print_leaves_the_navigation_out_and_opens_what_is_folded(page, live_server):
    page.goto(address(live_server, "components"))
    assert not page.locator("#folded").is_visible()

    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#folded").is_visible()
    assert not page.locator(".app-bar").is_visible()
    assert not page.locator(".app-footer").is_visible()


def test_a_draft_is_kept_while_typing_and_the_page_says_when(page, live_server):
    page.goto(address(live_server, "drafting"))
    page.fill("#id_what", "Nan does bedtime")
    page.fill("#id_who", "Nan")

    page.get_by_text("Draft saved at 10:42").wait_for()
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_after_the_session_has_ended_the_text_is_still_there(page, live_server):
    page.goto(address(live_server, "drafting") + "?signed_out=1")
    page.fill("#id_what", "Nan does bedtime")

    status = page.get_by_text("You have been signed out. Sign in again in another tab.")
    status.wait_for()
    assert status.inner_text().endswith("Your text is still here.")
    assert page.input_value("#id_what") == "Nan does bedtime"


def test_the_end_of_the_session_is_announced_and_can_be_put_off(page, live_server):
    page.clock.install()
    page.goto(address(live_server, "session"))
    page.clock.run_for(27 * 60_000)
    assert not page.locator("dialog").is_visible()

    page.clock.run_for(61_000)
    assert page.locator("dialog").is_visible()
    assert (
        page.locator("[data-session-left]").inner_text() == "You will be signed out in 2 minutes."
    )
    page.click("[data-session-keep]")
    page.locator("dialog").wait_for(state="hidden")
    page.clock.run_for(27 * 60_000)
    assert not page.locator("dialog").is_visible()


def test_when_the_session_has_ended_nothing_typed_is_thrown_away(page, live_server):
    page.clock.install()
    page.goto(address(live_server, "session"))
    page.clock.run_for(31 * 60_000)

    assert page.locator("[data-session-left]").inner_text() == (
        "You have been signed out. Sign in again in another tab. What you typed is still here."
    )
    page.click("dialog button")
    assert not page.locator("dialog").is_visible()
