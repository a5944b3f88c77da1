import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import User
from cases.models import Case, CaseChild, ImportedRow, KeptMapping, SheetImport
from conferences.models import Resource
from tests.factories.staff import TeamFactory, UserFactory
from tests.importing.reading import DATA, HEADINGS, csv_file, row
from tests.importing.writing.bringing import service
from tests.importing.writing.dumping import OF_UPLOAD, rows_as_they_are

pytestmark = pytest.mark.django_db
SHARED = DATA / "fgc-tracker.xlsx"
ANSWERS = {"values": {"status": {"EH Plan?": "early_help"}}, "orders": {"born": "day"}}


def run(path, **options):
    said = StringIO()
    call_command("import_tracker", str(path), stdout=said, **options)
    return said.getvalue()


def refused(path, **options):
    with pytest.raises(CommandError) as error:
        run(path, **options)
    return str(error.value)


@pytest.fixture
def sheet(tmp_path):
    """Writes a file of rows below the usual headings."""

    def write(*rows, headings=HEADINGS, name="rows.csv"):
        path = tmp_path / name
        path.write_bytes(csv_file([headings, *rows]).getvalue())
        return path

    return write


def test_the_shared_sheet_goes_in_with_an_account_of_every_row():
    service()

    said = run(SHARED)

    assert (Case.objects.count(), CaseChild.objects.count()) == (140, 253)
    lines = [" ".join(line.split()) for line in said.splitlines()]
    assert lines[:3] == [
        "fgc-tracker.xlsx: 260 rows. It would make",
        "140 families",
        "253 children",
    ]
    for words in (
        "120 accepted referrals",
        "94 conferences held",
        "83 plans agreed",
        "59 reviews held",
        "Refused rows: 3",
        "Rows that say what another says: 4",
        "39 as 38, 198 as 197, 220 as 219, 233 as 232",
        "253 children",
    ):
        assert words in lines
    assert any(line.endswith("“last week” is not a date.") for line in lines)
    assert any("A ditto mark says what the row above says." in line for line in lines)
    assert lines[-1] == ("0 rows were there already; 3 were refused; 4 say what another says.")


def test_the_second_time_changes_nothing():
    service()
    run(SHARED)
    before = rows_as_they_are(but=OF_UPLOAD)

    said = run(SHARED)

    assert rows_as_they_are(but=OF_UPLOAD) == before
    assert "253 rows were there already" in said


def test_a_check_makes_nothing(sheet):
    service()

    said = run(sheet(row(), row(forename="Kofi")), check=True)

    assert "2 children" in said
    assert not Case.objects.exists()
    assert SheetImport.objects.get().state == "checked"


def test_what_cannot_be_done_is_said_in_a_sentence_and_leaves_nothing(sheet, tmp_path):
    team, manager = service()
    other = TeamFactory(name="Mediation")
    stranger = UserFactory(coordinator=True, team=team)
    good, by = sheet(row()), {"by": manager.email, "team": team.name}
    pdf = tmp_path / "a.xlsx"
    pdf.write_bytes(b"%PDF-1.4 and so on")
    bad = tmp_path / "bad.json"
    bad.write_text("[]")
    month = tmp_path / "month.json"
    month.write_text('{"orders": {"born": "year"}}')

    assert refused(good) == (
        "Say with --team which service it is for: Family group conferences; Mediation."
    )
    assert (
        refused(good, team=other.name) == "Say with --by who brings it in: a manager of Mediation."
    )
    assert refused(good, team=team.name, by="no@example.org") == (
        "Nobody at work here has the email address no@example.org."
    )
    assert refused(good, team=team.name, by=stranger.email) == (
        f"{stranger} is no manager of {team} and may not bring its sheets in."
    )
    assert refused(good, team=other.name, by=manager.email).endswith("may not bring its sheets in.")
    assert refused(tmp_path / "none.csv", **by).endswith(
        "cannot be read: No such file or directory."
    )
    assert refused(pdf, **by) == (
        "This is a PDF. Upload the spreadsheet it was made from. Nothing was brought in."
    )
    assert refused(good, sheet="FGC", **by).startswith("There is no sheet “FGC”.")
    assert refused(good, mapping="last year", **by) == f"There is no mapping “last year” of {team}."
    assert refused(good, answers=str(bad), **by).endswith('{"eh plan": "early_help"}}}.')
    assert refused(good, answers=str(month), **by) == "An order of dates is day or month, not year."
    assert refused(sheet(["a"], headings=["Xyz"], name="no.csv"), **by) == (
        "No column of this sheet is known. Match them in the browser first."
    )
    assert not SheetImport.objects.exists()


def test_answers_and_a_kept_mapping_count(sheet, tmp_path):
    team, manager = service()
    headings = [*HEADINGS[:-2], "How it was", "Shoe size"]
    path = sheet(row(status="eh  plan?"), headings=headings)
    KeptMapping.objects.create(
        team=team, kind="tracker", name="ours", headings={"status": "How it was"}, kept_by=manager
    )
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps(ANSWERS))

    asked = run(path, mapping="ours", check=True)
    run(path, mapping="ours", answers=str(answers))

    assert "status: “eh plan?”, 1 rows" in asked
    assert CaseChild.objects.get().legal_status == "early_help"


class StopsAfter:
    """Lets so many statements through; then somebody presses Ctrl-C."""

    def __init__(self, statements):
        self.left = statements

    def __call__(self, execute, sql, params, many, context):
        self.left -= 1
        if self.left == 0:
            raise KeyboardInterrupt
        return execute(sql, params, many, context)


@pytest.mark.parametrize("after", [45, 60, 75])
def test_stopped_by_hand_it_keeps_whole_families_and_goes_on_when_told(sheet, after):
    service()
    path = sheet(*(row(ref=f"A/{number}", forename=f"Ama{number}") for number in range(250)))

    with connection.execute_wrapper(StopsAfter(after)):
        assert refused(path).startswith("Stopped. What was written stays")
    rows, cases = ImportedRow.objects.count(), Case.objects.count()
    assert rows == cases
    assert SheetImport.objects.get().state == "failed"

    if SheetImport.objects.get().counts:
        assert refused(path) == (
            "This file was begun and is not finished. Add --resume to go on with it."
        )
    run(path, resume=True)

    assert Case.objects.count() == 250
    assert SheetImport.objects.order_by("-pk")[0].state == "done"


def test_staff_and_venues_come_through_the_same_door(sheet):
    service()

    staff = run(
        sheet(
            ["Ann Obi", "ann@example.org", "Coordinator"], headings=["Name", "Email", "Job title"]
        ),
        kind="staff",
    )
    venues = run(
        sheet(["St Mark’s Hall", "nowhere"], ["Mill", "ZZ1 1AA"], headings=["Venue", "Postcode"]),
        kind="venues",
    )

    assert "1 members of staff" in staff
    assert User.objects.get(email="ann@example.org").waits_for_invitation
    assert "B2: “nowhere” is not a full UK postcode." in venues
    assert [venue.name for venue in Resource.objects.filter(kind="venue")] == ["Mill"]
