import csv
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.forms.audit import AuditFilterForm
from accounts.models import AccessEvent, User
from accounts.paging import keyset_page
from accounts.permissions import Permission
from accounts.references import references
from accounts.requests import UserRequest
from accounts.spreadsheets import plain_cell

LARGEST_EXPORT = 10_000


@require_GET
@requires(Permission.AUDIT_VIEW)
def audit_list(request: UserRequest) -> HttpResponse:
    """Who looked at what: staff by name, cases by reference alone, families not at all."""
    form = AuditFilterForm(request.GET)
    events = _filtered(form, request.user).select_related("actor")
    page = keyset_page(request, events, order=("-pk",), size=50)
    record_access(request, "audit_viewed", row_count=len(page.rows))
    context = {
        "form": form,
        "page": page,
        "rows": _with_references(page.rows, request.user),
        "filters": request.GET.urlencode(),
    }
    return render(request, "accounts/audit_list.html", context)


@require_GET
@requires(Permission.AUDIT_VIEW)
def audit_export(request: UserRequest) -> HttpResponse:
    """The same rows for a spreadsheet, the newest first, no cell of which is a formula."""
    events = list(
        _filtered(AuditFilterForm(request.GET), request.user)
        .select_related("actor")
        .order_by("-pk")[:LARGEST_EXPORT]
    )
    record_access(request, "audit_exported", row_count=len(events))
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="who-looked.csv"'
    response.write("\ufeff")  # spreadsheets read it as UTF-8 then
    sheet = csv.writer(response)
    sheet.writerow(["When", "Who", "As", "What", "Happened", "Cases", "Reason", "Rows"])
    for row in _with_references(events, request.user):
        event: AccessEvent = row["event"]
        cells = [
            f"{timezone.localtime(event.at):%Y-%m-%d %H:%M:%S}",
            str(event.actor or "Not signed in"),
            event.seats,
            event.action,
            event.get_outcome_display(),
            ", ".join(row["references"]),
            event.reason,
            "" if event.row_count is None else str(event.row_count),
        ]
        sheet.writerow([plain_cell(cell) for cell in cells])
    return response


def _filtered(form: AuditFilterForm, reader: User) -> "QuerySet[AccessEvent]":
    """The rows that the filters ask for; a filter that makes no sense is left out and said so."""
    form.is_valid()
    wanted: dict[str, Any] = getattr(form, "cleaned_data", {})
    events = AccessEvent.objects.all()
    if wanted.get("actor"):
        events = events.filter(actor=wanted["actor"])
    if wanted.get("outcome"):
        events = events.filter(outcome=wanted["outcome"])
    if wanted.get("since"):
        events = events.filter(at__gte=_midnight(wanted["since"]))
    if wanted.get("until"):
        events = events.filter(at__lt=_midnight(wanted["until"] + timedelta(days=1)))
    if wanted.get("reference"):
        case = references.find(wanted["reference"], reader)
        events = (
            events.filter(Q(case_id=case) | Q(case_ids__contains=[case])) if case else events.none()
        )
    return events


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _with_references(events: list[AccessEvent], reader: User) -> list[dict[str, Any]]:
    keys = {key for event in events for key in (event.case_id, *event.case_ids) if key}
    known = references.of_keys(keys, reader) if keys else {}
    rows = []
    for event in events:
        named = [event.case_id] if event.case_id else event.case_ids
        rows.append(
            {
                "event": event,
                "words": event.action.replace("_", " ").capitalize(),
                "references": [known[key] for key in named if key in known],
            }
        )
    return rows
