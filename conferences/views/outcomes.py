from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.permissions import Permission, can
from accounts.requests import UserRequest
from conferences.dashboards.change_over_time import charted, reach
from conferences.dashboards.drawn import Told, draw
from conferences.dashboards.filtering import chosen_from
from conferences.dashboards.nearest import nearest_period
from conferences.dashboards.sections import measures_of_page
from conferences.dashboards.shown import hidden_keys
from conferences.measures.funnel import MEASURES as FUNNEL
from conferences.summaries.page import Asked, read_page
from conferences.summaries.reading import summarised
from restorative.replica import from_replica


@require_GET
@requires(Permission.OUTCOMES_VIEW)
@from_replica
def outcomes(request: UserRequest) -> HttpResponse:
    """What the work came to, for a period and a cut, of the cases this person may see."""
    chosen = chosen_from(request.GET, request.user)
    hidden = hidden_keys()
    of_page = measures_of_page(hidden)
    asked = Asked(
        keys=tuple(one.key for one in [*summarised(of_page), *FUNNEL]),
        monthly=tuple(one.key for one in charted(hidden)),
        start=chosen.start,
        end=chosen.end,
        reach=reach(chosen),
    )
    read = read_page(asked, chosen.selection, reader=request.user)
    record_access(request, "outcomes")
    told = Told(
        asked,
        elsewhere=tuple(one.key for one in of_page if one.key not in asked.keys),
        query=chosen.query,
        period=chosen.period,
        has_offers=can(request.user, Permission.OFFER_RECORD),
    )
    drawn = draw(told, read)
    context = {
        "chosen": chosen,
        "form": chosen.form,
        "drawn": drawn,
        "nearest": nearest_period(chosen, request.user) if drawn.is_empty else None,
        "as_at": timezone.localtime(),
        "is_current": read.is_current,
        "may_export": can(request.user, Permission.OUTCOMES_EXPORT),
    }
    return render(request, "conferences/outcomes.html", context)
