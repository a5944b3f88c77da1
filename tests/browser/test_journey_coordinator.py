"""A coordinator's day on the Okafors, step by step and each within its time (decisions.md 6)."""

import os
import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, ContactPoint
from conferences.models import Meeting
from tests.browser.journeys import send
from tests.browser.journeys_coordinator import (
    Clicks,
    at,
    chosen_slot,
    fill_date,
    forget_what_waits_to_be_signed,
    go_home_to,
    number_of_pages,
    open_tab,
    overflows,
    prepare_the_rest,
    row,
    take_the_venue,
    within,
)

PATIENCE = 9_000
pytestmark = pytest.mark.django_db
SAID = "She fears that Emeka shouts at the children, and is tired."
WORRY_WORDS = "is tired"
COMING = ("Chidi", "Amira", "Zuri", "Ifeoma", "Paweł", "Mrs Lal")
WHY_SAFE = "He comes at four and she at half past; Lee stands at the door."
WHY_ANOTHER = "Ifeoma sees the heart doctor that afternoon"
SHOTS = os.environ.get("SHOTS", "")


ROLES = {
    "lee": "coordinator",
    "priya": "referring_manager",
    "grace": "social_worker",
    "helen": "service_manager",
    "excluded": "excluded",
}


@pytest.fixture
def visit(page, new_context, cookie_for, council_server):
    """A browser of their own for one of the staff, already signed in: some have a second step."""

    def visit(name):
        context = new_context(base_url=council_server.url)
        context.set_default_timeout(PATIENCE)
        context.add_cookies([cookie_for(ROLES[name])])
        own = context.new_page()
        own.goto("/")
        return own

    return visit


@pytest.fixture(scope="module", autouse=True)
def _before_the_planning_meeting(council, django_db_blocker):
    with django_db_blocker.unblock():
        meeting = Meeting.objects.get(parties__case__children__person__first_name="Amira")
        forget_what_waits_to_be_signed(meeting)


@pytest.fixture
def okafor():
    return Case.objects.get(children__person__first_name="Amira")


@pytest.fixture
def meeting(okafor):
    return Meeting.objects.of_case(okafor).get(format="family_group_conference")


@pytest.fixture
def lee(visit):
    """The coordinator's browser; every page must fit a phone."""
    page = visit("lee")
    yield page
    look(page)


def look(page, name=""):
    """Nothing runs over the edge of a phone."""
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert not overflows(page) or width > 320
        if SHOTS:
            where = name or re.sub(r"[0-9a-f-]{36}|/", "_", page.url.split("/", 3)[3])
            page.screenshot(path=f"{SHOTS}/{where}-{width}.png", full_page=True)


def follow(page, name):
    """Press what leads on, whether it looks like a link or like a button."""
    main = page.get_by_role("main")
    link = main.get_by_role("link", name=name, exact=True)
    link.or_(main.get_by_role("button", name=name, exact=True)).first.click()
    page.wait_for_load_state()


def circle(page, meeting):
    page.goto(meeting.get_absolute_url())
    at(page, "Family group conference")


def test_the_list_says_that_the_mother_has_not_been_met(lee, okafor):
    with within(10):
        lee.get_by_role("link", name="Conferences", exact=True).first.click()
        mine = row(lee, okafor.reference)
        assert "Mother not met" in mine.inner_text()
        assert "Amira" in mine.inner_text()
        mine.get_by_role("link").first.click()
        at(lee, "Family group conference")
    assert "planning meeting" in lee.locator(".app-facts__one--next").inner_text()
    row(lee, "Ngozi Okafor").get_by_role("link", name="Ngozi Okafor").click()
    at(lee, "Ngozi")


def test_nobody_else_is_told_that_she_has_not_been_met(visit, okafor):
    for name in ("grace", "excluded"):
        page = visit(name)
        page.goto(reverse("conferences:meeting_list"))
        assert "not met" not in page.inner_text("main")
        if name == "excluded":
            assert okafor.reference not in page.content()


