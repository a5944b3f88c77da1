import csv
import io
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import AccessEvent
from cases.models import CaseChild, ImportedCell, Person, Referral, SheetImport
from conferences.exports import tracker_words
from conferences.exports.making import prepare_file
from conferences.exports.sheets import csv_chunks
from conferences.exports.tracker import TrackerExport
from conferences.importing.columns import find_header, match_headings
from conferences.importing.fields import TRACKER
from conferences.importing.files import open_tracker
from conferences.importing.words import VOCABULARIES
from conferences.models import PreparedFile
from tests.exports.council import make_council
from tests.factories.cases import ExclusionFactory, NetworkMemberFactory
from tests.factories.people import (
    ContactPointFactory,
    PersonFactory,
    RelationshipFactory,
)
from tests.factories.recording import make_service
from tests.figures.cohorts import make_cohort
from tests.importing.reading import understood

pytestmark = pytest.mark.django_db


def content(export):
    return "".join(csv_chunks(export.sheet()))


def rows_of(export):
    return list(csv.DictReader(io.StringIO(content(export).removeprefix("\ufeff"))))


def ask(client, **chosen):
    data = {f"tracker-{name}": value for name, value in ({"format": "csv"} | chosen).items()}
    return client.post(
        reverse("conferences:file_ask"), {"list": "tracker", "form_token": uuid4(), **data}
    )


def with_family(cohort, at=0):
    """A mother with a number, a confidential address and a grandmother for one child."""
    case, child = cohort.cases[at], Person.objects.get(pk=cohort.children[at][0])
    Person.objects.filter(pk=child.pk).update(last_name="Osei", gender="female", language="Twi")
    mother = PersonFactory(first_name="Efua", last_name="Osei", gender="female")
    nan = PersonFactory(first_name="Pat", last_name="", gender="female")
    for person, kind in ((mother, "parent"), (nan, "grandparent")):
        NetworkMemberFactory(case=case, person=person)
        RelationshipFactory(person=person, relative=child, kind=kind, detail="")
    RelationshipFactory._meta.model.objects.filter(person=nan).update(detail="MGM")
    ContactPointFactory(
        person=mother, channel="mobile", value="07700 900123", safe_note="text only"
    )
    ContactPointFactory(
        person=child, channel="address", value="9 Hidden Row, LS1 4AP", is_confidential=True
    )
    return case


def keep_cell(case, text, column=3, **more):
    sheet, _ = SheetImport.objects.get_or_create(
        team=case.team, filename="old.csv", size=1, file_hash="x", columns={"notes": 2},
        uploaded_by=case.created_by,
    )  # fmt: skip
    return ImportedCell.objects.create(
        case=case, sheet_import=sheet, number=7, column=column, text=text, **more
    )


@pytest.mark.parametrize(
    ("words", "vocabulary"),
    [
        (tracker_words.GENDER, "gender"),
        (tracker_words.STATUS, "status"),
        (tracker_words.LIVING, "living_with"),
        (tracker_words.AGREES, "child_agrees"),
        (tracker_words.REPLY, "offer_reply"),
    ],
)
def test_every_word_is_read_back_as_what_it_stands_for(words, vocabulary):
    read = VOCABULARIES[vocabulary]

    assert {code: read.get(word.casefold()) for code, word in words.items()} == {
        code: code for code in words
    }
    assert set(words) == set(read.values()) - {
        "not_asked", "accepted_mother", "accepted_father",
    }  # fmt: skip


def test_the_sheet_has_the_columns_of_a_tracking_sheet_and_a_row_for_every_child():
    service, cohort, _ = make_council(3)
    with_family(cohort)

    rows = rows_of(TrackerExport(service.manager))

    expected = [field.label for field in TRACKER if field.key != "name"]
    assert list(rows[0]) == expected
    assert [match.field for match in match_headings(list(rows[0]))] == [
        field.key for field in TRACKER if field.key != "name"
    ]
    assert [row["Ref No."] for row in rows] == [one.reference for one in cohort.cases]
    first = rows[0]
    assert (first["Child forename"], first["Child SURNAME"], first["M/F"]) == (
        "Child 0", "Osei", "Female",
    )  # fmt: skip
    assert (first["Mother"], first["Mother tel"], first["Father"]) == (
        "Efua Osei", "07700 900123 - text only", "",
    )  # fmt: skip
    assert first["Other network"] == "MGM - Pat"
    assert (first["Address"], first["Postcode"]) == ("confidential", "")
    assert first["FGC date"] == cohort.held[0].isoformat()
    assert (first["DOB / EDD"], first["1st language"]) == ("2015-01-01", "Twi")


