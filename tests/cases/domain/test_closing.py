from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.domain.alerting import raise_alert
from cases.domain.allocating import change_coordinator
from cases.domain.closing import (
    close_case,
    closing_blockers,
    hold_case,
    mark_not_viable,
    resume_case,
    withdraw_case,
)
from cases.domain.tasking import add_task, finish_task
from cases.models import Case, Event, Task
from conferences.domain.meetings import date_meeting, open_meeting
from restorative.conflicts import StaleVersion, save_version
from tests.factories.lifecycle import make_service

TOLD = {"outcome": "plan_working", "why": "The plan is working", "told": "Mum and Dad"}


@pytest.fixture
def service(db):
    return make_service()


@pytest.fixture
def case(service):
    return service.case(coordinator=service.coordinator)


def alert_on(case, by):
    return raise_alert(
        case,
        by=by,
        children=[case.children.get()],
        what="She said he hit her.",
        who_was_told="Duty manager",
        told_at=timezone.now(),
    )


def test_a_closed_case_says_what_came_of_it_and_who_was_told(service, case):
    close_case(case, by=service.manager, **TOLD)

    case.refresh_from_db()
    assert (case.stage, case.outcome) == (Case.Stage.CLOSED, "plan_working")
    assert (case.ended_by, case.ended_told) == (service.manager, "Mum and Dad")
    assert case.next_step_on is None
    event = Event.objects.of_case(case).first()
    assert (event.kind, event.to_value) == (
        Event.Kind.CASE_CLOSED,
        "The family's plan is working",
    )


def test_closing_drops_what_is_left_to_do(service, case):
    add_task(
        title="Ring Nan",
        due_on=date(2027, 1, 4),
        by=None,
        assigned_to=service.coordinator,
        case=case,
    )

    close_case(case, by=service.manager, **TOLD)

    assert not Task.objects.open().filter(case=case).exists()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"outcome": ""}, "outcome_missing"),
        ({"outcome": "wonderful"}, "outcome_missing"),
        ({"why": " "}, "why_missing"),
        ({"told": " "}, "told_missing"),
    ],
)
def test_closing_needs_its_words(service, case, change, code):
    with pytest.raises(ValidationError) as refused:
        close_case(case, by=service.manager, **TOLD | change)

    assert refused.value.code == code


def test_an_open_alert_stops_closure_and_is_named(service, case):
    alert_on(case, service.worker)

    with pytest.raises(ValidationError) as refused:
        close_case(case, by=service.manager, **TOLD)

    [error] = refused.value.error_list
    assert error.code == "blocked"
    assert "safeguarding alert of" in error.messages[0]


def test_an_alert_that_was_followed_up_stops_nothing(service, case):
    alert = alert_on(case, service.worker)
    alert.followed_up_at, alert.followed_up_by = timezone.now(), service.manager
    alert.save()

    assert closing_blockers(case) == []


def test_a_meeting_ahead_stops_closure_and_one_in_the_past_does_not(service, case):
    meeting = open_meeting(case, "family_group_conference", by=service.coordinator)
    starts_at = timezone.now() + timedelta(days=7)
    date_meeting(
        meeting,
        by=service.coordinator,
        version=meeting.version,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        place="Village hall",
    )

    [blocker] = closing_blockers(case)
    assert "A meeting lies ahead: Family group conference" in blocker

    type(meeting).objects.filter(pk=meeting.pk).update(
        starts_at=starts_at - timedelta(days=20), ends_at=starts_at - timedelta(days=19)
    )
    assert closing_blockers(case) == []


def test_a_form_opened_before_closure_cannot_write_after_it(service, case):
    version = case.version
    close_case(case, by=service.manager, **TOLD)

    with pytest.raises(StaleVersion):
        save_version(case, version=version, changes={"where_things_are": "Still open"})


def test_a_case_on_hold_is_looked_at_again_by_its_coordinator(service, case, clock):
    hold_case(case, "Mum is in hospital", date(2026, 12, 14), by=service.manager)

    case.refresh_from_db()
    task = Task.objects.open().get(case=case, kind=Task.Kind.HOLD_REVIEW)
    assert case.stage == Case.Stage.ON_HOLD
    assert case.hold_review_on == case.next_step_on == task.due_on == date(2026, 12, 14)
    assert task.assigned_to == service.coordinator


def test_a_case_held_before_it_had_a_coordinator_is_the_managers(service):
    case = service.case(accepted=True)

    hold_case(case, "A funeral", timezone.localdate() + timedelta(days=7), by=service.manager)

    task = Task.objects.open().get(case=case)
    assert (task.kind, task.for_managers_of) == (Task.Kind.HOLD_REVIEW, service.team)


@pytest.mark.parametrize("days", [0, -1])
def test_a_hold_is_reviewed_on_a_day_ahead(service, case, days):
    with pytest.raises(ValidationError) as refused:
        hold_case(
            case, "A funeral", timezone.localdate() + timedelta(days=days), by=service.manager
        )

    assert refused.value.code == "review_not_ahead"


def test_a_hold_says_why(service, case):
    with pytest.raises(ValidationError) as refused:
        hold_case(case, "", timezone.localdate() + timedelta(days=7), by=service.manager)

    assert refused.value.code == "why_missing"


