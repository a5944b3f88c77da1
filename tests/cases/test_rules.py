from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.domain.allocating import allocate_coordinator
from cases.domain.breaking_glass import break_glass
from cases.domain.handing_over import hand_over_work
from cases.domain.relating import end_relationship, take_back_responsibility, tell_relationship
from cases.models import Case, CaseChild, Consent, Referrer
from cases.relationships import Kind
from cases.rules import (
    check_can_coordinate,
    check_can_work_with,
    check_contact_agreed,
    check_discussed_again,
    check_referable_again,
    earlier_case,
)
from tests.factories.cases import ExclusionFactory
from tests.factories.lifecycle import also_coordinates, make_service
from tests.factories.people import ChildFactory, PersonFactory, ResponsibilityFactory
from tests.factories.staff import TeamFactory, UserFactory

Capacity, Answer = Consent.Capacity, Consent.Answer


@pytest.fixture
def service(db):
    return make_service()


def refusal_of(check, *args, **kwargs):
    """The code with which a check refuses; empty when it does not."""
    try:
        check(*args, **kwargs)
    except ValidationError as error:
        return error.code
    return ""


def agree(case, capacity, answer=Answer.YES, kind=Consent.Kind.CONTACT, person=None, **fields):
    return Consent.objects.create(
        case=case,
        kind=kind,
        person=person or PersonFactory(created_by=case.created_by),
        capacity=capacity,
        answer=answer,
        given_on=timezone.localdate(),
        recorded_by=case.created_by,
        **fields,
    )


def children_of(case):
    return [child.person for child in case.children.all()]


@pytest.mark.parametrize(
    ("capacity", "alone", "with_a_decision"),
    [
        (Capacity.RESPONSIBILITY, "", ""),
        (Capacity.YOUNG_PERSON, "", ""),
        (Capacity.CHILD, "decision_needed", ""),
        (Capacity.AUTHORITY, "decision_needed", ""),
        (Capacity.FATHER_WITHOUT, "decision_needed", ""),
        # An aunt speaks for herself, not for the child.
        (Capacity.ADULT, "no_consent", "no_consent"),
    ],
)
def test_who_may_agree_that_a_family_is_contacted(service, capacity, alone, with_a_decision):
    child = ChildFactory(age=16 if capacity == Capacity.YOUNG_PERSON else 9)
    case = service.case(children=[child])
    is_childs_own = capacity in (Capacity.CHILD, Capacity.YOUNG_PERSON)
    agree(case, capacity, person=child if is_childs_own else None)

    assert refusal_of(check_contact_agreed, case) == alone
    assert refusal_of(check_contact_agreed, case, decision="He cares for them") == with_a_decision


@pytest.mark.parametrize(
    ("kind", "holds", "capacity", "alone", "with_a_decision"),
    [
        # What is recorded bears it out, or nothing is recorded.
        (Kind.PARENT, "yes", Capacity.RESPONSIBILITY, "", ""),
        (Kind.GRANDPARENT, "yes", Capacity.RESPONSIBILITY, "", ""),
        (Kind.PARENT, None, Capacity.RESPONSIBILITY, "", ""),
        (Kind.GUARDIAN, None, Capacity.RESPONSIBILITY, "", ""),
        (None, None, Capacity.RESPONSIBILITY, "", ""),
        # A parent whose responsibility is denied, or in doubt.
        (Kind.PARENT, "no", Capacity.RESPONSIBILITY, "decision_needed", ""),
        (Kind.PARENT, "not_known", Capacity.RESPONSIBILITY, "decision_needed", ""),
        # Somebody else, of whom it is not recorded, or denied.
        (Kind.STEP_PARENT, None, Capacity.RESPONSIBILITY, "decision_needed", ""),
        (Kind.STEP_PARENT, "no", Capacity.RESPONSIBILITY, "no_consent", "no_consent"),
        (None, "no", Capacity.RESPONSIBILITY, "no_consent", "no_consent"),
        # A father who turns out to hold it, or not to be the father.
        (Kind.PARENT, "yes", Capacity.FATHER_WITHOUT, "", ""),
        (Kind.PARENT, "no", Capacity.FATHER_WITHOUT, "decision_needed", ""),
        (Kind.STEP_PARENT, None, Capacity.FATHER_WITHOUT, "no_consent", "no_consent"),
    ],
)
def test_an_agreement_counts_by_what_is_recorded_now(
    service, kind, holds, capacity, alone, with_a_decision
):
    case = service.case()
    [child] = children_of(case)
    person = PersonFactory()
    agree(case, capacity, person=person)
    if kind:
        tell_relationship(person, kind, child, by=service.worker)
    if holds:
        ResponsibilityFactory(child=child, holder=person, holds=holds)

    assert refusal_of(check_contact_agreed, case) == alone
    assert refusal_of(check_contact_agreed, case, decision="He cares") == with_a_decision


