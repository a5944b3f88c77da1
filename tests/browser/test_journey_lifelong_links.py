"""Lifelong Links from end to end, in its own words: from asking a child to looking back.

The tests of this module are one story, told in order; each goes on where the last one stopped.
"""

import re
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from accounts.models import Team
from cases.domain.allocating import allocate_coordinator
from cases.domain.contacting import add_contact
from cases.domain.deciding import accept_referral
from cases.domain.networks import add_to_network
from cases.domain.people import add_person
from cases.domain.referring import send_referral
from cases.models import Case
from conferences.models import Entry, Meeting, Participant
from tests.browser.journeys import send
from tests.browser.journeys_conference import (
    at,
    book_the_first_time,
    bring_the_day,
    follow,
    go,
    group,
    open_tab,
    press,
    record_yes,
    saved,
    stage_of,
    tell,
    tick,
    write_date,
)
from tests.factories.referrals import add_parent, agree, make_draft, say

pytestmark = pytest.mark.django_db

FOREIGN = re.compile(
    r"family group conference|\bFGC\b(?!-)|bottom line|private family time|family.s plan"
    r"|family plan|review conference",
    re.IGNORECASE,
)


@pytest.fixture(scope="module", autouse=True)
def _referred(council, django_db_blocker):
    with django_db_blocker.unblock():
        grace, helen = council.user("grace"), council.user("helen")
        staff = SimpleNamespace(worker=grace, service=Team.objects.get(reference_prefix="FGC"))
        child = add_person(
            by=grace, first_name="Linnet", last_name="Ashby", date_of_birth=date(2013, 5, 3)
        )
        team = Team.objects.get(name="Westbridge Assessment")
        case = make_draft(staff, child, referring_team=team)
        agree(case, add_parent(case))
        nan = add_person(by=grace, first_name="Hettie", last_name="Blom")
        add_to_network(case, nan, by=grace, part="friend", side="neither")
        add_contact(
            nan, by=grace, channel="address", value="4 Fern Row, Westbridge", may_write="yes",
            confirmed_on=timezone.localdate(),
        )  # fmt: skip
        say(case, reason="She asks about people from before.", safety_asked=True)
        case = accept_referral(send_referral(case, by=grace), by=helen)
        allocate_coordinator(case, council.user("lee"), by=helen)


@pytest.fixture
def case(_referred):
    return Case.objects.get(children__person__first_name="Linnet")


@pytest.fixture
def links(case):
    return Meeting.objects.filter(format="lifelong_links", parties__case=case).first()


@pytest.fixture
def lee(enter):
    return enter("coordinator")


def clean(page):
    """Nothing that this page says belongs to another kind of meeting."""
    assert FOREIGN.findall(page.inner_text("main")) == []


def write(page, kind, *, texts=(), choices=(), days=()):
    """Write down one thing: what is typed, what is chosen, and days that are today."""
    follow(page, f"Write down: {kind}")
    clean(page)
    for question, answer in choices:
        group(page, question).get_by_label(answer, exact=True).check()
    for question, answer in texts:
        page.get_by_label(question).fill(answer)
    for question in days:
        write_date(group(page, question), timezone.localdate())
    send(page, "Save")
    saved(page, "Saved.")
    clean(page)


def move_on(page, to, why=""):
    open_tab(page, "Overview")
    clean(page)
    follow(page, "Move on")
    page.get_by_label(to, exact=True).check()
    if why:
        page.get_by_label("Why", exact=True).fill(why)
    clean(page)
    send(page, "Save")


def person(links, name):
    return Participant.objects.get(meeting=links, person__first_name=name)


def test_nothing_is_looked_for_before_the_child_has_been_asked(lee, case):
    lee.goto(case.get_absolute_url())
    lee.get_by_role("link", name="Meetings", exact=True).click()
    follow(lee, "Start preparing: Lifelong Links")
    lee.get_by_text("The child decides who is looked for").wait_for()
    clean(lee)
    send(lee, "Start preparing")
    at(lee, "Lifelong Links")
    move_on(lee, "Finding out what matters")
    assert "The child has not said yes" in lee.locator(".govuk-error-summary").inner_text()
    for who, answer in (
        ("The child or young person", "Yes, but not to everything: see what they said"),
        ("The authority that looks after the child", "Yes"),
    ):
        open_tab(lee, "Agreement")
        chosen = (("Who was asked?", who), ("What did they say?", answer))
        write(lee, "Agreement", choices=chosen, texts=(("In their own words", "Not my dad."),))
    move_on(lee, "Finding out what matters")
    saved(lee, "The meeting has been moved on.")


def test_wishes_are_kept_and_the_network_is_counted(lee, links):
    go(lee, "meeting_detail", links)
    open_tab(lee, "Wishes")
    write(
        lee,
        "Wish",
        choices=(("What is it?", "To find a person"),),
        texts=(("In the child’s words", "Hettie, my first foster nan"),),
    )
    open_tab(lee, "Connections")
    numbers = ("Family", "Friends and others", "Carers, also former ones", "Professionals")
    write(
        lee,
        "Count of the network",
        choices=(("Which count is it?", "Before the search"),),
        texts=tuple(zip(numbers, ("1", "1", "1", "4"), strict=True)),
    )
    lee.get_by_text("7 people were there for the child before the search").wait_for()
    move_on(lee, "Searching")
    saved(lee, "The meeting has been moved on.")


