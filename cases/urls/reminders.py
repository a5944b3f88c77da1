from django.urls import path

from cases.views import messages, notices, reminder_rules, sending

urlpatterns = [
    path("cases/<uuid:public_id>/messages/", messages.case_messages, name="case_messages"),
    path("people/<uuid:public_id>/messages/", messages.person_messages, name="person_messages"),
    path("messages/<uuid:public_id>/", messages.reminder_detail, name="reminder_detail"),
    path("messages/<uuid:public_id>/stop/", messages.reminder_stop, name="reminder_stop"),
    path("reminders/", notices.notices, name="notices"),
    path("reminders/read/", notices.notices_read, name="notices_read"),
    path("reminders/<uuid:public_id>/read/", notices.notice_read, name="notice_read"),
    path("reminder-rules/", reminder_rules.reminder_rules, name="reminder_rules"),
    path(
        "reminder-rules/<slug:rule>/<slug:step>/",
        reminder_rules.reminder_step,
        name="reminder_step",
    ),
    path(
        "reminder-rules/<slug:rule>/text/<slug:kind>/",
        reminder_rules.reminder_text,
        name="reminder_text",
    ),
    path("sending/", sending.sending, name="sending"),
]
