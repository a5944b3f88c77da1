from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.permissions import Permission, can
from accounts.requests import UserRequest
from conferences.dashboards.change_over_time import charts
from conferences.dashboards.filtering import chosen_from
from conferences.dashboards.funnel_page import finding, funnel
from conferences.dashboards.nearest import nearest_period
from conferences.dashboards.sections import headlines, measures_of_page, sections
from conferences.dashboards.shown import hidden_keys
from conferences.measures.computing import bring_up_to_date
from conferences.measures.funnel import MEASURES as FUNNEL
from conferences.pictures.bars import bar_picture
from conferences.summaries.reading import figures, scope_of, summarised


@require_GET
@requires(Permission.OUTCOMES_VIEW)
def outcomes(request: UserRequest) -> HttpResponse:
    """What the work came to, for a period and a cut, of the cases this person may see."""
    is_current = bring_up_to_date()
    chosen = chosen_from(request.GET, request.user)
    hidden = hidden_keys()
    of_page = measures_of_page(hidden)
    asked = [*summarised(of_page), *FUNNEL]
    scope = scope_of(request.user)
    found = figures(asked, chosen.selection, reader=request.user, scope=scope)
    bars = funnel(found)
    is_empty = not bars[0].n and not any(one.n or one.unknown for one in found.values())
    record_access(request, "outcomes")
    context = {
        "chosen": chosen,
        "form": chosen.form,
        "headlines": headlines(found),
        "bars": bars,
        "funnel_picture": bar_picture(bars, name="funnel") if bars[0].n else "",
        "funnel_finding": finding(bars),
        "sections": sections(found),
        "elsewhere": [one for one in of_page if one.key not in found],
        "charts": [] if is_empty else charts(chosen, hidden, reader=request.user, scope=scope),
        "is_empty": is_empty,
        "nearest": nearest_period(chosen, request.user) if is_empty else None,
        "as_at": timezone.localtime(),
        "is_current": is_current,
        "may_export": can(request.user, Permission.OUTCOMES_EXPORT),
    }
    return render(request, "conferences/outcomes.html", context)
