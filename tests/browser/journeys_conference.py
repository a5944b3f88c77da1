"""A family of twelve with an accepted referral, and the moves of those who prepare its conference."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from django.db import connections
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from accounts.models import Team
from cases.domain.contacting import add_contact
from cases.domain.deciding import accept_referral
from cases.domain.networks import add_to_network
from cases.domain.people import add_person
from cases.domain.referring import send_referral
from cases.domain.relating import tell_relationship
from cases.models import Case
from cases.relationships import Kind
from conferences.models import Meeting, MeetingInvitation
from tests.browser.journeys import click, send
from tests.dispatching import dispatch
from tests.factories.referrals import agree, make_draft, say

UNCLE = "Barnaby"
# First name, family name, part, side of the family, what they are to the children.
NETWORK = (
    ("Carys", "Thistlewood", "family", "mother", Kind.PARENT),
    ("Gwen", "Thistlewood", "family", "mother", Kind.GRANDPARENT),
    ("Idris", "Thistlewood", "family", "mother", Kind.AUNT_UNCLE),
    ("Marlon", "Quist", "family", "father", Kind.PARENT),
    ("Sybil", "Quist", "family", "father", Kind.GRANDPARENT),
    ("Odette", "Quist", "family", "father", Kind.AUNT_UNCLE),
    (UNCLE, "Quist", "family", "father", Kind.AUNT_UNCLE),
    ("Lucia", "Pereira", "friend", "neither", None),
    ("Tomasz", "Wolny", "friend", "neither", None),
    ("Hettie", "Blom", "friend", "mother", None),
    ("Fern", "Abiola", "professional", "neither", None),
    ("Ravi", "Nair", "professional", "neither", None),
)
CHILDREN = ("Elowen", "Maxim")
REFERRING = "Westbridge Assessment"
SECRET = "All of them at the table, but one: he frightens her."
# Who hears by what; all others, and the children, are told.
BY_LETTER = ("Gwen",)
BY_EMAIL = ("Marlon", "Sybil", "Odette", "Idris", "Hettie", "Fern", "Ravi")


def make_accepted_referral(council: Any) -> Case:
    """A referral of two children with a network of twelve, sent and accepted."""
    grace = council.user("grace")
    staff = SimpleNamespace(worker=grace, service=Team.objects.get(reference_prefix="FGC"))
    children = [
        add_person(by=grace, first_name=name, last_name="Thistlewood", date_of_birth=born)
        for name, born in zip(CHILDREN, (date(2017, 5, 3), date(2019, 9, 11)), strict=True)
    ]
    case = make_draft(staff, *children, referring_team=Team.objects.get(name=REFERRING))
    for first, last, part, side, kind in NETWORK:
        person = add_person(by=grace, first_name=first, last_name=last)
        add_to_network(case, person, by=grace, part=part, side=side)
        for child in children if kind else ():
            tell_relationship(person, kind, child, by=grace)
        if first == "Carys":
            agree(case, person)
        _make_reachable(person, first, by=grace)
    say(case, reason="Carys works nights and the mornings fall apart.", safety_asked=True)
    return accept_referral(send_referral(case, by=grace), by=council.user("helen"))


def _make_reachable(person, first, *, by):
    safe = {"by": by, "confirmed_on": timezone.localdate(), "may_write": "yes"}
    if first in BY_EMAIL:
        add_contact(person, channel="email", value=f"{first.lower()}@example.org", **safe)
    if first in (*BY_LETTER, UNCLE):
        street = {UNCLE: "9 Mill Lane"}.get(first, "4 Fern Row")
        add_contact(person, channel="address", value=f"{street}, Westbridge", **safe)


def committed(act: Callable[[], Any]) -> Any:
    """Do something in a transaction of its own, so that the server sees it."""

    def apart():
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(apart).result()


def bring_the_day(meeting: Meeting) -> None:
    """Let a meeting that is booked begin a moment ago, for all who know of its date."""
    begun = timezone.now() - timedelta(minutes=2)
    ends = begun + timedelta(hours=3)

    def move():
        Meeting.objects.filter(pk=meeting.pk).update(starts_at=begun, ends_at=ends)
        told = MeetingInvitation.objects.filter(participant__meeting=meeting)
        told.filter(starts_at=meeting.starts_at).update(starts_at=begun)

    committed(move)


def at(page: Page, heading: str) -> None:
    page.get_by_role("heading", level=1, name=heading, exact=True).wait_for()


def go(page: Page, name: str, thing: Any) -> None:
    page.goto(reverse(f"conferences:{name}", args=[thing.public_id]))


def open_tab(page: Page, label: str) -> None:
    """Press a tab of the meeting that is shown."""
    tabs = page.get_by_role("navigation", name="This meeting")
    click(tabs.get_by_role("link", name=label, exact=True))


def follow(page: Page, name: str) -> None:
    """Press a link of this name, also one that looks like a button."""
    main = page.get_by_role("main")
    link = main.get_by_role("link", name=name, exact=True)
    click(link.or_(main.get_by_role("button", name=name, exact=True)).first)


def group(page: Page, name):
    return page.get_by_role("group", name=name)


def write_date(box, day: date) -> None:
    for part in ("day", "month", "year"):
        box.get_by_label(part.capitalize(), exact=True).fill(str(getattr(day, part)))


def row_of(page: Page, name: str):
    """The row of a table that somebody heads."""
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name))


def press(page: Page, name: str) -> None:
    """Press the button of this name; the part after a colon is for those who hear the page."""
    words = re.compile(f"^{name.replace(': ', ' ?: ')}$")
    click(page.get_by_role("main").get_by_role("button", name=words))


def saved(page: Page, words: str) -> None:
    """Wait for what the product says when something has been done."""
    page.get_by_text(words).first.wait_for()


def sign_off(page: Page, task: str, link: str) -> None:
    """Go from a manager's own work to what waits for them, and sign it."""
    page.goto("/")
    page.get_by_role("link", name=task).first.click()
    follow(page, link)
    page.get_by_label("Sign it off").check()
    send(page, "Save")
    page.get_by_text("Signed").first.wait_for()


