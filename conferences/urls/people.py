from django.urls import path

from conferences.views import people, people_adding, people_checking, people_deciding
from conferences.views import people_preparing as preparing

MEETING = "conferences/<uuid:public_id>"
PERSON = "participants/<uuid:public_id>"

urlpatterns = [
    path(f"{MEETING}/people/", people.meeting_people, name="meeting_people"),
    path(f"{MEETING}/people/add/", people_adding.participant_add, name="participant_add"),
    path(f"{MEETING}/people/decide/", people_deciding.people_decide, name="people_decide"),
    path(f"{MEETING}/checklist/", people_checking.meeting_checklist, name="meeting_checklist"),
    path(
        f"{MEETING}/pairs/<uuid:first_id>/<uuid:second_id>/",
        people_deciding.pair_decide,
        name="pair_decide",
    ),
    path(f"{PERSON}/", people.participant_detail, name="participant_detail"),
    path(f"{PERSON}/edit/", people_adding.participant_edit, name="participant_edit"),
    path(f"{PERSON}/remove/", people_adding.participant_remove, name="participant_remove"),
    path(f"{PERSON}/contact/", preparing.participant_contact, name="participant_contact"),
    path(f"{PERSON}/needs/", preparing.participant_needs, name="participant_needs"),
    path(f"{PERSON}/decide/", people_deciding.participant_decide, name="participant_decide"),
    path(f"{PERSON}/check/", people_checking.participant_check, name="participant_check"),
]
