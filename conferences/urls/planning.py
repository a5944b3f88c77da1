from django.urls import path

from conferences.views import plan_actions, plan_agreeing, plan_copies, planning

urlpatterns = [
    path("conferences/<uuid:public_id>/plan/", planning.meeting_plan, name="meeting_plan"),
    path("conferences/<uuid:public_id>/plan/start/", planning.plan_start, name="plan_start"),
    path("plans/<uuid:public_id>/", planning.plan_detail, name="plan_detail"),
    path("plans/<uuid:public_id>/edit/", planning.plan_edit, name="plan_edit"),
    path("plans/<uuid:public_id>/put/", planning.plan_put, name="plan_put"),
    path("plans/<uuid:public_id>/amend/", planning.plan_amend, name="plan_amend"),
    path("plans/<uuid:public_id>/export/", planning.plan_export, name="plan_export"),
    path("plans/<uuid:public_id>/actions/add/", plan_actions.action_add, name="action_add"),
    path("plan-actions/<uuid:public_id>/edit/", plan_actions.action_edit, name="action_edit"),
    path("plan-actions/<uuid:public_id>/remove/", plan_actions.action_remove, name="action_remove"),
    path("plan-actions/<uuid:public_id>/move/", plan_actions.action_move, name="action_move"),
    path(
        "plans/<uuid:public_id>/answers/<uuid:item_id>/",
        plan_actions.plan_answer_item,
        name="plan_answer_item",
    ),
    path(
        "plans/<uuid:public_id>/agreements/", plan_agreeing.plan_agreements, name="plan_agreements"
    ),
    path("plans/<uuid:public_id>/agree/", plan_agreeing.plan_agree, name="plan_agree"),
    path("plans/<uuid:public_id>/respond/", plan_agreeing.plan_respond, name="plan_respond"),
    path(
        "plan-actions/<uuid:public_id>/respond/",
        plan_agreeing.action_respond,
        name="action_respond",
    ),
    path(
        "plans/<uuid:public_id>/family-answer/",
        plan_agreeing.plan_family_answer,
        name="plan_family_answer",
    ),
    path("plans/<uuid:public_id>/copies/", plan_copies.plan_copy_add, name="plan_copy_add"),
    path(
        "plans/<uuid:public_id>/copies/without/",
        plan_copies.plan_copy_without,
        name="plan_copy_without",
    ),
    path("plan-copies/<uuid:public_id>/", plan_copies.plan_copy_detail, name="plan_copy_detail"),
    path(
        "plan-copies/<uuid:public_id>/check/", plan_copies.plan_copy_check, name="plan_copy_check"
    ),
    path("plan-copies/<uuid:public_id>/send/", plan_copies.plan_copy_send, name="plan_copy_send"),
    path(
        "plan-copies/<uuid:public_id>/received/",
        plan_copies.plan_copy_received,
        name="plan_copy_received",
    ),
    path("plan-copies/<uuid:public_id>/pdf/", plan_copies.plan_copy_pdf, name="plan_copy_pdf"),
]
