from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.domain.networks import (
    add_child,
    add_to_network,
    change_child,
    leave_network,
    place_in_network,
    remove_child,
)
from cases.models import Case, CaseChild, Event, Fact, NetworkMember, Task
from restorative.conflicts import StaleVersion
from tests.factories.cases import (
    CaseChildFactory,
    CaseFactory,
    ExclusionFactory,
    NetworkMemberFactory,
)
from tests.factories.people import ChildFactory, KeepApartFactory, PersonFactory
from tests.factories.staff import UserFactory

pytestmark = pytest.mark.django_db
LegalStatus, LivingWith = CaseChild.LegalStatus, CaseChild.LivingWith


def refused(act):
    with pytest.raises(ValidationError) as refusal:
        act()
    return refusal.value.code


def facts_of(child):
    rows = Fact.objects.filter(case=child.case, person=child.person)
    return {(fact.kind, fact.value, fact.as_at, fact.source) for fact in rows}


def test_a_child_joins_with_dated_facts_and_an_event(clock):
    case = CaseFactory()
    child = ChildFactory(first_name="Tilly", last_name="Bell")

    row = add_child(
        case,
        child,
        by=case.created_by,
        legal_status=LegalStatus.PROTECTION_PLAN,
        living_with=LivingWith.MOTHER,
        as_at=date(2026, 11, 2),
        source="Plan seen",
        social_worker=case.created_by,
    )

    assert facts_of(row) == {
        ("legal_status", "cp", date(2026, 11, 2), "Plan seen"),
        ("living_with", "mother", date(2026, 11, 2), "Plan seen"),
    }
    event = Event.objects.of_case(case).get(kind=Event.Kind.CHILD_ADDED)
    assert (event.to_value, event.child_ids) == ("Tilly Bell", [row.pk])


def test_a_draft_has_no_timeline_yet():
    case = CaseFactory(draft=True)
    NetworkMemberFactory(case=case)

    assert not Event.objects.of_case(case).exists()


@pytest.mark.parametrize("stage", ["draft", "submitted", "allocated"])
def test_a_child_cannot_be_in_a_case_twice(stage):
    case = CaseFactory(**{stage: True})
    child = case.children.get().person

    assert refused(lambda: add_child(case, child, by=case.created_by)) == "already_in_case"
    assert refused(
        lambda: add_to_network(case, child, by=case.created_by, part="family")
    ) == "already_in_case"  # fmt: skip


def test_a_child_who_left_can_come_back():
    case = CaseFactory(children=2)
    child = case.children.first()
    remove_child(child, by=case.created_by, why="Added by mistake")

    again = add_child(case, child.person, by=case.created_by)

    assert again.pk != child.pk
    assert case.children.current().count() == 2


def test_somebody_of_the_network_who_becomes_a_child_leaves_it():
    member = NetworkMemberFactory(person=ChildFactory())

    add_child(member.case, member.person, by=member.added_by)

    member.refresh_from_db()
    assert member.left_why == "Now a child of this case"


@pytest.mark.parametrize(("age", "status", "code"), [(25, "", None), (26, "", "too_old")])
def test_a_child_is_at_most_25(age, status, code):
    case, person = CaseFactory(), ChildFactory(age=age)

    if code:
        assert refused(lambda: add_child(case, person, by=case.created_by)) == code
    else:
        assert add_child(case, person, by=case.created_by).person == person


def test_a_case_can_be_about_an_adult():
    case, person = CaseFactory(), ChildFactory(age=70)

    assert add_child(case, person, by=case.created_by, legal_status=LegalStatus.ADULT)


def test_somebody_who_is_not_in_a_referring_team_is_no_social_worker():
    case = CaseFactory()
    coordinator = UserFactory(coordinator=True)

    assert (
        refused(
            lambda: add_child(case, ChildFactory(), by=case.created_by, social_worker=coordinator)
        )
        == "not_a_worker"
    )


