"""The published report: the whole service in figures, for readers who see no case."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token
from cases.access import view_name
from conferences.exports.published_sheets import published_csv, published_xlsx
from conferences.exports.sheets import TYPES
from conferences.measures.documenting import how_it_is_counted
from conferences.published.lattice import has_anything, report_for
from conferences.views.exporting import as_file
from restorative.replica import from_replica


@require_GET
@requires(Permission.REPORT_READ)
@from_replica
def report(request: UserRequest) -> HttpResponse:
    """A quarter (?quarter=2026-Q2) or a financial year (?quarter=2025-26); else the newest."""
    asked = request.GET.get("quarter", "")
    found = report_for(asked)
    is_unknown = found is None
    found = found or report_for()
    assert found is not None
    record_access(request, view_name(request), cases=[], row_count=0)
    context = {
        "report": found,
        "is_unknown": is_unknown,
        "has_anything": has_anything(found),
        "sections": [(one, how_it_is_counted(one.measure)) for one in found.sections],
        "form_token": new_form_token(),
    }
    return render(request, "conferences/report.html", context)


@require_GET
@requires(Permission.REPORT_READ)
@from_replica
def report_export(request: UserRequest) -> HttpResponseBase:
    """The cells of the page as ?format=csv or xlsx; to the page for what is not published."""
    asked = request.GET.get("quarter", "")
    found = report_for(asked)
    if found is None:
        return redirect(f"{reverse('conferences:report')}?{urlencode({'quarter': asked})}")
    kind = "xlsx" if request.GET.get("format") == "xlsx" else "csv"
    record_access(request, "report_exported", row_count=len(found.sections))
    content = published_xlsx(found) if kind == "xlsx" else "".join(published_csv(found)).encode()
    response = HttpResponse(content, content_type=TYPES[kind])
    return as_file(response, f"published-report-{found.period.key}.{kind}")
