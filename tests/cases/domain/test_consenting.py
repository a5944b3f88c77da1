from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.domain.closing import withdraw_case
from cases.domain.people import add_person
from cases.domain.referring import send_referral
from cases.models import Consent, Event
from tests.factories.referrals import (
    a_day_ago,
    add_parent,
    agree,
    make_child,
    make_council,
    make_draft,
    make_ready,
    make_unborn,
)

Answer, Capacity, Kind = Consent.Answer, Consent.Capacity, Consent.Kind
pytestmark = pytest.mark.django_db


@pytest.fixture
def council():
    return make_council()


@pytest.fixture
def case(council):
    return make_draft(council)


def code_of(act):
    with pytest.raises(ValidationError) as caught:
        act()
    return caught.value.code


def test_a_change_of_mind_supersedes_and_is_kept(case):
    mother = add_parent(case)
    first = agree(case, mother)

    second = agree(case, mother, answer=Answer.WITHDRAWN)

    first.refresh_from_db()
    assert first.superseded_at
    assert list(Consent.objects.current()) == [second]


def test_the_same_answer_again_changes_nothing(case):
    mother = add_parent(case)

    assert agree(case, mother, scope="Phone calls ") == agree(case, mother, scope="Phone calls")
    assert Consent.objects.count() == 1


def test_the_two_questions_are_kept_apart(case):
    mother = add_parent(case)
    agree(case, mother)
    agree(case, mother, kind=Kind.GO_AHEAD, answer=Answer.NO)

    assert set(Consent.objects.current().values_list("kind", "answer")) == {
        (Kind.CONTACT, Answer.YES),
        (Kind.GO_AHEAD, Answer.NO),
    }


def test_an_answer_on_a_sent_case_stands_on_the_timeline(council):
    case = send_referral(make_ready(council), by=council.worker)
    child = case.children.get()

    agree(case, child.person, capacity=Capacity.CHILD, kind=Kind.GO_AHEAD)

    event = Event.objects.get(kind=Event.Kind.CONSENT_RECORDED)
    assert (event.to_value, event.child_ids) == ("We go ahead: Yes", [child.pk])


def test_a_draft_has_no_timeline(case):
    agree(case, add_parent(case))

    assert not Event.objects.exists()


def test_nobody_outside_the_family_is_asked(council, case):
    stranger = add_person(by=council.worker, first_name="Sam")

    assert code_of(lambda: agree(case, stranger)) == "not_in_case"


def test_tomorrow_nobody_has_answered_yet(case):
    mother = add_parent(case)
    tomorrow = timezone.localdate() + timedelta(days=1)

    assert code_of(lambda: agree(case, mother, given_on=tomorrow)) == "in_the_future"


def test_an_ended_case_takes_no_more_answers(council):
    case = send_referral(make_ready(council), by=council.worker)
    withdraw_case(case, "They moved.", by=council.manager)

    assert code_of(lambda: agree(case, case.network.get().person)) == "case_ended"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"answer": "perhaps"}, "answer_missing"),
        ({"capacity": "boss"}, "capacity_missing"),
        ({"answer": Answer.UNBORN}, "unborn"),
        ({"answer": Answer.TOO_YOUNG, "why": "Only three"}, "not_a_child"),
        ({"answer": Answer.TOO_YOUNG, "capacity": Capacity.CHILD}, "why_missing"),
        ({"capacity": Capacity.YOUNG_PERSON}, "not_sixteen"),
    ],
)
def test_answers_that_do_not_fit_a_child_of_nine(case, said, code):
    child = case.children.get().person

    assert code_of(lambda: agree(case, child, **said)) == code


def test_a_child_may_be_too_young_with_the_reason(case):
    child = case.children.get().person

    consent = agree(
        case, child, answer=Answer.TOO_YOUNG, capacity=Capacity.CHILD, why=" Only three "
    )
    assert consent.why == "Only three"


@pytest.mark.parametrize(("age", "code"), [(15, "not_sixteen"), (18, "not_sixteen")])
def test_a_young_person_is_16_or_17(council, age, code):
    case = make_draft(council, make_child(council.worker, age=age))
    child = case.children.get().person

    assert code_of(lambda: agree(case, child, capacity=Capacity.YOUNG_PERSON)) == code


@pytest.mark.parametrize("age", [16, 17])
def test_at_16_and_17_they_answer_as_young_people(council, age):
    case = make_draft(council, make_child(council.worker, age=age))

    assert agree(case, case.children.get().person, capacity=Capacity.YOUNG_PERSON).pk


def test_the_unborn_are_not_asked(council):
    case = make_draft(council, make_unborn(council.worker))
    child = case.children.get().person

    assert code_of(lambda: agree(case, child, capacity=Capacity.CHILD)) == "unborn"


def test_a_parent_is_not_the_child(case):
    mother = add_parent(case)

    assert code_of(lambda: agree(case, mother, capacity=Capacity.CHILD)) == "not_a_child"


@pytest.mark.parametrize("holds", ["no", "not_known"])
def test_a_yes_as_holder_of_responsibility_needs_one_recorded(case, holds):
    father = add_parent(case, "Dean", gender="male", holds=holds)

    assert code_of(lambda: agree(case, father)) == "no_responsibility"
    assert agree(case, father, capacity=Capacity.FATHER_WITHOUT).pk


def test_a_no_is_heard_from_anybody(case):
    father = add_parent(case, "Dean", gender="male", holds="no")

    assert agree(case, father, answer=Answer.NO).pk


def test_where_nothing_is_recorded_of_responsibility_their_word_stands(case):
    grandfather = add_parent(case, "Pat", gender="male", holds="")

    assert agree(case, grandfather, given_on=a_day_ago()).pk
