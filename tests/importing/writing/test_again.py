"""The same sheet once more, and a worker that is stopped in the middle: the same database."""

import random

import pytest
from django.db import connection

from cases.models import Case, ImportedRow, SheetImport
from conferences.domain.importing import TakenAway, begin, claim_sheet
from conferences.importing.working import work_on, work_on_sheet
from conferences.importing.writing import bringing_in
from tests.importing.reading import row
from tests.importing.writing.bringing import (
    State,
    bring,
    do,
    rows_of,
    service,
    shared,
    take_back,
    upload,
)
from tests.importing.writing.dumping import (
    ADDED_TO,
    OF_UPLOAD,
    WORKED_OUT,
    rows_as_they_are,
    what_they_say,
)

pytestmark = pytest.mark.django_db


# What an import that was taken back has left behind.
NOT_AGAIN = WORKED_OUT | OF_UPLOAD | ADDED_TO


class Stopped(Exception):
    """As if the worker had been killed there."""


class StopsAfter:
    """Lets so many statements through, and no more."""

    def __init__(self, statements):
        self.left = statements

    def __call__(self, execute, sql, params, many, context):
        self.left -= 1
        if self.left < 0:
            raise Stopped
        return execute(sql, params, many, context)


def test_the_same_sheet_a_second_time_changes_nothing():
    team, manager = service()
    bring(shared(by=manager, team=team))
    before = rows_as_they_are(but=OF_UPLOAD)

    again = bring(shared(by=manager, team=team))

    after = rows_as_they_are(but=OF_UPLOAD)
    assert after == before
    assert (again.made["rows"], again.made["already"]) == (0, 253)
    assert again.found["already"] == {"rows": 253, "families": 140}


def test_the_workbook_after_the_csv_adds_no_family():
    team, manager = service()
    bring(shared("xlsx", by=manager, team=team))

    again = do(shared("csv", by=manager, team=team), State.CHECKING)

    assert again.found["already"]["rows"] > 150
    assert do(again, State.IMPORTING).made["families"] == 0
    assert Case.objects.count() == 140


@pytest.mark.django_db(transaction=True)
def test_killed_ten_times_at_random_and_begun_again_it_is_the_same_database(monkeypatch):
    team, manager = service()
    monkeypatch.setattr(bringing_in, "FAMILIES", 10)
    sheet = bring(shared(by=manager, team=team))
    whole = what_they_say()
    assert take_back(sheet).state == State.UNDONE
    sheet.delete()
    chance = random.Random(6)
    sheet = do(shared(by=manager, team=team), State.CHECKING)
    begin(sheet, State.IMPORTING, by=manager)
    partly = []

    for _ in range(10):
        claimed = claim_sheet(sheet.pk)
        stops = connection.execute_wrapper(StopsAfter(chance.randint(30, 75)))
        with stops, pytest.raises(Stopped):
            work_on(claimed)
        partly.append(ImportedRow.objects.count())
        SheetImport.objects.filter(pk=sheet.pk).update(heard_at=None)
    work_on_sheet(sheet.pk)

    sheet.refresh_from_db()
    assert sheet.state == State.DONE
    assert len(set(partly)) > 3
    assert partly == sorted(partly)
    after = what_they_say(but=NOT_AGAIN)
    assert after == {label: whole[label] for label in after}


def test_a_worker_thought_dead_writes_nothing_once_another_has_begun():
    team, manager = service()
    sheet = do(upload(rows_of(row()), by=manager, team=team), State.CHECKING)
    begin(sheet, State.IMPORTING, by=manager)
    slow = claim_sheet(sheet.pk)
    SheetImport.objects.filter(pk=sheet.pk).update(heard_at=None)
    assert claim_sheet(sheet.pk)

    with pytest.raises(TakenAway):
        work_on(slow)

    assert not Case.objects.exists()
    assert not ImportedRow.objects.exists()


def test_more_children_in_a_later_sheet_join_their_family():
    team, manager = service()
    bring(upload(rows_of(row(mother="Efua Osei")), by=manager, team=team))

    sheet = bring(
        upload(rows_of(row(mother="Efua Osei"), row(forename="Kofi")), by=manager, team=team)
    )

    assert [child.person.first_name for child in Case.objects.get().children.all()] == [
        "Ama",
        "Kofi",
    ]
    assert sheet.made["already"] == 1
    assert sheet.found["families_known"][0]["new_rows"] == [3]


def test_what_a_known_row_says_otherwise_later_is_kept_to_be_looked_at():
    team, manager = service()
    bring(upload(rows_of(row(mother="Efua Osei")), by=manager, team=team))

    bring(upload(rows_of(row(mother="Efua Osei", status="CP")), by=manager, team=team))

    case = Case.objects.get()
    assert case.children.get().legal_status == ""
    assert "CP" in [cell.text for cell in case.imported_cells.all()]
