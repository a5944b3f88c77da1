"""The day of a conference, its plan, the copies and the review: the moves of those who keep them."""

import re

from playwright.sync_api import Page

from tests.browser.journeys import send
from tests.browser.journeys_conference import UNCLE, at, follow, group, open_tab, press, saved

COME = ("Carys", "Gwen", "Marlon", "Sybil", "Lucia", "Tomasz", "Fern", "Elowen", "Maxim", "Grace")


def keep_the_day(page: Page) -> None:
    """Seats, who came, an apology, somebody unannounced, the three parts, the uncle's letter."""
    follow(page, "Seats in the circle")
    send(page, "Give everybody a seat")
    page.get_by_role("button", name=re.compile("^Down ?: Gwen")).click()
    at(page, "Seats in the circle")
    open_tab(page, "The day")
    for name in COME:
        page.get_by_role("button", name=re.compile(f"^Here ?: {name}")).click()
        page.get_by_role("button", name=re.compile(f"^Undo ?: {name}")).wait_for()
    page.get_by_role("button", name=re.compile("^Apologies ?: Hettie")).click()
    page.get_by_role("button", name=re.compile("^Undo ?: Hettie")).wait_for()
    follow(page, "Somebody else has come")
    page.get_by_label("First name").fill("Wilf")
    send(page, "Add and mark as here")
    saved(page, "Wilf is on the list.")
    for part in ("Information", "Private family time", "Agreeing the plan"):
        press(page, f"Begins now: {part}")
        press(page, f"Ends now: {part}")
    page.get_by_label(re.compile(f"Who read it out, for {UNCLE}")).fill("Sybil")
    page.get_by_role("button", name=re.compile(f"^Read out ?: {UNCLE}")).click()
    page.get_by_text("by Sybil").wait_for()
    follow(page, "Record what came of it")
    send(page, "Family has met")
    saved(page, "It has been recorded.")


def write_the_plan(page: Page) -> None:
    open_tab(page, "Plan")
    press(page, "Write the plan")
    fill_action(page, "Gwen sleeps at theirs on Tuesdays.", "Gwen", answers="Bottom line")
    send(page, "Add and write the next")
    saved(page, "Action 1 is in the plan.")
    fill_action(
        page,
        "Marlon drives them on Mondays and Fridays.",
        "Marlon",
        answers="Question",
        asked="Petrol money",
    )
    send(page, "Add and finish")
    saved(page, "Action 2 is in the plan.")
    press(page, "Show it to the referrer, to be answered")


def fill_action(page: Page, what: str, who: str, *, answers: str = "", asked: str = "") -> None:
    page.get_by_label("What will be done?").fill(what)
    box = page.get_by_label("Who will do it?")
    box.select_option(label=box.get_by_role("option", name=who).first.inner_text())
    if answers:
        group(page, "Which bottom lines or questions").get_by_label(answers).first.check()
    if asked:
        page.get_by_text("How often, by when").click()
        page.get_by_label("What is asked of the authority for it?").fill(asked)


def refuse(page: Page, harm: str) -> None:
    follow(page, "Answer the plan for the authority")
    page.get_by_label("No, the plan cannot be agreed").check()
    page.get_by_label("What is the risk of significant harm?").fill(harm)
    send(page, "Save the answer")
    saved(page, "The answer has been recorded.")


def answer_and_amend(page: Page) -> None:
    follow(page, "Record what the family says")
    page.get_by_label("What does the family say to it?").fill("Then Idris sleeps there as well.")
    send(page, "Save")
    press(page, "Amend the plan")
    follow(page, "Add an action")
    fill_action(page, "Idris sleeps at theirs on Thursdays.", "Idris", answers="Bottom line")
    send(page, "Add and finish")


def agree(page: Page) -> None:
    """Everybody by name, then the plan as a whole."""
    follow(page, "Record who agrees")
    for box in page.get_by_role("radio", name="Agrees", exact=True).all():
        box.check()
    send(page, "Save")
    saved(page, "Who agrees has been saved.")
    follow(page, "Check and agree the plan")
    assert "not answered yet" not in page.inner_text("main")
    send(page, "The plan is agreed")
    saved(page, "The plan is agreed. Next, each person gets their copy.")


def agree_for_the_authority(page: Page) -> None:
    follow(page, "Answer the plan for the authority")
    page.get_by_role("link", name=re.compile("^Answer ?: Petrol money")).click()
    page.get_by_label("Agreed", exact=True).check()
    send(page, "Save the answer")
    follow(page, "Answer the plan for the authority")
    page.get_by_label("Yes, the plan is agreed").check()
    send(page, "Save the answer")


def send_a_copy(page: Page, name: str, how: str) -> None:
    """One person's copy of the plan: made, read, checked and gone."""
    page.get_by_role("link", name=re.compile(f"^Make a copy for {name}")).click()
    group(page, "How does it go to them?").get_by_label(how).check()
    send(page, "See what they will see")
    assert UNCLE not in page.inner_text("main")
    page.get_by_label("I have read all of it").check()
    send(page, "The copy is checked")
    send(page, "It has gone")
    saved(page, "It is recorded that the copy has gone.")


def ask_and_record_feedback(page: Page) -> None:
    open_tab(page, "Feedback")
    group(page, "When are they asked?").get_by_label("On the day").check()
    send(page, "Note that they are asked")
    page.get_by_role("link", name=re.compile("^Record the answers of Carys")).click()
    group(page, "I was listened to").get_by_role("radio").nth(4).check()
    page.get_by_label("In their own words").fill("Nobody talked over me.")
    send(page, "Save")
    saved(page, "The feedback has been saved.")


def record_the_review(page: Page) -> None:
    open_tab(page, "Review")
    follow(page, "Record the review")
    for what, outcome in (("Gwen", "Done"), ("Marlon", "Partly done"), ("Idris", "Done")):
        group(page, re.compile(f"{what} ")).get_by_label(outcome, exact=True).check()
    page.get_by_label("What does the child think?").fill("Elowen: I like it when Idris cooks.")
    page.get_by_label("The work can end").check()
    send(page, "Save")
    saved(page, "The review has been saved.")


def close_the_case(page: Page, why: str) -> None:
    page.get_by_text("More things to do").click()
    page.get_by_role("link", name="Close the case").click()
    at(page, "Close this case")
    page.get_by_label("The family's plan is working").check()
    page.get_by_label("Why is the case closed now?").fill(why)
    page.get_by_label("Who was told?").fill("Carys, Marlon and Grace Adeyemi")
    page.get_by_label("I have looked at what is still open").check()
    send(page, "Close case")


def leave_without_copy(page: Page, name: str, why: str) -> None:
    page.get_by_role("link", name=re.compile(f"^No copy needed for {name}")).click()
    page.get_by_label("Why do they get no copy?").fill(why)
    send(page, "Save")
    saved(page, "The reason has been saved.")
