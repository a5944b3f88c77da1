"""A conference after harm from end to end: a facilitator, two sides, and what each can read.

The tests of this module are one story, told in order; each goes on where the last one stopped.
"""

import re
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from accounts.models import Team
from cases.domain.allocating import allocate_coordinator
from cases.domain.deciding import accept_referral
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
    r"|family plan|review conference|lifelong|side of the family",
    re.IGNORECASE,
)
SIDES = {
    "harmed": ("Wren", "Harlow", "grace", "Westbridge Assessment"),
    "harming": ("Jory", "Pell", "tom", "Child Protection and Court"),
}
ANSWERED = "He waits for me at the corner."
OWNED = "I hit him, and I am sorry."


@pytest.fixture(scope="module", autouse=True)
def _referred(council, django_db_blocker):
    with django_db_blocker.unblock():
        helen, lee = council.user("helen"), council.user("lee")
        for first, last, name, team in SIDES.values():
            worker = council.user(name)
            staff = SimpleNamespace(worker=worker, service=Team.objects.get(reference_prefix="FGC"))
            child = add_person(
                by=worker, first_name=first, last_name=last, date_of_birth=date(2011, 5, 3)
            )
            case = make_draft(staff, child, referring_team=Team.objects.get(name=team))
            agree(case, add_parent(case))
            say(case, reason="Something happened at the bus stop.", safety_asked=True)
            case = accept_referral(send_referral(case, by=worker), by=helen)
            allocate_coordinator(case, lee, by=helen)


@pytest.fixture
def cases(_referred):
    return {
        side: Case.objects.get(children__person__first_name=who[0]) for side, who in SIDES.items()
    }


@pytest.fixture
def harm(cases):
    found = Meeting.objects.filter(format="after_harm", parties__case=cases["harming"])
    return found.first()


@pytest.fixture
def lee(enter):
    return enter("coordinator")


def clean(page):
    """Nothing that this page says belongs to another kind of meeting."""
    assert FOREIGN.findall(page.inner_text("main")) == []


def write(page, kind, *, texts=(), choices=(), days=()):
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


def look_at_one(page, words):
    """That it fits, that they want it, what could go wrong, and how they are prepared."""
    write(
        page, "Suitability",
        choices=(("Does a restorative process fit?", "Yes"),
                 ("Is a second facilitator needed?", "No")),
        texts=(("Why, or why not?", "They ask for it."),),
    )  # fmt: skip
    write(
        page, "Agreement",
        choices=(("Do they want to go on?", "Wants to go on"), ("In which way?", "Face to face")),
        texts=(("In their words", words),),
    )  # fmt: skip
    write(
        page, "Risk",
        choices=(("About whom?", "Themselves"), ("How great is it?", "Low")),
        texts=(("What could go wrong?", "Shouting."), ("What is done about it?", "A break.")),
    )  # fmt: skip
    write(page, "Step of preparation", texts=(("What was talked about", "How it goes."),))


def test_it_starts_from_one_case_and_the_other_is_joined(lee, cases):
    lee.goto(cases["harming"].get_absolute_url())
    lee.get_by_role("link", name="Meetings", exact=True).click()
    follow(lee, "Start: Restorative conference after harm")
    lee.get_by_text("It is voluntary on both sides").wait_for()
    clean(lee)
    send(lee, "Start")
    lee.get_by_text("Select whose case this is").first.wait_for()
    group(lee, "Whose case is this?").get_by_label("Person who harmed", exact=True).check()
    send(lee, "Start")
    at(lee, "Restorative conference after harm")
    clean(lee)
    tabs = lee.get_by_role("navigation", name="This meeting")
    assert tabs.get_by_role("link", name="Person harmed", exact=True).count() == 0
    follow(lee, "Join their case")
    lee.get_by_label("Reference of their case").fill("FGC-1999-00001")
    send(lee, "Join this case")
    lee.get_by_text("There is no such case").first.wait_for()
    lee.get_by_label("Reference of their case").fill(cases["harmed"].reference)
    clean(lee)
    send(lee, "Join this case")
    saved(lee, "Both sides are in it now.")


