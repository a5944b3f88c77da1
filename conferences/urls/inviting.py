from django.urls import path

from conferences.views import inviting, inviting_checks

urlpatterns = [
    path(
        "conferences/<uuid:public_id>/invitations/",
        inviting.meeting_invitations,
        name="meeting_invitations",
    ),
    path(
        "conferences/<uuid:public_id>/invitations/check/",
        inviting_checks.invitation_prepare,
        name="invitation_prepare",
    ),
    path(
        "conferences/<uuid:public_id>/invitations/looked/",
        inviting.releases_looked,
        name="releases_looked",
    ),
    path("invitations/<uuid:public_id>/", inviting.invitation_detail, name="invitation_detail"),
    path(
        "invitations/<uuid:public_id>/release/",
        inviting_checks.invitation_release,
        name="invitation_release",
    ),
    path(
        "invitations/<uuid:public_id>/letter/",
        inviting.invitation_letter,
        name="invitation_letter",
    ),
    path(
        "invitations/<uuid:public_id>/calendar/",
        inviting.invitation_calendar,
        name="invitation_calendar",
    ),
    path(
        "invitations/<uuid:public_id>/drop/",
        inviting_checks.invitation_drop,
        name="invitation_drop",
    ),
    path("participants/<uuid:public_id>/answer/", inviting.answer_record, name="answer_record"),
    path("participants/<uuid:public_id>/told/", inviting.invitation_told, name="invitation_told"),
]
