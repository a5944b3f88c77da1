"""Spreadsheets at each step, for every page of an import to have something to show."""

import csv
import io
from typing import TYPE_CHECKING

from django.utils import timezone

from accounts.models import Team
from cases.models import Case, Exclusion, ImportedCell, ImportedRow, RefusedRow, SheetImport
from conferences.domain.importing import begin, keep_mapping, upload_sheet
from conferences.importing.working import work_on_sheet

if TYPE_CHECKING:
    from tests.council import Council

HEADINGS = ["Ref No.", "Date ref rec'd", "Child SURNAME", "Child forename", "DOB / EDD", "Status"]


def furnish_imports(council: "Council") -> None:
    """One to be matched, one gone through that asks and knows somebody, one brought in."""
    helen = council.user("helen")
    team = Team.objects.get(reference_prefix="FGC")
    open_to_all = Case.objects.exclude(pk__in=Exclusion.objects.values("case"))
    case = open_to_all.filter(team=team, stage=Case.Stage.ALLOCATED, is_restricted=False)[0]
    child = case.children.select_related("person").first().person
    born = f"{child.date_of_birth:%d/%m/%Y}" if child.date_of_birth else ""
    rows = [
        ["OLD/1", "1/4/2025", child.last_name, child.first_name, born, "Amber"],
        ["OLD/2", "31/02/2025", "Quillfeather", "Zo", "1/5/2016", "CP"],
    ]
    matched = upload(rows, team, helen)
    keep_mapping(matched, name="Usual sheet", headings={"received": HEADINGS[1]}, by=helen)
    checked = begin(upload(rows, team, helen), SheetImport.State.CHECKING, by=helen)
    work_on_sheet(checked.pk)
    done = upload(rows, team, helen)
    bring_in_by_hand(done, case)


def upload(rows: list[list[str]], team: Team, by) -> SheetImport:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([HEADINGS, *rows])
    file = io.BytesIO(text.getvalue().encode())
    return upload_sheet(file, filename="tracker.csv", kind="tracker", team=team, by=by)


def bring_in_by_hand(done: SheetImport, case: Case) -> None:
    """As if a family had come of it, so that no figure of the council changes."""
    SheetImport.objects.filter(pk=done.pk).update(
        state=SheetImport.State.DONE, made={"families": 1}, finished_at=timezone.now()
    )
    RefusedRow.objects.create(sheet_import=done, number=3, cell="B3", why="There is no such day.")
    ImportedRow.objects.create(sheet_import=done, number=2, fingerprint="furniture", case=case)
    for column, fields in enumerate(
        (
            {"heading": "Shoe size", "text": "34"},
            {"heading": "Notes", "text": "do not leave vm", "kind": "no_voicemail"},
            {"heading": "Address", "text": "The refuge", "is_confidential": True},
        )
    ):
        ImportedCell.objects.create(case=case, sheet_import=done, number=2, column=column, **fields)