def test_the_planning_meeting_is_signed_by_the_referrers_manager(lee, visit, okafor, meeting):
    priya = visit("priya")
    with within(120):
        go_home_to(lee, okafor.reference)
        lee.locator(".app-facts__one--next").get_by_role("link").click()
        follow(lee, "Record the planning meeting")
        fill_date(lee, "Day of the planning meeting", timezone.localdate())
        lee.get_by_label("Who took part").fill("Grace Adeyemi, Lee Marsh")
        assert "stay overnight" in lee.get_by_label("Bottom lines").input_value()
        send(lee, "Save")
        send(lee, "Send to be signed")
        lee.get_by_text("Sent to the referrer's manager to sign.").wait_for()
        priya.goto("/")
        follow(priya, f"Sign the bottom lines and questions of {okafor.reference}")
        follow(priya, "Read and sign")
        assert "stay overnight" in priya.inner_text("main")
        priya.get_by_label("Sign it off").check()
        send(priya, "Save")
        priya.get_by_text("Signed off.").wait_for()
    lee.reload()
    assert "Signed by Priya Shah" in lee.inner_text("main")


def test_what_a_grandmother_needs_and_says_stays_with_the_coordinator(lee, visit, meeting, okafor):
    with within(45):
        circle(lee, meeting)
        row(lee, "Ifeoma Eze").get_by_role("link").first.click()
        follow(lee, "Record a contact")
        lee.get_by_label("Visit", exact=True).check()
        lee.get_by_label("What was said").fill(SAID)
        lee.get_by_label("Visited", exact=True).check()
        lee.get_by_label("A lift, or fares").check()
        lee.get_by_label("From where?").fill("From Mill Lane")
        lee.get_by_label("Getting in and around").check()
        lee.get_by_label("What helps? For example, no stairs").fill("No stairs")
        send(lee, "Save contact")
        lee.get_by_text("Contact saved.").wait_for()
    seen = lee.inner_text("main")
    for words in (SAID, "No stairs", "From Mill Lane"):
        assert words in seen

    for name in ("grace", "priya", "helen"):
        other = visit(name)
        for url in (
            reverse("cases:case_timeline", args=[okafor.public_id]),
            meeting.get_absolute_url(),
            lee.url,
        ):
            other.goto(url)
            assert WORRY_WORDS not in other.content()


def test_an_uncle_is_excluded_until_the_order_ends_and_heard_by_letter(lee, meeting):
    with within(90):
        circle(lee, meeting)
        row(lee, "Obi Okafor").get_by_role("link").first.click()
        lee.get_by_role("link", name="Decide whether they take part").first.click()
        assert "Must not meet: Obi and Ngozi" in lee.inner_text("main")
        lee.get_by_label("They are not there, and are heard another way").check()
        lee.get_by_label("On what ground?").select_option("Court order")
        fill_date(lee, "Until when does the order", date(2027, 6, 30))
        lee.get_by_label("How are they heard instead?").select_option("A letter")
        review = timezone.localdate() + timedelta(days=90)
        fill_date(lee, "When will this be looked at again", review)
        lee.get_by_label("Who decided this?").fill("Ngozi Okafor")
        send(lee, "Save decision")
        lee.get_by_text("The decision has been saved.").wait_for()
    seen = lee.inner_text("main")
    for words in ("Court order until 30 June 2027", "A letter", "decided by Ngozi Okafor"):
        assert words in seen
    assert "Decide how both can be heard" not in seen
    circle(lee, meeting)
    assert "Heard another way" in row(lee, "Obi Okafor").inner_text()
    open_tab(lee, "Invitations")
    assert "Obi" not in lee.inner_text("main")


def test_both_parents_come_apart_because_somebody_decided_so(lee, meeting):
    with within(60):
        circle(lee, meeting)
        assert "Ngozi and Emeka must be kept apart" in lee.inner_text("main")
        follow(lee, "Decide how both can be heard")
        assert "These two must be kept apart, and both are to come." in lee.inner_text("main")
        send(lee, "Save decision")
        lee.get_by_role("alert").get_by_role("link", name="Enter who decided this").wait_for()
        lee.get_by_label("Both come, arriving and leaving apart").check()
        lee.get_by_label("Why is this safe?").fill(WHY_SAFE)
        lee.get_by_label("Who decided this?").fill("Helen Osei, service manager")
        send(lee, "Save decision")
        at(lee, "People")
    assert "Ngozi and Emeka must be kept apart" not in lee.inner_text("main")
    for name in COMING:
        row(lee, name).get_by_role("button").first.click()
        lee.get_by_text("The decision has been saved.").wait_for()
    open_tab(lee, "Overview")
    assert "must be kept apart" not in lee.inner_text("main")


