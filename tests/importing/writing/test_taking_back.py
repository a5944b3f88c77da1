"""An import is taken back as a whole, or not at all."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from cases.domain.noting import write_note
from cases.models import Case, Event, ImportedRecord, Person
from tests.importing.reading import row
from tests.importing.writing.bringing import (
    State,
    bring,
    rows_of,
    service,
    shared,
    take_back,
    upload,
)
from tests.importing.writing.dumping import rows_as_they_are

pytestmark = pytest.mark.django_db


def test_taking_it_back_leaves_the_database_as_it_was_and_it_can_come_in_again():
    team, manager = service()
    before = rows_as_they_are()
    sheet = bring(shared(by=manager, team=team))

    assert take_back(sheet).state == State.UNDONE, sheet.says

    assert rows_as_they_are() == before
    assert Event.objects.filter(kind=Event.Kind.SHEET_TAKEN_BACK).count() == 1
    assert bring(shared(by=manager, team=team)).made["families"] == 140


def test_once_somebody_has_worked_on_a_case_all_of_it_stays():
    team, manager = service()
    sheet = bring(upload(rows_of(row(), row(ref="A/2", forename="Kofi")), by=manager, team=team))
    case = Case.objects.get(reference="A/2")
    write_note(
        case,
        by=manager,
        children=list(case.children.all()),
        kind="other",
        text="Rang.",
        happened_on=date(2026, 11, 25),
    )
    before = rows_as_they_are()

    assert take_back(sheet).state == State.DONE

    assert sheet.says.endswith("on one case since, A/2.")
    assert rows_as_they_are() == before


def test_a_change_without_an_event_counts_as_work_as_well():
    team, manager = service()
    sheet = bring(upload(rows_of(row()), by=manager, team=team))
    Person.objects.update(version=2)

    assert take_back(sheet).state == State.DONE
    assert "A/1" in sheet.says


def test_children_added_to_a_family_of_before_go_alone():
    team, manager = service()
    bring(upload(rows_of(row(mother="Efua Osei", status="CIN")), by=manager, team=team))
    before = rows_as_they_are()
    sheet = bring(
        upload(
            rows_of(row(forename="Kofi", mother="Efua Osei", status="CP")), by=manager, team=team
        )
    )
    assert ImportedRecord.objects.filter(sheet_import=sheet, model="cases.fact").exists()

    assert take_back(sheet).state == State.UNDONE, sheet.says
    assert rows_as_they_are() == before


def test_facts_of_others_are_kept_by_the_database():
    team, manager = service()
    bring(upload(rows_of(row(status="CIN")), by=manager, team=team))

    with pytest.raises(DatabaseError), transaction.atomic():
        Case.objects.get().facts.all().delete()