def test_a_finding_that_was_superseded_and_a_tie_that_was_ended_count_no_more(service):
    case = service.case()
    [child] = children_of(case)
    father = PersonFactory()
    agree(case, Capacity.RESPONSIBILITY, person=father)
    tie = tell_relationship(father, Kind.PARENT, child, by=service.worker)
    held = ResponsibilityFactory(child=child, holder=father, holds="yes")
    assert refusal_of(check_contact_agreed, case) == ""

    end_relationship(tie, by=service.worker, was_wrong=True)
    tell_relationship(father, Kind.FAMILY_FRIEND, child, by=service.worker)
    take_back_responsibility(held, by=service.worker)

    assert refusal_of(check_contact_agreed, case) == "decision_needed"


def test_responsibility_for_a_child_who_left_the_case_counts_no_more(service):
    case = service.case(children=2)
    stays, leaves = children_of(case)
    mother = PersonFactory()
    agree(case, Capacity.RESPONSIBILITY, person=mother)
    ResponsibilityFactory(child=leaves, holder=mother, holds="yes")
    ResponsibilityFactory(child=stays, holder=mother, holds="no")
    assert refusal_of(check_contact_agreed, case) == ""

    case.children.filter(person=leaves).update(left_on=timezone.localdate())

    assert refusal_of(check_contact_agreed, case) == "no_consent"


def test_a_young_person_who_turns_out_to_be_fifteen_is_for_a_manager_to_weigh(service):
    child = ChildFactory(age=15)
    case = service.case(children=[child])
    agree(case, Capacity.YOUNG_PERSON, person=child)

    assert refusal_of(check_contact_agreed, case) == "decision_needed"
    with pytest.raises(ValidationError, match="which is not what is recorded now"):
        check_contact_agreed(case)


def test_a_child_who_left_the_case_agrees_for_nobody(service):
    child = ChildFactory(age=16)
    case = service.case(children=[child, ChildFactory()])
    agree(case, Capacity.YOUNG_PERSON, person=child)
    case.children.filter(person=child).update(left_on=timezone.localdate())

    assert refusal_of(check_contact_agreed, case, decision="Enough") == "no_consent"


def test_an_authority_without_an_order_shares_nothing(service):
    case = service.case()
    [child] = children_of(case)
    agree(case, Capacity.AUTHORITY)
    ResponsibilityFactory(child=child, holder=None, authority="A council", holds="no")

    assert refusal_of(check_contact_agreed, case, decision="Enough") == "no_consent"


@pytest.mark.parametrize("answer", [Answer.NO, Answer.TOO_YOUNG, Answer.UNBORN, Answer.WITHDRAWN])
def test_only_a_yes_agrees(service, answer):
    case = service.case()
    agree(case, Capacity.RESPONSIBILITY, answer)

    assert refusal_of(check_contact_agreed, case, decision="Enough") == "no_consent"


def test_one_with_responsibility_is_enough_whatever_the_other_answered(service):
    case = service.case()
    agree(case, Capacity.RESPONSIBILITY, Answer.NO)
    agree(case, Capacity.RESPONSIBILITY, Answer.YES)

    assert refusal_of(check_contact_agreed, case) == ""


def test_going_ahead_is_another_question(service):
    case = service.case()
    agree(case, Capacity.RESPONSIBILITY, kind=Consent.Kind.GO_AHEAD)

    assert refusal_of(check_contact_agreed, case) == "no_consent"