def book_the_first_time(page: Page) -> None:
    page.get_by_role("radio").first.check()
    send(page, "Book this time")
    saved(page, "The date is booked.")


def look_and_send(page: Page, names: list[str]) -> None:
    """Tick people on the list of invitations, look at what each gets, and let it go."""
    open_tab(page, "Invitations")
    for name in names:
        page.get_by_role("checkbox", name=name).check()
    press(page, "Look at the messages to those ticked")
    at(page, "Check who gets what")
    for tick in page.get_by_role("checkbox").all():
        tick.check()
    send(page, "Go on with those ticked")
    at(page, "Invitations")
    committed(dispatch)


def tell(page: Page, name: str) -> None:
    page.get_by_role("link", name=re.compile(f"^Tell in person or by phone ?: {name}")).click()
    page.get_by_label("In person").check()
    send(page, "I have told them")
    saved(page, "It has been recorded that they were told.")


def record_the_planning_meeting(page: Page) -> None:
    open_tab(page, "Planning")
    follow(page, "Record the planning meeting")
    write_date(group(page, "Day of the planning meeting"), timezone.localdate())
    page.get_by_label("Who took part").fill("Grace Adeyemi, Lee Marsh")
    page.get_by_label("Bottom lines").fill("Somebody sober is in the house every night.")
    page.get_by_label("Questions for the family").fill("Who takes them to school?")
    send(page, "Save")
    press(page, "Send to be signed")
    saved(page, "Sent to the referrer's manager to sign.")


def write_the_report(page: Page) -> None:
    follow(page, "Write the information report for the family")
    follow(page, "Write the report")
    page.get_by_label("What is going well").fill("They are at school every day they get there.")
    page.get_by_label("What people are worried about").fill("Three mornings a week they do not.")
    send(page, "Save and give to the coordinator")


def go_through_the_report(page: Page) -> None:
    follow(page, "Gone through with the family")
    write_date(group(page, "Day"), timezone.localdate())
    page.get_by_label("With whom, and how").fill("Read with both sides at Gwen's table.")
    send(page, "Save")
    page.get_by_text("Gone through with the family on").first.wait_for()


def record_one_contact_with_all(page: Page) -> None:
    """A visit to everybody but the uncle, and what Carys needs."""
    page.get_by_role("link", name=re.compile("Record a contact with Carys")).click()
    group(page, "What kind of contact was it?").get_by_label("Visit").check()
    page.get_by_label("How many minutes").fill("120")
    page.get_by_label("What was said", exact=True).fill(SECRET)
    group(page, "What came of it?").get_by_label("Prepared").check()
    group(page, "Are they willing").get_by_label("Yes", exact=True).check()
    group(page, "What does Carys need?").get_by_label("Childcare").check()
    others = group(page, "Was it with anybody else as well?")
    for name in [*CHILDREN, *(one[0] for one in NETWORK if one[0] not in ("Carys", UNCLE))]:
        others.get_by_label(name).check()
    send(page, "Save contact")
    saved(page, "Contact saved.")


def hear_by_letter(page: Page, letter: str) -> None:
    """Decide that somebody is kept away, and write down what they want to say."""
    page.get_by_label("They are not there, and are heard another way").check()
    page.get_by_label("On what ground?").select_option(label="Not safe for somebody there")
    page.get_by_label("How are they heard instead?").select_option(label="A letter")
    review_on = timezone.localdate() + timedelta(days=90)
    write_date(group(page, "When will this be looked at again?"), review_on)
    page.get_by_label("Who decided this?").fill("Carys and Marlon")
    send(page, "Save decision")
    saved(page, "The decision has been saved.")
    page.get_by_role("link", name="Change what they want to say").click()
    page.get_by_label("What they want to say").fill(letter)
    send(page, "Save")
    saved(page, "Saved.")


def let_everybody_else_take_part(page: Page) -> None:
    takes_part = page.get_by_role("button", name=re.compile("^Takes part ?: "))
    while left := takes_part.count():
        takes_part.first.click()
        page.wait_for_load_state()
        assert takes_part.count() == left - 1


def tick(page: Page, item: str) -> None:
    page.get_by_label(item).check()
    send(page, "Save checklist")
    saved(page, "Checklist saved.")


def postpone(page: Page, why: str) -> None:
    follow(page, "Move on")
    group(page, "What has happened?").get_by_label("Postponed").check()
    group(page, "Who asked for it?").get_by_label("The family").check()
    page.get_by_label("Why", exact=True).fill(why)
    send(page, "Save")
    saved(page, "No date yet")


def post_the_letter(page: Page) -> None:
    page.get_by_role("link", name=re.compile("^Print and post it")).click()
    page.get_by_role("link", name="Open the letter to print").wait_for()
    press(page, "I have posted it")


def record_yes(page: Page, name: str) -> None:
    page.get_by_text(re.compile(f"(Record|Change) answer of {name}")).click()
    row_of(page, name).get_by_role("button", name="Yes", exact=True).click()
    saved(page, "The answer has been recorded.")


def confirm_the_venue(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^They said yes")).click()
    saved(page, "has confirmed.")


def stage_of(meeting: Meeting) -> str:
    return Meeting.objects.get(pk=meeting.pk).stage_now.label
