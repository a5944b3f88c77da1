"""What an import has made so far, whichever workers did it: counted from the rows themselves."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from cases.models import Case, ImportedCell, ImportedRecord, ImportedRow, SheetImport
from conferences.formats import FORMATS, held_stages
from conferences.models import Meeting

# By what it is called on the page.
CALLED = {
    "families": "cases.case",
    "children": "cases.casechild",
    "people": "cases.person",
    "referrals": "cases.referral",
    "offers": "cases.offer",
    "plans": "conferences.familyplan",
}


def count_made(sheet_import: SheetImport) -> dict[str, int]:
    counted = sheet_import.records.order_by().values_list("model").annotate(number=Count("pk"))
    by_model = dict(counted)
    made = {name: by_model.get(model, 0) for name, model in CALLED.items()}
    cases = Case.objects.filter(pk__in=_keys(sheet_import, "cases.case"))
    made["accepted"] = cases.filter(referral__decided_at__isnull=False).count()
    meetings = Meeting.objects.filter(pk__in=_keys(sheet_import, "conferences.meeting"))
    reviews = Q(format__in=[key for key, one in FORMATS.items() if one.reviews_plan])
    held = Q(stage__in=held_stages(), starts_at__isnull=False)
    made["conferences"] = meetings.filter(~reviews & held).count()
    made["reviews"] = meetings.filter(reviews & held).count()
    made["meetings_ahead"] = meetings.filter(stage="scheduled").count()
    made["cells"] = ImportedCell.objects.filter(sheet_import=sheet_import).count()
    made["rows"] = ImportedRow.objects.filter(sheet_import=sheet_import).count()
    made["records"] = sum(by_model.values())
    return made


def _keys(sheet_import: SheetImport, model: str) -> "QuerySet[ImportedRecord, Any]":
    return sheet_import.records.filter(model=model).values("record_id")
