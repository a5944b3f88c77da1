"""A circle and a conversation, each from its button to looking back at it, in their own words."""

from datetime import timedelta

import pytest
from django.utils import timezone

from conferences.models import Meeting
from tests.browser.journeys import send
from tests.browser.soundness import Watcher
from tests.conferences.practice.furniture import FOREIGN

pytestmark = pytest.mark.django_db
PHONE = {"width": 320, "height": 640}
QUESTIONS = (
    ("What happened?", "I threw the plate."),
    ("What were you thinking and feeling?", "Nobody listens to me."),
    ("What have you thought about it since?", "It was not the plate’s fault."),
    ("Who has been affected, and how?", "The little ones. They were frightened."),
    ("What is needed to put it right?", "I say sorry to them."),
)


def own_words(page, watcher):
    """The page is sound, and speaks of nothing but what it is about."""
    watcher.assert_sound()
    assert FOREIGN.findall(page.locator("main").inner_text()) == []


def fill_day(page, legend, day):
    box = page.get_by_role("group", name=legend)
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        box.get_by_label(part, exact=True).fill(str(value))


def tab(page, label):
    page.get_by_role("navigation", name="This meeting").get_by_role("link", name=label).click()


def write_down(page, tab_label, kind):
    tab(page, tab_label)
    page.get_by_role("link", name=f"Write down: {kind}", exact=True).click()


def say(page, what):
    tab(page, "Overview")
    page.get_by_role("button", name="Say what has happened").click()
    page.get_by_label(what, exact=True).check()
    send(page, "Save")


def start(page, kind, subject):
    page.goto("/")
    page.get_by_role("navigation", name="Menu").get_by_role(
        "link", name="Restorative practice"
    ).click()
    page.get_by_role("button", name=f"Start: {kind}").click()
    page.get_by_label("What is it about? (optional)").fill(subject)
    send(page, "Start")


def test_a_circle_is_walked_from_its_button_to_checking_back(visit):
    page = visit("grace")
    watcher = Watcher(page)
    today = timezone.localdate()
    start(page, "Circle", "Ball over the fence")
    own_words(page, watcher)

    tab(page, "Who")
    page.get_by_role("button", name="Add people").click()
    page.get_by_label("Initials, one on each line").fill("T.B.\nR.S.")
    page.get_by_label("Child or young person", exact=True).check()
    send(page, "Add")
    own_words(page, watcher)

    write_down(page, "Purpose", "Purpose")
    page.get_by_label("A school or college").check()
    page.get_by_label("What is the circle for?").fill("A window was broken at break.")
    own_words(page, watcher)
    send(page, "Save")

    tab(page, "Overview")
    page.get_by_role("link", name="Set the date").click()
    fill_day(page, "Date", today - timedelta(days=1))
    page.get_by_label("Starts at").fill("9:30")
    page.get_by_label("Where (optional)").fill("Room 4")
    send(page, "Save")
    say(page, "Sat together")

    write_down(page, "Rounds", "Round")
    page.get_by_label("What was asked?").fill("What happened?")
    page.get_by_label("What was said (optional)").fill("I wanted to see how far it goes.")
    send(page, "Save")
    write_down(page, "Agreement", "Promise")
    page.get_by_label("What was agreed?").fill("T.B. helps to sweep up.")
    page.get_by_label("T.B.", exact=True).check()
    send(page, "Save")
    write_down(page, "Agreement", "Check-back")
    fill_day(page, "When do you check back?", today)
    send(page, "Save")
    own_words(page, watcher)
    say(page, "Agreed, to check back")

    page.goto("/practice/")
    page.get_by_role("link", name="Circle: Ball over the fence").first.click()
    page.get_by_role("link", name="Say how it is").click()
    page.get_by_label("Better than before").check()
    send(page, "Save")
    say(page, "Checked back")
    own_words(page, watcher)
    assert Meeting.objects.get(subject="Ball over the fence").stage == "looked_back"


def test_a_conversation_is_had_on_a_phone_and_asked_again(visit):
    page = visit("grace")
    watcher = Watcher(page)
    page.set_viewport_size(PHONE)
    today = timezone.localdate()
    page.goto("/practice/")
    page.get_by_role("button", name="Start: Restorative conversation").click()
    own_words(page, watcher)
    send(page, "Start")

    page.get_by_label("With whom?").fill("J.B.")
    for question, answer in QUESTIONS:
        page.get_by_label(question, exact=True).fill(answer)
    fill_day(page, "When do you ask again how it is? (optional)", today)
    own_words(page, watcher)
    send(page, "Save")
    page.get_by_text("Talked it through").first.wait_for()

    page.get_by_role("link", name="Say how it is").first.click()
    page.get_by_label("It has been put right").check()
    send(page, "Save")
    page.get_by_text("Asked again").first.wait_for()
    own_words(page, watcher)
