from django.urls import path

from conferences.views import circle, meetings

urlpatterns = [
    path("conferences/", circle.meeting_list, name="meeting_list"),
    path("cases/<uuid:public_id>/meetings/", circle.case_meetings, name="case_meetings"),
    path(
        "cases/<uuid:public_id>/meetings/open/<slug:format_key>/",
        meetings.meeting_open,
        name="meeting_open",
    ),
    path("conferences/<uuid:public_id>/", circle.meeting_detail, name="meeting_detail"),
    path("conferences/<uuid:public_id>/date/", meetings.meeting_date, name="meeting_date"),
    path(
        "conferences/<uuid:public_id>/call-off/",
        meetings.meeting_call_off,
        name="meeting_call_off",
    ),
    path("conferences/<uuid:public_id>/move/", meetings.meeting_move, name="meeting_move"),
]