def test_it_does_not_go_ahead_before_the_harm_is_acknowledged(lee, harm):
    go(lee, "meeting_detail", harm)
    move_on(lee, "Preparing each side")
    assert "has not acknowledged the harm" in lee.locator(".govuk-error-summary").inner_text()
    open_tab(lee, "Person who harmed")
    write(
        lee, "Acknowledgement",
        choices=(("Do they acknowledge", "Yes: it happened, and it did harm"),),
        texts=(("How did they show it?", OWNED),),
    )  # fmt: skip
    look_at_one(lee, OWNED)
    open_tab(lee, "Person harmed")
    write(
        lee, "Decision about inviting",
        choices=(("Have they agreed to be contacted?", "Yes"),
                 ("Were they invited to take part?", "Invited"),
                 ("What did they choose?", "Takes part, in one way or another"),
                 ("Are they under 17?", "Yes")),
        texts=(("Why, or why not?", "He wants to hear why."),),
    )  # fmt: skip
    look_at_one(lee, ANSWERED)
    move_on(lee, "Preparing each side")
    saved(lee, "The meeting has been moved on.")


@pytest.mark.parametrize(
    ("role", "own", "other"),
    [("social_worker", "harmed", "harming"), ("excluded", "harming", "harmed")],
)
def test_each_worker_reads_their_own_side_and_nothing_of_the_other(
    enter, cases, harm, role, own, other
):
    page = enter(role)
    page.goto(cases[own].get_absolute_url())
    page.get_by_role("link", name="Meetings", exact=True).click()
    page.get_by_role("link", name="Restorative conference after harm", exact=True).click()
    page.get_by_text("You know one side of this").wait_for()
    words = {"harmed": ANSWERED, "harming": OWNED}
    text = page.inner_text("body")
    assert words[own] in text
    for secret in (words[other], SIDES[other][0], cases[other].reference):
        assert secret not in text
    clean(page)
    tabs = page.get_by_role("navigation", name="This meeting").get_by_role("link")
    labels = {"harmed": "Person harmed", "harming": "Person who harmed"}
    assert tabs.all_inner_texts() == ["Overview", labels[own], "Agreed"]
    for hidden in (f"written/{other}/", "people/", "invitations/"):
        assert page.goto(f"{harm.get_absolute_url()}{hidden}").status in (403, 404)


def test_both_are_put_down_with_their_side_and_told(lee, harm):
    go(lee, "meeting_detail", harm)
    open_tab(lee, "People")
    follow(lee, "Add people")
    clean(lee)
    for side, who in SIDES.items():
        label = {"harmed": "person harmed", "harming": "person who harmed"}[side]
        lee.get_by_label(re.compile(rf"^{who[0]} .*\({label}\)")).check()
    send(lee, "Add those ticked")
    saved(lee, "Added.")
    clean(lee)
    for first, *_ in SIDES.values():
        open_tab(lee, "People")
        press(lee, f"Takes part: {first}")
        saved(lee, "The decision has been saved.")
        lee.goto(person(harm, first).get_absolute_url())
        clean(lee)
        tick(lee, "The risk has been looked at with them and about them")
    open_tab(lee, "Date")
    clean(lee)
    book_the_first_time(lee)
    assert stage_of(harm) == "They have a date"
    open_tab(lee, "Invitations")
    clean(lee)
    for first, *_ in SIDES.values():
        tell(lee, first)
    record_yes(lee, "Wren")


def test_they_meet_and_something_is_agreed_and_done(lee, harm):
    bring_the_day(harm)
    go(lee, "meeting_detail", harm)
    open_tab(lee, "The day")
    clean(lee)
    move_on(lee, "They have met")
    saved(lee, "The meeting has been moved on.")
    open_tab(lee, "Agreed")
    write(lee, "Outcome agreement", texts=(("What was agreed", "The bicycle is mended."),))
    follow(lee, "Write down: Undertaking")
    lee.get_by_label("What is to be done?").fill("Mend the bicycle")
    group(lee, "By whom?").get_by_label("The person who harmed").check()
    write_date(group(lee, "By when?"), timezone.localdate() + timedelta(days=7))
    send(lee, "Save")
    saved(lee, "Saved.")
    move_on(lee, "Outcome agreed")
    saved(lee, "The meeting has been moved on.")


def test_each_is_asked_afterwards_how_it_is(lee, harm):
    go(lee, "meeting_detail", harm)
    open_tab(lee, "Agreed")
    lee.get_by_role("link", name=re.compile("Say how it is ?: Undertaking")).click()
    group(lee, "Was it done?").get_by_label("Done", exact=True).check()
    send(lee, "Save")
    for tab in ("Person harmed", "Person who harmed"):
        open_tab(lee, tab)
        write(lee, "Follow-up", choices=(("How are things since?", "Better"),))
    move_on(lee, "Followed up")
    saved(lee, "The meeting has been moved on.")
    assert stage_of(harm) == "Followed up"
    assert Entry.objects.current().filter(meeting=harm).count() == 14


def person(harm, name):
    return Participant.objects.get(meeting=harm, person__first_name=name)
