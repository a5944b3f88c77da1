from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cases.domain.allocating import allocate_coordinator
from cases.domain.closing import (
    close_case,
    hold_case,
    mark_not_viable,
    resume_case,
    withdraw_case,
)
from cases.domain.deciding import (
    accept_referral,
    add_decision_task,
    answer_request,
    ask_for_information,
    decline_referral,
    redirect_referral,
)
from cases.models import Case, Consent, Event, Task
from tests.factories.lifecycle import agree, make_service
from tests.factories.staff import UserFactory

Stage = Case.Stage


@pytest.fixture
def service(db):
    return make_service()


def last_event(case):
    return Event.objects.of_case(case).first()


def open_task(case, kind):
    return Task.objects.open().get(case=case, kind=kind)


# Every move, and the stages from which it can be made: written by hand from docs/adr/0001.
MOVES = {
    "ask": (
        lambda case, by: ask_for_information(case, "Which school?", by=by),
        {Stage.SUBMITTED},
        "not_waiting_for_decision",
    ),
    "accept": (
        lambda case, by: accept_referral(case, by=by),
        {Stage.SUBMITTED},
        "not_waiting_for_decision",
    ),
    "decline": (
        lambda case, by: decline_referral(case, "Another council", by=by),
        {Stage.SUBMITTED, Stage.INFO_NEEDED},
        "not_waiting_for_decision",
    ),
    "redirect": (
        lambda case, by: redirect_referral(case, "Family Help", "Fits better", by=by),
        {Stage.SUBMITTED, Stage.INFO_NEEDED},
        "not_waiting_for_decision",
    ),
    "allocate": (None, {Stage.ACCEPTED}, "not_waiting"),
    "hold": (
        lambda case, by: hold_case(case, "A funeral", date(2100, 1, 4), by=by),
        {Stage.ACCEPTED, Stage.ALLOCATED},
        "cannot_be_held",
    ),
    "resume": (lambda case, by: resume_case(case, by=by), {Stage.ON_HOLD}, "not_on_hold"),
    "close": (
        lambda case, by: close_case(case, by=by, outcome="moved", why="They moved", told="Mum"),
        {Stage.ALLOCATED, Stage.ON_HOLD},
        "cannot_be_closed",
    ),
    "withdraw": (
        lambda case, by: withdraw_case(case, "No longer wanted", by=by),
        {Stage.SUBMITTED, Stage.INFO_NEEDED, Stage.ACCEPTED, Stage.ALLOCATED, Stage.ON_HOLD},
        "cannot_be_withdrawn",
    ),
    "not_viable": (
        lambda case, by: mark_not_viable(case, "Nobody found", by=by),
        {Stage.ALLOCATED, Stage.ON_HOLD},
        "cannot_be_not_viable",
    ),
}


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("name", MOVES)
def test_a_move_starts_only_where_it_may(service, name, stage):
    act, sources, code = MOVES[name]
    case = service.case(stage=stage)
    agree(case)
    if act is None:

        def act(case, by):
            return allocate_coordinator(case, service.coordinator, by=by)

    if stage in sources:
        act(case, service.manager)
        assert Case.objects.get(pk=case.pk).stage != stage
        return
    events = Event.objects.of_case(case).count()
    with pytest.raises(ValidationError) as refused:
        act(case, service.manager)

    assert refused.value.code == code
    assert Case.objects.get(pk=case.pk).stage == stage
    assert Event.objects.of_case(case).count() == events


def test_an_accepted_referral_waits_three_working_days_for_a_coordinator(service, clock):
    case = service.case()
    agree(case)

    accept_referral(case, by=service.manager)

    case.refresh_from_db()
    task = open_task(case, Task.Kind.ALLOCATE)
    assert case.stage == Stage.ACCEPTED
    assert case.referral.decided_by == service.manager
    assert task.for_managers_of == service.team
    assert task.due_on == case.next_step_on == date(2026, 11, 26)
    event = last_event(case)
    assert (event.kind, event.actor_id) == (Event.Kind.REFERRAL_ACCEPTED, service.manager.pk)
    assert event.from_value == "Waiting for a decision"


