from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from conferences.dashboards.by_part import by_quarter, by_team
from conferences.dashboards.change_over_time import chart_by_month
from conferences.dashboards.comparing import COMPARABLE, comparisons
from conferences.dashboards.figure_words import Said
from conferences.dashboards.filtering import chosen_from
from conferences.dashboards.shown import find_shown, hidden_keys
from conferences.domain.choosing_measures import choose_measures
from conferences.forms.measures import EqualityForm, MeasureChoiceForm
from conferences.measures import MEASURES
from conferences.measures.computing import bring_up_to_date
from conferences.models import HiddenMeasure
from conferences.summaries.reading import figures
from restorative.replica import from_replica

FIRST_COMPARED = "in_family_m6"


@require_GET
@requires(Permission.OUTCOMES_VIEW)
@from_replica
def outcome_measure(request: UserRequest, key: str) -> HttpResponse:
    """One measure: its figure, over time and by team, and how it is counted."""
    measure = find_shown(key)
    if measure is None:
        raise Http404
    bring_up_to_date()
    chosen = chosen_from(request.GET, request.user)
    asked = [measure, *([MEASURES[measure.beside]] if measure.beside else [])]
    found = figures(asked, chosen.selection, reader=request.user)
    record_access(request, "outcome_measure")
    context = {
        "chosen": chosen,
        "measure": measure,
        "said": Said(found[key]),
        "beside": Said(found[measure.beside]) if measure.beside else None,
        "chart": chart_by_month(measure, chosen, reader=request.user),
        "quarters": by_quarter(measure, chosen, request.user),
        "teams": by_team(measure, chosen, request.user),
        "as_at": timezone.localtime(),
    }
    return render(request, "conferences/outcome_measure.html", context)


@require_GET
@requires(Permission.OUTCOMES_VIEW)
@from_replica
def outcome_equality(request: UserRequest) -> HttpResponse:
    """One measure of children by age, sex, ethnicity, disability, language and faith."""
    bring_up_to_date()
    chosen = chosen_from(request.GET, request.user)
    keys = [key for key in COMPARABLE if key not in hidden_keys()]
    asked = request.GET.get("measure", "")
    first = FIRST_COMPARED if FIRST_COMPARED in keys else next(iter(keys), "")
    key = asked if asked in keys else first
    measure = COMPARABLE.get(key)
    context = {"chosen": chosen, "as_at": timezone.localtime(), "measure": measure}
    if measure:
        overall = figures([measure], chosen.selection, reader=request.user)[key]
        context |= {
            "form": EqualityForm(initial={"measure": key}, keys=keys),
            "said": Said(overall),
            "comparisons": comparisons(measure, overall, chosen.selection, reader=request.user),
        }
    record_access(request, "outcome_equality")
    return render(request, "conferences/outcome_equality.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.MEASURES_CHOOSE)
def measure_choice(request: UserRequest) -> HttpResponse:
    """Which measures the pages and reports of this service show."""
    form = MeasureChoiceForm(request.POST or None, hidden=hidden_keys())
    if form.is_valid():
        try:
            choose_measures(form.shown, by=request.user)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "The choice of measures has been saved.")
            return redirect("conferences:outcomes")
    hidden = HiddenMeasure.objects.select_related("hidden_by")
    context = {
        "form": form,
        "hidden": [(MEASURES[one.key], one) for one in hidden if one.key in MEASURES],
    }
    return render(request, "conferences/measure_choice.html", context)
