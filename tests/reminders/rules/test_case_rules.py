"""Reminders about a case itself: when each goes, to whom, to whom not, and what stops it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import Membership, Role, Team, User
from cases.domain.allocating import allocate_coordinator, change_coordinator
from cases.domain.closing import hold_case, mark_not_viable, resume_case, withdraw_case
from cases.domain.deciding import (
    accept_referral,
    answer_request,
    ask_for_information,
    decline_referral,
    redirect_referral,
)
from cases.domain.noting import write_note
from cases.domain.offering import change_offer, record_offer, record_reply
from cases.domain.referring import send_referral
from cases.domain.restricting import (
    exclude_colleague,
    grant_access,
    lift_restriction,
    restrict_case,
)
from cases.domain.tasking import finish_task
from cases.models import Case, CaseChild, Event, Exclusion, Note, Reminder, Task
from cases.reminders.case_rules import RULES
from cases.reminders.planning import plan_cases
from tests.factories.recording import make_member
from tests.factories.referrals import add_parent, make_allocated, make_council, make_ready
from tests.reminders.rules.ledger import local, plan, rows, steps, to

pytestmark = pytest.mark.django_db


@pytest.fixture
def council(clock):
    """Monday 23 November 2026, 09:30. There are two managers, and one of another team."""
    found = make_council()
    make_member(found.service, Role.MANAGER, "Max", "Manager")
    other = Team.objects.create(name="Another", kind="service", reference_prefix="OTH")
    make_member(other, Role.MANAGER, "Otto", "Other")
    gone = make_member(found.service, Role.MANAGER, "Gone", "Manager")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    left = make_member(found.service, Role.MANAGER, "Left", "Manager")
    Membership.objects.filter(user=left).update(ended_at=timezone.now())
    return found


@pytest.fixture
def managers(council):
    """The names of those who manage the service, and nobody else."""
    return sorted(["Max", council.manager.first_name])


def sent(council):
    return send_referral(make_ready(council), by=council.worker)


def accepted(council):
    return accept_referral(sent(council), by=council.manager)


def names(*users):
    return sorted(user.first_name for user in users)


def shut_out(case, user, by):
    return exclude_colleague(case, user, by=by, ground=Exclusion.Ground.RELATED, reason="A cousin.")


# Referral received ---------------------------------------------------------------------


def test_whoever_refers_hears_at_once_and_the_managers_after_two_working_days(council, managers):
    case = sent(council)

    assert rows(case, "referral_received") == sorted(
        [
            ("now", council.worker.first_name, "2026-11-23 09:30"),
            ("waiting", council.worker.first_name, "2026-11-25 09:00"),
            *(("managers", name, "2026-11-25 09:00") for name in managers),
        ]
    )
    now = Reminder.objects.get(rule="referral_received", step="now")
    assert now.due_at == timezone.now()
    assert now.channel == Reminder.Channel.EMAIL


@pytest.mark.parametrize(
    "move",
    [
        lambda case, by: accept_referral(case, by=by),
        lambda case, by: ask_for_information(case, "Which school?", by=by),
        lambda case, by: decline_referral(case, "Another council.", by=by),
        lambda case, by: redirect_referral(case, "Family Help", "It fits better.", by=by),
        lambda case, by: withdraw_case(case, "They moved.", by=by),
    ],
)
def test_a_decision_stops_what_says_that_it_waits(council, move):
    case = sent(council)

    move(case, council.manager)

    assert rows(case, "referral_received") == []


def test_after_a_question_the_two_days_begin_anew_and_receipt_is_not_said_twice(
    council, time_machine
):
    case = sent(council)
    Reminder.objects.filter(rule="referral_received", step="now").update(
        state="sent", sent_at=timezone.now(), provider="outbox"
    )
    question = ask_for_information(case, "Which school?", by=council.manager)
    time_machine.move_to("2026-11-27 11:00Z", tick=False)

    answer_request(question, "Oak Lane.", by=council.worker)

    assert steps(case, "referral_received") == [
        ("managers", "2026-12-01 09:00"),
        ("waiting", "2026-12-01 09:00"),
    ]


def test_no_draft_is_reminded_of(council):
    case = make_ready(council)

    assert plan(case) == 0
    assert not Reminder.objects.exists()


# Accepted, without a coordinator --------------------------------------------------------


def test_managers_are_reminded_daily_from_the_third_working_day_on(council, managers):
    case = accepted(council)

    assert to(case, "not_allocated") == managers
    days = [when for _, when in steps(case, "not_allocated")]
    assert days[:4] == [
        "2026-11-26 09:00",
        "2026-11-27 09:00",
        "2026-11-30 09:00",
        "2026-12-01 09:00",
    ]
    assert len(days) == 10


@pytest.mark.parametrize(
    "move",
    [
        lambda case, c: allocate_coordinator(case, c.coordinator, by=c.manager),
        lambda case, c: withdraw_case(case, "They moved.", by=c.manager),
        lambda case, c: hold_case(case, "Away.", date(2026, 12, 14), by=c.manager),
    ],
)
def test_a_coordinator_an_end_or_a_hold_stops_them(council, move):
    case = accepted(council)

    move(case, council)

    assert rows(case, "not_allocated") == []


def test_after_a_hold_they_begin_anew(council, time_machine):
    case = accepted(council)
    hold_case(case, "Away.", date(2026, 12, 14), by=council.manager)
    time_machine.move_to("2026-12-14 10:00Z", tick=False)

    resume_case(case, by=council.manager)

    assert steps(case, "not_allocated")[0] == ("daily", "2026-12-17 09:00")


def test_a_manager_who_is_excluded_hears_nothing_of_it(council):
    case = accepted(council)
    maxim = User.objects.get(first_name="Max")

    shut_out(case, maxim, council.manager)

    assert "Max" not in to(case, "not_allocated")


def test_of_a_restricted_case_only_managers_on_its_list_hear(council):
    case = accepted(council)

    restrict_case(case, by=council.manager, why="Adoption.")
    assert to(case, "not_allocated") == names(council.manager)

    lift_restriction(case, by=council.manager, why="Over.")
    assert "Max" in to(case, "not_allocated")


# Allocated ------------------------------------------------------------------------------


def test_coordinator_and_referrer_hear_on_the_same_day(council):
    case = make_allocated(council)

    assert rows(case, "allocated") == sorted(
        [
            ("coordinator", council.coordinator.first_name, "2026-11-23 09:30"),
            ("referrer", council.worker.first_name, "2026-11-23 09:30"),
        ]
    )


def test_a_hold_stops_what_has_not_gone(council):
    case = make_allocated(council)

    hold_case(case, "Away.", date(2026, 12, 14), by=council.manager)

    assert rows(case, "allocated") == []


def test_what_is_said_at_once_is_not_said_when_it_is_planned_days_later(council, time_machine):
    case = make_allocated(council)
    Reminder.objects.all().delete()
    time_machine.move_to("2026-11-26 09:00Z", tick=False)

    plan(case)

    assert rows(case, "allocated") == []


# First contact with the referrer --------------------------------------------------------


def test_a_coordinator_is_chased_after_two_working_days(council):
    case = make_allocated(council)

    assert rows(case, "contact_referrer") == [
        ("chase", council.coordinator.first_name, "2026-11-25 09:00")
    ]


def test_the_first_contact_stops_the_chase(council):
    case = make_allocated(council)
    task = Task.objects.open().get(case=case, kind=Task.Kind.FIRST_CONTACT)

    finish_task(task, by=council.coordinator)

    assert rows(case, "contact_referrer") == []


@pytest.mark.parametrize("rule", ["contact_referrer", "no_family_contact"])
@pytest.mark.parametrize(
    "move",
    [
        lambda case, c: withdraw_case(case, "They moved.", by=c.manager),
        lambda case, c: mark_not_viable(case, "Nobody to be found.", by=c.manager),
        lambda case, c: hold_case(case, "Away.", date(2026, 12, 14), by=c.manager),
    ],
)
def test_an_end_or_a_hold_stops_the_chases(council, rule, move):
    case = make_allocated(council)
    assert rows(case, rule)

    move(case, council)

    assert rows(case, rule) == []


@pytest.mark.parametrize("rule", ["contact_referrer", "no_family_contact"])
def test_another_coordinator_is_chased_in_place_of_the_first(council, rule):
    case = make_allocated(council)
    other = make_member(council.service, Role.COORDINATOR, "Nina", "New")

    change_coordinator(
        case, other, by=council.manager, why="On leave.", instead_of=council.coordinator
    )

    assert council.coordinator.first_name not in to(case, rule)
    assert "Nina" in to(case, rule)


@pytest.mark.parametrize("rule", ["contact_referrer", "allocated"])
def test_a_coordinator_who_no_longer_works_here_gets_nothing(council, rule):
    case = make_allocated(council)
    User.objects.filter(pk=council.coordinator.pk).update(is_active=False)

    plan(case)

    assert council.coordinator.first_name not in to(case, rule)


# First contact with the family ----------------------------------------------------------


def test_the_coordinator_after_five_working_days_and_the_managers_after_ten(council, managers):
    case = make_allocated(council)

    assert rows(case, "no_family_contact") == sorted(
        [
            ("coordinator", council.coordinator.first_name, "2026-11-30 09:00"),
            *(("managers", name, "2026-12-07 09:00") for name in managers),
        ]
    )


@pytest.mark.parametrize(
    ("kind", "stops"),
    [(Note.Kind.VISIT, True), (Note.Kind.CALL, True), (Note.Kind.DECISION, False)],
)
def test_a_note_that_they_were_in_touch_stops_it(council, kind, stops):
    case = make_allocated(council)
    note = {"kind": kind, "happened_on": timezone.localdate(), "text": "Spoke to Kelly."}

    write_note(
        case, by=council.coordinator, children=list(CaseChild.objects.filter(case=case)), **note
    )

    assert bool(rows(case, "no_family_contact")) is not stops


def test_a_note_of_somebody_else_does_not(council):
    case = make_allocated(council)
    Note.objects.create(
        case=case,
        kind=Note.Kind.VISIT,
        happened_on=timezone.localdate(),
        text="Visited.",
        author=council.worker,
    )

    plan(case)

    assert rows(case, "no_family_contact")


# Offer before proceedings ---------------------------------------------------------------


def offer_of(council, case, **fields):
    child = CaseChild.objects.filter(case=case).first().person
    return record_offer(
        by=council.worker,
        team=council.referring,
        letter_on=date(2026, 11, 23),
        children=[child],
        case=case,
        **({"made": "yes"} | fields),
    )


@pytest.fixture
def answerable(council):
    """A case with two parents to whom an offer can be made; its team has a manager."""
    make_member(council.referring, Role.MANAGER, "Rita", "Referring")
    case = make_ready(council)
    parents = [add_parent(case, "Dan", gender="male"), add_parent(case, "Ann")]
    return send_referral(case, by=council.worker), parents


def test_referrer_and_their_manager_after_five_working_days(council, answerable):
    case, _ = answerable

    offer_of(council, case)

    found = rows(case, "offer_unanswered")
    assert ("referrer", council.worker.first_name, "2026-11-30 09:00") in found
    assert ("managers", "Rita", "2026-11-30 09:00") in found
    assert "Max" not in to(case, "offer_unanswered")


def test_it_stops_with_the_last_answer_alone(council, answerable):
    case, (dan, ann) = answerable
    offer = offer_of(council, case)

    record_reply(offer, dan, by=council.worker, reply="unanswered")
    record_reply(offer, ann, by=council.worker, reply="accepted", replied_on=timezone.localdate())
    assert rows(case, "offer_unanswered")

    record_reply(offer, dan, by=council.worker, reply="declined", replied_on=timezone.localdate())
    assert rows(case, "offer_unanswered") == []


def test_an_offer_not_made_or_overtaken_by_an_application_is_not_chased(council, answerable):
    case, _ = answerable
    offer_of(
        council,
        case,
        made="no",
        not_made_reason="Not safe.",
        not_made_decided_by="A. Head",
        not_made_decided_on=date(2026, 11, 23),
    )
    assert rows(case, "offer_unanswered") == []
    offer = offer_of(council, case)
    assert rows(case, "offer_unanswered")

    change_offer(
        offer, by=council.worker, version=1, changes={"application_on": date(2026, 11, 23)}
    )

    assert rows(case, "offer_unanswered") == []


def test_an_offer_of_a_case_that_ends_is_not_chased(council, answerable):
    case, _ = answerable
    offer_of(council, case)

    withdraw_case(case, "They moved.", by=council.manager)

    assert rows(case, "offer_unanswered") == []


# Restriction and hold -------------------------------------------------------------------


def test_a_restriction_is_looked_at_again_after_ninety_days(council):
    case = make_allocated(council)

    restrict_case(case, by=council.manager, why="Adoption.")

    me = council.manager.first_name
    assert rows(case, "restriction_review") == [
        ("day", me, "2027-02-21 09:00"),
        ("two_weeks_before", me, "2027-02-07 09:00"),
    ]


def test_a_manager_put_on_the_list_hears_too_and_nobody_once_it_is_lifted(council):
    case = make_allocated(council)
    restrict_case(case, by=council.manager, why="Adoption.")
    maxim = User.objects.get(first_name="Max")

    grant_access(case, maxim, by=council.manager, until=date(2027, 3, 31))
    assert to(case, "restriction_review") == names(council.manager, maxim)

    lift_restriction(case, by=council.manager, why="Over.")
    assert rows(case, "restriction_review") == []


def test_a_restriction_outlasts_its_case(council):
    case = make_allocated(council)
    restrict_case(case, by=council.manager, why="Adoption.")

    withdraw_case(case, "They moved.", by=council.manager)
    plan(case)

    assert rows(case, "restriction_review")


def test_a_case_on_hold_is_looked_at_again_on_its_day(council, managers):
    case = make_allocated(council)

    hold_case(case, "Away.", date(2026, 12, 14), by=council.manager)

    assert rows(case, "hold_review") == sorted(
        [
            ("day", council.coordinator.first_name, "2026-12-14 09:00"),
            *(("late", name, "2026-12-21 09:00") for name in managers),
        ]
    )


def test_one_on_hold_without_a_coordinator_is_for_the_managers(council, managers):
    case = accepted(council)

    hold_case(case, "Away.", date(2026, 12, 14), by=council.manager)

    assert to(case, "hold_review", "day") == managers


@pytest.mark.parametrize(
    "move",
    [
        lambda case, by: resume_case(case, by=by),
        lambda case, by: withdraw_case(case, "They moved.", by=by),
    ],
)
def test_taken_up_again_or_ended_it_is_not(council, move):
    case = make_allocated(council)
    hold_case(case, "Away.", date(2026, 12, 14), by=council.manager)

    move(case, council.manager)

    assert rows(case, "hold_review") == []


# All of them ----------------------------------------------------------------------------


def test_everything_a_case_asks_for_goes_to_colleagues_who_may_know_of_it(council):
    case = make_allocated(council)
    restrict_case(case, by=council.manager, why="Adoption.")

    plan(case)

    keys = [rule.key for rule in RULES]
    found = Reminder.objects.filter(rule__in=keys)
    assert found.exists()
    assert not found.exclude(person=None, other_id=None).exists()
    for row in found.filter(state="scheduled"):
        assert Case.objects.visible_to(User.objects.get(pk=row.user_id)).filter(pk=case.pk)


def test_rules_of_cases_cost_the_same_queries_for_many_cases(
    council, django_assert_max_num_queries
):
    cases = [make_allocated(council) for _ in range(3)]
    for case in cases:
        offer_of(council, case)
    keys = {case.pk for case in cases}
    plan_cases(keys)

    with django_assert_max_num_queries(14):
        assert plan_cases(keys, rules=RULES) == 0


def test_a_nights_work_begins_at_nine_the_next_morning(council, time_machine):
    """What is said at once is planned at once; the dispatcher minds the night."""
    time_machine.move_to("2026-11-23 23:10Z", tick=False)

    case = sent(council)

    row = Reminder.objects.get(case=case, rule="referral_received", step="now")
    assert row.due_at == timezone.now()
    assert row.expires_at == local("2026-11-24 20:00")
    assert Event.objects.filter(case_id=case.pk).exists()
    assert timedelta(0) < row.expires_at - row.due_at