@pytest.mark.parametrize("ended", ["closed", "declined", "withdrawn"])
def test_nobody_joins_or_leaves_a_case_that_has_ended(ended):
    case = CaseFactory(**{ended: True})
    child = case.children.get()
    by = case.created_by

    assert refused(lambda: add_child(case, ChildFactory(), by=by)) == "case_ended"
    assert refused(lambda: add_to_network(case, PersonFactory(), by=by, part="family")) == (
        "case_ended"
    )
    assert refused(lambda: change_child(child, by=by, version=1, changes={})) == "case_ended"
    assert refused(lambda: remove_child(child, by=by, why="x")) == "case_ended"


def test_exclusions_of_the_childs_other_cases_come_along_once():
    child = ChildFactory()
    aunt = UserFactory(coordinator=True)
    first = CaseFactory(children=[child])
    ExclusionFactory(case=first, user=aunt)
    second = CaseFactory(team=aunt.current_memberships[0].team)
    assert second in Case.objects.visible_to(aunt)

    add_child(second, child, by=second.created_by)

    assert second not in Case.objects.visible_to(aunt)
    [carried] = second.exclusions.current()
    assert (carried.user, carried.ground) == (aunt, "related")
    event = Event.objects.of_case(second).get(kind=Event.Kind.COLLEAGUE_EXCLUDED)
    assert event.audience == Event.Audience.SERVICE


def test_an_exclusion_that_has_ended_does_not_come_along():
    child = ChildFactory()
    exclusion = ExclusionFactory(case=CaseFactory(children=[child]))
    exclusion.ended_at, exclusion.ended_by = timezone.now(), exclusion.recorded_by
    exclusion.save()

    assert not CaseFactory(children=[child]).exclusions.exists()


def test_excluding_the_coordinator_by_way_of_a_child_asks_for_another():
    child = ChildFactory()
    case = CaseFactory(allocated=True)
    ExclusionFactory(case=CaseFactory(children=[child]), user=case.coordinator)

    add_child(case, child, by=case.created_by)

    assert not Case.objects.visible_to(case.coordinator).exists()
    task = Task.objects.get(case=case, title__startswith="Find somebody else")
    assert task.for_managers_of == case.team
    assert not Task.objects.open().filter(case=case, assigned_to=case.coordinator).exists()


def test_a_status_is_a_new_fact_and_the_column_is_the_latest(clock):
    child = CaseChildFactory(legal_status=LegalStatus.CHILD_IN_NEED, as_at=date(2026, 10, 1))
    by = child.case.created_by

    child = change_child(
        child,
        by=by,
        version=1,
        changes={"legal_status": LegalStatus.PROCEEDINGS},
        as_at=date(2026, 11, 20),
        source="Order seen",
    )

    assert (child.legal_status, child.version) == ("proceedings", 2)
    assert {(value, as_at) for _, value, as_at, _ in facts_of(child)} == {
        ("cin", date(2026, 10, 1)),
        ("proceedings", date(2026, 11, 20)),
    }
    event = Event.objects.of_case(child.case).get(kind=Event.Kind.CHILD_CHANGED)
    assert event.from_value == "Child in need (section 17); living with: Not known"
    assert event.why == "Order seen"


def test_what_is_learnt_of_an_earlier_day_does_not_replace_what_is_so_now(clock):
    child = CaseChildFactory(legal_status=LegalStatus.PROCEEDINGS, as_at=date(2026, 11, 1))

    child = change_child(
        child,
        by=child.case.created_by,
        version=1,
        changes={"legal_status": LegalStatus.CHILD_IN_NEED},
        as_at=date(2026, 9, 1),
    )

    assert child.legal_status == LegalStatus.PROCEEDINGS
    assert Fact.objects.filter(person=child.person, value="cin").exists()


def test_no_longer_known_is_a_fact_too():
    child = CaseChildFactory(living_with=LivingWith.MOTHER)

    change_child(child, by=child.case.created_by, version=1, changes={"living_with": ""})

    fact = Fact.objects.filter(person=child.person, kind=Fact.Kind.LIVING_WITH).first()
    assert (fact.value, fact.unknown_because) == ("", "not_known")


