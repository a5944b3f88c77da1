"""Planning: in the transaction, idempotent, following every change, never disturbing what goes."""

from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from cases.domain.recording import record_event
from cases.models import Event, Heartbeat, Reminder, ReminderSetting
from cases.reminders import planning, rules
from cases.reminders.planning import plan_all, plan_cases, plan_recent, planning_later
from conferences.domain.booking import book_meeting
from conferences.domain.inviting import record_answer
from conferences.domain.meetings import move_meeting
from conferences.models import Meeting, Participant
from conferences.reminders.rules import MEETING_SOON
from tests.reminders.rules.ledger import local, make_asked, plan, rows, set_date, steps, to

pytestmark = pytest.mark.django_db
STATE = Reminder.State
BOTH = [("day_before", "2026-12-06 09:00"), ("two_days_before", "2026-12-05 09:00")]


@pytest.fixture
def one(clock):
    """A conference with a date two weeks ahead, of which nothing is planned yet."""
    found = make_asked()
    set_date(found.meeting, "2026-12-07 10:00", stage="scheduled")
    return found


def book(one, text, *, by=None):
    start = local(text)
    one.meeting.refresh_from_db()
    return book_meeting(
        one.meeting,
        by=by or one.service.coordinator,
        version=one.meeting.version,
        starts_at=start,
        ends_at=start + timedelta(hours=3),
        resources=(),
        place="St Mark’s Hall",
    )


def test_a_date_plans_its_reminders_for_everybody_in_the_same_transaction(clock):
    one = make_asked()

    book(one, "2026-12-07 10:00")

    assert steps(one.case, "meeting_soon") == BOTH
    assert to(one.case, "meeting_soon") == sorted(one.people)


def test_what_is_planned_is_rolled_back_with_the_change(clock):
    one = make_asked()

    def book_and_fail():
        with transaction.atomic():
            book(one, "2026-12-07 10:00")
            assert Reminder.objects.exists()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        book_and_fail()

    assert not Reminder.objects.exists()


def test_planning_twice_changes_nothing(one):
    assert plan(one.case) > 0
    before = list(Reminder.objects.order_by("pk").values())

    assert plan(one.case) == 0
    assert list(Reminder.objects.order_by("pk").values()) == before


def test_another_date_cancels_what_waits_and_plans_anew(clock):
    one = make_asked()
    book(one, "2026-12-07 10:00")

    book(one, "2026-12-14 10:00")

    assert steps(one.case, "meeting_soon", state=STATE.CANCELLED) == BOTH
    assert steps(one.case, "meeting_soon") == [
        ("day_before", "2026-12-13 09:00"),
        ("two_days_before", "2026-12-12 09:00"),
    ]
    assert set(Reminder.objects.filter(state=STATE.CANCELLED).values_list("reason")) == {
        ("stopped",)
    }


def test_what_is_being_sent_or_was_is_left_as_it_is(one):
    plan(one.case)
    sending, sent, *_ = Reminder.objects.order_by("pk")
    Reminder.objects.filter(pk=sending.pk).update(
        state=STATE.SENDING, lease_token=uuid4(), lease_until=timezone.now(), attempts=1
    )
    Reminder.objects.filter(pk=sent.pk).update(
        state=STATE.SENT, sent_at=timezone.now(), provider="x"
    )

    set_date(one.meeting, "2026-12-14 10:00")
    plan(one.case)

    assert Reminder.objects.get(pk=sending.pk).state == STATE.SENDING
    assert Reminder.objects.get(pk=sent.pk).state == STATE.SENT


def test_back_at_the_first_date_what_waited_for_it_waits_again(one):
    plan(one.case)
    keys = set(Reminder.objects.values_list("pk", flat=True))
    set_date(one.meeting, "2026-12-14 10:00")
    plan(one.case)

    set_date(one.meeting, "2026-12-07 10:00")
    plan(one.case)

    assert set(Reminder.objects.waiting().values_list("pk", flat=True)) == keys
    # Its reason is no longer that it was stopped, but how it will go.
    assert not Reminder.objects.waiting().filter(reason="stopped").exists()
    assert not Reminder.objects.waiting().filter(settled_at__isnull=False).exists()


