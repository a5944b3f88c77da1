"""What is sent by itself, as those see it who answer for it: ahead, stopped, changed, gone.

The tests of this module are one story, told in order; each goes on where the last one stopped.
"""

import re
from contextlib import suppress
from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import OutboxMessage, Team
from cases.domain.contacting import add_contact
from cases.models import Reminder
from cases.reminders import receipts
from cases.reminders.by_hand import task_of
from cases.reminders.dispatching import Dispatcher
from cases.reminders.when import moment
from cases.reminders.words import moment_words
from conferences.domain.booking import DoubleBooked, book_meeting
from conferences.domain.deciding_attendance import decide_attendance
from conferences.models import Meeting
from tests.browser.journeys import send
from tests.browser.journeys_conference import (
    at,
    committed,
    follow,
    go,
    open_tab,
    saved,
)
from tests.dispatching import dispatch
from tests.factories.conferences import make_conference
from tests.factories.recording import Service

pytestmark = pytest.mark.django_db
REFERENCE = "FGC-2019-00001"
PLACE = "Thistledown Hall"
NETWORK = (
    ("Gwenllian", "family", "mother"),
    ("Barnaby", "family", "father"),
    ("Lucinda", "friend", "neither"),
)
RULE = "Meeting tomorrow"
OWN_WORDS = "We meet on {day} at {time}. Ring {coordinator} on {phone}."
TOLD = "I told her at her door."
STORM = "The telephone company has a fault."
# What no message may say, to whoever reads it.
SECRET = ("Amira", "Okafor", "Barnaby", PLACE, REFERENCE, "Council", "Family", "conference")


@pytest.fixture(scope="module", autouse=True)
def _a_date_is_set(council, django_db_blocker):
    with django_db_blocker.unblock():
        _make_the_family(council)


def _make_the_family(council):
    """A text is safe for one, an email for another; nobody may write to the third."""
    names = ("grace", "priya", "lee", "karen", "helen", "joan", "dev")
    service = Service(
        Team.objects.get(reference_prefix="FGC"),
        Team.objects.get(name="Westbridge Assessment"),
        *(council.user(name) for name in names),
    )
    lee, today = service.coordinator, timezone.localdate()
    conference = make_conference(service, network=NETWORK, reference=REFERENCE)
    safe = {"by": lee, "confirmed_on": today}
    gwen, barnaby, lucinda = (conference[name].person for name, _, _ in NETWORK)
    add_contact(gwen, channel="mobile", value="07700 900471", may_text="yes", **safe)
    add_contact(lucinda, channel="email", value="lucinda@example.org", may_write="yes", **safe)
    add_contact(barnaby, channel="mobile", value="07700 900472", may_ring="yes", **safe)
    for name, _, _ in NETWORK:
        decide_attendance(conference[name], by=lee, outcome="comes")
    for days in range(12, 40):
        begins = moment(today + timedelta(days=days), time(19))
        ends = begins + timedelta(hours=1)
        meeting = Meeting.objects.get(pk=conference.meeting.pk)
        with suppress(DoubleBooked):
            return book_meeting(
                meeting, by=lee, version=meeting.version, starts_at=begins, ends_at=ends,
                resources=[], place=PLACE,
            )  # fmt: skip
    raise AssertionError("There is no free evening.")


@pytest.fixture
def meeting():
    return Meeting.objects.get(parties__case__reference=REFERENCE)


@pytest.fixture
def lee(enter, meeting):
    """The coordinator, on the messages of the meeting."""
    page = enter("coordinator")
    go(page, "meeting_detail", meeting)
    open_tab(page, "Messages")
    at(page, "Messages")
    return page


@pytest.fixture
def helen(enter):
    """The manager of the service, on the rules."""
    page = enter("service_manager")
    page.goto("/")
    page.get_by_role("link", name="Conferences", exact=True).first.click()
    follow(page, "Reminder rules")
    at(page, "Reminder rules")
    return page


def message_to(name, step):
    return Reminder.objects.get(
        rule="meeting_soon", step=step, case__reference=REFERENCE, person__first_name=name
    )


def rows_of(page, group, who):
    """What stands under a heading of the messages about somebody."""
    return page.get_by_role("table", name=group).get_by_role("row").filter(has_text=who)


def let_it_be(when: datetime) -> None:
    """Let that moment come for the dispatcher, who sends to the outbox of the demo."""
    clock = f"timestamptz '{when.isoformat()}'"
    committed(lambda: Dispatcher(clock=clock).run(seconds=60))


