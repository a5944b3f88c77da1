from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.domain.allocating import allocate_coordinator
from cases.domain.closing import withdraw_case
from cases.domain.consenting import answer_version
from cases.domain.deciding import accept_referral
from cases.domain.networks import add_to_network
from cases.domain.people import add_person
from cases.domain.referring import send_referral
from cases.domain.relating import record_responsibility
from cases.models import Consent, Event, NetworkMember, Task
from cases.rules import check_contact_agreed
from restorative.conflicts import StaleVersion
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


@pytest.fixture
def sent(council):
    """A sent referral whose mother agreed to be contacted."""
    return send_referral(make_ready(council), by=council.worker)


def decisions(case):
    """The open tasks that ask what follows of a withdrawal: kind, whose, whose team."""
    kinds = (Task.Kind.CONTACT_WITHDRAWN, Task.Kind.GO_AHEAD_WITHDRAWN)
    return [
        (task.kind, task.assigned_to, task.for_managers_of)
        for task in Task.objects.open().filter(case=case, kind__in=kinds)
    ]


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
    assert (event.from_value, event.to_value, event.why) == (
        "",
        "Jonah Bell, “We go ahead”: Yes",
        "",
    )
    assert (event.actor_name, event.child_ids) == ("Grace Staff", [child.pk])


def test_a_withdrawal_on_the_timeline_says_from_what_and_why(sent):
    mother = sent.network.get().person

    agree(sent, mother, answer=Answer.WITHDRAWN, why="She has a new partner")

    event = Event.objects.get(kind=Event.Kind.CONSENT_RECORDED)
    assert (event.from_value, event.to_value, event.why) == (
        "Yes",
        "Kelly Bell, “May we contact you about this”: Withdrawn",
        "She has a new partner",
    )


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


def test_who_took_an_answer_is_kept_beside_who_recorded_it(sent):
    mother = sent.network.get().person

    consent = agree(sent, mother, kind=Kind.GO_AHEAD, taken_by=" Sam Reed, duty ")

    assert (consent.taken_by, consent.recorded_by) == ("Sam Reed, duty", sent.created_by)


def test_who_comes_second_is_told_of_the_answer_that_came_between(sent):
    mother = sent.network.get().person
    seen = answer_version(sent, mother, Kind.GO_AHEAD)
    first = agree(sent, mother, kind=Kind.GO_AHEAD, version=seen)

    with pytest.raises(StaleVersion) as caught:
        agree(sent, mother, kind=Kind.GO_AHEAD, answer=Answer.NO, version=seen)

    assert caught.value.current == first
    assert list(Consent.objects.current().filter(kind=Kind.GO_AHEAD)) == [first]
    agree(sent, mother, kind=Kind.GO_AHEAD, answer=Answer.NO, version=seen + 1)


def test_both_saying_the_same_is_no_conflict(sent):
    mother = sent.network.get().person
    seen = answer_version(sent, mother, Kind.GO_AHEAD)

    assert agree(sent, mother, kind=Kind.GO_AHEAD, version=seen) == agree(
        sent, mother, kind=Kind.GO_AHEAD, version=seen
    )


@pytest.mark.parametrize("before", [None, Answer.NO, Answer.WITHDRAWN])
def test_only_a_yes_can_be_withdrawn(sent, before):
    mother = sent.network.get().person
    if before:
        agree(sent, mother, kind=Kind.GO_AHEAD)
        agree(sent, mother, kind=Kind.GO_AHEAD, answer=before)

    said = {"kind": Kind.GO_AHEAD, "answer": Answer.WITHDRAWN, "scope": "All of it"}
    assert code_of(lambda: agree(sent, mother, **said)) == "nothing_to_withdraw"


def test_an_earlier_answer_replaces_a_later_one_for_a_reason_alone(sent):
    mother = sent.network.get().person
    said = {"answer": Answer.NO, "given_on": a_day_ago(3)}

    assert code_of(lambda: agree(sent, mother, **said)) == "earlier_than_standing"
    assert agree(sent, mother, **said, why="The day was wrong").pk


