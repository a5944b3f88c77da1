"""Files and sheets for the tests of the import."""

import csv
import io
from datetime import date
from pathlib import Path

from conferences.importing.columns import find_header
from conferences.importing.files import open_tracker
from conferences.importing.records import Answers
from conferences.importing.understood import understand

DATA = Path(__file__).resolve().parent.parent / "data"
TODAY = date(2026, 11, 26)
TICKS = Answers(
    {field: {"?": "yes"} for field in ("pr_consent", "plan_agreed", "father_attended")}
    | {"father_pr": {"?": ""}}
)
HEADINGS = [
    "Ref No.", "Date ref rec'd", "Child SURNAME", "Child forename", "DOB / EDD", "Mother",
    "Mother tel", "Address", "Coordinator", "FGC date", "Review date", "Status at ref", "Shoe size",
]  # fmt: skip


def csv_file(rows, *, delimiter=",", encoding="utf-8"):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return io.BytesIO(text.getvalue().encode(encoding))


def row(**cells):
    """A row of HEADINGS; what is not given is usual, or empty."""
    usual = {"ref": "A/1", "received": "1/4/2025", "surname": "OSEI", "forename": "Ama"}
    keys = (
        "ref received surname forename born mother tel address coordinator held review status shoe"
    )
    return [(usual | cells).get(key, "") for key in keys.split()]


def understood(file, answers=None, *, today=TODAY, sheet=0):
    tracker = open_tracker(file)
    name = tracker.sheets[sheet]
    mapping, _ = find_header(tracker.rows(name))
    result = understand(tracker, name, mapping, answers, today=today)
    return list(result), result


def of_rows(*rows, answers=None, headings=HEADINGS, **how):
    return understood(csv_file([headings, *rows], **how), answers)
