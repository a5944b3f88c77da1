"""A family is referred, asked about, accepted and allocated: by several people, in a browser."""

import re

import pytest
from django.db.models import F
from django.urls import reverse

from accounts.models import User
from accounts.passwords import DEMO_PASSWORD
from cases.models import Case
from tests.browser import keyboard
from tests.browser.journeys import send, sign_in
from tests.browser.journeys_coordinator import within

pytestmark = pytest.mark.django_db


def sign_in_by_keyboard(page, email):
    keyboard.write(page, "Email address", email)
    keyboard.write(page, "Password", DEMO_PASSWORD)
    page.keyboard.press("Enter")
    at(page, "My work")


def at(page, heading):
    page.get_by_role("heading", level=1, name=heading, exact=True).wait_for()


def start(page):
    keyboard.press(page, "link", "Refer a family")
    at(page, "Refer a family")
    keyboard.press(page, "button", "Start the referral")
    page.get_by_text("Only you can see this").wait_for()


def add_three_children(page):
    """Jonah, Tilly and one who is not yet born, with the keyboard alone."""
    keyboard.press(page, "link", "Child and family")
    at(page, "Add children")
    born = "When was the child born?"
    keyboard.write(page, "First name", "Jonah")
    keyboard.write(page, "Family name", "Bell")
    keyboard.choose(page, born, "Date of birth")
    keyboard.date(page, "Date of birth", 3, 5, 2017)
    keyboard.press(page, "button", "Add another child")
    keyboard.write(page, "First name", "Tilly", nth=1)
    keyboard.choose(page, born, "Date of birth", nth=1)
    keyboard.date(page, "Date of birth", 11, 9, 2019, nth=1)
    keyboard.press(page, "button", "Add another child")
    keyboard.choose(page, born, "Not yet born", nth=2)
    keyboard.date(page, "Expected date of birth", 14, 2, 2027)
    keyboard.press(page, "button", "Save and continue")
    page.get_by_role("heading", level=1).filter(has_not_text="Add children").wait_for()
    say_nobody_is_alike(page)
    at(page, "Child and family")
    assert page.get_by_role("heading", level=2).count() >= 3
    keyboard.press(page, "link", "Go back to the list")


def say_nobody_is_alike(page):
    """Whoever resembles somebody recorded is shown first; these are none of them."""
    while page.get_by_role("heading", name="Is this somebody we know?").count():
        for group in page.get_by_role("main").get_by_role("group").all():
            none_of_them = group.get_by_role("radio").last
            keyboard.reach(page, group.get_by_role("radio").first)
            while not none_of_them.is_checked():
                page.keyboard.press("ArrowUp")
        keyboard.press(page, "button", "Continue")
        page.wait_for_load_state()


def add_mother(page):
    """She may be sent a text and nothing else."""
    keyboard.press(page, "link", "Who matters")
    keyboard.press(page, "link", "Add a person")
    at(page, "Add somebody who matters")
    keyboard.write(page, "First name", "Dawn")
    keyboard.write(page, "Family name", "Bell")
    keyboard.pick(page, "What are they to the children?", "Mother")
    keyboard.choose(page, "Do they have parental responsibility?", "Yes")
    keyboard.choose(page, "How can they be reached?", "Mobile phone")
    keyboard.write(page, "Number, email or address", "07700 900461")
    keyboard.choose(page, "Have they said what is safe?", "Yes")
    ways = page.get_by_role("group", name="It is safe to")
    keyboard.reach(page, ways.get_by_label("Text"))
    page.keyboard.press("Space")
    keyboard.press(page, "button", "Save")
    page.get_by_role("heading", level=1).filter(has_not_text="Add somebody").wait_for()
    say_nobody_is_alike(page)
    at(page, "Who matters")
    assert "Dawn Bell" in page.inner_text("main")
    keyboard.press(page, "link", "Go back to the list")


def say_why_now(page):
    keyboard.press(page, "link", "Why now")
    at(page, "Why now")
    keyboard.write(page, "Why now?", "The parents part and the children need a plan.")
    save_and_go_back(page)


def say_no_letter(page):
    keyboard.press(page, "link", "Offer before proceedings")
    at(page, "Offer before proceedings")
    keyboard.choose(page, "Has a letter before proceedings been sent?", "No letter has been sent")
    save_and_go_back(page)


def say_the_mother_agreed(page):
    keyboard.press(page, "link", "Agreement to be contacted")
    at(page, "Agreement to be contacted")
    keyboard.choose(page, "May we contact you about this?", "Yes")
    save_and_go_back(page)


def say_nothing_is_known_of_danger(page):
    keyboard.press(page, "link", "Safety")
    at(page, "Safety")
    keyboard.choose(page, "Is there anything to know to keep people safe?", "No, nothing is known")
    save_and_go_back(page)