def test_the_days_are_a_setting(service, clock, settings):
    settings.TIMESCALES = {"allocate": 5}
    case = service.case()
    agree(case)

    accept_referral(case, by=service.manager)

    assert open_task(case, Task.Kind.ALLOCATE).due_on == date(2026, 11, 30)


def test_nothing_is_accepted_without_agreement(service):
    with pytest.raises(ValidationError) as refused:
        accept_referral(service.case(), by=service.manager)

    assert refused.value.code == "no_consent"


def test_a_manager_decides_with_a_reason_that_a_weaker_agreement_is_enough(service):
    case = service.case()
    agree(case, Consent.Capacity.FATHER_WITHOUT)

    accept_referral(case, by=service.manager, why="He has cared for them since March.")

    case.refresh_from_db()
    assert case.referral.decision_reason == "He has cared for them since March."
    assert last_event(case).why == "He has cared for them since March."


def test_a_family_back_within_three_months_is_accepted_once_that_was_discussed(service):
    earlier = service.case(closed=True)
    case = service.case(previous_case=earlier)
    agree(case)

    with pytest.raises(ValidationError) as refused:
        accept_referral(case, by=service.manager)
    assert refused.value.code == "discuss_first"

    case.referral.discussed_again = "Sam Reed"
    case.referral.save()
    accept_referral(Case.objects.get(pk=case.pk), by=service.manager)


def test_of_an_earlier_case_hidden_from_the_referrer_the_manager_says_who_discussed_it(service):
    colleague = UserFactory(social_worker=True, team=service.referring)
    earlier = service.case(closed=True, created_by=colleague)
    case = service.case(children=[earlier.children.get().person])
    agree(case)
    with pytest.raises(ValidationError) as refused:
        accept_referral(case, by=service.manager)
    assert refused.value.code == "discuss_first"

    accept_referral(case, by=service.manager, discussed_again=" Sam Reed ")

    event = last_event(earlier)
    assert (event.kind, event.audience) == (Event.Kind.CASE_REFERRED_AGAIN, "service")
    assert (event.to_value, event.why) == (case.reference, "Talked over with: Sam Reed")
    # The referrer reads their own referral: nothing there says that there was another.
    case.refresh_from_db()
    assert (case.referral.discussed_again, case.previous_case) == ("", None)
    assert "Sam Reed" not in " ".join(Event.objects.of_case(case).values_list("why", flat=True))


def test_a_question_goes_to_the_referrer_and_stops_the_decision(service, clock):
    case = service.case()

    request = ask_for_information(case, "  Which school? ", by=service.manager)

    case.refresh_from_db()
    task = open_task(case, Task.Kind.ANSWER)
    assert (request.question, request.asked_by) == ("Which school?", service.manager)
    assert task.assigned_to == service.worker
    assert task.due_on == case.next_step_on == date(2026, 11, 26)
    assert not Task.objects.open().filter(case=case, kind=Task.Kind.DECIDE).exists()


def test_an_answer_asks_the_managers_again(service, clock):
    case = service.case()
    request = ask_for_information(case, "Which school?", by=service.manager)

    answer_request(request, "Mill Lane", by=service.worker)

    case.refresh_from_db()
    request.refresh_from_db()
    assert case.stage == Stage.SUBMITTED
    assert (request.answer, request.answered_by) == ("Mill Lane", service.worker)
    assert open_task(case, Task.Kind.DECIDE).due_on == date(2026, 11, 25)
    assert Task.objects.get(case=case, kind=Task.Kind.ANSWER).done_by == service.worker
    assert last_event(case).kind == Event.Kind.INFORMATION_GIVEN


