from django.urls import path

from conferences.views import scheduling, scheduling_everybody, scheduling_people

urlpatterns = [
    path("conferences/<uuid:public_id>/find-a-date/", scheduling.find_date, name="find_date"),
    path(
        "conferences/<uuid:public_id>/find-a-date/people/",
        scheduling_everybody.availability_of_all,
        name="availability_of_all",
    ),
    path("conferences/<uuid:public_id>/book/", scheduling.meeting_book, name="meeting_book"),
    path(
        "conferences/<uuid:public_id>/bookings/<int:booking_id>/confirm/",
        scheduling.booking_confirm,
        name="booking_confirm",
    ),
    path(
        "participants/<uuid:public_id>/availability/",
        scheduling_people.availability_edit,
        name="availability_edit",
    ),
]