def check(page):
    keyboard.press(page, "link", "Check answers and send")
    at(page, "Check your answers before sending")
    assert page.get_by_text("Still needed before you can send").count() == 0
    assert "Jonah Bell" in page.inner_text("main")


def save_and_go_back(page):
    keyboard.press(page, "button", "Save and go back to the list")
    at(page, "Refer a family")


STEPS = (
    start,
    add_three_children,
    add_mother,
    say_why_now,
    say_no_letter,
    say_the_mother_agreed,
    say_nothing_is_known_of_danger,
    check,
)


def test_three_siblings_are_referred_with_the_keyboard_alone_and_once(visit, council):
    page = visit(None)
    page.goto("/account/login/")
    sign_in_by_keyboard(page, council.user("grace").email)
    for step in STEPS:
        step(page)
    button = page.get_by_role("button", name="Send the referral")
    keyboard.reach(page, button)
    # Twice, as an impatient hand does; the second is not held back by the page's own script.
    button.evaluate("it => { it.form.submit(); it.form.submit(); }")

    at(page, "Referral sent")
    assert "You will have an answer by" in page.inner_text("main")
    reference = page.locator(".govuk-panel__body strong").inner_text()
    sent = Case.objects.filter(children__person__last_name="Bell", reference__isnull=False)
    assert [case.reference for case in sent.distinct()] == [reference]
    assert sent.distinct().get().children.count() == 3


def decide(page, case, decision):
    page.goto(reverse("cases:referral_inbox"))
    page.get_by_role("row").filter(has_text=case.reference).get_by_role("link").first.click()
    page.get_by_label(decision, exact=True).check()


def test_a_question_goes_to_my_work_is_answered_and_the_referral_accepted(visit, council):
    case = Case.objects.filter(
        stage=Case.Stage.SUBMITTED, children__social_worker=F("created_by"), is_restricted=False
    ).first()
    helen = visit("helen")
    # The times of a manager's day (decisions.md 6).
    with within(10):
        helen.goto(reverse("cases:referral_inbox"))
        row = helen.get_by_role("row").filter(has_text=case.reference)
        assert re.search(r"\d+ (working )?days?", row.inner_text())
    with within(60):
        decide(helen, case, "Ask for more information")
        helen.get_by_label("What do you need to know?").fill("Which school?")
        send(helen, "Save decision")
        at(helen, "Referrals")

    referrer = visit(None)
    referrer.goto("/account/login/")
    sign_in(referrer, case.created_by.email)
    referrer.get_by_role("link", name=f"Answer a question about {case.reference}").click()
    assert "Which school?" in referrer.inner_text("main")
    assert "The clock stands still until you answer." in referrer.inner_text("main")
    referrer.get_by_label("Your answer", exact=True).fill("Westbridge Primary, Year 4.")
    send(referrer, "Send answer")
    referrer.get_by_role("heading", level=1).filter(has_not_text="Answer a question").wait_for()

    with within(15):
        decide(helen, case, "Accept")
        assert "Westbridge Primary, Year 4." in helen.inner_text("main")
        send(helen, "Save decision")
        helen.get_by_text(case.reference).first.wait_for()
    helen.goto(reverse("cases:referral_allocate", args=[case.public_id]))
    at(helen, "Allocate a coordinator")


@pytest.fixture(scope="module")
def _lee_manages_social_workers(council, django_db_blocker):
    """A coordinator who is not independent of whoever refers: nobody in the demo is so placed."""
    with django_db_blocker.unblock():
        workers = User.objects.filter(job_title="Social worker")
        workers.update(line_manager=council.user("lee"))


@pytest.mark.usefixtures("_lee_manages_social_workers")
def test_a_line_manager_is_refused_and_the_second_manager_is_told(visit):
    case = Case.objects.filter(
        stage=Case.Stage.ACCEPTED, children__social_worker__isnull=False, is_restricted=False
    ).first()
    allocate = reverse("cases:referral_allocate", args=[case.public_id])
    helen, karen = visit("helen"), visit("karen")
    karen.goto(allocate)
    with within(20):
        helen.goto(allocate)
        helen.get_by_label("Lee Marsh").check()
        send(helen, "Allocate")
        summary = helen.locator(".govuk-error-summary")
        summary.wait_for()
        assert "line manager" in summary.inner_text()
    with within(30):
        helen.get_by_label("Sunita Rao").check()
        send(helen, "Allocate")
        helen.get_by_text(f"{case.reference} is now with Sunita Rao.").wait_for()

        karen.get_by_label("Owen Price").check()
        send(karen, "Allocate")
        at(karen, "This case has moved on")
    assert "Helen Osei" in karen.inner_text("main")
    assert "Sunita Rao" in karen.inner_text("main")
    assert Case.objects.get(pk=case.pk).coordinator.first_name == "Sunita"
