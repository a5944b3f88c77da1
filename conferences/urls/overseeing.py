from django.urls import path

from conferences.views import data_quality, due, workload

urlpatterns = [
    path("outcomes/due/", due.due_and_overdue, name="due_and_overdue"),
    path("outcomes/workload/", workload.workload, name="workload"),
    path("outcomes/data-quality/", data_quality.data_quality, name="data_quality"),
]