def test_the_coordinator_sees_what_goes_to_whom_when_and_why(lee, meeting):
    day = timezone.localdate(meeting.starts_at)
    ahead = rows_of(lee, "Coming up", "Text to Gwenllian Okafor")
    said = ahead.all_inner_texts()
    assert len(said) == 2
    for text, days in zip(said, (2, 1), strict=True):
        assert moment_words(datetime.combine(day - timedelta(days=days), time(9))) in text
        assert f"{days} day" in text
        assert RULE in text
    assert rows_of(lee, "Coming up", "Email to Lucinda Okafor").count() == 2
    rung = rows_of(lee, "Coming up", "Somebody rings Barnaby Okafor").first
    rung.get_by_role("link").click()
    at(lee, "Somebody rings Barnaby Okafor")
    assert "No way to write to them is confirmed as safe." in lee.inner_text("main")

    lee.go_back()
    rows_of(lee, "Coming up", "Text to Gwenllian").first.get_by_role("link").click()
    at(lee, "Text to Gwenllian Okafor")
    text = lee.get_by_role("region", name="The message").inner_text()
    assert f"{day:%a} {day.day}" in text
    assert "Lee" in text
    for words in SECRET:
        assert words not in text


def test_nobody_else_is_shown_what_goes_to_the_family(enter, meeting):
    address = reverse("conferences:meeting_messages", args=[meeting.public_id])
    for role, answer in (
        ("social_worker", 403),
        ("referring_manager", 403),
        ("business_support", 403),
    ):
        assert enter(role).goto(address).status == answer, role


def test_the_coordinator_stops_one_and_says_why(lee):
    rows_of(lee, "Coming up", "Text to Gwenllian").first.get_by_role("link").click()
    follow(lee, "Do not send it")
    at(lee, "Do not send it")
    send(lee, "Do not send it")
    lee.get_by_role("alert").get_by_text("Enter why it is not to go").wait_for()
    lee.get_by_label("Why is it not to go?").fill(TOLD)
    send(lee, "Do not send it")
    saved(lee, "It will not be sent.")
    assert rows_of(lee, "Coming up", "Text to Gwenllian").count() == 1
    lee.get_by_text(re.compile("^No longer needed: ")).click()
    assert "Somebody stopped it." in rows_of(lee, "No longer needed", "Gwenllian").inner_text()
    lee.goto(message_to("Gwenllian", "two_days_before").case.get_absolute_url())
    lee.get_by_role("link", name="Timeline", exact=True).click()
    lee.get_by_text(TOLD).wait_for()


def test_the_manager_moves_a_step_and_every_case_under_way_follows(helen, enter, meeting):
    helen.get_by_role("link", name=re.compile(f"Change {RULE}, 1 day before")).click()
    at(helen, "When it goes to those who come")
    helen.get_by_label("How many days before?").fill("soon")
    helen.get_by_label("At what time of day?").fill("10:30")
    send(helen, "Save")
    helen.get_by_role("alert").get_by_text("must be a whole number").wait_for()
    helen.get_by_label("How many days before?").fill("3")
    send(helen, "Save")
    saved(helen, "The reminder has been changed.")
    assert "3 days before, 10:30am" in helen.locator("#meeting_soon").inner_text()

    lee = enter("coordinator")
    go(lee, "meeting_messages", meeting)
    day = timezone.localdate(meeting.starts_at) - timedelta(days=3)
    moved = rows_of(lee, "Coming up", "Text to Gwenllian").inner_text()
    assert moment_words(datetime.combine(day, time(10, 30))) in moved


def test_the_manager_writes_other_words_and_looks_at_them_first(helen, enter, meeting):
    card = helen.locator("#meeting_soon")
    card.get_by_text("What starts and stops it").click()
    card.get_by_role("link", name=re.compile("^text message")).click()
    helen.get_by_label("What it says").fill("You meet {child} on {day}.")
    send(helen, "Look at it as they get it")
    helen.get_by_role("alert").get_by_text("{child}").first.wait_for()
    helen.get_by_label("What it says").fill(OWN_WORDS)
    send(helen, "Look at it as they get it")
    at(helen, "Check what it says")
    seen = helen.get_by_role("region", name="The message").inner_text()
    assert seen.startswith("We meet on ")
    assert "{" not in seen
    send(helen, "Save this text")
    saved(helen, "The text has been saved.")

    lee = enter("coordinator")
    lee.goto(message_to("Gwenllian", "day_before").get_absolute_url())
    assert "We meet on " in lee.get_by_role("region", name="The message").inner_text()


