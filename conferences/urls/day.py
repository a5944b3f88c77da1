"""The day of a meeting. What day mode keeps open lies under one address, and only that."""

from django.urls import URLPattern, path

from conferences.views import day, day_arrivals, day_deciding, day_locking

MEETING = "conferences/<uuid:public_id>/"
KEPT = "conferences/<uuid:meeting_id>/day/"

urlpatterns: list[URLPattern] = [
    path(f"{MEETING}day/", day.meeting_day, name="meeting_day"),
    path(f"{MEETING}day/walk-in/", day_arrivals.walk_in_add, name="walk_in_add"),
    path(f"{MEETING}day/parts/<slug:key>/", day.part_time, name="part_time"),
    path(f"{MEETING}day/unlock/", day_locking.day_mode_unlock, name="day_mode_unlock"),
    path(f"{KEPT}arrivals/<uuid:public_id>/", day_arrivals.arrival_record, name="arrival_record"),
    path(f"{KEPT}views/<uuid:public_id>/", day_arrivals.views_read, name="views_read"),
    path(f"{MEETING}day-mode/", day_locking.day_mode_start, name="day_mode_start"),
    path(f"{MEETING}what-came-of-it/", day_deciding.day_decide, name="day_decide"),
    path("participants/<uuid:public_id>/arrival/", day_arrivals.arrival_plan, name="arrival_plan"),
]
