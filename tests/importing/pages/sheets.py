"""A service with its manager, sheets to upload, and going through them without writing."""

import io
from dataclasses import asdict

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.models import RefusedRow, SheetImport
from conferences.domain.importing import finish_sheet, mapping_of, open_file
from conferences.importing.asked import answers_from
from conferences.importing.files import open_tracker
from conferences.importing.glances import headings_of
from conferences.importing.understood import understand
from tests.importing.reading import DATA, HEADINGS, TODAY, csv_file, row

State = SheetImport.State


def sheet_file(*rows, name="tracker.csv", headings=HEADINGS):
    """A CSV as a browser sends it."""
    return SimpleUploadedFile(name, csv_file([headings, *rows]).getvalue(), "text/csv")


def tracker_file(name="fgc-tracker.xlsx"):
    return SimpleUploadedFile(name, (DATA / name).read_bytes())


def upload(client, file, **said):
    """Send the form; the last of its fields says that it arrived as a whole."""
    data = {"kind": "tracker", "file": file, "whole": "1", **said}
    return client.post(reverse("conferences:import_add"), data)


def uploaded(client, *rows, **said):
    """The import that comes of uploading these rows, one usual row where none is given."""
    response = upload(client, sheet_file(*(rows or [row()])), **said)
    assert response.status_code == 302, response.content.decode()
    return SheetImport.objects.latest("pk")


def page(name, found):
    return reverse(f"conferences:import_{name}", args=[found.public_id])


def go_through(found, **changes):
    """What a worker finds when it goes through a sheet, without writing any of it."""
    found.refresh_from_db()
    with open_file(found) as file:
        tracker = open_tracker(io.BytesIO(file.read()))
    mapping = mapping_of(found, headings_of(tracker, found.sheet, found.header_row))
    result = understand(
        tracker, found.sheet, mapping, answers_from(found.answers), today=TODAY
    ).finish()
    found.refused.all().delete()
    RefusedRow.objects.bulk_create(
        RefusedRow(sheet_import=found, number=one.row, cell=one.cell, why=one.why)
        for one in result.refused
    )
    headings = {}
    found.found = {
        "questions": [asdict(one) for one in result.questions],
        "duplicates": [[one.row, one.of_row] for one in result.duplicates],
        "duplicate_count": len(result.duplicates),
        "rules": {
            key: {"count": count, "rows": result.rule_rows.get(key, [])}
            for key, count in result.rules.items()
        },
        "people": [],
        "already": {"rows": 0, "families": 0},
        "families_known": [],
        "leftover_headings": headings,
        **changes,
    }
    found.counts = asdict(result.counts)
    found.state = State.CHECKING
    found.save()
    finish_sheet(found, State.CHECKED, says="Gone through")
    found.refresh_from_db()
    return found