def test_an_answer_that_was_superseded_counts_no_more(service):
    case = service.case()
    agree(case, Capacity.RESPONSIBILITY, superseded_at=timezone.now())

    assert refusal_of(check_contact_agreed, case) == "no_consent"


def test_an_adult_whom_the_case_is_about_agrees_for_themselves(service):
    adult = PersonFactory(created_by=service.worker)
    case = service.case(children=0)
    CaseChild.objects.create(case=case, person=adult, legal_status="adult")
    agree(case, Capacity.ADULT, person=adult)

    assert refusal_of(check_contact_agreed, case) == ""


def test_sharing_without_consent_carries_its_own_reason(service):
    case = service.case()
    case.referral.shared_without_consent = "  "
    assert refusal_of(check_contact_agreed, case) == "no_consent"

    case.referral.shared_without_consent = "A child may be harmed if we ask first."
    assert refusal_of(check_contact_agreed, case) == ""


@pytest.mark.parametrize("stage", list(Case.Stage))
def test_a_family_is_referred_again_after_an_end_only(service, stage):
    case = Case(team=service.team, stage=stage)

    refused = refusal_of(check_referable_again, case)

    assert refused == ("" if stage in Case.ENDED_STAGES else "still_under_way")


@pytest.mark.parametrize(
    ("days", "discussed", "code"),
    [
        (0, "", "discuss_first"),
        (90, "", "discuss_first"),
        (91, "", ""),
        (5, "With Sam Reed", ""),
        (5, "   ", "discuss_first"),
    ],
)
def test_a_new_referral_within_three_months_is_discussed(service, days, discussed, code):
    earlier = service.case(closed=True)
    again = service.case(previous_case=earlier)
    again.referral.discussed_again = discussed
    on = timezone.localdate(earlier.ended_at) + timedelta(days=days)

    assert refusal_of(check_discussed_again, again, on=on) == code


def test_a_fresh_referral_of_a_child_who_was_here_is_discussed_all_the_same(service):
    earlier = service.case(closed=True)
    again = service.case(children=children_of(earlier))

    assert earlier_case(again, seen_by=service.worker) == earlier
    assert refusal_of(check_discussed_again, again) == "discuss_first"


def test_of_several_earlier_cases_the_one_that_ended_last_counts(service):
    first = service.case(closed=True)
    second = service.case(withdrawn=True)
    CaseChild.objects.create(case=second, person=children_of(first)[0])
    again = service.case(children=children_of(first), previous_case=first)

    assert earlier_case(again, seen_by=service.worker) == second


def test_a_case_of_another_service_or_another_child_is_not_an_earlier_one(service):
    other_service = service.case(team=TeamFactory(), closed=True)
    service.case(closed=True)
    left = service.case(closed=True)
    again = service.case(children=[*children_of(other_service), *children_of(left)])
    left.children.update(left_on=timezone.localdate())

    assert earlier_case(again, seen_by=service.worker) is None
    assert refusal_of(check_discussed_again, again) == ""


def test_whoever_may_not_know_of_the_earlier_case_is_not_asked_about_it(service):
    colleague = UserFactory(social_worker=True, team=service.referring)
    earlier = service.case(closed=True, created_by=colleague)
    again = service.case(children=children_of(earlier))

    assert refusal_of(check_discussed_again, again) == ""
    assert refusal_of(check_discussed_again, again, seen_by=service.manager) == "discuss_first"
    said = refusal_of(check_discussed_again, again, seen_by=service.manager, said="Sam Reed")
    assert said == ""


def test_emergency_access_to_the_earlier_case_is_no_reason_to_ask(service):
    colleague = UserFactory(social_worker=True, team=service.referring)
    earlier = service.case(closed=True, created_by=colleague)
    again = service.case(children=children_of(earlier))
    break_glass(earlier, by=service.worker, ground="safety", reason="A child was alone at night.")
    assert Case.objects.visible_to(service.worker).filter(pk=earlier.pk).exists()

    assert earlier_case(again, seen_by=service.worker) is None


def test_a_first_referral_needs_no_discussion(service):
    assert refusal_of(check_discussed_again, service.case()) == ""


def test_an_independent_coordinator_may_have_a_case(service):
    assert refusal_of(check_can_coordinate, service.case(), service.coordinator) == ""