def test_what_somebody_stopped_by_hand_stays_stopped(one):
    plan(one.case)
    Reminder.objects.update(state=STATE.CANCELLED, reason="by_hand", settled_at=timezone.now())

    assert plan(one.case) == 0
    assert not Reminder.objects.waiting().exists()


def test_what_was_tried_before_it_was_cancelled_does_not_come_back(one):
    plan(one.case)
    Reminder.objects.update(
        state=STATE.CANCELLED, reason="stopped", attempts=1, settled_at=timezone.now()
    )

    assert plan(one.case) == 0


def test_steps_already_past_when_a_meeting_is_booked_late_are_skipped(clock):
    one = make_asked()

    book(one, "2026-11-25 10:00")

    # Today is the 23rd, half past nine: nine o'clock two days before has gone by.
    assert steps(one.case, "meeting_soon") == [("day_before", "2026-11-24 09:00")]


def test_a_meeting_booked_for_the_same_day_has_no_reminder(clock):
    one = make_asked()

    book(one, "2026-11-23 14:00")

    assert rows(one.case, "meeting_soon") == []


def test_what_is_due_and_waits_for_the_dispatcher_stays_due(one, time_machine):
    plan(one.case)
    time_machine.move_to("2026-12-06 10:00Z", tick=False)

    assert plan(one.case) == 0
    assert ("day_before", "2026-12-06 09:00") in steps(one.case, "meeting_soon")


def test_a_date_taken_away_cancels_them(clock):
    one = make_asked()
    book(one, "2026-12-07 10:00")

    move_meeting(one.meeting, "preparing", by=one.service.coordinator, why="Nan is ill.")

    assert rows(one.case, "meeting_soon") == []


def test_whoever_says_no_is_no_longer_reminded_and_is_again_when_they_do_come(clock):
    one = make_asked()
    Participant.objects.filter(meeting=one.meeting).update(attendance="comes")
    book(one, "2026-12-07 10:00")

    record_answer(one["Pat"], by=one.service.coordinator, answer="no")
    assert "Pat" not in to(one.case, "meeting_soon")

    record_answer(one["Pat"], by=one.service.coordinator, answer="yes")
    assert "Pat" in to(one.case, "meeting_soon")


def test_a_service_switches_a_step_off(one):
    plan(one.case)
    setting = ReminderSetting.objects.create(
        rule="meeting_soon", step="two_days_before", is_on=False, changed_by=one.service.manager
    )
    plan(one.case)
    assert steps(one.case, "meeting_soon") == BOTH[:1]

    setting.delete()
    plan(one.case)
    assert steps(one.case, "meeting_soon") == BOTH


def test_a_service_has_other_days_and_another_time(one):
    plan(one.case)
    number = Reminder.objects.count()
    ReminderSetting.objects.create(
        rule="meeting_soon",
        step="two_days_before",
        days=-3,
        at=time(17, 30),
        changed_by=one.service.manager,
    )

    plan(one.case)

    assert steps(one.case, "meeting_soon") == [
        ("day_before", "2026-12-06 09:00"),
        ("two_days_before", "2026-12-04 17:30"),
    ]
    assert Reminder.objects.count() == number
    row = Reminder.objects.filter(step="two_days_before").first()
    assert row.next_attempt_at == row.due_at == local("2026-12-04 17:30")


def test_other_days_that_have_passed_cancel_what_waits(one):
    plan(one.case)
    ReminderSetting.objects.create(
        rule="meeting_soon", step="two_days_before", days=-20, changed_by=one.service.manager
    )

    plan(one.case)

    assert steps(one.case, "meeting_soon") == BOTH[:1]


def test_a_lot_of_work_is_planned_once_at_its_end(clock, monkeypatch):
    calls = []
    real = planning.plan_cases
    monkeypatch.setattr(
        planning, "plan_cases", lambda cases, **kw: calls.append(set(cases)) or real(cases, **kw)
    )
    one = make_asked()

    with planning_later():
        book(one, "2026-12-07 10:00")
        with planning_later():
            book(one, "2026-12-14 10:00")
        assert not Reminder.objects.exists()

    assert calls == [{one.case.pk}]
    assert len(steps(one.case, "meeting_soon")) == 2


