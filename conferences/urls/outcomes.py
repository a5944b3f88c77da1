from django.urls import URLPattern, path

from conferences.views import other_work, outcome_lists, outcome_measures, outcomes

urlpatterns: list[URLPattern] = [
    path("outcomes/", outcomes.outcomes, name="outcomes"),
    path("outcomes/other-work/", other_work.other_work, name="other_work"),
    path("outcomes/equality/", outcome_measures.outcome_equality, name="outcome_equality"),
    path("outcomes/measures/", outcome_measures.measure_choice, name="measure_choice"),
    path("outcomes/measures/<slug:key>/", outcome_measures.outcome_measure, name="outcome_measure"),
    path(
        "outcomes/measures/<slug:key>/<slug:part>/",
        outcome_lists.outcome_records,
        name="outcome_records",
    ),
]