def test_dates_for_all_with_an_interpreter_and_without_steps_give_three_times(lee, meeting):
    with within(120):
        circle(lee, meeting)
        open_tab(lee, "Date")
        follow(lee, "Enter it for everybody at once")
        people = lee.get_by_role("main").locator("form.app-form").get_by_role("group")
        assert people.count() >= 14
        for number in range(people.count()):
            people.nth(number).get_by_label("Afternoon").check()
            if number % 2:
                people.nth(number).get_by_label("Evening").check()
        send(lee, "Save")
        lee.get_by_text("What they can do has been saved.").wait_for()
        looked_for = lee.get_by_text("What is looked for").inner_text()
        times = lee.get_by_role("main").get_by_role("radio")
        assert times.count() >= 3
    assert "step-free" in looked_for
    assert "Polish" in looked_for
    assert "Still to be asked" not in lee.inner_text("main")
    hints = lee.locator(".govuk-radios__hint").all_inner_texts()
    assert all("Ewa Nowak" in hint for hint in hints)
    for steps in ("Old Mill", "Library"):
        assert not any(steps in hint for hint in hints)
    assert "Obi" not in lee.inner_text("main")


def test_whoever_is_second_to_a_venue_gets_other_times_and_keeps_the_text(lee, okafor, meeting):
    circle(lee, meeting)
    with within(60):
        open_tab(lee, "Date")
        chosen_slot(lee, 4)
        send(lee, "Book this time")
        lee.get_by_text("The date is booked.").wait_for()
        assert "Tell everybody" in lee.inner_text("main")

        taken = chosen_slot(lee, 6)
        lee.get_by_label("The family").check()
        lee.get_by_label("Why the date changes").fill(WHY_ANOTHER)
        take_the_venue(taken, but_for=okafor)
        send(lee, "Book this time")
        lee.get_by_role("alert").get_by_text("already booked at that time").wait_for()
        assert lee.get_by_label("Why the date changes").input_value() == WHY_ANOTHER
        others = lee.get_by_role("main").get_by_role("radio").filter(visible=True)
        assert others.count() >= 3
        slots = lee.locator("input[name=slot]")
        assert slots.count() >= 3
        slots.nth(2).check()
        send(lee, "Book this time")
        lee.get_by_text("The date is booked.").wait_for()
    assert Meeting.objects.get(pk=meeting.pk).starts_at != taken[0]
    assert "The date was changed once" in lee.inner_text("main")


def test_her_text_names_nothing_and_his_letter_lacks_her_address(lee, okafor, meeting):
    hers = ContactPoint.objects.get(person__first_name="Ngozi", channel="address")._value
    venue = Meeting.objects.get(pk=meeting.pk).place
    with within(120):
        circle(lee, meeting)
        open_tab(lee, "Invitations")
        for name in ("Ngozi Okafor", "Emeka Okafor"):
            lee.get_by_label(name, exact=True).check()
        send(lee, "Look at the messages to those ticked")
        at(lee, "Check who gets what")
        text, letter = lee.get_by_role("region", name="What they will get").all_inner_texts()
        for ticked in lee.get_by_role("main").get_by_role("checkbox").all():
            ticked.check()
        look(lee)
        send(lee, "Go on with those ticked")
        at(lee, "Invitations")
    names = ("Amira", "Chidi", "Zuri", "Okafor", "Emeka", okafor.reference, "Family", "Council")
    for words in (*names, venue):
        assert words not in text
    assert venue in letter
    for words in (hers, hers.split(",")[0], "Ngozi", "Amira"):
        assert words not in letter
    assert "wait for a second person" in lee.inner_text("main")


def test_a_grandmothers_yes_takes_two_clicks(lee, meeting):
    circle(lee, meeting)
    open_tab(lee, "Invitations")
    clicks = Clicks(lee)
    hers = row(lee, "Ifeoma Eze")
    with within(5):
        hers.get_by_text("Record answer").click()
        hers.get_by_role("button", name="Yes").click()
        lee.get_by_text("The answer has been recorded.").wait_for()
    assert clicks.number == 2
    assert "Coming" in row(lee, "Ifeoma Eze").inner_text()


def test_the_run_sheet_is_one_page_of_a4(lee, council, okafor, meeting):
    prepare_the_rest(meeting, okafor, council)
    with within(20):
        circle(lee, meeting)
        follow(lee, "Run sheet")
        pdf = lee.pdf(format="A4", print_background=True)
    assert number_of_pages(pdf) == 1
    seen = lee.inner_text("main")
    for words in ("Obi Okafor", "Must not come in", "Ifeoma", "No stairs", "Ewa Nowak"):
        assert words in seen
    assert WORRY_WORDS not in seen
