from django.urls import path

from cases.views import (
    referrals,
    referrals_children,
    referrals_consent,
    referrals_network,
    referrals_offer,
    referrals_sections,
)

urlpatterns = [
    path("referrals/new/", referrals.referral_start, name="referral_start"),
    path("referrals/<uuid:public_id>/", referrals.referral_tasks, name="referral_tasks"),
    path(
        "referrals/<uuid:public_id>/children/",
        referrals_children.referral_children,
        name="referral_children",
    ),
    path(
        "referrals/<uuid:public_id>/children/add/",
        referrals_children.referral_child_add,
        name="referral_child_add",
    ),
    path(
        "referrals/<uuid:public_id>/children/<uuid:person_id>/",
        referrals_children.referral_child_edit,
        name="referral_child_edit",
    ),
    path(
        "referrals/<uuid:public_id>/children/<uuid:person_id>/remove/",
        referrals_children.referral_child_remove,
        name="referral_child_remove",
    ),
    path(
        "referrals/<uuid:public_id>/network/",
        referrals_network.referral_network,
        name="referral_network",
    ),
    path(
        "referrals/<uuid:public_id>/network/add/",
        referrals_network.referral_person_add,
        name="referral_person_add",
    ),
    path(
        "referrals/<uuid:public_id>/network/<uuid:person_id>/",
        referrals_network.referral_person_edit,
        name="referral_person_edit",
    ),
    path(
        "referrals/<uuid:public_id>/network/<uuid:person_id>/remove/",
        referrals_network.referral_person_remove,
        name="referral_person_remove",
    ),
    path(
        "referrals/<uuid:public_id>/reasons/",
        referrals_sections.referral_reasons,
        name="referral_reasons",
    ),
    path(
        "referrals/<uuid:public_id>/offer/", referrals_offer.referral_offer, name="referral_offer"
    ),
    path(
        "referrals/<uuid:public_id>/agreement/",
        referrals_consent.referral_consent,
        name="referral_consent",
    ),
    path(
        "referrals/<uuid:public_id>/safety/",
        referrals_sections.referral_safety,
        name="referral_safety",
    ),
    path(
        "referrals/<uuid:public_id>/access/",
        referrals_sections.referral_access,
        name="referral_access",
    ),
    path(
        "referrals/<uuid:public_id>/referrer/",
        referrals_sections.referral_referrer,
        name="referral_referrer",
    ),
    path("referrals/<uuid:public_id>/check/", referrals.referral_check, name="referral_check"),
    path("referrals/<uuid:public_id>/send/", referrals.referral_send, name="referral_send"),
    path("referrals/<uuid:public_id>/sent/", referrals.referral_sent, name="referral_sent"),
    path("referrals/<uuid:public_id>/delete/", referrals.referral_delete, name="referral_delete"),
    path("cases/<uuid:public_id>/referral/", referrals.referral_detail, name="referral_detail"),
]
