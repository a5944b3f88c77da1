"""A sheet uploaded, gone through and brought in, as the pages and workers do it."""

from io import BytesIO

from cases.models import SheetImport
from conferences.domain.importing import begin, upload_sheet
from conferences.importing.records import Answers
from conferences.importing.working import work_on_sheet
from tests.factories.staff import TeamFactory, UserFactory
from tests.importing.reading import DATA, HEADINGS, TICKS, csv_file

State = SheetImport.State


def service():
    """A service team and its manager, who brings sheets in."""
    team = TeamFactory(name="Family group conferences")
    return team, UserFactory(service_manager=True, team=team, first_name="Helen", last_name="Osei")


def upload(file, *, by, team, name="tracker.csv", answers=None):
    sheet = upload_sheet(file, filename=name, kind="tracker", team=team, by=by)
    if answers:
        sheet.answers = answers.as_data()
        sheet.save()
    return sheet


def shared(kind="csv", *, by, team):
    content = (DATA / f"fgc-tracker.{kind}").read_bytes()
    answers = TICKS if kind == "csv" else Answers()
    return upload(BytesIO(content), by=by, team=team, name=f"fgc-tracker.{kind}", answers=answers)


def rows_of(*rows, headings=HEADINGS):
    return csv_file([headings, *rows])


def do(sheet, what, *, by=None):
    begin(sheet, what, by=by or sheet.uploaded_by)
    work_on_sheet(sheet.pk)
    sheet.refresh_from_db()
    return sheet


def bring(sheet):
    """Gone through and brought in; returns it as it stands then."""
    assert do(sheet, State.CHECKING).state == State.CHECKED, sheet.says
    assert do(sheet, State.IMPORTING).state == State.DONE, sheet.says
    return sheet


def take_back(sheet):
    return do(sheet, State.UNDOING)