def test_she_is_found_and_not_invited_before_she_is_known_to_be_safe(lee, links):
    go(lee, "meeting_detail", links)
    open_tab(lee, "Search")
    write(
        lee,
        "Step of the search",
        choices=(("Where was it looked for?", "The file"),),
        texts=(
            ("Whom or what is looked for?", "Hettie"),
            ("What came of it?", "A card with her address."),
        ),
    )
    open_tab(lee, "Connections")
    write(
        lee,
        "Connection",
        choices=(
            ("Does the child want to be in touch?", "Yes"),
            ("In touch before this began", "Not in touch"),
            ("Found?", "Found"),
        ),
        texts=(("Who is it?", "Hettie Blom"), ("What are they to the child?", "Foster nan")),
    )
    assert "Not known yet if safe" in lee.inner_text("main")
    move_on(lee, "Telling the child what was found")
    open_tab(lee, "People")
    press(lee, "Takes part: Hettie")
    lee.get_by_text(
        "It is not written down that this person is safe for the child"
    ).first.wait_for()
    clean(lee)

    open_tab(lee, "Connections")
    lee.get_by_role("link", name=re.compile("Change ?: Connection")).click()
    group(lee, "Safe for the child?").get_by_label("Safe", exact=True).check()
    lee.get_by_label("How that is known").fill("Grace has spoken to the fostering team.")
    group(lee, "Do they want to be in touch?").get_by_label("Would like to be in touch").check()
    group(lee, "How often are they in touch now?").get_by_label("Every week").check()
    group(lee, "Who are they on the page People?").get_by_label("Hettie Blom").check()
    send(lee, "Save")
    saved(lee, "Saved.")
    open_tab(lee, "People")
    press(lee, "Takes part: Hettie")
    saved(lee, "The decision has been saved.")
    assert person(links, "Hettie").attendance == "comes"


def test_those_who_come_are_told_of_the_celebration(lee, links):
    go(lee, "participant_decide", person(links, "Linnet"))
    lee.get_by_label("They take part", exact=True).check()
    send(lee, "Save decision")
    saved(lee, "The decision has been saved.")
    clean(lee)
    go(lee, "participant_decide", person(links, "Kelly"))
    lee.get_by_label("They are not there, and are heard another way").check()
    lee.get_by_label("On what ground?").select_option(label="Not safe for somebody there")
    lee.get_by_label("How are they heard instead?").select_option(label="A letter")
    write_date(
        group(lee, "When will this be looked at again?"), timezone.localdate() + timedelta(days=90)
    )
    lee.get_by_label("Who decided this?").fill("Linnet")
    send(lee, "Save decision")
    saved(lee, "The decision has been saved.")
    lee.goto(person(links, "Linnet").get_absolute_url())
    tick(lee, "Was offered an advocate")
    open_tab(lee, "Date")
    clean(lee)
    book_the_first_time(lee)
    assert stage_of(links) == "Celebration has a date"
    open_tab(lee, "Invitations")
    clean(lee)
    for name in ("Linnet", "Hettie"):
        tell(lee, name)
    record_yes(lee, "Hettie")


def test_they_celebrate_and_the_plan_goes_into_the_care_plan(enter, lee, links):
    bring_the_day(links)
    helen = enter("service_manager")
    go(helen, "meeting_checklist", links)
    press(helen, "I agree that it can go ahead")
    go(lee, "meeting_detail", links)
    open_tab(lee, "The day")
    clean(lee)
    move_on(lee, "Celebrated")
    saved(lee, "The meeting has been moved on.")
    open_tab(lee, "Support plan")
    write(
        lee,
        "Promise of support",
        texts=(("Who?", "Hettie"), ("What do they do?", "Sunday tea")),
        choices=(("How often?", "Every week"),),
    )
    write(
        lee,
        "Taken into the plan",
        choices=(("Into which plan?", "The care plan"),),
        texts=(("By whom?", "Grace Adeyemi"),),
    )
    move_on(lee, "Support plan in the care plan")
    saved(lee, "The meeting has been moved on.")


def test_after_a_year_one_looks_back_with_the_child(lee, links):
    go(lee, "meeting_detail", links)
    open_tab(lee, "Support plan")
    lee.get_by_role("link", name=re.compile("Change ?: Promise of support")).click()
    group(lee, "How it is now").get_by_label("Still so").check()
    send(lee, "Save")
    write(lee, "Look back", texts=(("What the child said", "“I have a nan again.”"),))
    open_tab(lee, "Connections")
    numbers = ("Family", "Friends and others", "Carers, also former ones", "Professionals")
    write(
        lee,
        "Count of the network",
        choices=(("Which count is it?", "Afterwards"),),
        texts=tuple(zip(numbers, ("4", "5", "3", "3"), strict=True)),
    )
    lee.get_by_text("7 people were there for the child before, 15 now").wait_for()
    move_on(lee, "Looked back after a year")
    saved(lee, "The meeting has been moved on.")
    assert stage_of(links) == "Looked back after a year"
    assert Entry.objects.current().filter(meeting=links).count() == 10
