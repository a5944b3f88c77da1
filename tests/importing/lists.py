"""Lists of staff and venues, uploaded and worked on as a worker does."""

from cases.models import SheetImport
from conferences.domain.importing import begin, claim_sheet, upload_sheet
from conferences.importing.writing.listing import work_on_list
from conferences.importing.writing.staff_list import STAFF
from conferences.importing.writing.venue_list import VENUES
from tests.importing.reading import csv_file

WRITERS = {"staff": STAFF, "venues": VENUES}


def upload(kind, service, rows, *, by=None):
    return upload_sheet(
        csv_file(rows), filename=f"{kind}.csv", kind=kind, team=service.team,
        by=by or service.manager,
    )  # fmt: skip


def work(sheet, what):
    begin(sheet, what, by=sheet.uploaded_by)
    claimed = claim_sheet(sheet.pk)
    work_on_list(claimed, WRITERS[sheet.kind])
    return SheetImport.objects.get(pk=sheet.pk)


def bring_in(kind, service, rows, *, by=None):
    return work(work(upload(kind, service, rows, by=by), "checking"), "importing")


def refusals(sheet):
    return {row.cell: row.why for row in sheet.refused.all()}
