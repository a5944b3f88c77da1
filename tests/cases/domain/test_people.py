from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.domain.people import add_person, change_person
from cases.models import Answer, Event, Person
from cases.search import search_people
from restorative.conflicts import StaleVersion
from tests.factories.cases import CaseFactory
from tests.factories.people import ChildFactory, PersonFactory
from tests.factories.staff import UserFactory

pytestmark = pytest.mark.django_db


def refused(act):
    with pytest.raises(ValidationError) as refusal:
        act()
    return refusal.value.code


def test_a_name_is_enough_and_can_be_found():
    by = UserFactory(social_worker=True)

    person = add_person(by=by, first_name=" Amira ", known_as="Mimi")

    assert (person.first_name, person.created_by) == ("Amira", by)
    assert [found.pk for found in search_people(by, "mimi").people] == [person.pk]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"first_name": "  "}, "name_missing"),
        ({"first_name": "A", "date_of_birth": date(2026, 11, 24)}, "not_born"),
        ({"first_name": "A", "date_of_birth": date(1900, 1, 1)}, "too_old"),
        ({"first_name": "A", "expected_on": date(2027, 12, 1)}, "too_far_ahead"),
        ({"first_name": "A", "expected_on": date(2025, 12, 1)}, "long_past"),
        (
            {"first_name": "A", "expected_on": date(2027, 1, 1), "date_of_birth": date(2020, 1, 1)},
            "born_and_expected",
        ),
    ],
)
def test_what_cannot_be_so_is_refused(clock, fields, code):
    by = UserFactory()

    assert refused(lambda: add_person(by=by, **fields)) == code
    assert not Person.objects.exists()


def test_somebody_born_today_and_an_unborn_child_need_no_more(clock):
    by = UserFactory()

    assert add_person(by=by, first_name="A", date_of_birth=date(2026, 11, 23)).age == 0
    assert add_person(by=by, expected_on=date(2027, 2, 14)).full_name == "Unborn child"


def test_a_name_longer_than_its_column_is_refused_not_crashed_on():
    with pytest.raises(ValidationError) as refusal:
        add_person(by=UserFactory(), first_name="x" * 101)

    assert set(refusal.value.error_dict) == {"first_name"}


def test_not_asked_stays_apart_from_declined_and_an_answer_from_its_text():
    person = add_person(
        by=UserFactory(),
        first_name="A",
        access_needs="No stairs",
        faith_answer=Answer.DECLINED,
        faith="Muslim",
    )

    assert (person.access, person.access_needs) == (Answer.GIVEN, "No stairs")
    assert (person.faith_answer, person.faith) == (Answer.DECLINED, "")
    assert (person.culture_answer, person.interpreter) == (Answer.NOT_ASKED, Answer.NOT_ASKED)


def test_changing_somebody_counts_up_and_stands_on_each_open_case_that_is_visible():
    child = ChildFactory(first_name="Amira", last_name="Okafor")
    worker = UserFactory(social_worker=True)
    mine = CaseFactory(children=[child], created_by=worker)
    hidden = CaseFactory(children=[child])
    closed = CaseFactory(children=[child], created_by=worker, closed=True)

    changed = change_person(
        child, by=worker, version=1, changes={"known_as": "Mimi", "faith": "Muslim"}
    )

    assert (changed.version, changed.known_as) == (2, "Mimi")
    [event] = Event.objects.of_kinds(Event.Kind.PERSON_CHANGED)
    assert event.case_id == mine.pk
    assert event.child_ids == [mine.children.get().pk]
    assert event.to_value == "Amira Okafor: likes to be called, faith"
    assert hidden.pk != closed.pk
    assert [found.pk for found in search_people(worker, "mimi").people] == [child.pk]


def test_a_change_that_changes_nothing_is_no_event():
    child = ChildFactory()
    case = CaseFactory(children=[child])

    change_person(child, by=case.created_by, version=1, changes={"known_as": ""})

    assert not Event.objects.of_kinds(Event.Kind.PERSON_CHANGED).exists()


def test_the_slower_of_two_overwrites_nothing():
    person = PersonFactory()
    by = UserFactory()
    change_person(person, by=by, version=1, changes={"pronouns": "they"})

    with pytest.raises(StaleVersion) as stale:
        change_person(person, by=by, version=1, changes={"pronouns": "she"})

    assert stale.value.current.pronouns == "they"
    person.refresh_from_db()
    assert person.pronouns == "they"


def test_declining_later_takes_the_text_away():
    person = PersonFactory(faith="Muslim")

    person = change_person(
        person, by=UserFactory(), version=1, changes={"faith_answer": Answer.DECLINED}
    )

    assert (person.faith_answer, person.faith) == (Answer.DECLINED, "")


def test_what_is_no_field_of_a_person_is_a_programming_error():
    with pytest.raises(ValueError, match="created_by"):
        change_person(PersonFactory(), by=UserFactory(), version=1, changes={"created_by": 1})


def test_the_age_of_a_factory_child_is_what_was_asked():
    assert ChildFactory(age=9).age == 9
    assert PersonFactory(unborn=True).expected_on == timezone.localdate() + timedelta(days=80)
