"""Reminders after a meeting: when each goes, to whom, to whom never, and what stops it."""

from datetime import date

import pytest
from django.utils import timezone

from accounts.models import Role
from cases.domain.closing import close_case, hold_case, withdraw_case
from cases.domain.outcomes import Said, record_outcomes
from cases.models import Case, CaseChild, Reminder
from cases.outcomes.known import read_record
from conferences.domain.agreeing import agree_plan, amend_plan
from conferences.domain.copying_plans import leave_without_copy, make_copy, send_copy
from conferences.domain.feeding_back import ask_for_feedback, record_feedback
from conferences.domain.meetings import move_meeting
from conferences.models import (
    ActionReview,
    FamilyPlan,
    Meeting,
    MeetingParty,
    Participant,
    PlanAction,
)
from tests.factories.conferences import make_conference, make_plan, make_ready
from tests.factories.recording import make_member
from tests.reminders.rules.ledger import plan, rows, set_date, steps, to

pytestmark = pytest.mark.django_db


@pytest.fixture
def one(clock):
    """A conference ready for this very Monday, 23 November 2026, at eight in the morning."""
    found = make_conference()
    make_member(found.service.team, Role.MANAGER, "Max", "Manager")
    make_ready(found.meeting, found.service.coordinator)
    set_date(found.meeting, "2026-11-23 08:00", hours=1, stage="ready")
    return found


@pytest.fixture
def met(one):
    """The same, recorded as held."""
    move_meeting(one.meeting, "held", by=one.service.manager, why="It was.")
    one.meeting.refresh_from_db()
    return one


@pytest.fixture
def planned(met):
    """With a plan that has been agreed, and everybody without a copy of it."""
    found = make_plan(met.meeting, met.service.coordinator, state="writing")
    met.plan = agree_plan(found, by=met.service.coordinator)
    met.meeting.refresh_from_db()
    return met


def withdraw(one):
    withdraw_case(one.case, "They moved.", by=one.service.manager)


def close(one):
    close_case(
        one.case,
        by=one.service.manager,
        outcome=Case.Outcome.PLAN_WORKING,
        why="It works.",
        told="Nan",
    )


# Meeting ended --------------------------------------------------------------------------


def test_the_coordinator_is_asked_on_the_same_day_what_came_of_it(one):
    plan(one.case)

    assert rows(one.case, "meeting_ended") == [("same_day", "Cora", "2026-11-23 17:00")]


def test_of_one_that_ends_in_the_evening_on_the_next_day(one):
    set_date(one.meeting, "2026-11-23 16:00", hours=4)

    plan(one.case)

    assert steps(one.case, "meeting_ended") == [("same_day", "2026-11-24 17:00")]


def test_held_is_not_yet_what_came_of_it(met):
    assert rows(met.case, "meeting_ended")


def test_what_came_of_it_stops_it(met):
    move_meeting(met.meeting, "no_plan", by=met.service.coordinator, why="They could not agree.")

    assert rows(met.case, "meeting_ended") == []


def test_another_date_after_an_adjournment_asks_again_on_that_day(met):
    move_meeting(met.meeting, "adjourned", by=met.service.coordinator, why="Nan fell ill.")
    assert rows(met.case, "meeting_ended") == []

    set_date(met.meeting, "2026-12-07 10:00")
    plan(met.case)

    assert steps(met.case, "meeting_ended") == [("same_day", "2026-12-07 17:00")]


def test_a_meeting_called_off_is_not_asked_about(one):
    plan(one.case)

    move_meeting(one.meeting, "preparing", by=one.service.coordinator, why="Ill.")

    assert rows(one.case, "meeting_ended") == []


# Plan not with everybody ----------------------------------------------------------------


def test_the_coordinator_after_two_working_days_and_the_managers_after_three(planned):
    assert rows(planned.case, "plan_not_sent") == [
        ("coordinator", "Cora", "2026-11-25 09:00"),
        ("managers", "Max", "2026-11-26 09:00"),
        ("managers", "Mo", "2026-11-26 09:00"),
    ]


