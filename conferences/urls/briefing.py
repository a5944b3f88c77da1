from django.urls import path

from conferences.views import briefing, reporting

urlpatterns = [
    path("cases/<uuid:public_id>/meetings/brief/", briefing.case_brief, name="case_brief"),
    path("cases/<uuid:public_id>/meetings/report/", briefing.case_report, name="case_report"),
    path("conferences/<uuid:public_id>/planning/", briefing.meeting_brief, name="meeting_brief"),
    path("conferences/<uuid:public_id>/planning/edit/", briefing.brief_edit, name="brief_edit"),
    path("conferences/<uuid:public_id>/planning/send/", briefing.brief_send, name="brief_send"),
    path("conferences/<uuid:public_id>/planning/sign/", briefing.brief_sign, name="brief_sign"),
    path("conferences/<uuid:public_id>/report/", reporting.meeting_report, name="meeting_report"),
    path("conferences/<uuid:public_id>/report/edit/", reporting.report_edit, name="report_edit"),
    path("conferences/<uuid:public_id>/report/sign/", reporting.report_sign, name="report_sign"),
    path("conferences/<uuid:public_id>/report/share/", reporting.report_share, name="report_share"),
]
