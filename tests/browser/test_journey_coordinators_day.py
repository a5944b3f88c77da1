"""The end of a coordinator's day (decisions.md 6): the family meets, and what comes of it.

The tests of this module are one story, told in order; each goes on where the last one stopped.
The day before it is walked in test_journey_coordinator.py.
"""

import re

import pytest

from conferences.models import FamilyPlan, Meeting, PartTime, PlanCopy
from tests.browser.journeys import send
from tests.browser.journeys_conference import follow, open_tab, stage_of
from tests.browser.journeys_coordinator import Clicks, at, overflows, row, within
from tests.browser.journeys_day import (
    ANOTHER_QUESTION,
    BOTTOM_LINE,
    QUESTION,
    UNCLE,
    make_conference_of_today,
)

pytestmark = pytest.mark.django_db
BEDTIME = "Pat does bedtime Monday to Friday"
SCHOOL = "Emeka walks her there on his way to work."
SAID_IN_PRIVATE = "Ngozi wept and said she drinks"
HERE = ("Amira", "Ngozi", "Emeka", "Pat", "Mrs Lal", "Grace Adeyemi")
CAME_OF_THE_FAMILY = ("Amira", "Ngozi", "Emeka", "Pat", "Mrs Lal", "Tola")
PARTS = ("Information", "Private family time", "Agreeing the plan")
# All but the uncle: the family, the cousin who walked in, and the referrer.
COPIES = (*CAME_OF_THE_FAMILY, "Grace Adeyemi")


@pytest.fixture(scope="module")
def kept(council, django_db_blocker):
    with django_db_blocker.unblock():
        return make_conference_of_today(council)


@pytest.fixture
def meeting(kept):
    return Meeting.objects.get(pk=kept.pk)


@pytest.fixture
def lee(enter, meeting):
    """The coordinator's browser, at the meeting; where it ends must fit a phone."""
    page = enter("coordinator")
    page.goto(meeting.get_absolute_url())
    yield page
    fits_a_phone(page)


def fits_a_phone(page):
    page.set_viewport_size({"width": 320, "height": 900})
    assert not overflows(page), page.url
    page.set_viewport_size({"width": 1280, "height": 900})


def press_at(page, what, name):
    """Press one of the buttons of the day: what, and for whom or which part."""
    page.get_by_role("main").get_by_role(
        "button", name=re.compile(f"^{what} ?: {name}( |$)")
    ).click()


def part_of(page, name):
    """What stands on the day about one of its three parts."""
    shown = page.get_by_role("main").get_by_role("listitem")
    return shown.filter(has=page.get_by_text("Type the times")).filter(has_text=name)


def test_a_cousin_walks_in_and_three_times_are_noted_by_a_press_each(lee, meeting):
    open_tab(lee, "The day")
    clicks = Clicks(lee)
    with within(30):
        follow(lee, "Somebody else has come")
        lee.get_by_label("First name").fill("Tola")
        lee.get_by_label("What they are to the child").fill("Cousin")
        send(lee, "Add and mark as here")
        lee.get_by_text("Tola is on the list.").wait_for()
        assert clicks.number == 2

        for number, part in enumerate(PARTS):
            press_at(lee, "Begins now", part)
            part_of(lee, part).get_by_text(re.compile(r"From \d\d:\d\d")).wait_for()
            press_at(lee, "Ends now", part)
            part_of(lee, part).get_by_text(re.compile(r"to \d\d:\d\d")).wait_for()
            assert clicks.number == 2 + 2 * (number + 1)
    cousin = lee.get_by_role("listitem").filter(has_text="Tola")
    for words in ("walked in", "Cousin", "Here since"):
        assert words in cousin.inner_text()
    times = PartTime.objects.filter(meeting=meeting)
    assert times.filter(began_at__isnull=False, ended_at__isnull=False).count() == 3


def test_there_is_nowhere_to_write_what_was_said_in_private(lee):
    open_tab(lee, "The day")
    assert lee.locator("textarea, [contenteditable]").count() == 0
    private = part_of(lee, "Private family time")
    assert "Only the times are kept." in private.inner_text()
    private.get_by_text("Type the times").click()
    boxes = private.get_by_role("textbox")
    assert [box.get_attribute("name") for box in boxes.all()] == ["private-began", "private-ended"]

    boxes.first.fill(SAID_IN_PRIVATE)
    private.get_by_role("button", name="Save times").click()
    lee.get_by_text("Private family time: Enter").wait_for()
    assert SAID_IN_PRIVATE not in lee.content()


def test_once_the_family_has_met_the_plan_comes_next(lee, meeting):
    open_tab(lee, "The day")
    for name in HERE:
        press_at(lee, "Here", name)
        lee.get_by_role("button", name=re.compile(f"^Undo ?: {name}( |$)")).wait_for()
    follow(lee, "Record what came of it")
    send(lee, "Family has met")
    at(lee, "The family’s plan")
    assert stage_of(meeting) == "Family has met"