def test_it_stops_with_the_last_copy_or_the_reason_why_there_is_none(planned):
    by = planned.service.coordinator
    Participant.objects.filter(pk=planned["Pat"].pk).update(attendance="another_way")
    for name, person in planned.people.items():
        person.refresh_from_db()
        if name in ("Pat", "Lal", "Will"):
            continue
        copy = make_copy(planned.plan, person, by=by, channel="hand")
        type(copy).objects.filter(pk=copy.pk).update(checked_by=by, checked_at=timezone.now())
        send_copy(copy, by=by)
    assert rows(planned.case, "plan_not_sent")

    leave_without_copy(planned.plan, planned["Lal"], by=by, why="Does not want it.")
    copy = make_copy(planned.plan, planned["Will"], by=by, channel="hand")
    type(copy).objects.filter(pk=copy.pk).update(checked_by=by, checked_at=timezone.now())
    assert rows(planned.case, "plan_not_sent")

    send_copy(copy, by=by)
    assert rows(planned.case, "plan_not_sent") == []


@pytest.mark.parametrize("end", [withdraw, close])
def test_an_end_stops_what_is_owed_of_a_plan(planned, end):
    PlanAction.objects.update(
        by_when=date(2026, 12, 18), participant=planned["Pat"], wants_reminder=True
    )
    plan(planned.case)
    for rule in ("plan_not_sent", "action_due", "review_unbooked", "feedback_three_months"):
        assert rows(planned.case, rule)

    end(planned)

    for rule in ("plan_not_sent", "action_due", "review_unbooked", "feedback_three_months"):
        assert rows(planned.case, rule) == []


def test_a_plan_being_written_asks_for_no_copies(met):
    make_plan(met.meeting, met.service.coordinator, state="writing")

    plan(met.case)

    assert rows(met.case, "plan_not_sent") == []


# Actions of the plan --------------------------------------------------------------------


def action(planned, **fields):
    PlanAction.objects.update(
        **(
            {
                "by_when": date(2026, 12, 18),
                "participant": planned["Pat"],
                "checker": planned["Emeka"],
                "wants_reminder": True,
            }
            | fields
        )
    )
    plan(planned.case)
    return PlanAction.objects.get()


def test_the_owner_three_days_before_and_the_checker_on_the_day_after(planned):
    action(planned)

    assert rows(planned.case, "action_due") == [("owner", "Pat", "2026-12-15 09:00")]
    assert rows(planned.case, "action_check") == [("checker", "Emeka", "2026-12-19 09:00")]


def test_nobody_of_the_family_is_reminded_who_did_not_ask_for_it(planned):
    action(planned, wants_reminder=False)

    assert rows(planned.case, "action_due") == []
    assert rows(planned.case, "action_check") == []


def test_an_agency_is_reminded_without_asking(planned):
    action(planned, wants_reminder=False, is_agency=True, participant=planned["Will"])

    assert to(planned.case, "action_due") == ["Will"]
    assert rows(planned.case, "action_check") == []


def test_a_relative_put_down_as_an_agency_is_not(planned):
    action(planned, wants_reminder=False, is_agency=True)

    assert rows(planned.case, "action_due") == []


@pytest.mark.parametrize(
    "fields",
    [
        {"attendance": "no_part"},
        {"attendance": "another_way"},
        {"removed_at": "2026-11-23T09:00Z"},
    ],
)
def test_an_owner_kept_away_or_taken_off_gets_nothing(planned, fields):
    action(planned)
    Participant.objects.filter(pk=planned["Pat"].pk).update(**fields)

    plan(planned.case)

    assert rows(planned.case, "action_due") == []
    assert rows(planned.case, "action_check")


@pytest.mark.parametrize(
    ("outcome", "stops"),
    [("done", True), ("not_needed", True), ("partly", False), ("not_done", False)],
)
def test_a_review_that_finds_it_done_stops_it(planned, outcome, stops):
    found = action(planned)
    ActionReview.objects.create(
        meeting=planned.meeting,
        action=found,
        outcome=outcome,
        recorded_by=planned.service.coordinator,
    )

    plan(planned.case)

    assert bool(rows(planned.case, "action_due")) is not stops


