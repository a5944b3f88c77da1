from django.urls import path

from conferences.views import resources

urlpatterns = [
    path("resources/", resources.resource_list, name="resource_list"),
    path("resources/add/<slug:kind>/", resources.resource_add, name="resource_add"),
    path("resources/<uuid:public_id>/", resources.resource_detail, name="resource_detail"),
    path("resources/<uuid:public_id>/edit/", resources.resource_edit, name="resource_edit"),
    path("resources/<uuid:public_id>/hours/", resources.resource_hours, name="resource_hours"),
    path("resources/<uuid:public_id>/away/", resources.resource_away_add, name="resource_away_add"),
    path(
        "resources/<uuid:public_id>/away/<int:away_id>/end/",
        resources.resource_away_end,
        name="resource_away_end",
    ),
    path(
        "resources/<uuid:public_id>/archive/", resources.resource_archive, name="resource_archive"
    ),
]
