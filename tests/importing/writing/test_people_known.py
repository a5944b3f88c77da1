"""Who is known already is the same person; whom the importer may not know of is never shown."""

from datetime import date

import pytest

from cases.domain.restricting import exclude_colleague
from cases.models import Case, ContactPoint, LookAlike, Notice, Person, Reminder, Task
from cases.reminders.planning import plan_all, plan_recent
from tests.factories.cases import CaseFactory
from tests.factories.people import PersonFactory
from tests.factories.staff import UserFactory
from tests.importing.reading import row
from tests.importing.writing.bringing import State, bring, do, rows_of, service, upload

pytestmark = pytest.mark.django_db
BORN = date(2015, 2, 1)


def child_of(case, **named):
    person = PersonFactory(
        **{"first_name": "Ama", "last_name": "Osei", "date_of_birth": BORN} | named
    )
    case.children.create(person=person)
    return person


def test_the_same_name_and_birth_is_the_same_child_in_a_case_that_follows():
    team, manager = service()
    earlier = bring(
        upload(rows_of(row(born="1/2/2015", received="1/4/2023")), by=manager, team=team)
    )
    sheet = upload(rows_of(row(ref="A/9", born="1/2/2015")), by=manager, team=team)

    assert do(sheet, State.CHECKING).found["people"][0]["key"] == "2:child"
    do(sheet, State.IMPORTING)

    assert Person.objects.filter(last_name="Osei").count() == 1
    assert Case.objects.get(reference="A/9").previous_case.reference == "A/1"
    assert earlier.made["people"] == 1


def test_somebody_said_to_be_new_is_a_new_person():
    team, manager = service()
    bring(upload(rows_of(row(born="1/2/2015", received="1/4/2023")), by=manager, team=team))
    sheet = upload(rows_of(row(ref="A/9", born="1/2/2015")), by=manager, team=team)
    sheet.same_people = {"2:child": ""}
    sheet.save()

    bring(sheet)

    assert Person.objects.filter(last_name="Osei").count() == 2


@pytest.mark.parametrize("how", ["restricted", "another_team"])
def test_a_record_that_is_hidden_is_neither_shown_nor_taken(how):
    team, manager = service()
    other = CaseFactory(**({"team": team} if how == "restricted" else {}))
    if how == "restricted":
        other.is_restricted, other.restriction_review_on = True, date(2027, 1, 1)
        other.save()
    hidden = child_of(other)
    sheet = upload(rows_of(row(born="1/2/2015")), by=manager, team=team)

    assert do(sheet, State.CHECKING).found["people"] == []
    do(sheet, State.IMPORTING)

    case = Case.objects.get(reference="A/1")
    assert case.children.get().person != hidden
    assert case.previous_case is None
    assert LookAlike.objects.filter(resembles=hidden).exists()
    assert not Task.objects.filter(case=case).exists()


def test_history_reminds_nobody_until_somebody_works_on_it(clock):
    team, manager = service()
    soon, before = "1/12/2026", "20/11/2026"
    bring(
        upload(
            rows_of(
                row(coordinator="Lee Marsh", held=soon, received=before, mother="Efua Osei",
                    tel="07700 900123 text only"),
                row(ref="A/2", forename="Kofi", received="1/3/2024", held="1/5/2024"),
            ),
            by=manager,
            team=team,
        )
    )  # fmt: skip

    plan_all()
    plan_recent()

    assert not Reminder.objects.exists()
    assert not Notice.objects.exists()
    assert not Task.objects.exists()
    phone = ContactPoint.objects.get(channel="mobile")
    assert (phone.may_ring, phone.may_text, phone.confirmed_on) == ("no", "", None)


def test_whoever_is_excluded_from_a_childs_case_is_excluded_from_the_new_one():
    team, manager = service()
    colleague = UserFactory(coordinator=True, team=team)
    earlier = CaseFactory(team=team)
    child_of(earlier)
    exclude_colleague(earlier, colleague, by=manager, ground="related", reason="An aunt.")

    bring(upload(rows_of(row(born="1/2/2015")), by=manager, team=team))

    case = Case.objects.get(reference="A/1")
    assert case.exclusions.get().user == colleague
    assert not Case.objects.visible_to(colleague).filter(pk=case.pk).exists()
