"""A referral order panel from the order to its completion, and the volunteer who reads its pack.

The tests of this module are one story, told in order; each goes on where the last one stopped.
"""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from cases.models import Case
from conferences.models import Meeting, Participant
from tests.browser.journeys import send
from tests.browser.journeys_conference import (
    at,
    book_the_first_time,
    bring_the_day,
    follow,
    go,
    group,
    let_everybody_else_take_part,
    open_tab,
    saved,
    stage_of,
    tick,
)
from tests.browser.journeys_practice import clean, move_on, refer, write

pytestmark = pytest.mark.django_db

NAME = "Referral order panel"
SECRET = "Mrs Quill of the flower shop"


@pytest.fixture(scope="module", autouse=True)
def _referred(council, django_db_blocker):
    with django_db_blocker.unblock():
        refer(
            council,
            reason="The youth court has made an order.",
            first_name="Corin",
            last_name="Vale",
            date_of_birth=date(2011, 2, 9),
        )


@pytest.fixture
def case(_referred):
    return Case.objects.get(children__person__first_name="Corin")


@pytest.fixture
def panel(case):
    return Meeting.objects.filter(format="referral_order", parties__case=case).first()


@pytest.fixture
def lee(enter):
    return enter("coordinator")


def test_the_order_starts_the_days_that_are_counted(lee, case):
    lee.goto(case.get_absolute_url())
    lee.get_by_role("link", name="Meetings", exact=True).click()
    follow(lee, f"Start preparing: {NAME}")
    lee.get_by_text("Responsibility: to say what one has done.").wait_for()
    clean(lee)
    send(lee, "Start preparing")
    at(lee, NAME)
    open_tab(lee, "Order")
    write(
        lee,
        "Order",
        texts=(("Which court?", "Westbridge Youth Court"), ("For what?", "A broken window")),
        choices=(("For how long?", "6 months"), ("Is it an intensive order?", "No")),
        days=(("When was the order made?", timezone.localdate()),),
    )
    move_on(lee, "Visit and assessment")
    open_tab(lee, "Overview")
    lee.get_by_text("20 working days after").first.wait_for()


def test_the_young_person_is_visited_and_understood(lee, panel):
    go(lee, "meeting_detail", panel)
    open_tab(lee, "Order")
    write(lee, "First appointment", texts=(("What was explained", "What a panel is."),))
    open_tab(lee, "Visit and assessment")
    write(lee, "Home visit", texts=(("Who was seen?", "Corin"), ("What was learnt", "He draws.")))
    write(lee, "Assessment", texts=(("What led to it", "Older friends."),))
    move_on(lee, "Getting ready for the panel")


def test_the_person_harmed_is_asked_and_the_decision_has_its_reason(lee, panel):
    go(lee, "meeting_detail", panel)
    open_tab(lee, "Person harmed")
    write(
        lee,
        "Contact with a person harmed",
        texts=(("Who is it?", SECRET), ("What they would like to say", "I was afraid.")),
        choices=(("Do they agree to be contacted?", "Yes"),),
    )
    write(
        lee,
        "Decision on inviting",
        choices=(("Are they invited to the panel?", "Yes"),),
        texts=(("Why, or why not?", "She asked to come."), ("Who decided it?", "Us")),
    )
    open_tab(lee, "Report")
    write(
        lee,
        "Report for the panel",
        texts=(
            ("What happened", "The glass was broken."),
            ("What the young person says about it", "I was showing off."),
        ),
    )


def test_a_volunteer_reads_the_pack_and_nothing_else(lee, enter, case, panel):
    go(lee, "meeting_detail", panel)
    open_tab(lee, "Panel pack")
    clean(lee)
    lee.get_by_label("Which volunteer?").select_option(label="Ann Field")
    send(lee, "Give the pack")
    saved(lee, "They can read the pack.")

    ann = enter("panel_volunteer")
    ann.goto("/packs/")
    ann.get_by_role("heading", level=1, name="Panel packs").wait_for()
    for link in [one.get_attribute("href") for one in ann.locator("main li a").all()]:
        ann.goto(link)
        if "The glass was broken." in ann.inner_text("main"):
            break
    said = ann.inner_text("main")
    assert "I was showing off." in said
    assert SECRET not in said
    assert "I was afraid." not in said
    clean(ann)
    for address in (case.get_absolute_url(), panel.get_absolute_url(), "/cases/"):
        assert ann.goto(address).status in (403, 404)


def test_the_panel_sits_with_two_volunteers_and_agrees_a_contract(lee, panel):
    go(lee, "meeting_detail", panel)
    open_tab(lee, "People")
    clean(lee)
    let_everybody_else_take_part(lee)
    young = Participant.objects.get(meeting=panel, part="child")
    if not young.attendance:
        go(lee, "participant_decide", young)
        lee.get_by_label("They take part", exact=True).check()
        send(lee, "Save decision")
        saved(lee, "The decision has been saved.")
    lee.goto(young.get_absolute_url())
    tick(lee, "Knows what a panel is, and who will be there")
    open_tab(lee, "Date")
    clean(lee)
    book_the_first_time(lee)
    assert stage_of(panel) == "Panel has a date"
    bring_the_day(panel)
    go(lee, "meeting_detail", panel)
    move_on(lee, "Initial panel held", says="")
    summary = lee.locator(".govuk-error-summary")
    summary.wait_for()
    assert "two trained volunteers" in summary.inner_text()

    open_tab(lee, "Panels")
    write(
        lee,
        "Panel",
        choices=(
            ("Which panel?", "Initial panel"),
            ("Are both trained for it?", "Yes"),
            ("Was a parent or carer there?", "Yes"),
        ),
        texts=(
            ("First volunteer", "Ann Field"),
            ("Second volunteer", "Raj Bose"),
            ("Youth justice worker", "Kim Hall"),
        ),
    )
    move_on(lee, "Initial panel held")
    open_tab(lee, "Contract")
    today = timezone.localdate()
    write(lee, "Contract", days=(("When does the order end?", today + timedelta(days=182)),))
    write(
        lee,
        "Contract item",
        texts=(
            ("What will they do?", "Mend the window with the shop"),
            ("How many hours?", "12"),
            ("Who sees to it with them?", "Dee Moss"),
        ),
        choices=(("Is it reparation?", "Reparation to the person harmed"),),
        days=(("By when?", today + timedelta(days=60)),),
    )
    move_on(lee, "Contract agreed: the order runs")
    open_tab(lee, "Overview")
    lee.get_by_text("3 months after").first.wait_for()
    clean(lee)


def test_the_last_panel_looks_at_what_was_done_and_the_order_is_completed(lee, panel):
    go(lee, "meeting_detail", panel)
    open_tab(lee, "Panels")
    write(
        lee,
        "Panel",
        choices=(
            ("Which panel?", "Final panel"),
            ("Are both trained for it?", "Yes"),
            ("Was a parent or carer there?", "Yes"),
        ),
        texts=(
            ("First volunteer", "Ann Field"),
            ("Second volunteer", "Raj Bose"),
            ("Youth justice worker", "Kim Hall"),
        ),
    )
    move_on(lee, "Final panel held")
    open_tab(lee, "Contract")
    lee.get_by_role("link", name=re.compile("(Change|Say how it is) ?: Contract item")).click()
    group(lee, "Was it done?").get_by_label("Done", exact=True).check()
    send(lee, "Save")
    saved(lee, "Saved.")
    move_on(lee, "Order completed")
    assert stage_of(panel) == "Order completed"
    clean(lee)
