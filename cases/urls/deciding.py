from django.urls import path

from cases.views import allocating, closing, deciding, handing_over, outcomes

urlpatterns = [
    path("inbox/", deciding.referral_inbox, name="referral_inbox"),
    path("cases/<uuid:public_id>/decide/", deciding.referral_decide, name="referral_decide"),
    path("cases/<uuid:public_id>/answer/", deciding.request_answer, name="request_answer"),
    path(
        "cases/<uuid:public_id>/allocate/", allocating.referral_allocate, name="referral_allocate"
    ),
    path("cases/<uuid:public_id>/workers/", allocating.worker_allocate, name="worker_allocate"),
    path("cases/<uuid:public_id>/close/", closing.case_close, name="case_close"),
    path("cases/<uuid:public_id>/outcome/", outcomes.case_outcome, name="case_outcome"),
    path("cases/<uuid:public_id>/hold/", closing.case_hold, name="case_hold"),
    path("cases/<uuid:public_id>/resume/", closing.case_resume, name="case_resume"),
    path("cases/<uuid:public_id>/withdraw/", closing.case_withdraw, name="case_withdraw"),
    path("cases/<uuid:public_id>/not-viable/", closing.case_not_viable, name="case_not_viable"),
    path("cases/<uuid:public_id>/refer-again/", closing.case_refer_again, name="case_refer_again"),
    path("staff/<uuid:public_id>/hand-over/", handing_over.work_hand_over, name="work_hand_over"),
    path(
        "staff/<uuid:public_id>/hand-over/done/",
        handing_over.work_handed_over,
        name="work_handed_over",
    ),
]
