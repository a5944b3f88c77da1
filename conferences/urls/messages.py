from django.urls import URLPattern, path

from conferences.views import messages

urlpatterns: list[URLPattern] = [
    path(
        "conferences/<uuid:public_id>/messages/",
        messages.meeting_messages,
        name="meeting_messages",
    ),
]
