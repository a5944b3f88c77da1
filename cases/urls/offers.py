from django.urls import path

from cases.views import offers, offers_adding

urlpatterns = [
    path("offers/", offers.offer_list, name="offer_list"),
    path("offers/audit/", offers.offer_audit, name="offer_audit"),
    path("offers/new/", offers_adding.offer_add, name="offer_add"),
    path("cases/<uuid:public_id>/offers/add/", offers_adding.case_offer_add, name="case_offer_add"),
    path("offers/<uuid:public_id>/", offers.offer_detail, name="offer_detail"),
    path("offers/<uuid:public_id>/edit/", offers.offer_edit, name="offer_edit"),
    path(
        "offers/<uuid:public_id>/children/add/",
        offers_adding.offer_child_add,
        name="offer_child_add",
    ),
    path(
        "offers/<uuid:public_id>/people/add/",
        offers_adding.offer_person_add,
        name="offer_person_add",
    ),
    path(
        "offers/<uuid:public_id>/people/<uuid:person_id>/", offers.offer_reply, name="offer_reply"
    ),
]