@pytest.mark.parametrize(
    ("asked_on", "answered_on", "due"),
    [
        (23, 23, date(2026, 11, 25)),
        (24, 24, date(2026, 11, 25)),
        (24, 27, date(2026, 11, 30)),
        (25, 27, date(2026, 11, 27)),
        (26, 27, date(2026, 11, 27)),
    ],
    ids=["at once", "a day later", "over the weekend", "on the last day", "too late"],
)
def test_an_answer_leaves_the_days_to_decide_that_were_left(
    service, clock, asked_on, answered_on, due
):
    case = service.case()
    add_decision_task(case, date(2026, 11, 25))
    clock.move_to(f"2026-11-{asked_on} 09:30Z")
    request = ask_for_information(case, "Which school?", by=service.manager)
    clock.move_to(f"2026-11-{answered_on} 09:30Z")

    answer_request(request, "Mill Lane", by=service.worker)

    case.refresh_from_db()
    assert open_task(case, Task.Kind.DECIDE).due_on == case.next_step_on == due


def test_a_second_question_takes_no_day_twice(service, clock):
    case = service.case()
    add_decision_task(case, date(2026, 11, 25))
    clock.move_to("2026-11-24 09:30Z")
    for day in (26, 30):
        request = ask_for_information(case, "Which school?", by=service.manager)
        clock.move_to(f"2026-11-{day} 09:30Z")
        answer_request(request, "Mill Lane", by=service.worker)

    assert open_task(case, Task.Kind.DECIDE).due_on == date(2026, 12, 1)


def test_a_question_is_answered_once(service):
    request = ask_for_information(service.case(), "Which school?", by=service.manager)
    answer_request(request, "Mill Lane", by=service.worker)

    with pytest.raises(ValidationError) as refused:
        answer_request(request, "Bridge Street", by=service.worker)

    assert refused.value.code == "no_question_open"
    request.refresh_from_db()
    assert request.answer == "Mill Lane"


def test_an_old_question_cannot_be_answered_while_a_new_one_is_open(service):
    case = service.case()
    old = ask_for_information(case, "Which school?", by=service.manager)
    answer_request(old, "Mill Lane", by=service.worker)
    ask_for_information(case, "Since when?", by=service.manager)

    with pytest.raises(ValidationError) as refused:
        answer_request(old, "Bridge Street", by=service.worker)

    assert refused.value.code == "no_question_open"


def test_a_declined_referral_says_why_and_leaves_nothing_to_do(service):
    case = service.case(info_needed=True)

    decline_referral(case, "Another council's family", by=service.manager)

    case.refresh_from_db()
    assert (case.stage, case.ended_by) == (Stage.DECLINED, service.manager)
    assert case.ended_why == case.referral.decision_reason == "Another council's family"
    assert not Task.objects.open().filter(case=case).exists()
    assert last_event(case).from_value == "More information needed"


def test_a_redirected_referral_says_where_to(service):
    case = service.case()

    redirect_referral(case, "Family Help", "Nobody thinks of court", by=service.manager)

    case.refresh_from_db()
    assert case.stage == Stage.REDIRECTED
    assert case.referral.redirected_to == "Family Help"
    event = last_event(case)
    assert (event.from_value, event.to_value) == ("Waiting for a decision", "Family Help")


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda case, by: ask_for_information(case, " ", by=by), "why_missing"),
        (lambda case, by: decline_referral(case, " ", by=by), "why_missing"),
        (lambda case, by: redirect_referral(case, "Family Help", " ", by=by), "why_missing"),
        (lambda case, by: redirect_referral(case, " ", "Fits better", by=by), "to_missing"),
    ],
)
def test_each_refusal_needs_its_words(service, act, code):
    case = service.case()

    with pytest.raises(ValidationError) as refused:
        act(case, service.manager)

    assert refused.value.code == code
    assert Case.objects.get(pk=case.pk).stage == Stage.SUBMITTED


def test_the_slower_of_two_managers_is_told_who_decided(service):
    case = service.case()
    agree(case)
    accept_referral(case, by=service.manager)

    with pytest.raises(ValidationError, match="Mo Manager accepted it on"):
        decline_referral(case, "Another council", by=service.second_manager)
