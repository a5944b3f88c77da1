from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.paging import KeysetPage, keyset_page
from accounts.permissions import Permission
from accounts.requests import UserRequest
from cases.models import Case
from cases.work_list import family_of
from conferences.measures.computing import bring_up_to_date
from conferences.overseeing.gaps import BY_KEY, KINDS, MOST_COUNTED, Kind
from conferences.overseeing.scope import Scope, chosen, teams_to_choose


@dataclass(frozen=True)
class GapRow:
    case: Case | None
    family: str
    words: str
    url: str


@require_GET
@requires(Permission.OUTCOMES_VIEW)
def data_quality(request: UserRequest) -> HttpResponse:
    """How much is missing of each kind, and of the one that was chosen, where."""
    bring_up_to_date()
    teams = teams_to_choose()
    team = chosen(teams, request.GET.get("team", ""))
    scope = Scope(request.user, timezone.localdate(), team)
    counts = [
        (kind, min(found, MOST_COUNTED), found > MOST_COUNTED)
        for kind, found in ((kind, kind.count(scope)) for kind in KINDS)
    ]
    kind = BY_KEY.get(request.GET.get("kind", ""))
    page, rows = _rows(request, kind, scope) if kind else (None, [])
    record_access(
        request,
        "data_quality",
        cases=[row.case.pk for row in rows if row.case],
        row_count=len(rows),
    )
    context = {
        "missing": [one for one in counts if one[1]],
        "whole": [one[0] for one in counts if not one[1]],
        "teams": teams,
        "team": team,
        "kind": kind,
        "page": page,
        "rows": rows,
        "as_at": timezone.now(),
    }
    return render(request, "conferences/overseeing/data_quality.html", context)


def _rows(request: UserRequest, kind: Kind, scope: Scope) -> tuple[KeysetPage[Case], list[GapRow]]:
    page = keyset_page(request, kind.rows(scope), order=kind.order)
    cases = scope.rows_of(key for row in page.rows if (key := kind.case_of(row)))
    found = []
    for row in page.rows:
        case = cases.get(kind.case_of(row) or 0)
        family = family_of(case) if case else "A letter without a case"
        found.append(GapRow(case, family, kind.words(row), kind.link(row, case, scope)))
    return page, found
