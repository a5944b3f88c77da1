from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from conferences.dashboards.director import (
    homes_of,
    homes_picture,
    letters_of,
    quotes_of,
    waits_picture,
)
from conferences.dashboards.figure_words import Said
from conferences.dashboards.filtering import chosen_from
from conferences.dashboards.five_sentences import sentence_keys, sentences
from conferences.dashboards.nearest import nearest_period
from conferences.dashboards.shown import hidden_keys
from conferences.measures import MEASURES
from conferences.measures.computing import bring_up_to_date
from conferences.summaries.reading import figures
from restorative.replica import from_replica


@require_GET
@requires(Permission.OUTCOMES_VIEW)
@from_replica
def director(request: UserRequest) -> HttpResponse:
    """What the service did and what is missing, on two printed pages."""
    is_current = bring_up_to_date()
    reader = request.user
    chosen = chosen_from(request.GET, reader)
    asked = [MEASURES[key] for key in sentence_keys(hidden_keys())]
    found = figures(asked, chosen.selection, reader=reader)
    letters, letter_count = letters_of(chosen, reader)
    is_empty = not letter_count and not any(one.n or one.unknown for one in found.values())
    waits = found.get("days_to_meet")
    picture, days = waits_picture(waits, chosen, reader) if waits and waits.n else ("", [])
    homes = homes_of(chosen, reader) if "in_family_m12" in found else []
    record_access(
        request,
        "director",
        cases=[one.offer.case_id for one in letters if one.offer.case_id],
        row_count=len(letters),
    )
    context = {
        "chosen": chosen,
        "sentences": sentences(found),
        "letters": letters,
        "letter_count": letter_count,
        "gap_count": sum(bool(one.gaps) for one in letters),
        "waits": Said(waits) if waits and waits.n else None,
        "waits_picture": picture,
        "days": days,
        "homes": homes,
        "homes_said": Said(found["in_family_m12"]) if homes else None,
        "homes_picture": homes_picture(homes) if homes else "",
        "quotes": quotes_of(chosen, reader),
        "is_empty": is_empty,
        "nearest": nearest_period(chosen, reader) if is_empty else None,
        "is_current": is_current,
        "as_at": timezone.localtime(),
    }
    return render(request, "conferences/director.html", context)