def test_what_counts_is_the_newest_answer(sent):
    mother = sent.network.get().person
    check_contact_agreed(sent)

    agree(sent, mother, answer=Answer.WITHDRAWN)
    assert code_of(lambda: check_contact_agreed(sent)) == "no_consent"

    agree(sent, mother)
    check_contact_agreed(sent)


def test_the_last_yes_that_was_enough_leaves_one_task_for_the_managers(council, sent):
    mother = sent.network.get().person

    agree(sent, mother, answer=Answer.WITHDRAWN)
    agree(sent, mother, answer=Answer.NO)

    assert decisions(sent) == [(Task.Kind.CONTACT_WITHDRAWN, None, council.service)]
    task = Task.objects.get(kind=Task.Kind.CONTACT_WITHDRAWN)
    assert task.title == f"Consent to contact withdrawn on {sent}: decide what follows"
    assert task.due_on == timezone.localdate()


def test_with_a_coordinator_it_is_the_coordinators(council, sent):
    accept_referral(sent, by=council.manager)
    allocate_coordinator(sent, council.coordinator, by=council.manager)
    mother = sent.network.get().person
    agree(sent, mother, kind=Kind.GO_AHEAD)

    agree(sent, mother, kind=Kind.GO_AHEAD, answer=Answer.WITHDRAWN)

    assert decisions(sent) == [(Task.Kind.GO_AHEAD_WITHDRAWN, council.coordinator, None)]


def test_each_question_has_its_own_task_which_its_own_yes_settles(sent):
    mother = sent.network.get().person
    agree(sent, mother, kind=Kind.GO_AHEAD)
    for kind in Kind:
        agree(sent, mother, kind=kind, answer=Answer.WITHDRAWN)
    assert {kind for kind, *_ in decisions(sent)} == {
        Task.Kind.CONTACT_WITHDRAWN,
        Task.Kind.GO_AHEAD_WITHDRAWN,
    }

    agree(sent, mother)

    assert {kind for kind, *_ in decisions(sent)} == {Task.Kind.GO_AHEAD_WITHDRAWN}


def test_while_another_yes_is_enough_nothing_is_asked(council, sent):
    father = joined(council, sent, holds="yes")
    agree(sent, father)

    agree(sent, sent.network.exclude(person=father).get().person, answer=Answer.WITHDRAWN)

    assert decisions(sent) == []


def test_a_weaker_yes_that_is_left_is_for_a_manager_to_decide(council, sent):
    mother = sent.network.get().person
    father = joined(council, sent, holds="no")
    agree(sent, father, capacity=Capacity.FATHER_WITHOUT)

    agree(sent, mother, answer=Answer.WITHDRAWN)
    agree(sent, father, capacity=Capacity.FATHER_WITHOUT, scope="By text")
    assert len(decisions(sent)) == 1

    accept_referral(sent, by=council.manager, why="He cares for them")
    assert decisions(sent) == []


def test_a_yes_that_never_counted_is_withdrawn_without_a_task(council, sent):
    mother = sent.network.get().person
    agree(sent, mother, answer=Answer.NO)
    Task.objects.filter(kind=Task.Kind.CONTACT_WITHDRAWN).delete()
    aunt = joined(council, sent, holds="")
    agree(sent, aunt, capacity=Capacity.ADULT)

    agree(sent, aunt, capacity=Capacity.ADULT, answer=Answer.WITHDRAWN)

    assert decisions(sent) == []


def test_a_draft_asks_nobody_to_decide(case):
    mother = add_parent(case)
    agree(case, mother)

    agree(case, mother, answer=Answer.WITHDRAWN)

    assert not Task.objects.exists()


def joined(council, case, *, holds):
    """Dean, who came to a sent case later, with what is known of his responsibility."""
    person = add_person(by=council.worker, first_name="Dean", last_name="Bell", gender="male")
    add_to_network(case, person, by=council.worker, part=NetworkMember.Part.FAMILY)
    if holds:
        record_responsibility(
            case.children.get().person,
            by=council.worker,
            holder=person,
            holds=holds,
            how_known="not_known",
        )
    return person
