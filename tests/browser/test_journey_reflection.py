"""A coordinator reflects, lets a manager read it, and takes it back; each page sound."""

import pytest
from django.urls import reverse

from conferences.models import Reflection
from tests.browser.journeys import send
from tests.browser.soundness import Watcher

pytestmark = pytest.mark.django_db
WORDS = "I filled the silence before she could."
WIDTHS = (1280, 320)


def test_somebody_reflects_shares_it_and_keeps_it_to_themselves_again(visit, enter, council):
    page = enter("coordinator")
    watcher = Watcher(page)
    page.goto("/")
    page.get_by_role("link", name="Learning", exact=True).click()
    page.get_by_role("main").get_by_role("link", name="Write a reflection").click()
    page.get_by_label("A piece of work with a family or a child").check()
    page.get_by_label("What are you thinking about?").fill(WORDS)
    # The window is answered by keyboard alone.
    page.get_by_role("radio", name="To", exact=True).focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    assert page.get_by_role("radio", name="With", exact=True).is_checked()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        watcher.assert_sound()
    send(page, "Save reflection")
    page.get_by_text("Only you can read it.").first.wait_for()
    watcher.assert_sound()

    reflection = next(one for one in Reflection.objects.all() if one.words == WORDS)
    address = reverse("conferences:reflection_detail", args=[reflection.public_id])
    manager = visit("helen")
    assert manager.goto(address).status == 404
    page.goto(address)
    watcher.assert_sound()
    page.get_by_role("link", name="Let one colleague read it").click()
    watcher.assert_sound()
    page.get_by_label("Who should read it?").select_option(label="Helen Osei, Service manager")
    send(page, "Let them read it")
    page.get_by_role("button", name="Keep it to yourself again").wait_for()

    seen = Watcher(manager)
    manager.goto(reverse("conferences:reflection_shared"))
    seen.assert_sound()
    manager.goto(address)
    manager.get_by_text(WORDS).wait_for()
    seen.assert_sound()
    manager.get_by_role("button", name="Say something").click()
    manager.get_by_label("What do you want to say?").fill("What was the hurry?")
    send(manager, "Say it")
    manager.get_by_text("What was the hurry?").wait_for()

    page.reload()
    page.get_by_text("What was the hurry?").wait_for()
    send(page, "Keep it to yourself again")
    page.get_by_text("Only you can read this now.").wait_for()
    assert manager.reload().status == 404


def test_the_pages_of_training_are_sound(visit, council):
    page = visit("helen")
    watcher = Watcher(page)
    for name in (
        "learning",
        "development_own",
        "development_team",
        "development_session_add",
        "course_list",
        "prompt_list",
        "reflection_list",
    ):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(reverse(f"conferences:{name}"))
            watcher.assert_sound()
