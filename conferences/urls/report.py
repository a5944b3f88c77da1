from django.urls import path

from conferences.views import report

urlpatterns = [path("report/", report.report, name="report")]
