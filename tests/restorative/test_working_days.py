from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from restorative.working_days import add_working_days, is_working_day, working_days_between

FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "nation", "works"),
    [
        (FRIDAY, "ENG", True),
        (date(2026, 11, 21), "ENG", False),
        (date(2026, 11, 22), "ENG", False),
        # Boxing Day 2026 is a Saturday: the Monday after is taken instead.
        (date(2026, 12, 28), "ENG", False),
        (date(2026, 12, 29), "ENG", True),
        # Christmas Day and Boxing Day 2027 fall on a weekend: both move.
        (date(2027, 12, 27), "ENG", False),
        (date(2027, 12, 28), "WLS", False),
        (date(2027, 12, 29), "ENG", True),
        # Easter Monday is worked in Scotland, the second of January is not.
        (date(2027, 3, 29), "ENG", False),
        (date(2027, 3, 29), "SCT", True),
        (date(2027, 1, 4), "SCT", False),
        (date(2027, 1, 4), "ENG", True),
        # St Andrew's Day, St Patrick's Day and the Twelfth.
        (date(2026, 11, 30), "SCT", False),
        (date(2026, 11, 30), "ENG", True),
        (date(2027, 3, 17), "NIR", False),
        (date(2027, 3, 17), "WLS", True),
        (date(2027, 7, 12), "NIR", False),
        (date(2027, 7, 12), "ENG", True),
        # The summer bank holiday comes four weeks earlier in Scotland.
        (date(2027, 8, 30), "ENG", False),
        (date(2027, 8, 30), "SCT", True),
        (date(2027, 8, 2), "SCT", False),
    ],
)
def test_offices_are_open_as_the_nation_has_it(day, nation, works):
    assert is_working_day(day, nation=nation) is works


def test_the_nation_is_a_setting(settings):
    settings.NATION = "SCT"

    assert not is_working_day(date(2026, 11, 30))


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (FRIDAY, FRIDAY, 0),
        (FRIDAY, MONDAY, 1),
        (MONDAY, FRIDAY, -1),
        (date(2026, 11, 21), date(2026, 11, 22), 0),
        (date(2026, 11, 21), MONDAY, 1),
        (MONDAY, date(2026, 11, 30), 5),
        # Over Christmas: 24, 29, 30, 31 December and the 4th of January.
        (date(2026, 12, 23), date(2027, 1, 4), 5),
        (date(2027, 1, 4), date(2026, 12, 23), -5),
    ],
)
def test_days_are_counted_after_the_first_and_with_the_last(start, end, days):
    assert working_days_between(start, end, nation="ENG") == days


@pytest.mark.parametrize(
    ("day", "n", "then"),
    [
        (FRIDAY, 0, FRIDAY),
        (FRIDAY, 1, MONDAY),
        (MONDAY, -1, FRIDAY),
        (date(2026, 11, 21), 0, date(2026, 11, 21)),
        (date(2026, 11, 21), 1, MONDAY),
        (date(2026, 11, 22), -1, FRIDAY),
        (date(2026, 12, 24), 3, date(2026, 12, 31)),
        (date(2027, 1, 4), -4, date(2026, 12, 24)),
    ],
)
def test_working_days_are_added_in_both_directions(day, n, then):
    assert add_working_days(day, n, nation="ENG") == then


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(0, 60))
def test_what_is_added_is_what_is_counted(day, n):
    assert working_days_between(day, add_working_days(day, n, nation="NIR"), nation="NIR") == n


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(1, 60))
def test_added_days_end_on_a_working_day(day, n):
    assert is_working_day(add_working_days(day, n, nation="SCT"), nation="SCT")
    assert is_working_day(add_working_days(day, -n, nation="SCT"), nation="SCT")