def test_an_action_of_a_plan_that_was_replaced_is_not_due(planned):
    action(planned)
    newer = amend_plan(planned.plan, by=planned.service.coordinator)

    agree_plan(newer, by=planned.service.coordinator)

    due = Reminder.objects.filter(rule="action_due", state="scheduled")
    of_old = PlanAction.objects.filter(plan=planned.plan).values_list("pk", flat=True)
    assert not due.filter(subject_id__in=list(of_old)).exists()


def test_another_day_is_another_reminder(planned):
    action(planned)

    action(planned, by_when=date(2026, 12, 21))

    assert steps(planned.case, "action_due") == [("owner", "2026-12-18 09:00")]


# Review ---------------------------------------------------------------------------------


def review_of(one, **fields):
    review = Meeting.objects.create(
        format="review_conference",
        team=one.service.team,
        reviews=one.meeting,
        opened_by=one.service.coordinator,
        **({"stage": "preparing"} | fields),
    )
    MeetingParty.objects.create(meeting=review, case=one.case)
    return review


def test_a_review_without_a_date_four_weeks_after_the_family_met(planned):
    assert rows(planned.case, "review_unbooked") == [("four_weeks", "Cora", "2026-12-21 09:00")]


def test_a_date_for_the_review_stops_it_and_its_opening_does_not(planned):
    review = review_of(planned)
    plan(planned.case)
    assert rows(planned.case, "review_unbooked")

    set_date(review, "2027-02-08 10:00", stage="scheduled")
    plan(planned.case)
    assert rows(planned.case, "review_unbooked") == []


def test_a_review_that_is_declined_stops_it_either_way(planned):
    review = review_of(planned, stage="declined")
    plan(planned.case)
    assert rows(planned.case, "review_unbooked") == []

    review.parties.all().delete()
    review.delete()
    FamilyPlan.objects.update(review_declined=True)
    plan(planned.case)
    assert rows(planned.case, "review_unbooked") == []


def test_without_a_plan_there_is_nothing_to_review(met):
    move_meeting(met.meeting, "no_plan", by=met.service.coordinator, why="They could not agree.")

    assert rows(met.case, "review_unbooked") == []


# Feedback -------------------------------------------------------------------------------


def test_everybody_who_was_there_is_asked_on_the_day_and_after_three_and_six_months(met):
    assert steps(met.case, "feedback_day") == [("ask", "2026-11-23 18:00")]
    assert steps(met.case, "feedback_three_months") == [("ask", "2027-02-22 09:00")]
    assert steps(met.case, "feedback_six_months") == [("ask", "2027-05-24 09:00")]
    assert to(met.case, "feedback_day") == sorted(met.people)


def test_one_recorded_as_held_the_day_after_is_asked_about_at_once(one, time_machine):
    time_machine.move_to("2026-11-24 10:00Z", tick=False)

    move_meeting(one.meeting, "held", by=one.service.manager, why="It was.")

    assert steps(one.case, "feedback_day") == [("ask", "2026-11-24 10:00")]
    assert plan(one.case) == 0


def test_one_recorded_a_week_later_is_not(one, time_machine):
    time_machine.move_to("2026-11-30 10:00Z", tick=False)

    move_meeting(one.meeting, "held", by=one.service.manager, why="It was.")

    assert rows(one.case, "feedback_day") == []
    assert rows(one.case, "feedback_three_months")


def test_whoever_was_asked_by_a_human_is_not_asked_again(met):
    made = ask_for_feedback(
        met.meeting, [met["Pat"], met["Lal"]], by=met.service.coordinator, when="day"
    )

    assert not {"Pat", "Lal"} & set(to(met.case, "feedback_day"))
    assert {"Pat", "Lal"} <= set(to(met.case, "feedback_three_months"))

    record_feedback(made[0], by=met.service.coordinator, answers={"listened": 5})
    assert "Emeka" in to(met.case, "feedback_day")


