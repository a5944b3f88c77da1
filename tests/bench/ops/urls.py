"""The product's addresses, and beside them those of a textbook's Django."""

from django.urls import path

from restorative.urls import *  # noqa: F403  # the handlers of errors
from restorative.urls import urlpatterns as of_product
from tests.bench.ops.textbook import CaseDetail, CaseList, PersonList

urlpatterns = [
    path("bench-textbook/cases/", CaseList.as_view()),
    path("bench-textbook/people/", PersonList.as_view()),
    path("bench-textbook/cases/<uuid:public_id>/", CaseDetail.as_view()),
    *of_product,
]
