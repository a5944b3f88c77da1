"""Figures and lists as spreadsheets: what is small goes at once, what is large is prepared."""

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.permissions import Permission, can
from accounts.requests import UserRequest
from accounts.submitting import new_form_token
from conferences.dashboards.filtering import Chosen, chosen_from
from conferences.dashboards.shown import shown
from conferences.exports.figures import figures_csv, figures_xlsx, read_figures
from conferences.exports.records import Records
from conferences.exports.sheets import MOST_ROWS, TYPES, csv_chunks, xlsx_bytes
from conferences.measures import MEASURES, Measure, Part
from conferences.measures.computing import bring_up_to_date
from restorative.replica import from_replica

# From as many rows on a list is made by a worker.
AT_ONCE = 2_000


@require_GET
@requires(Permission.OUTCOMES_VIEW)
@from_replica
def outcomes_export(request: UserRequest) -> HttpResponseBase:
    """The figures of the page with how each is counted, as one table or a workbook."""
    chosen, kind = _asked(request)
    figures = read_figures(chosen, request.user, months=kind == "xlsx")
    record_access(request, "figures_exported", row_count=len(figures.whole))
    content = figures_xlsx(figures) if kind == "xlsx" else "".join(figures_csv(figures)).encode()
    name = f"outcomes-{chosen.start:%Y-%m}-to-{chosen.end:%Y-%m}"
    return as_file(HttpResponse(content, content_type=TYPES[kind]), f"{name}.{kind}")


@require_GET
@requires(Permission.OUTCOMES_VIEW)
def outcome_records_export(request: UserRequest, key: str, part: str) -> HttpResponseBase:
    """The list behind a figure. A long one is asked for first, and made by a worker."""
    chosen, kind = _asked(request)
    bring_up_to_date()
    found = Records(measure_from(key), part_from(part), chosen, request.user)
    keys = list(found.rows().order_by().values_list("pk", flat=True)[:AT_ONCE])
    if len(keys) >= AT_ONCE:
        total = found.count()
        context = {
            "found": found,
            "total": total,
            "most_of_excel": MOST_ROWS if total > MOST_ROWS else None,
            "format": kind,
            "query": chosen.query,
            "form_token": new_form_token(),
        }
        return render(request, "conferences/files/records_ask.html", context)
    # What is recorded is what goes out: no row that comes between the two.
    found.keys = keys
    record_access(request, "records_exported", cases=found.cases(), row_count=len(keys))
    name = f"{slugify(found.title)[:80]}.{kind}"
    if kind == "xlsx":
        content = xlsx_bytes(found.sheets(timezone.now()), title=found.title)
        return as_file(HttpResponse(content, content_type=TYPES[kind]), name)
    pieces: Iterator[str] = csv_chunks(found.sheet())
    return as_file(StreamingHttpResponse(pieces, content_type=TYPES[kind]), name)


def measure_from(key: str) -> Measure:
    """A measure of this service by its key. Raises Http404 for one it does not show."""
    measure = MEASURES.get(key)
    if measure is None or not shown([measure]):
        raise Http404
    return measure


def part_from(part: str) -> Part:
    try:
        return Part(part)
    except ValueError:
        raise Http404 from None


def _asked(request: UserRequest) -> tuple[Chosen, str]:
    if not can(request.user, Permission.OUTCOMES_EXPORT):
        raise PermissionDenied
    bring_up_to_date()
    kind = request.GET.get("format", "csv")
    return chosen_from(request.GET, request.user), kind if kind in TYPES else "csv"


def as_file(response: HttpResponseBase, name: str) -> HttpResponseBase:
    """An answer that is saved under a name and kept nowhere on the way."""
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store, private"
    return response
