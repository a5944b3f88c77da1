from datetime import date

import pytest
from django.core.exceptions import ValidationError

from cases.domain.keeping_apart import end_keep_apart
from cases.domain.referring import send_referral
from cases.models import Event, KeepApart, Task
from cases.people_page import family_page
from tests.factories.cases import CaseFactory, NetworkMemberFactory
from tests.factories.people import KeepApartFactory, PersonFactory
from tests.factories.referrals import make_council, make_ready
from tests.factories.staff import UserFactory

pytestmark = pytest.mark.django_db
REVIEW = Task.Kind.KEEP_APART_REVIEW


def refused(act):
    with pytest.raises(ValidationError) as refusal:
        act()
    return refusal.value.code


@pytest.fixture
def two():
    """An uncle and a mother in the network of an allocated case."""
    case = CaseFactory(allocated=True)
    uncle = PersonFactory(first_name="Obi", last_name="Okafor")
    NetworkMemberFactory(case=case, person=uncle)
    return case, uncle, case.network.exclude(person=uncle).get().person


def test_it_is_read_by_the_service_and_whoever_recorded_it(two):
    case, uncle, mother = two
    apart = KeepApartFactory(first=uncle, second=mother, recorded_by=case.coordinator)
    colleague = UserFactory(coordinator=True, team=case.team)

    assert KeepApart.objects.visible_to(case.coordinator).get() == apart
    assert KeepApart.objects.visible_to(colleague).get() == apart
    assert not KeepApart.objects.visible_to(case.created_by).exists()
    assert not KeepApart.objects.visible_to(UserFactory(coordinator=True)).exists()


def test_it_stands_on_the_case_for_its_audience_with_why(two):
    case, uncle, mother = two
    KeepApartFactory(first=uncle, second=mother, recorded_by=case.coordinator)
    KeepApartFactory(
        first=mother,
        second=uncle,
        recorded_by=case.coordinator,
        kind=KeepApart.Kind.SEPARATE_ARRIVAL,
        audience=KeepApart.Audience.CASE,
        reason="She asked for it.",
    )

    for_case, for_service = Event.objects.of_case(case).of_kinds("keep_apart_recorded")
    assert (for_service.audience, for_service.why) == ("service", "A court order says so.")
    assert for_case.audience == "case"
    assert Event.objects.visible_to(case.created_by).filter(kind="keep_apart_recorded").get() == (
        for_case
    )


def test_the_review_is_asked_for_by_the_day_the_order_ends_without_names(two, clock):
    case, uncle, mother = two
    KeepApartFactory(
        first=uncle,
        second=mother,
        recorded_by=case.coordinator,
        review_on=date(2027, 3, 1),
        source_ends_on=date(2027, 1, 15),
    )

    task = Task.objects.get(case=case, kind=REVIEW)
    assert (task.due_on, task.assigned_to) == (date(2027, 1, 15), case.coordinator)
    assert task.title == f"Review who must be kept apart on {case}"
    assert Task.objects.visible_to(case.created_by).filter(kind=REVIEW).count() == 0


def test_ending_says_why_and_settles_the_review(two):
    case, uncle, mother = two
    apart = KeepApartFactory(first=uncle, second=mother, recorded_by=case.coordinator)
    assert refused(lambda: end_keep_apart(apart, by=case.coordinator, why=" ")) == "why_missing"

    apart = end_keep_apart(apart, by=case.coordinator, why="The order has ended")

    assert (apart.ended_by, apart.ended_why) == (case.coordinator, "The order has ended")
    assert not Task.objects.open().filter(kind=REVIEW).exists()
    assert Event.objects.get(kind="keep_apart_ended").why == "The order has ended"
    assert refused(lambda: end_keep_apart(apart, by=case.coordinator, why="x")) == "already_ended"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reason": " "}, "reason_missing"),
        ({"review_on": date(2026, 11, 22)}, "review_in_the_past"),
        ({"source_ends_on": date(2026, 11, 22)}, "source_ended"),
    ],
)
def test_what_says_too_little_or_is_over_is_refused(clock, changes, code):
    assert refused(lambda: KeepApartFactory(**changes)) == code


def test_the_same_two_either_way_round_have_it_once(two):
    case, uncle, mother = two
    colleague = UserFactory(coordinator=True, team=case.team)
    KeepApartFactory(first=uncle, second=mother, recorded_by=case.coordinator)

    def again(**changes):
        said = {"first": mother, "second": uncle, "recorded_by": colleague}
        return KeepApartFactory(**said | changes)

    assert refused(again) == "already_apart"
    assert refused(lambda: again(second=mother)) == "self"
    assert again(kind=KeepApart.Kind.NOT_INVITED)


def test_one_that_is_kept_from_them_is_not_told_of(two):
    """They record theirs as if it were the first, and the managers make one of the two."""
    case, uncle, mother = two
    worker = case.created_by
    manager = UserFactory(service_manager=True, team=case.team)
    kept = KeepApartFactory(first=uncle, second=mother, recorded_by=case.coordinator)
    assert not KeepApart.objects.visible_to(worker).exists()

    theirs = KeepApartFactory(first=mother, second=uncle, recorded_by=worker)

    assert KeepApart.objects.visible_to(worker).get() == theirs
    assert set(KeepApart.objects.visible_to(case.coordinator)) == {kept, theirs}
    [task] = Task.objects.owed_by(manager).filter(kind=Task.Kind.LOOK_ALIKE)
    assert task.case == case
    assert not {uncle.last_name, mother.last_name} & set(task.title.split())
    assert task not in Task.objects.visible_to(worker)
    assert task not in Task.objects.visible_to(case.coordinator)
    assert refused(lambda: KeepApartFactory(first=uncle, second=mother, recorded_by=worker)) == (
        "already_apart"
    )
    page = family_page(case, case.coordinator)
    said = [row.apart for group in page.groups for row in group.rows if row.person == uncle]
    assert [len(lines) for lines in said] == [1]


def test_what_was_recorded_in_a_draft_is_looked_at_again_once_it_is_sent():
    case = make_ready(make_council())
    mother, child = case.network.first().person, case.children.first().person
    KeepApartFactory(first=mother, second=child, recorded_by=case.created_by)
    assert not Task.objects.filter(kind=REVIEW).exists()

    send_referral(case, by=case.created_by)

    assert Task.objects.filter(kind=REVIEW, for_managers_of=case.team).exists()
