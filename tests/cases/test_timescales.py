from datetime import date

import pytest
from django.core.exceptions import ImproperlyConfigured

from cases.timescales import Step, check_names, days_for, due_on
from restorative.environment import numbers_by_name

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("step", "day"),
    [
        (Step.DECIDE, date(2026, 11, 24)),
        (Step.ALLOCATE, date(2026, 11, 25)),
        (Step.PREPARATION, date(2026, 12, 20)),
        (Step.REVIEW, date(2027, 1, 15)),
    ],
)
def test_steps_are_owed_in_working_days_or_calendar_days(step, day):
    assert due_on(step, FRIDAY) == day


def test_every_step_has_a_default():
    assert all(days_for(step) > 0 for step in Step)


def test_a_service_sets_its_own(settings):
    settings.TIMESCALES = {"decide": 5}

    assert due_on(Step.DECIDE, FRIDAY) == date(2026, 11, 27)


def test_a_step_that_there_is_not_stops_the_start(settings):
    settings.TIMESCALES = {"descide": 5}

    with pytest.raises(ImproperlyConfigured, match="descide"):
        check_names()


def test_the_variable_holds_pairs(monkeypatch):
    monkeypatch.setenv("TIMESCALES", "decide=1, allocate = 5")
    assert numbers_by_name("TIMESCALES") == {"decide": 1, "allocate": 5}

    monkeypatch.setenv("TIMESCALES", "decide: 1")
    with pytest.raises(ImproperlyConfigured, match="write pairs such as"):
        numbers_by_name("TIMESCALES")
