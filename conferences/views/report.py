"""The published report: the whole service in figures, for readers who see no case."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from cases.access import view_name
from conferences.measures.documenting import how_it_is_counted
from conferences.published.lattice import has_anything, report_for


@require_GET
@requires(Permission.REPORT_READ)
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
    }
    return render(request, "conferences/report.html", context)
