from django.urls import path

from cases.views import alerts, tasks, work

urlpatterns = [
    path("", work.my_work, name="my_work"),
    path("tasks/<uuid:public_id>/", tasks.task_done, name="task_done"),
    path("tasks/<uuid:public_id>/give/", tasks.task_give, name="task_give"),
    path("alerts/new/", alerts.alert_start, name="alert_start"),
]
