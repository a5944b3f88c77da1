from typing import Any

from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.paging import keyset_page
from accounts.permissions import Permission
from accounts.requests import UserRequest
from conferences.dashboards.behind import cases_of, lines
from conferences.dashboards.figure_words import LISTED, Said
from conferences.dashboards.filtering import chosen_from
from conferences.dashboards.shown import find_shown
from conferences.measures import MEASURES, Part
from conferences.measures.computing import bring_up_to_date, records
from conferences.models import Meeting
from conferences.summaries.reading import figures


@require_GET
@requires(Permission.OUTCOMES_VIEW)
def outcome_records(request: UserRequest, key: str, part: str) -> HttpResponse:
    """The records behind a part of a figure: as many as it says, those this person may see."""
    measure = find_shown(key)
    if measure is None or part not in [one.value for one in LISTED[measure.kind]]:
        raise Http404
    bring_up_to_date()
    which = Part(part)
    chosen = chosen_from(request.GET, request.user)
    rows: Any = records(measure, chosen.selection, which, reader=request.user)
    if measure.rows.name == "letters":
        rows = rows.for_list(request.user).select_related("case")
    elif measure.rows.name in ("meetings", "other_work"):
        rows = rows.with_parties_for(request.user)
    elif measure.rows.name == "written_down":
        meetings = Meeting.objects.with_parties_for(request.user)
        rows = rows.prefetch_related(Prefetch("meeting", meetings))
    page = keyset_page(request, rows, order=(f"-{measure.index}", "-pk"))
    said = Said(figures([measure], chosen.selection, reader=request.user)[key])
    record_access(
        request,
        f"outcome_records_{measure.rows.name}",
        cases=cases_of(measure, page.rows),
        row_count=len(page.rows),
    )
    context = {
        "chosen": chosen,
        "measure": measure,
        "said": said,
        "part": part,
        "part_words": dict(said.lists).get(part, "Nobody"),
        "counted_words": {
            Part.NUMERATOR: measure.numerator_words,
            Part.DENOMINATOR: measure.denominator_words,
            Part.UNKNOWN: measure.unknown_words,
        }[which],
        "whole": MEASURES[measure.part_of] if measure.part_of else measure,
        "page": page,
        "lines": lines(measure, which, page.rows, request.user),
        "is_unknown": which is Part.UNKNOWN,
        "index_name": INDEX_NAMES.get(measure.index, "Day"),
    }
    return render(request, "conferences/outcome_records.html", context)


INDEX_NAMES = {
    "sent_on": "Referred",
    "accepted_on": "Accepted",
    "held_on": "Met",
    "ended_on": "Closed",
    "letter_on": "Letter",
    "took_place_on": "Took place",
}
