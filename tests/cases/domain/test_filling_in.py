from datetime import date

import pytest

from cases.domain.breaking_glass import break_glass
from cases.domain.filling_in import fill_in_person
from cases.models import Event, Person
from tests.factories.cases import CaseFactory, NetworkMemberFactory
from tests.factories.people import PersonFactory
from tests.factories.staff import UserFactory

pytestmark = pytest.mark.django_db


def test_only_what_is_empty_is_filled_and_the_cases_concerned_say_so():
    member = NetworkMemberFactory(person=PersonFactory(known_as="Patsy", gender=""))
    person, by = member.person, member.case.created_by

    fill_in_person(person, by=by, said={"known_as": "P", "gender": "female", "first_name": ""})

    person.refresh_from_db()
    assert (person.known_as, person.gender) == ("Patsy", "female")
    event = Event.objects.of_kinds(Event.Kind.PERSON_CHANGED).get()
    assert (event.case_id, event.to_value) == (member.case.pk, f"{person.full_name}: gender")


def test_nothing_new_changes_nothing():
    person = PersonFactory(created_by=UserFactory(social_worker=True))

    fill_in_person(person, by=person.created_by, said={"first_name": "Ann", "gender": ""})

    person.refresh_from_db()
    assert person.version == 1
    assert not Event.objects.exists()


def test_a_child_who_is_expected_gets_no_date_of_birth_beside_it():
    child = PersonFactory(unborn=True, created_by=UserFactory(social_worker=True))

    fill_in_person(child, by=child.created_by, said={"date_of_birth": date(2020, 1, 1)})

    child.refresh_from_db()
    assert (child.date_of_birth, child.is_unborn) == (None, True)


def test_a_question_that_was_not_asked_is_open_to_an_answer():
    person = PersonFactory(created_by=UserFactory(social_worker=True))
    assert person.interpreter == Person.Answer.NOT_ASKED

    person = fill_in_person(person, by=person.created_by, said={"interpreter_language": "Polish"})

    assert (person.interpreter, person.interpreter_language) == ("given", "Polish")


def test_emergency_access_is_for_reading():
    case = CaseFactory(children=1)
    child = case.children.get().person
    outsider = UserFactory(social_worker=True)
    break_glass(case, by=outsider, ground="safety", reason="A child was found alone.")
    assert Person.objects.visible_to(outsider).filter(pk=child.pk).exists()

    fill_in_person(child, by=outsider, said={"known_as": "Joe"})

    child.refresh_from_db()
    assert child.known_as == ""
