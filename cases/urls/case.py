from django.urls import path

from cases.views import alerts, case, case_timeline, tasks

urlpatterns = [
    path("cases/<uuid:public_id>/", case.case_detail, name="case_detail"),
    path("cases/<uuid:public_id>/timeline/", case_timeline.case_timeline, name="case_timeline"),
    path("cases/<uuid:public_id>/summary/", case.case_summary_edit, name="case_summary_edit"),
    path(
        "cases/<uuid:public_id>/summary/versions/",
        case.case_summary_versions,
        name="case_summary_versions",
    ),
    path("cases/<uuid:public_id>/edit/", case.case_edit, name="case_edit"),
    path("cases/<uuid:public_id>/copy/", case.case_copy, name="case_copy"),
    path("cases/<uuid:public_id>/tasks/add/", tasks.task_add, name="task_add"),
    path("cases/<uuid:public_id>/alert/", alerts.alert_add, name="alert_add"),
    path("alerts/<uuid:public_id>/", alerts.alert_detail, name="alert_detail"),
    path("alerts/<uuid:public_id>/follow-up/", alerts.alert_follow_up, name="alert_follow_up"),
]
