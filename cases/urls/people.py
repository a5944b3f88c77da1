from django.urls import path

from cases.views import (
    consent,
    people,
    people_adding,
    people_apart,
    people_changing,
    people_contacts,
    people_relating,
)

CASE = "cases/<uuid:public_id>"
PERSON = "people/<uuid:public_id>"
CONTACT = "contacts/<uuid:public_id>"

urlpatterns = [
    path(f"{CASE}/people/", people.case_people, name="case_people"),
    path(f"{CASE}/people/add/", people_adding.person_add, name="person_add"),
    path(f"{CASE}/people/<uuid:person_id>/child/", people_changing.child_edit, name="child_edit"),
    path(
        f"{CASE}/people/<uuid:person_id>/place/",
        people_changing.network_edit,
        name="network_edit",
    ),
    path(
        f"{CASE}/people/<uuid:person_id>/leave/",
        people_changing.network_leave,
        name="network_leave",
    ),
    path(f"{CASE}/consent/", consent.case_consent, name="case_consent"),
    path(
        f"{CASE}/consent/<uuid:person_id>/<slug:question>/",
        consent.consent_record,
        name="consent_record",
    ),
    path(f"{PERSON}/", people.person_detail, name="person_detail"),
    path(f"{PERSON}/edit/", people_changing.person_edit, name="person_edit"),
    path(f"{PERSON}/contacts/add/", people_contacts.contact_add, name="contact_add"),
    path(f"{PERSON}/relationships/add/", people_relating.relationship_add, name="relationship_add"),
    path(
        f"{PERSON}/responsibility/",
        people_relating.responsibility_record,
        name="responsibility_record",
    ),
    path(f"{PERSON}/keep-apart/add/", people_apart.keep_apart_add, name="keep_apart_add"),
    path(f"{CONTACT}/edit/", people_contacts.contact_edit, name="contact_edit"),
    path(f"{CONTACT}/confirm/", people_contacts.contact_confirm, name="contact_confirm"),
    path(f"{CONTACT}/end/", people_contacts.contact_end, name="contact_end"),
    path(f"{CONTACT}/reveal/", people_contacts.contact_reveal, name="contact_reveal"),
    path(
        "relationships/<uuid:public_id>/end/",
        people_relating.relationship_end,
        name="relationship_end",
    ),
    path("keep-apart/<uuid:public_id>/end/", people_apart.keep_apart_end, name="keep_apart_end"),
]