def test_while_sending_is_off_nothing_leaves_and_it_waits(enter, helen, meeting):
    dev = enter("administrator")
    dev.goto(reverse("accounts:staff_list"))
    dev.get_by_role("link", name="Sending", exact=True).click()
    at(dev, "Sending is on")
    dev.get_by_label("Why?").fill(STORM)
    send(dev, "Stop all sending")
    saved(dev, "Nothing leaves from now on")
    at(dev, "Sending is off")

    due = message_to("Gwenllian", "day_before").due_at
    let_it_be(due)
    assert not OutboxMessage.objects.filter(body__startswith="We meet on ").exists()
    lee = enter("coordinator")
    go(lee, "meeting_messages", meeting)
    lee.get_by_text("Sending is switched off.").first.wait_for()
    assert "Planned" in rows_of(lee, "Coming up", "Text to Gwenllian").inner_text()

    helen.goto(reverse("cases:sending"))
    assert "by Dev Patel" in helen.inner_text("main")
    assert STORM in helen.inner_text("main")
    helen.get_by_label("Why?").fill("They have mended it.")
    send(helen, "Start sending")
    at(helen, "Sending is on")


def test_its_time_comes_and_it_goes_and_arrives(lee, enter, meeting):
    let_it_be(message_to("Gwenllian", "day_before").due_at + timedelta(minutes=11))
    lee.reload()
    went = rows_of(lee, "Sent", "Text to Gwenllian")
    assert "Delivered" in went.inner_text()
    went.get_by_role("link").click()
    lee.get_by_text("Word for word as it was sent").wait_for()
    text = lee.get_by_role("region", name="The message").inner_text()
    assert text.startswith("We meet on ")
    for words in SECRET:
        assert words not in text
    sent = OutboxMessage.objects.filter(body=text)
    assert [one.to for one in sent] == ["07700 900471"]


def test_one_that_may_not_be_written_to_is_rung(lee, meeting):
    task = task_of(message_to("Barnaby", "day_before"))
    held = rows_of(lee, "Held back or not delivered", "Somebody rings Barnaby Okafor")
    assert "No way to write to them is confirmed as safe." in held.inner_text()
    lee.goto("/")
    lee.locator(f"a[href='{reverse('cases:task_done', args=[task.public_id])}']").first.click()
    at(lee, "Ring somebody who gets no message")
    shown = lee.inner_text("main")
    assert "Who: Barnaby." in shown
    assert "Ring: 07700 900472" in shown
    assert "Leave no message." in shown
    send(lee, "Mark as done")
    go(lee, "meeting_messages", meeting)
    assert "Somebody has told them." in held.inner_text()


def test_what_the_provider_tells_later_is_seen(lee, meeting):
    """The second step, by a provider that first takes a message and then says how it fared."""
    step = message_to("Lucinda", "two_days_before")
    committed(lambda: dispatch(at=step.due_at + timedelta(minutes=1)))
    lee.reload()
    went = rows_of(lee, "Sent", "Email to Lucinda")
    assert went.first.get_by_text("Sent", exact=True).count() == 1

    def tell():
        row = message_to("Lucinda", "two_days_before")
        assert receipts.receive(row.pk, "permanent", provider=row.provider)

    committed(tell)
    lee.reload()
    lost = rows_of(lee, "Held back or not delivered", "Email to Lucinda")
    assert "Not delivered" in lost.inner_text()
    assert "No such number or address." in lost.inner_text()
    lost.get_by_role("link", name=re.compile("^Somebody rings them by ")).click()
    at(lee, "Ring somebody: a message did not arrive")
    assert "No number is confirmed as safe to ring." in lee.inner_text("main")


def test_a_step_that_is_switched_off_asks_for_nothing_any_more(helen, enter, meeting):
    helen.get_by_role("link", name=re.compile(f"Change {RULE}, 2 days before")).click()
    helen.get_by_role("group", name="Is it sent?").get_by_label("No").check()
    send(helen, "Save")
    saved(helen, "The reminder has been changed.")
    assert "Switched off" in helen.locator("#meeting_soon").inner_text()
    for one in Reminder.objects.waiting().filter(rule="meeting_soon", step="two_days_before"):
        assert one.due_at < timezone.now(), one
