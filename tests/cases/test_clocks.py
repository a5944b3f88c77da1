from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from cases.clocks import days_waiting, days_waiting_of
from cases.domain.allocating import allocate_coordinator
from cases.domain.closing import hold_case, resume_case, withdraw_case
from cases.domain.deciding import accept_referral, answer_request, ask_for_information
from cases.models import Case
from tests.factories.lifecycle import agree, make_service

LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def service(db):
    return make_service()


@pytest.fixture
def at(time_machine):
    """Stand at ten in the morning of a day."""

    def move(year, month, day, hour=10):
        time_machine.move_to(datetime(year, month, day, hour, tzinfo=LONDON), tick=False)

    return move


def waited(case, *day):
    case = Case.objects.select_related("referral").get(pk=case.pk)
    return days_waiting(case.referral, date(*day))


def test_a_referral_of_today_has_waited_no_day(service, at):
    at(2026, 11, 20)

    case = service.case()

    assert waited(case, 2026, 11, 20) == 0
    assert waited(case, 2026, 11, 23) == 1


def test_a_draft_waits_for_nobody(service):
    assert waited(service.case(draft=True), 2027, 1, 1) == 0


def test_the_clock_stands_still_while_a_question_is_open(service, at):
    at(2026, 11, 16)
    case = service.case()
    at(2026, 11, 17)
    request = ask_for_information(case, "Which school?", by=service.manager)
    assert waited(case, 2026, 11, 20) == 1

    at(2026, 11, 20)
    answer_request(request, "Mill Lane", by=service.worker)

    assert waited(case, 2026, 11, 20) == 1
    assert waited(case, 2026, 11, 23) == 2


def test_a_pause_over_christmas_counts_no_bank_holiday_twice(service, at):
    at(2026, 12, 22)
    case = service.case()
    at(2026, 12, 23)
    request = ask_for_information(case, "Which school?", by=service.manager)
    at(2026, 12, 30)
    answer_request(request, "Mill Lane", by=service.worker)

    # 23, 24, 29, 30, 31 December and 4 January, of which 24, 29 and 30 were paused.
    assert waited(case, 2027, 1, 4) == 3


def test_a_question_asked_and_answered_on_one_day_costs_nothing(service, at):
    at(2026, 11, 16)
    case = service.case()
    answer_request(
        ask_for_information(case, "Which school?", by=service.manager), "A", by=service.worker
    )

    assert waited(case, 2026, 11, 18) == 2


def test_two_pauses_are_both_taken_off(service, at):
    at(2026, 11, 2)
    case = service.case()
    for day in (3, 9):
        at(2026, 11, day)
        request = ask_for_information(case, "Which school?", by=service.manager)
        at(2026, 11, day + 2)
        answer_request(request, "Mill Lane", by=service.worker)

    assert waited(case, 2026, 11, 13) == 9 - 4


def test_a_hold_stops_the_clock_as_well(service, at):
    at(2026, 11, 2)
    case = service.case()
    agree(case)
    accept_referral(case, by=service.manager)
    at(2026, 11, 3)
    hold_case(case, "A funeral", date(2026, 11, 30), by=service.manager)
    assert waited(case, 2026, 11, 10) == 1

    at(2026, 11, 10)
    resume_case(case, by=service.manager)

    assert waited(case, 2026, 11, 12) == 3


def test_the_wait_ends_with_a_coordinator(service, at):
    at(2026, 11, 2)
    case = service.case()
    agree(case)
    at(2026, 11, 5)
    accept_referral(case, by=service.manager)
    allocate_coordinator(case, service.coordinator, by=service.manager)

    assert waited(case, 2027, 6, 1) == 3


def test_the_wait_ends_with_the_case(service, at):
    at(2026, 11, 2)
    case = service.case()
    at(2026, 11, 4)
    ask_for_information(case, "Which school?", by=service.manager)
    at(2026, 11, 10)
    withdraw_case(case, "No longer wanted", by=service.manager)

    assert waited(case, 2027, 6, 1) == 2


def test_a_late_evening_in_summer_is_still_that_day(service, at):
    at(2026, 6, 15, hour=23)
    case = service.case()

    assert waited(case, 2026, 6, 16) == 1


def test_many_cost_as_many_queries_as_one(service, django_assert_num_queries):
    cases = [service.case(info_needed=True) for _ in range(3)]
    cases = list(Case.objects.filter(pk__in=[c.pk for c in cases]).select_related("referral"))

    with django_assert_num_queries(2):
        assert set(days_waiting_of(cases, date(2027, 1, 1))) == {case.pk for case in cases}
