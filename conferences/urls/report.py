from django.urls import path

from conferences.views import report

urlpatterns = [
    path("report/", report.report, name="report"),
    path("report/export/", report.report_export, name="report_export"),
]
