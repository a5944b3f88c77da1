from django.urls import path

from conferences.views import feedback, following_up

urlpatterns = [
    path(
        "conferences/<uuid:public_id>/review/", following_up.meeting_review, name="meeting_review"
    ),
    path(
        "conferences/<uuid:public_id>/review/record/",
        following_up.review_record,
        name="review_record",
    ),
    path(
        "conferences/<uuid:public_id>/feedback/", feedback.meeting_feedback, name="meeting_feedback"
    ),
    path("conferences/<uuid:public_id>/feedback/ask/", feedback.feedback_ask, name="feedback_ask"),
    path("feedback/<uuid:public_id>/", feedback.feedback_record, name="feedback_record"),
    path(
        "feedback/<uuid:public_id>/declined/", feedback.feedback_declined, name="feedback_declined"
    ),
]