def test_the_referrer_may_not_coordinate(service):
    case = service.case()
    both = also_coordinates(service.worker, service.team)

    assert refusal_of(check_can_coordinate, case, both) == "not_independent"


def test_whoever_sent_a_referral_may_not_coordinate_after_handing_it_over(service):
    case = service.case(children=0)
    successor = UserFactory(social_worker=True, team=service.referring)
    hand_over_work(service.worker, successor, by=service.referring_manager)
    case = Case.objects.get(pk=case.pk)
    assert case.created_by == successor

    for close in (service.worker, successor):
        both = also_coordinates(close, service.team)
        assert refusal_of(check_can_coordinate, case, both) == "not_independent"


def test_a_referrer_with_a_contact_of_their_own_may_not_coordinate(service):
    case = service.case(children=0)
    both = also_coordinates(UserFactory(social_worker=True), service.team)
    case.referral.referrer = Referrer.objects.create(name="Robin", user=both)

    assert refusal_of(check_can_coordinate, case, both) == "not_independent"


def test_whoever_writes_a_referral_down_for_somebody_else_has_no_stake(service):
    case = service.case(created_by=service.coordinator, children=0)
    case.referral.referrer = Referrer.objects.create(name="A teacher")

    assert refusal_of(check_can_coordinate, case, service.coordinator) == ""
    case.created_by = service.worker
    assert refusal_of(check_can_coordinate, case, service.coordinator) == ""


def test_a_childs_social_worker_may_not_coordinate(service):
    worker = also_coordinates(UserFactory(social_worker=True), service.team)
    case = service.case()
    case.children.update(social_worker=worker)

    assert refusal_of(check_can_coordinate, case, worker) == "not_independent"


def test_a_social_worker_whose_child_left_the_case_has_no_stake(service):
    worker = also_coordinates(UserFactory(social_worker=True), service.team)
    case = service.case()
    case.children.update(social_worker=worker, left_on=timezone.localdate())

    assert refusal_of(check_can_coordinate, case, worker) == ""


@pytest.mark.parametrize("of", ["referrer", "worker"])
def test_the_line_manager_of_either_may_not_coordinate(service, of):
    manager = also_coordinates(UserFactory(referring_manager=True), service.team)
    subordinate = UserFactory(social_worker=True, line_manager=manager)
    case = service.case(children=1)
    if of == "referrer":
        case.created_by = subordinate
    else:
        case.children.update(social_worker=subordinate)

    with pytest.raises(ValidationError, match="the line manager of") as refused:
        check_can_coordinate(case, manager)

    assert refused.value.code == "not_independent"


def test_a_colleague_who_left_may_not_coordinate(service):
    service.coordinator.is_active = False

    assert refusal_of(check_can_coordinate, service.case(), service.coordinator) == "inactive"


def test_a_coordinator_of_another_team_may_not_coordinate(service):
    other = UserFactory(coordinator=True, team=TeamFactory())

    assert refusal_of(check_can_coordinate, service.case(), other) == "not_a_coordinator"


def test_a_seat_that_ended_counts_no_more(service):
    service.coordinator.memberships.update(ended_at=timezone.now())

    refused = refusal_of(check_can_coordinate, service.case(), service.coordinator)

    assert refused == "not_a_coordinator"


def test_an_excluded_colleague_may_have_no_part(service):
    case = service.case()
    worker = UserFactory(social_worker=True)
    ExclusionFactory(case=case, user=service.coordinator)
    ExclusionFactory(case=case, user=worker)

    assert refusal_of(check_can_coordinate, case, service.coordinator) == "excluded"
    assert refusal_of(check_can_work_with, case, worker) == "excluded"


def test_a_coordinator_is_no_social_worker(service):
    refused = refusal_of(check_can_work_with, service.case(), service.colleague)

    assert refused == "not_a_worker"


def test_a_social_worker_who_answers_to_the_coordinator_would_end_independence(service):
    case = service.case(accepted=True)
    allocate_coordinator(case, service.coordinator, by=service.manager)
    case.refresh_from_db()
    worker = UserFactory(social_worker=True, line_manager=service.coordinator)

    assert refusal_of(check_can_work_with, case, worker) == "not_independent"
