from django.urls import path

from cases.views import outcomes

urlpatterns = [
    path("cases/<uuid:public_id>/outcomes/", outcomes.case_outcomes, name="case_outcomes"),
    path("cases/<uuid:public_id>/outcomes/<str:point>/", outcomes.follow_up, name="follow_up"),
]