def open_tasks(case):
    tasks = Task.objects.open().filter(case=case).order_by("due_on", "pk")
    return [(task.kind, task.due_on) for task in tasks]


@pytest.fixture
def held(service, clock):
    """A case held on the Tuesday after the Monday on which it was allocated or accepted."""

    def hold(case, *, days_later=1):
        clock.shift(timedelta(days=days_later))
        hold_case(case, "Mum is in hospital", date(2026, 12, 14), by=service.manager)
        return case

    return hold


def test_nothing_runs_late_while_a_case_rests(service, held):
    with_coordinator = held(service.case(coordinator=service.coordinator))
    waiting = service.case(accepted=True)
    hold_case(waiting, "A funeral", date(2026, 12, 14), by=service.manager)

    for case in (with_coordinator, waiting):
        assert open_tasks(case) == [(Task.Kind.HOLD_REVIEW, date(2026, 12, 14))]


def test_the_first_contact_is_owed_again_in_the_days_that_were_left(service, held, clock):
    case = held(service.case(coordinator=service.coordinator))
    change_coordinator(
        case, service.colleague, by=service.manager, why="Ill", instead_of=service.coordinator
    )

    clock.move_to("2026-12-11 09:30Z")
    resume_case(case, by=service.manager)

    # Due on Wednesday 25 November, so that one day was left: Friday to Monday.
    assert open_tasks(case) == [(Task.Kind.FIRST_CONTACT, date(2026, 12, 14))]
    assert Task.objects.open().get(case=case).assigned_to == service.colleague
    case.refresh_from_db()
    assert case.next_step_on == date(2026, 12, 14)


def test_what_was_late_already_is_owed_at_once(service, held, clock):
    case = held(service.case(coordinator=service.coordinator), days_later=9)

    clock.move_to("2026-12-11 09:30Z")
    resume_case(case, by=service.manager)

    assert open_tasks(case) == [(Task.Kind.FIRST_CONTACT, date(2026, 12, 11))]


def test_a_first_contact_that_was_made_is_not_asked_for_again(service, held):
    case = service.case(coordinator=service.coordinator)
    task = Task.objects.open().get(case=case, kind=Task.Kind.FIRST_CONTACT)
    finish_task(task, by=service.coordinator)
    held(case)

    resume_case(case, by=service.manager)

    case.refresh_from_db()
    assert open_tasks(case) == []
    assert case.next_step_on is None


def test_a_second_hold_leaves_the_days_that_the_first_had_left(service, held, clock):
    case = held(service.case(coordinator=service.coordinator))
    resume_case(case, by=service.manager)
    hold_case(case, "A funeral", date(2026, 12, 14), by=service.manager)

    clock.move_to("2026-12-11 09:30Z")
    resume_case(case, by=service.manager)

    assert open_tasks(case) == [(Task.Kind.FIRST_CONTACT, date(2026, 12, 14))]


def test_the_search_for_a_coordinator_goes_on_with_the_days_that_were_left(service, held, clock):
    case = held(service.case(accepted=True))

    clock.move_to("2026-12-10 09:30Z")
    resume_case(case, by=service.manager)

    # Due on Thursday 26 November, so that two days were left: Thursday to Monday.
    assert open_tasks(case) == [(Task.Kind.ALLOCATE, date(2026, 12, 14))]


def test_a_case_taken_up_again_is_where_it_was(service):
    with_coordinator = service.case(coordinator=service.coordinator)
    waiting = service.case(accepted=True)
    for case in (with_coordinator, waiting):
        hold_case(case, "Ill", timezone.localdate() + timedelta(days=7), by=service.manager)
        resume_case(case, by=service.manager)
        case.refresh_from_db()

    assert with_coordinator.stage == Case.Stage.ALLOCATED
    assert waiting.stage == Case.Stage.ACCEPTED
    assert waiting.hold_review_on is None
    assert [task.kind for task in Task.objects.open().filter(case=waiting)] == ["allocate"]
    assert not Task.objects.open().filter(kind=Task.Kind.HOLD_REVIEW).exists()


@pytest.mark.parametrize(
    ("end", "stage", "kind"),
    [
        (withdraw_case, Case.Stage.WITHDRAWN, Event.Kind.CASE_WITHDRAWN),
        (mark_not_viable, Case.Stage.NOT_VIABLE, Event.Kind.CASE_NOT_VIABLE),
    ],
)
def test_a_case_that_ends_early_says_why(service, case, end, stage, kind):
    with pytest.raises(ValidationError) as refused:
        end(case, "  ", by=service.manager)
    assert refused.value.code == "why_missing"

    end(case, "Dad took his agreement back", by=service.manager)

    case.refresh_from_db()
    assert (case.stage, case.ended_why) == (stage, "Dad took his agreement back")
    assert Event.objects.of_case(case).first().kind == kind


def test_withdrawal_is_never_stopped_and_the_alert_stays_to_be_followed_up(service, case):
    alert_on(case, service.worker)

    withdraw_case(case, "Mum took her agreement back", by=service.manager)

    case.refresh_from_db()
    assert case.stage == Case.Stage.WITHDRAWN
    assert Task.objects.open().filter(case=case, kind=Task.Kind.ALERT).exists()