def test_each_is_asked_once_at_each_time(met):
    Reminder.objects.filter(rule="feedback_day").update(
        state="sent", sent_at=timezone.now(), provider="outbox"
    )

    assert plan(met.case) == 0
    assert rows(met.case, "feedback_day") == []


@pytest.mark.parametrize(
    "fields",
    [
        {"attendance": "no_part"},
        {"attendance": "another_way"},
        {"removed_at": "2026-11-23T09:00Z"},
        {"answer": "no"},
        {"apologies_at": "2026-11-23T09:00Z"},
    ],
)
def test_whoever_was_not_there_is_not_asked_how_it_was(met, fields):
    Participant.objects.filter(pk=met["Pat"].pk).update(**fields)

    plan(met.case)

    for rule in ("feedback_day", "feedback_three_months", "feedback_six_months"):
        assert "Pat" not in to(met.case, rule)
        assert "Lal" in to(met.case, rule)


def test_nobody_is_asked_about_a_meeting_to_come(one):
    plan(one.case)

    assert rows(one.case, "feedback_day") == []


def test_a_child_is_asked_through_the_adult_agreed(met):
    Participant.objects.filter(pk=met["Amira"].pk).update(reached_through=met["Ngozi"])

    plan(met.case)

    row = Reminder.objects.get(rule="feedback_day", person=met["Amira"].person)
    assert row.through == met["Ngozi"].person


def test_of_a_review_they_are_asked_on_the_day_alone(clock):
    one = make_conference(format="review_conference")
    set_date(one.meeting, "2026-11-23 08:00", hours=1, stage="reviewed")

    plan(one.case)

    assert to(one.case, "feedback_day") == sorted(one.people)
    assert rows(one.case, "feedback_three_months") == []
    assert rows(one.case, "outcome_check") == []


# What has become of it ------------------------------------------------------------------


def test_coordinator_and_referrer_after_three_six_and_twelve_months(met):
    assert steps(met.case, "outcome_check") == [
        ("six_months", "2027-05-24 09:00"),
        ("three_months", "2027-02-22 09:00"),
        ("twelve_months", "2027-11-23 09:00"),
    ]
    assert to(met.case, "outcome_check") == ["Cora", "Will"]


def test_it_goes_on_after_closure_and_ends_with_a_withdrawal(planned):
    close(planned)
    assert to(planned.case, "outcome_check") == ["Cora", "Will"]
    assert plan(planned.case) == 0

    Case.objects.filter(pk=planned.case.pk).update(stage="withdrawn")
    plan(planned.case)
    assert rows(planned.case, "outcome_check") == []


def test_whoever_has_recorded_what_they_know_is_asked_no_more(met, clock):
    clock.move_to("2027-02-23 06:00")

    def record(is_asked):
        record = read_record(met.case)
        said = [
            Said(missing.item, missing.child, "", "not_known")
            for missing in record.missing("m3")
            if is_asked(missing)
        ]
        options = {"by": met.service.worker, "as_at": date(2027, 2, 23), "source": "Visit"}
        record_outcomes(met.case, "m3", said, **options)
        plan(met.case)

    assert to(met.case, "outcome_check", "three_months") == ["Cora", "Will"]
    record(lambda missing: missing.child)
    assert to(met.case, "outcome_check", "three_months") == ["Cora"]
    record(lambda missing: True)
    assert to(met.case, "outcome_check", "three_months") == []
    assert to(met.case, "outcome_check", "six_months") == ["Cora", "Will"]


def test_of_several_referrers_the_social_workers_of_today_are_asked(met):
    new = make_member(met.service.referring, Role.SOCIAL_WORKER, "Nina", "New")
    CaseChild.objects.filter(case=met.case).update(social_worker=new)

    plan(met.case)

    assert to(met.case, "outcome_check") == ["Cora", "Nina"]


def test_a_case_on_hold_owes_no_copies_and_no_review(planned):
    hold_case(planned.case, "Away.", date(2026, 12, 14), by=planned.service.manager)

    assert rows(planned.case, "plan_not_sent") == []
    assert rows(planned.case, "review_unbooked") == []
    assert rows(planned.case, "hold_review")
