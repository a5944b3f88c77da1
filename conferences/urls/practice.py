from django.urls import path

from conferences.views import (
    entries,
    looked,
    papers,
    practice,
    practice_people,
    side_workers,
    sides,
    wording,
)

urlpatterns = [
    path("practice/", practice.practice_list, name="practice_list"),
    path("practice/start/<slug:format_key>/", practice.practice_start, name="practice_start"),
    path("practice/words/<slug:format_key>/", wording.practice_wording, name="practice_wording"),
    path(
        "cases/<uuid:public_id>/meetings/start/<slug:format_key>/",
        practice.case_practice_start,
        name="case_practice_start",
    ),
    path("conferences/<uuid:public_id>/other-side/", sides.side_join, name="side_join"),
    path(
        "conferences/<uuid:public_id>/who-works-with/<slug:side>/",
        side_workers.side_workers,
        name="side_workers",
    ),
    path(
        "conferences/<uuid:public_id>/who-works-with/<slug:side>/<uuid:member>/end/",
        side_workers.side_end,
        name="side_end",
    ),
    path("conferences/<uuid:public_id>/when/", practice.practice_when, name="practice_when"),
    path("conferences/<uuid:public_id>/go-on/", practice.practice_go_on, name="practice_go_on"),
    path("conferences/<uuid:public_id>/looked/", looked.meeting_looked, name="meeting_looked"),
    path("conferences/<uuid:public_id>/who/", practice_people.meeting_who, name="meeting_who"),
    path(
        "conferences/<uuid:public_id>/who/add/",
        practice_people.practice_who_add,
        name="practice_who_add",
    ),
    path(
        "participants/<uuid:public_id>/off/",
        practice_people.practice_who_remove,
        name="practice_who_remove",
    ),
    path(
        "conferences/<uuid:public_id>/written/<slug:page>/",
        entries.meeting_records,
        name="meeting_records",
    ),
    path(
        "conferences/<uuid:public_id>/papers/<slug:key>/",
        papers.meeting_paper,
        name="meeting_paper",
    ),
    path(
        "conferences/<uuid:public_id>/write/<slug:kind>/",
        entries.entry_add,
        name="entry_add",
    ),
    path("written/<uuid:public_id>/", entries.entry_edit, name="entry_edit"),
    path("written/<uuid:public_id>/take-out/", entries.entry_remove, name="entry_remove"),
]
