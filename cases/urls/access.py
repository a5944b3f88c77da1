from django.urls import path

from cases.views import access, break_glass, looked

urlpatterns = [
    path("cases/<uuid:public_id>/access/", access.case_access, name="case_access"),
    path("cases/<uuid:public_id>/access/restrict/", access.case_restrict, name="case_restrict"),
    path("cases/<uuid:public_id>/access/add/", access.access_add, name="access_add"),
    path(
        "cases/<uuid:public_id>/access/<int:access_id>/end/", access.access_end, name="access_end"
    ),
    path("cases/<uuid:public_id>/access/exclude/", access.exclusion_add, name="exclusion_add"),
    path(
        "cases/<uuid:public_id>/access/exclusions/<int:exclusion_id>/end/",
        access.exclusion_end,
        name="exclusion_end",
    ),
    path("cases/<uuid:public_id>/looked/", looked.case_looked, name="case_looked"),
    path("emergency-access/", break_glass.glass_break, name="glass_break"),
    path("emergency-access/reviews/", break_glass.glass_list, name="glass_list"),
    path(
        "emergency-access/reviews/<uuid:public_id>/", break_glass.glass_review, name="glass_review"
    ),
]
