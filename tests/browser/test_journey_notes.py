"""One note about three children, and a note that outlives the session it was begun in."""

import time

import pytest
from django.urls import reverse

from cases.models import Case
from tests.browser.journeys import send, sign_in

pytestmark = pytest.mark.django_db
IN_SECONDS = 60
CHILDREN = ("Chidi", "Amira", "Zuri")
WHAT = "Saw all three at home. Zuri showed me the den behind the sofa."
VOICE = "Amira: I want Nan to do the bedtimes."
SECRET = "Only for the Okafors: the aunt in Leeds has rung"
BEGUN = "Rang the school. Amira has been late twice since"


@pytest.fixture
def okafor():
    return Case.objects.get(children__person__first_name="Amira")


def open_note(page, case):
    page.goto(case.get_absolute_url())
    page.get_by_role("link", name="Add a case note").first.click()
    page.get_by_role("heading", level=1, name="Add a case note").wait_for()


def entries(page):
    """What the timeline holds of the note, when one child is chosen after the other."""
    return page.locator(".moj-timeline__item").filter(has_text=WHAT)


def test_one_note_stands_on_the_timeline_of_each_of_three_children_once(visit, okafor):
    page = visit("grace")
    pages = []
    began = time.monotonic()
    open_note(page, okafor)
    page.on("framenavigated", lambda frame: pages.append(frame.url))
    for name in CHILDREN:
        page.get_by_role("group", name="Who is this note about?").get_by_label(name).check()
    page.get_by_label("What happened", exact=True).fill(WHAT)
    page.get_by_label("What the child said or showed").fill(VOICE)
    send(page, "Save case note")
    page.get_by_role("status").or_(page.get_by_role("alert")).first.wait_for()
    assert time.monotonic() - began < IN_SECONDS
    assert len(pages) == 1

    for name in CHILDREN:
        page.goto(reverse("cases:case_timeline", args=[okafor.public_id]))
        page.get_by_text("Choose what to show").click()
        page.get_by_label("Child", exact=True).select_option(label=name)
        send(page, "Show")
        page.get_by_text(f"about {name}").first.wait_for()
        assert entries(page).count() == 1
        assert VOICE in entries(page).inner_text()


def begin_note_and_lose_the_session(page, case, text):
    """Write until the server has it; then the session is gone, as after a night."""
    open_note(page, case)
    page.get_by_label("What happened", exact=True).fill(text)
    page.get_by_text("Draft saved at").wait_for()
    page.context.clear_cookies()
    page.get_by_label("What happened", exact=True).press_sequentially(" Monday")
    page.get_by_text("You have been signed out.").wait_for()


def test_a_note_is_there_after_the_session_was_lost(visit, council, okafor):
    page = visit("grace")
    begin_note_and_lose_the_session(page, okafor, BEGUN)
    page.goto(page.url)
    sign_in(page, council.user("grace").email)

    page.get_by_text("This is your draft").wait_for()
    assert page.get_by_label("What happened", exact=True).input_value() == BEGUN
    assert page.url.endswith(reverse("cases:note_add", args=[okafor.public_id]))


def test_a_note_begun_in_one_case_is_in_no_other(visit, council, okafor):
    grace = council.user("grace")
    other = (
        Case.objects.visible_to(grace)
        .filter(stage=Case.Stage.ALLOCATED, children__social_worker=grace)
        .exclude(pk=okafor.pk)
        .first()
    )
    page = visit("grace")
    begin_note_and_lose_the_session(page, okafor, SECRET)
    page.goto(reverse("cases:note_add", args=[other.public_id]))
    sign_in(page, council.user("grace").email)

    page.get_by_role("heading", level=1, name="Add a case note").wait_for()
    assert page.get_by_label("What happened", exact=True).input_value() == ""
    assert SECRET not in page.content()
    assert page.get_by_text("This is your draft").count() == 0