def test_work_that_fails_is_not_planned(clock):
    one = make_asked()

    def book_and_fail():
        with planning_later():
            book(one, "2026-12-07 10:00")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        book_and_fail()

    assert not Reminder.objects.exists()
    book(one, "2026-12-14 10:00")
    assert Reminder.objects.exists()


@pytest.fixture
def nightly(clock):
    """All cases have been planned last night."""
    return Heartbeat.objects.create(name="plan-all", at=local("2026-11-23 02:05"))


def test_the_sweep_finds_what_was_missed_and_nothing_when_all_is_well(nightly):
    one = make_asked()
    book(one, "2026-12-07 10:00")
    number = Reminder.objects.count()
    Reminder.objects.all().delete()

    assert plan_recent() == number
    assert plan_recent() == 0


def test_the_sweep_looks_at_cases_of_the_last_hour_alone(nightly, time_machine):
    one = make_asked()
    book(one, "2026-12-07 10:00")
    Reminder.objects.all().delete()
    time_machine.move_to("2026-11-23 11:30Z", tick=False)

    assert plan_recent() == 0
    assert plan_recent(minutes=180) > 0


def test_the_sweep_plans_rules_that_the_service_has_just_changed(one, nightly):
    plan(one.case)
    ReminderSetting.objects.create(
        rule="meeting_soon", step="two_days_before", is_on=False, changed_by=one.service.manager
    )

    assert plan_recent() > 0
    assert steps(one.case, "meeting_soon") == BOTH[:1]


def test_the_first_sweep_of_the_night_plans_every_case_and_the_next_does_not(
    one, nightly, time_machine
):
    time_machine.move_to("2026-11-24 01:50Z", tick=False)
    assert plan_recent() == 0
    time_machine.move_to("2026-11-24 02:10Z", tick=False)
    assert plan_recent() > 0

    Reminder.objects.all().delete()
    time_machine.move_to("2026-11-24 02:20Z", tick=False)
    assert plan_recent() == 0
    time_machine.move_to("2026-11-25 09:00Z", tick=False)
    assert plan_recent() > 0


def test_every_live_case_is_planned_at_night_in_the_same_few_queries(
    clock, django_assert_max_num_queries
):
    conferences = [make_asked() for _ in range(3)]
    for one in conferences:
        set_date(one.meeting, "2026-12-07 10:00", stage="scheduled")

    with django_assert_max_num_queries(60):
        assert plan_all() > 0
    for one in conferences:
        assert steps(one.case, "meeting_soon") == BOTH
    assert plan_all() == 0


def test_at_night_what_still_waits_for_an_ended_case_is_cancelled(one):
    plan(one.case)
    type(one.case).objects.filter(pk=one.case.pk).update(
        stage="withdrawn", ended_at=timezone.now(), ended_by=one.service.manager
    )

    plan_all()

    assert not Reminder.objects.waiting().exists()


def test_what_no_rule_asks_for_any_more_is_cancelled_at_night(one, monkeypatch):
    plan(one.case)
    left = {key: rule for key, rule in rules._RULES.items() if key != "meeting_soon"}
    monkeypatch.setattr(rules, "_RULES", left)

    plan_all()

    assert not Reminder.objects.filter(rule="meeting_soon").waiting().exists()
    assert set(Reminder.objects.filter(rule="meeting_soon").values_list("reason")) == {
        ("rule_gone",)
    }


def test_an_event_to_which_no_rule_listens_costs_nothing(one, django_assert_num_queries):
    with django_assert_num_queries(1):
        record_event(one.case, Event.Kind.SUMMARY_WRITTEN, by=one.service.coordinator)


def test_an_event_that_changes_nothing_takes_no_locks(one, django_assert_num_queries):
    plan(one.case)
    with django_assert_num_queries(5) as queries:
        plan_cases({one.case.pk}, rules=[MEETING_SOON])

    assert not any("FOR UPDATE" in query["sql"] for query in queries.captured_queries)


def test_the_moment_of_a_meeting_is_the_revision(one):
    plan(one.case)

    assert set(Reminder.objects.filter(rule="meeting_soon").values_list("revision")) == {
        (int(Meeting.objects.get(pk=one.meeting.pk).starts_at.timestamp()),)
    }
