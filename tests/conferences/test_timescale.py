"""A delay that the family chose does not count against the service."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from conferences.domain.booking import book_meeting
from conferences.domain.meetings import move_meeting
from conferences.meeting_timescale import family_pauses, meet_by, timescale_of, timescale_words
from conferences.models import Meeting
from restorative.working_days import add_working_days, working_days_between
from tests.factories.conferences import make_conference

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference(clock):
    """Allocated ten working days ago, to meet in ten working days' time."""
    made = make_conference()
    since = add_working_days(timezone.localdate(), -10)
    made.case.allocated_at = datetime(since.year, since.month, since.day, 9, tzinfo=UTC)
    made.case.save()
    put(made, in_days(10))
    return made


def in_days(number):
    """So many working days from now."""
    return add_working_days(timezone.localdate(), number)


def put(made, day, *, asked_by="", why=""):
    meeting = Meeting.objects.get(pk=made.meeting.pk)
    starts_at = datetime(day.year, day.month, day.day, 14, tzinfo=UTC)
    book_meeting(
        meeting,
        by=made.service.coordinator,
        version=meeting.version,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        resources=(),
        place="St Mark’s Hall",
        why=why,
        asked_by=asked_by,
    )


def postpone(made, asked_by):
    move_meeting(
        made.meeting, "preparing", by=made.service.coordinator, why="Nan is ill.", asked_by=asked_by
    )


def said(made):
    meeting = Meeting.objects.get(pk=made.meeting.pk)
    return timescale_words(meeting, timescale_of(meeting))


def owed(made):
    """How many working days after the allocation it is owed."""
    return working_days_between(
        timezone.localdate(made.case.allocated_at), meet_by(Meeting.objects.get(pk=made.meeting.pk))
    )


def test_without_a_delay_the_clock_runs(conference):
    assert said(conference) == "10 of 40 working days"
    assert owed(conference) == 40


def test_what_a_date_is_later_by_at_the_familys_wish_is_not_counted(conference):
    put(conference, in_days(19), asked_by="family", why="Nan is ill.")

    assert said(conference) == (
        "10 of 40 working days; 9 days waited at the family’s wish are not counted"
    )
    assert owed(conference) == 49


@pytest.mark.parametrize("asked_by", ["service", "referrer", "other"])
def test_a_delay_that_others_asked_for_counts(conference, asked_by):
    put(conference, in_days(19), asked_by=asked_by, why="The family asked. So they say.")

    assert said(conference) == "10 of 40 working days"
    assert owed(conference) == 40


def test_an_earlier_date_at_the_familys_wish_takes_nothing_away(conference):
    put(conference, in_days(4), asked_by="family", why="Before the holidays.")

    assert owed(conference) == 40


def test_while_there_is_no_new_date_the_clock_stands_still_from_the_day_they_asked(
    conference, clock
):
    postpone(conference, "family")
    clock.shift(timedelta(days=working_days_ahead(6)))

    assert said(conference) == (
        "10 of 40 working days; 6 days waited at the family’s wish are not counted. "
        "The clock stands still until there is a new date"
    )
    assert owed(conference) == 46


def working_days_ahead(number):
    return (in_days(number) - timezone.localdate()).days


def test_once_there_is_a_new_date_only_what_it_is_later_by_is_not_counted(conference, clock):
    new = in_days(25)
    postpone(conference, "family")
    clock.shift(timedelta(days=working_days_ahead(6)))
    put(conference, new)

    assert owed(conference) == 40 + 15
    assert said(conference).startswith("16 of 40 working days; 15 days waited")
    assert family_pauses(Meeting.objects.get())[1] is False


def test_a_date_given_up_by_the_service_pauses_nothing(conference):
    postpone(conference, "service")

    assert said(conference) == "10 of 40 working days"


def test_two_delays_of_the_family_are_both_left_out_and_no_day_twice(conference):
    put(conference, in_days(15), asked_by="family", why="Nan is ill.")
    put(conference, in_days(20), asked_by="service", why="The hall burnt down.")
    put(conference, in_days(22), asked_by="family", why="A wedding.")

    assert owed(conference) == 40 + 5 + 2


def test_moved_nearer_again_by_others_the_wait_ends_there(conference):
    put(conference, in_days(20), asked_by="family", why="Nan is ill.")
    put(conference, in_days(14), asked_by="service", why="The hall is free.")

    assert owed(conference) == 44


def test_once_they_have_met_the_days_stop(conference):
    Meeting.objects.update(
        stage="held",
        starts_at=timezone.now() - timedelta(days=1),
        ends_at=timezone.now() - timedelta(hours=20),
    )
    before = said(conference)

    assert before.endswith("of 40 working days")
    Meeting.objects.update(stage="not_held", starts_at=None, ends_at=None)
    assert said(conference) == ""


def test_a_manager_reads_it_on_the_page(client, conference):
    put(conference, in_days(19), asked_by="family", why="Nan is ill.")
    client.force_login(conference.service.manager)
    words = "10 of 40 working days; 9 days waited at the family’s wish are not counted"

    for name in ("meeting_detail", "find_date"):
        page = client.get(
            reverse(f"conferences:{name}", kwargs={"public_id": conference.meeting.public_id})
        )
        assert words in page.content.decode()


def test_a_review_counts_in_calendar_days_from_what_it_looks_at(conference):
    held = timezone.now() - timedelta(days=20)
    Meeting.objects.update(stage="plan_agreed", starts_at=held, ends_at=held + timedelta(hours=2))
    review = Meeting.objects.create(
        format="review_conference",
        team=conference.service.team,
        stage="preparing",
        reviews=Meeting.objects.get(),
        opened_by=conference.service.coordinator,
    )

    assert timescale_words(review, timescale_of(review)) == "20 of 56 days"
    assert meet_by(review) == timezone.localdate(held) + timedelta(days=56)
    assert isinstance(meet_by(review), date)