def test_the_plan_is_agreed_checked_copy_by_copy_and_its_review_booked(lee, council, meeting):
    with within(480):
        open_tab(lee, "Plan")
        write_the_plan(lee)
        agree(lee)
        assert stage_of(meeting) == "Plan agreed"
        follow(lee, "Copies for each person")
        assert UNCLE not in lee.inner_text("main")
        for name in COPIES:
            assert stage_of(meeting) == "Plan agreed"
            check_and_send(lee, name)
        assert stage_of(meeting) == "Plan with the family"
        book_the_review(lee)

    plan = FamilyPlan.objects.get(meeting=meeting)
    assert plan.state == FamilyPlan.State.AGREED
    copies = PlanCopy.objects.sent().filter(plan=plan)
    assert copies.count() == len(COPIES)
    assert {copy.checked_by for copy in copies} == {council.user("lee")}
    review = Meeting.objects.get(reviews=meeting)
    assert review.starts_at > meeting.starts_at
    assert stage_of(review) == "Review date set"


def write_the_plan(page):
    """One action for two of the three things asked; the third is seen to be open."""
    send(page, "Write the plan")
    page.get_by_label("What will be done?").fill(BEDTIME)
    page.get_by_label("Who will do it?").select_option("Pat")
    for text in (BOTTOM_LINE, QUESTION):
        page.get_by_role("checkbox", name=re.compile(re.escape(text))).check()
    page.get_by_text("How often, by when, who checks").click()
    page.get_by_label("How often").fill("Monday to Friday")
    page.get_by_label("Who checks that it happens?").select_option("Mrs Lal")
    send(page, "Add and finish")
    at(page, "The family’s plan")

    action = page.get_by_role("listitem").filter(has_text=BEDTIME)
    questions = action.get_by_role("term").all_inner_texts()
    facts = dict(zip(questions, action.get_by_role("definition").all_inner_texts(), strict=True))
    assert facts["Who"] == "Pat"
    assert facts["How often"] == "Monday to Friday"
    assert facts["Who checks"] == "Mrs Lal"
    for text in (BOTTOM_LINE, QUESTION):
        assert f"Action 1: {BEDTIME}" in row(page, text).inner_text()
    assert "Not answered yet" in row(page, ANOTHER_QUESTION).inner_text()
    fits_a_phone(page)


def agree(page):
    """Answer what the check shows to be open, and ask everybody who came by name."""
    follow(page, "Check and agree the plan")
    page.get_by_text("1 not answered yet.").wait_for()
    send(page, "The plan is agreed")
    refusal = page.get_by_role("alert")
    for name in CAME_OF_THE_FAMILY:
        refusal.get_by_text(f"Record whether {name} agrees to the plan.").wait_for()
    assert UNCLE not in page.inner_text("main")

    row(page, ANOTHER_QUESTION).get_by_role("link").click()
    page.get_by_label("How does the plan answer it?").fill(SCHOOL)
    send(page, "Save")
    assert SCHOOL in row(page, ANOTHER_QUESTION).inner_text()
    follow(page, "Record who agrees")
    for name in CAME_OF_THE_FAMILY:
        one = page.get_by_role("group", name=name, exact=True)
        one.get_by_label("Agrees", exact=True).check()
    fits_a_phone(page)
    send(page, "Save")
    page.get_by_text("Who agrees has been saved.").wait_for()
    follow(page, "Check and agree the plan")
    assert "ot answered yet" not in page.inner_text("main")
    send(page, "The plan is agreed")
    page.get_by_text("The plan is agreed. Next, each person gets their copy.").wait_for()
    agreed = page.get_by_role("table", name="Who agrees to the plan")
    for name in CAME_OF_THE_FAMILY:
        assert agreed.get_by_role("row", name=f"{name} Agrees").count() == 1, name


def check_and_send(page, name):
    """No copy goes before somebody has said that they read it, word for word."""
    page.get_by_role("link", name=re.compile(f"^Make a copy for {name}$")).click()
    page.get_by_role("group", name="How does it go to them?").get_by_label("Given by hand").check()
    send(page, "See what they will see")
    words = page.get_by_role("region", name="The copy, word for word").inner_text()
    assert BEDTIME in words
    assert UNCLE not in words
    gone = page.get_by_role("button", name="It has gone")
    assert gone.count() == 0
    send(page, "The copy is checked")
    page.get_by_text("Tick to say that you have read all of it").first.wait_for()
    assert gone.count() == 0
    page.get_by_label("I have read all of it").check()
    send(page, "The copy is checked")
    gone.click()
    page.get_by_text("It is recorded that the copy has gone.").wait_for()
    assert "Sent" in row(page, name).inner_text()


def book_the_review(page):
    follow(page, "Back to the plan")
    follow(page, "Arrange the review")
    send(page, "Start preparing")
    at(page, "Review conference")
    open_tab(page, "Date")
    page.locator("input[name=slot]").nth(1).check()
    send(page, "Book this time")
    page.get_by_text("The date is booked.").wait_for()
