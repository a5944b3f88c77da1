"""A restorative child protection conference from end to end, in its own words.

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
    write_date,
)
from tests.browser.journeys_practice import clean, move_on, refer, write

pytestmark = pytest.mark.django_db

NAME = "Restorative child protection conference"
READY = "Everybody has the reports"


@pytest.fixture(scope="module", autouse=True)
def _referred(council, django_db_blocker):
    with django_db_blocker.unblock():
        refer(
            council,
            reason="A strategy discussion was held.",
            first_name="Wren",
            last_name="Mallory",
            date_of_birth=date(2015, 5, 3),
        )


@pytest.fixture
def case(_referred):
    return Case.objects.get(children__person__first_name="Wren")


@pytest.fixture
def conference(case):
    found = Meeting.objects.filter(format="child_protection_conference", parties__case=case)
    return found.first()


@pytest.fixture
def lee(enter):
    return enter("coordinator")


def test_it_is_called_with_the_day_of_the_strategy_discussion(lee, case):
    lee.goto(case.get_absolute_url())
    lee.get_by_role("link", name="Meetings", exact=True).click()
    follow(lee, f"Start preparing: {NAME}")
    lee.get_by_text("what better looks like").first.wait_for()
    clean(lee)
    send(lee, "Start preparing")
    at(lee, NAME)
    open_tab(lee, "Why")
    write(
        lee,
        "Why it is called",
        choices=(("Which conference is it?", "The first one"),),
        texts=(("Why is it called?", "What is heard at night."), ("Who chairs it?", "Ann Chair")),
        days=(("Day of the strategy discussion", timezone.localdate()),),
    )
    move_on(lee, "Reports and people")
    open_tab(lee, "Overview")
    lee.get_by_text("15 working days after").wait_for()


def test_it_is_not_ready_while_a_report_is_not_in_and_shared(lee, conference):
    today = timezone.localdate()
    go(lee, "meeting_detail", conference)
    open_tab(lee, "Reports")
    write(lee, "Report", texts=(("Whose report is it?", "School"),))
    open_tab(lee, "People")
    clean(lee)
    let_everybody_else_take_part(lee)
    child = Participant.objects.get(meeting=conference, part="child")
    if not child.attendance:
        go(lee, "participant_decide", child)
        lee.get_by_label("They take part", exact=True).check()
        send(lee, "Save decision")
        saved(lee, "The decision has been saved.")
    lee.goto(child.get_absolute_url())
    tick(lee, "Was offered an advocate")
    open_tab(lee, "Date")
    clean(lee)
    book_the_first_time(lee)
    assert stage_of(conference) == "Date set"
    move_on(lee, READY, says="")
    said = lee.locator(".govuk-error-summary").inner_text()
    assert "A report is not in and shared, and it does not say why." in said

    open_tab(lee, "Reports")
    lee.get_by_role("link", name=re.compile("Change ?: Report")).click()
    for question in ("It came in on", "It was shared with the family on"):
        write_date(group(lee, question), today)
    send(lee, "Save")
    saved(lee, "Saved.")


def test_nobody_is_kept_away_without_ground_and_time(lee, conference):
    go(lee, "meeting_detail", conference)
    open_tab(lee, "Kept away")
    write(
        lee,
        "Request to keep somebody away",
        choices=(
            ("Who is to be kept away?", "Kelly Bell"),
            ("On what ground?", "The child asks not to be in the room with them"),
            ("What did the chair decide?", "They are kept away for the time written here"),
            ("How are they heard?", "They see the chair alone"),
        ),
        texts=(
            ("Who asks for it?", "Wren"),
            ("What is that based on?", "Wren’s own words."),
            ("From when to when?", "The first quarter of an hour"),
        ),
        days=(("When was it asked?", timezone.localdate()),),
    )


def test_the_five_things_are_said_and_a_plan_is_decided(lee, conference):
    go(lee, "meeting_detail", conference)
    open_tab(lee, "Invitations")
    clean(lee)
    bring_the_day(conference)
    go(lee, "meeting_detail", conference)
    open_tab(lee, "The day")
    clean(lee)
    move_on(lee, "Held")
    open_tab(lee, "Five things")
    for kind, *texts in (
        ("Harm", ("What has happened?", "Things are thrown at night")),
        ("Impact on the child", ("What does it do to the child?", "Keeps a bag packed")),
        ("How the family feels", ("Who says it?", "Mum"), ("How do they feel", "Ashamed.")),
        ("What better looks like", ("What does better look like?", "The bag is unpacked")),
        ("Support", ("What would help?", "Grandad on Fridays")),
    ):
        write(lee, kind, texts=texts)
    open_tab(lee, "Decision")
    soon = timezone.localdate() + timedelta(days=20)
    write(
        lee,
        "Decision",
        choices=(
            ("What was decided?", "A child protection plan"),
            ("Because of what kind of harm?", "Emotional abuse"),
        ),
        texts=(("Why, in plain words", "It has happened three times."),),
        days=(("When is the next conference?", soon + timedelta(days=60)),),
    )
    write(
        lee,
        "Step of the plan",
        texts=(("What is done?", "Grandad is there at bedtime"), ("Who does it?", "Grandad")),
        days=(("By when?", soon),),
    )
    open_tab(lee, "Core group")
    write(lee, "Core group", days=(("When does it meet?", timezone.localdate()),))
    move_on(lee, "Child protection plan")


def test_the_core_group_meets_and_the_next_one_is_counted(lee, conference):
    go(lee, "meeting_detail", conference)
    open_tab(lee, "Core group")
    lee.get_by_role("link", name=re.compile("Say how it is ?: Core group")).click()
    write_date(group(lee, "It met on"), timezone.localdate())
    lee.get_by_label("What was said and agreed").fill("The bag is unpacked.")
    send(lee, "Save")
    saved(lee, "Saved.")
    assert stage_of(conference) == "Core group at work"
    open_tab(lee, "Overview")
    lee.get_by_text("6 weeks after").wait_for()
    clean(lee)