def test_what_was_taken_out_is_understood_as_the_same_families():
    service, cohort, _ = make_council(4)
    with_family(cohort)
    Referral.objects.filter(case=cohort.cases[1]).update(reason="=1+1", safety='Line\nbreak, "q"')

    file = io.BytesIO(content(TrackerExport(service.manager)).encode())
    families, result = understood(file)

    assert (result.counts.families, result.counts.children, result.counts.conferences) == (4, 4, 4)
    assert (result.counts.accepted, result.counts.people) == (4, 4 + 2)
    assert (result.refused, result.duplicates, result.questions) == ([], [], [])
    assert [family.reference for family in families] == [one.reference for one in cohort.cases]
    assert families[0].mother.numbers[0].safety == ("text_only",)
    assert families[0].children[0].home.is_secret
    assert families[1].referral.reasons == ["=1+1"]
    assert families[1].referral.risks == ['Line\nbreak, "q"']


def test_nothing_confidential_goes_out_and_nobody_who_is_hidden_from_the_reader():
    service, cohort, other = make_council(2)
    case = with_family(cohort)
    keep_cell(case, "9 Hidden Row", heading="Where", is_confidential=True)
    ExclusionFactory(case=cohort.cases[1], user=service.manager)

    export = TrackerExport(service.manager)
    text = content(export)

    assert "Hidden" not in text
    assert "LS1" not in text
    assert [row["Ref No."] for row in rows_of(export)] == [case.reference]
    assert rows_of(export)[0]["Where"] == "confidential"
    assert other.cases[0].reference not in text
    assert TrackerExport(service.support).count() == 0


def test_what_was_kept_of_the_old_sheet_goes_out_with_it():
    service, cohort, _ = make_council(2)
    case = cohort.cases[0]
    keep_cell(case, "=HYPERLINK(1)", heading="Shoe size")
    keep_cell(case, "twins", column=2, heading="Notes")
    keep_cell(case, "ring first", heading="Shoe size", kind="times")

    rows = rows_of(TrackerExport(service.manager))

    assert [row["Shoe size"] for row in rows] == ["'=HYPERLINK(1)", ""]
    assert [row["Notes"] for row in rows] == ["twins", ""]


def test_team_and_months_narrow_it(client):
    service = make_service()
    cohort = make_cohort(service, families=4, first=date(2025, 1, 6))
    early = Referral.objects.get(case=cohort.cases[0]).sent_at.date()

    assert TrackerExport(service.manager, team=service.team).count() == 4
    assert TrackerExport(service.manager, team=service.referring).count() == 0
    assert TrackerExport(service.manager, end=early).count() == 1
    assert TrackerExport(service.manager, start=early.replace(year=2030)).count() == 0


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_it_is_asked_for_made_and_recorded(client, kind):
    service, cohort, _ = make_council(3)
    keep_cell(cohort.cases[0], "42", heading="Shoe size")
    client.force_login(service.manager)
    assert b"Take your cases out" in client.get(reverse("conferences:files")).content

    response = ask(client, format=kind, team=service.team.public_id, start="2024-11")
    prepared = PreparedFile.objects.get()
    assert response["Location"] == prepared.get_absolute_url()
    prepare_file(prepared.pk)

    response = client.get(reverse("conferences:file_download", args=[prepared.public_id]))
    prepared.refresh_from_db()
    assert (prepared.state, prepared.done, prepared.total) == ("ready", 3, 3)
    assert AccessEvent.objects.get(action="file_made").case_ids == sorted(
        case.pk for case in cohort.cases
    )
    if kind == "xlsx":
        file = io.BytesIO(response.getvalue())
        book = load_workbook(file)
        assert book.sheetnames == ["Tracker", "From the old sheet", "About"]
        assert [cell.value for cell in book["From the old sheet"][2]][:4] == [
            cohort.cases[0].reference, 7, "Shoe size", "42",
        ]  # fmt: skip
        tracker = open_tracker(file)
        mapping, _ = find_header(tracker.rows("Tracker"))
        assert len(mapping.columns) == len(TRACKER) - 1


def test_only_who_may_bring_a_sheet_in_takes_it_out(client):
    service, _, _ = make_council(1)
    client.force_login(service.referring_manager)

    assert b"Take your cases out" not in client.get(reverse("conferences:files")).content
    assert ask(client).status_code == 403
    client.force_login(service.manager)
    assert ask(client, start="2026-05", end="2026-01").status_code == 200
    assert ask(client, team=service.referring.public_id).status_code == 422
    assert not PreparedFile.objects.exists()
    ask(client)
    prepared = PreparedFile.objects.get()
    prepare_file(prepared.pk)
    service.manager.memberships.update(role="coordinator")
    url = reverse("conferences:file_download", args=[prepared.public_id])
    assert client.get(url).status_code == 403


def test_it_costs_as_many_queries_for_thirty_families_as_for_one():
    service = make_service()
    make_cohort(service, families=1)
    counts = []
    rows_of(TrackerExport(service.manager))
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            rows_of(TrackerExport(service.manager))
        counts.append(len(queries))
        make_cohort(service, families=30)

    assert counts[0] == counts[1]
    assert CaseChild.objects.count() == 61
