"""Times on the wall, turned into moments: across clock changes, holidays and leap days."""

from datetime import UTC, date, datetime, time

import pytest

from cases.reminders.rules import Step
from cases.reminders.when import due, moment, next_waking
from tests.reminders.rules.ledger import local


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("since", "days", "words", "at"),
    [
        # Clocks go forward on Sunday 28 March 2027, in the night.
        (date(2027, 3, 29), -1, "2027-03-28 09:00", "2027-03-28 08:00"),
        (date(2027, 3, 29), -2, "2027-03-27 09:00", "2027-03-27 09:00"),
        (date(2027, 3, 27), 1, "2027-03-28 09:00", "2027-03-28 08:00"),
        # And back on Sunday 31 October 2027.
        (date(2027, 11, 1), -1, "2027-10-31 09:00", "2027-10-31 09:00"),
        (date(2027, 11, 1), -2, "2027-10-30 09:00", "2027-10-30 08:00"),
        (date(2027, 10, 30), 1, "2027-10-31 09:00", "2027-10-31 09:00"),
        # Leap day.
        (date(2028, 3, 1), -1, "2028-02-29 09:00", "2028-02-29 09:00"),
        (date(2028, 2, 29), -1, "2028-02-28 09:00", "2028-02-28 09:00"),
        (date(2028, 2, 28), 1, "2028-02-29 09:00", "2028-02-29 09:00"),
        (date(2028, 2, 29), 365, "2029-02-28 09:00", "2029-02-28 09:00"),
    ],
)
def test_so_many_days_before_or_after_is_nine_on_the_wall(since, days, words, at):
    found = due(Step("step", "attendees", days), since)

    assert found.words == words
    assert found.at == utc(at)


@pytest.mark.parametrize(
    ("since", "days", "words", "at"),
    [
        # Good Friday and Easter Monday 2027 lie around the change of clocks.
        (date(2027, 3, 30), -2, "2027-03-24 09:00", "2027-03-24 09:00"),
        (date(2027, 3, 25), 2, "2027-03-31 09:00", "2027-03-31 08:00"),
        # Over the weekend when clocks go back.
        (date(2027, 11, 2), -2, "2027-10-29 09:00", "2027-10-29 08:00"),
        (date(2027, 10, 29), 2, "2027-11-02 09:00", "2027-11-02 09:00"),
        # Christmas 2027 is a Saturday: the Monday and Tuesday after are holidays.
        (date(2027, 12, 30), -2, "2027-12-24 09:00", "2027-12-24 09:00"),
        # Leap day is a working day, a Tuesday.
        (date(2028, 3, 2), -2, "2028-02-29 09:00", "2028-02-29 09:00"),
        (date(2028, 2, 25), 2, "2028-02-29 09:00", "2028-02-29 09:00"),
    ],
)
def test_working_days_leave_out_weekends_and_bank_holidays(since, days, words, at):
    found = due(Step("step", "coordinator", days, working=True), since)

    assert found.words == words
    assert found.at == utc(at)


def test_a_day_before_is_not_24_hours_before():
    """A meeting at 9 on the Monday after the clocks changed: the day before is 9, not 8 or 10."""
    for meeting in ("2027-03-28 09:00", "2027-10-31 09:00"):
        start = local(meeting)
        found = due(Step("step", "attendees", -1), start.date(), ends_at=start)
        hours = (start - found.at).total_seconds() / 3600
        assert hours == {3: 23, 10: 25}[start.month]
        assert local(found.words) == found.at


def test_a_time_that_the_clocks_skip_is_an_hour_later_on_the_wall():
    assert moment(date(2027, 3, 28), time(1, 30)) == utc("2027-03-28 01:30")
    assert local("2027-03-28 02:30") == utc("2027-03-28 01:30")


def test_a_time_that_comes_twice_is_the_first():
    assert moment(date(2027, 10, 31), time(1, 30)) == utc("2027-10-31 00:30")


def test_it_makes_sense_until_half_an_hour_before_the_meeting():
    start = local("2026-12-07 10:00")

    assert due(Step("s", "x", -1), start.date(), ends_at=start).expires_at == local(
        "2026-12-07 09:30"
    )
    assert due(Step("s", "x", -2, lasts=0), start.date(), ends_at=start).expires_at == local(
        "2026-12-05 20:00"
    )


def test_a_service_can_have_other_days_and_another_time():
    found = due(Step("s", "x", -1), date(2026, 12, 7), days=-3, at=time(17, 30))

    assert found.words == "2026-12-04 17:30"


@pytest.mark.parametrize(
    ("at", "hours", "goes"),
    [
        ("2026-12-07 07:59", {}, "2026-12-07 08:00"),
        ("2026-12-07 08:00", {}, "2026-12-07 08:00"),
        ("2026-12-07 19:59", {}, "2026-12-07 19:59"),
        ("2026-12-07 20:00", {}, "2026-12-08 08:00"),
        # Over the night in which clocks change it is still eight on the wall.
        ("2027-03-27 21:00", {}, "2027-03-28 08:00"),
        ("2027-10-30 21:00", {}, "2027-10-31 08:00"),
        ("2026-12-07 09:00", {"since": time(17)}, "2026-12-07 17:00"),
        ("2026-12-07 09:00", {"until": time(9)}, "2026-12-08 08:00"),
        ("2026-12-07 09:00", {"since": time(6), "until": time(23)}, "2026-12-07 09:00"),
    ],
)
def test_nobody_is_written_to_at_night_or_outside_their_hours(at, hours, goes):
    assert next_waking(local(at), **hours) == local(goes)
