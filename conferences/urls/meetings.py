from django.urls import path

from conferences.views import case_pages, circle, meetings

urlpatterns = [
    path("conferences/", circle.meeting_list, name="meeting_list"),
    path("cases/<uuid:public_id>/meetings/", circle.case_meetings, name="case_meetings"),
    path(
        "cases/<uuid:public_id>/meetings/open/<slug:format_key>/",
        meetings.meeting_open,
        name="meeting_open",
    ),
    path("cases/<uuid:public_id>/meetings/plan/", case_pages.case_plan, name="case_plan"),
    path(
        "cases/<uuid:public_id>/meetings/checklist/",
        case_pages.case_checklist,
        name="case_checklist",
    ),
    path(
        "cases/<uuid:public_id>/meetings/invitations/",
        case_pages.case_invitations,
        name="case_invitations",
    ),
    path("cases/<uuid:public_id>/meetings/date/", case_pages.case_date, name="case_date"),
    path("conferences/<uuid:public_id>/", circle.meeting_detail, name="meeting_detail"),
    path("conferences/<uuid:public_id>/date/", meetings.meeting_date, name="meeting_date"),
    path(
        "conferences/<uuid:public_id>/call-off/",
        meetings.meeting_call_off,
        name="meeting_call_off",
    ),
    path("conferences/<uuid:public_id>/move/", meetings.meeting_move, name="meeting_move"),
]
