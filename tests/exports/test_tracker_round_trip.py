"""What was brought in goes out again, and what went out comes back in."""

import io

import pytest

from cases.models import Case, CaseChild, NetworkMember, Person
from conferences.exports.sheets import csv_chunks, write_xlsx
from conferences.exports.tracker import TrackerExport
from conferences.models import Meeting
from tests.factories.staff import TeamFactory, UserFactory
from tests.importing.reading import understood
from tests.importing.writing.bringing import bring, service, shared, upload

pytestmark = pytest.mark.django_db


def taken_out(reader, kind="csv"):
    export = TrackerExport(reader)
    file = io.BytesIO()
    if kind == "csv":
        file.write("".join(csv_chunks(export.sheet())).encode())
    else:
        write_xlsx([export.sheet()], file, title="Tracker")
    file.seek(0)
    return file


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_shared_sheet_taken_out_is_understood_as_what_was_brought_in(kind):
    team, manager = service()
    made = bring(shared("xlsx", by=manager, team=team)).made

    families, result = understood(taken_out(manager, kind))

    counts = result.counts
    assert (result.refused, result.duplicates) == ([], [])
    assert (counts.rows, counts.families, counts.children) == (253, 140, 253)
    assert (counts.accepted, counts.conferences) == (120, 94)
    assert (counts.plans, counts.reviews, counts.reviews_ahead) == (83, 59, 1)
    assert counts.offers == made["offers"]
    assert counts.people == NetworkMember.objects.count() + CaseChild.objects.count()
    assert {family.reference for family in families} == set(
        Case.objects.values_list("reference", flat=True)
    )


def test_brought_in_again_it_makes_nobody_a_second_time():
    team, manager = service()
    bring(shared("xlsx", by=manager, team=team))
    kinds = (Case, CaseChild, Person, NetworkMember, Meeting)
    before = [kind.objects.count() for kind in kinds]

    bring(upload(taken_out(manager), by=manager, team=team))

    assert [kind.objects.count() for kind in kinds] == before


def test_another_house_has_the_same_families_by_it():
    team, manager = service()
    bring(shared("xlsx", by=manager, team=team))
    file = taken_out(manager)
    other = TeamFactory(name="Another house")
    reader = UserFactory(service_manager=True, team=other)

    made = bring(upload(file, by=reader, team=other)).made

    assert (made["families"], made["children"], made["accepted"]) == (140, 253, 120)
    assert (made["conferences"], made["plans"], made["reviews"]) == (94, 83, 59)
    assert made["refused"] == 0