def test_the_slower_of_two_who_change_a_status_is_told():
    child = CaseChildFactory()
    by = child.case.created_by
    change_child(child, by=by, version=1, changes={"living_with": LivingWith.FATHER})

    with pytest.raises(StaleVersion):
        change_child(child, by=by, version=1, changes={"living_with": LivingWith.MOTHER})

    assert Fact.objects.filter(person=child.person).count() == 1


def test_a_status_cannot_begin_tomorrow():
    child = CaseChildFactory()
    tomorrow = timezone.localdate() + timedelta(days=1)

    assert (
        refused(
            lambda: change_child(
                child, by=child.case.created_by, version=1, changes={}, as_at=tomorrow
            )
        )
        == "in_the_future"
    )


def test_the_last_child_stays():
    case = CaseFactory(children=2)
    first, last = case.children.all()
    remove_child(first, by=case.created_by, why="Moved to another case")

    assert refused(lambda: remove_child(last, by=case.created_by, why="x")) == "last_child"
    assert refused(lambda: remove_child(first, by=case.created_by, why="x")) == "child_left"


def test_the_network_takes_each_person_once_and_says_who_left_and_why():
    member = NetworkMemberFactory(person=PersonFactory(first_name="Pat", last_name="Bell"))
    case, by = member.case, member.added_by
    assert (
        refused(lambda: add_to_network(case, member.person, by=by, part="friend"))
        == "already_in_network"
    )
    assert refused(lambda: leave_network(member, by=by, why=" ")) == "why_missing"

    leave_network(member, by=by, why="No longer in touch")

    assert not case.network.current().exists()
    assert [event.kind for event in Event.objects.of_case(case)] == ["person_left", "person_added"]
    assert refused(lambda: leave_network(member, by=by, why="x")) == "no_longer_in_network"
    assert refused(lambda: place_in_network(member, by=by, part="friend", side="")) == (
        "no_longer_in_network"
    )


def test_somebody_can_be_put_on_the_right_side():
    member = NetworkMemberFactory(person=PersonFactory(first_name="Pat", last_name="Bell"))
    case, by = member.case, member.added_by

    member = place_in_network(member, by=by, part="family", side=NetworkMember.Side.FATHER)
    assert (member.part, member.side) == ("family", "father")
    place_in_network(member, by=by, part="family", side="father")

    event = Event.objects.of_case(case).of_kinds(Event.Kind.PERSON_CHANGED).get()
    assert (event.from_value, event.to_value) == (
        "Pat Bell: family",
        "Pat Bell: family, father's side",
    )


def test_the_slower_of_two_who_place_somebody_is_told():
    member = NetworkMemberFactory()
    seen = (member.part, member.side)
    place_in_network(member, by=member.added_by, part="family", side="father", instead_of=seen)

    with pytest.raises(StaleVersion):
        place_in_network(member, by=member.added_by, part="friend", side="", instead_of=seen)
    member.refresh_from_db()
    assert (member.part, member.side) == ("family", "father")


def test_placing_somebody_in_a_draft_leaves_no_event():
    member = NetworkMemberFactory(case=CaseFactory(draft=True))

    place_in_network(member, by=member.added_by, part="family", side="father")

    assert not Event.objects.exists()


def test_two_who_must_not_meet_are_looked_at_again_once_they_are_on_one_case():
    apart = KeepApartFactory()
    case = CaseFactory(allocated=True)
    reviews = Task.objects.open().filter(case=case, kind=Task.Kind.KEEP_APART_REVIEW)
    NetworkMemberFactory(case=case, person=apart.first)
    assert not reviews.exists()

    NetworkMemberFactory(case=case, person=apart.second)

    task = reviews.get()
    assert (task.due_on, task.assigned_to) == (apart.review_on, case.coordinator)
    assert not reviews.visible_to(case.created_by).exists()
