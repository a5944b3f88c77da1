from django.urls import URLPattern, path

from conferences.views import run_sheet, seating

urlpatterns: list[URLPattern] = [
    path("conferences/<uuid:public_id>/seats/", seating.meeting_seating, name="meeting_seating"),
    path("participants/<uuid:public_id>/seat/", seating.seat_move, name="seat_move"),
    path("conferences/<uuid:public_id>/run-sheet/", run_sheet.run_sheet, name="run_sheet"),
]
