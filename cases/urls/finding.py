from django.urls import path

from cases.views import case_list, finding

urlpatterns = [
    path("find/", finding.find, name="find"),
    path("find/<uuid:search>/", finding.find_results, name="find_results"),
    path("cases/", case_list.case_list, name="case_list"),
]
