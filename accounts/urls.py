from django.conf import settings
from django.urls import path

from accounts.views import (
    absences,
    account,
    audit,
    demo,
    factor_resets,
    information,
    invitations,
    memberships,
    roles,
    sessions,
    staff,
    teams,
)

app_name = "accounts"
urlpatterns = [
    path("staff/", staff.staff_list, name="staff_list"),
    path("staff/invite/", invitations.staff_invite, name="staff_invite"),
    path("staff/<uuid:public_id>/", staff.staff_detail, name="staff_detail"),
    path("staff/<uuid:public_id>/edit/", staff.staff_edit, name="staff_edit"),
    path("staff/<uuid:public_id>/deactivate/", staff.staff_deactivate, name="staff_deactivate"),
    path("staff/<uuid:public_id>/reactivate/", staff.staff_reactivate, name="staff_reactivate"),
    path(
        "staff/<uuid:public_id>/second-step/",
        factor_resets.factor_reset_ask,
        name="factor_reset_ask",
    ),
    path("second-step-resets/", factor_resets.factor_reset_list, name="factor_reset_list"),
    path(
        "second-step-resets/<uuid:public_id>/confirm/",
        factor_resets.factor_reset_confirm,
        name="factor_reset_confirm",
    ),
    path("staff/<uuid:public_id>/roles/add/", memberships.membership_add, name="membership_add"),
    path(
        "staff/<uuid:public_id>/roles/<int:membership_id>/move/",
        memberships.membership_move,
        name="membership_move",
    ),
    path(
        "staff/<uuid:public_id>/roles/<int:membership_id>/end/",
        memberships.membership_end,
        name="membership_end",
    ),
    path("invitations/", invitations.invitation_list, name="invitation_list"),
    path(
        "invitations/<uuid:public_id>/revoke/",
        invitations.invitation_revoke,
        name="invitation_revoke",
    ),
    path(
        "invitations/<uuid:public_id>/send-again/",
        invitations.invitation_send_again,
        name="invitation_send_again",
    ),
    path("welcome/<str:token>/", invitations.invitation_accept, name="invitation_accept"),
    path("teams/", teams.team_list, name="team_list"),
    path("teams/add/", teams.team_add, name="team_add"),
    path("teams/<uuid:public_id>/", teams.team_detail, name="team_detail"),
    path("teams/<uuid:public_id>/edit/", teams.team_edit, name="team_edit"),
    path("teams/<uuid:public_id>/archive/", teams.team_archive, name="team_archive"),
    path("teams/<uuid:public_id>/reopen/", teams.team_reopen, name="team_reopen"),
    path("roles/", roles.role_page, name="role_page"),
    path("absences/", absences.absence_list, name="absence_list"),
    path("absences/add/", absences.absence_add, name="absence_add"),
    path("absences/<int:absence_id>/cancel/", absences.absence_cancel, name="absence_cancel"),
    path("you/", account.own_account, name="own_account"),
    path("you/second-step/", account.second_factor, name="second_factor"),
    path("you/keep-signed-in/", sessions.session_keep, name="session_keep"),
    path("audit/", audit.audit_list, name="audit_list"),
    path("audit/export/", audit.audit_export, name="audit_export"),
    path("help/", information.help_page, name="help_page"),
    path("accessibility/", information.accessibility, name="accessibility"),
    path("privacy/", information.privacy, name="privacy"),
]
if settings.DEMO:
    # Anybody may be anybody: restorative/checks.py stops a live service that has these.
    urlpatterns += [
        path("demo/sign-in/", demo.demo_sign_in, name="demo_sign_in"),
        path("demo/outbox/", demo.demo_outbox, name="demo_outbox"),
    ]
