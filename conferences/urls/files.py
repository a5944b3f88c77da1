from django.urls import path

from conferences.views import exporting, files

urlpatterns = [
    path("outcomes/export/", exporting.outcomes_export, name="outcomes_export"),
    path(
        "outcomes/measures/<slug:key>/<slug:part>/export/",
        exporting.outcome_records_export,
        name="outcome_records_export",
    ),
    path("files/", files.files, name="files"),
    path("files/ask/", files.file_ask, name="file_ask"),
    path("files/<uuid:public_id>/", files.file_detail, name="file_detail"),
    path("files/<uuid:public_id>/download/", files.file_download, name="file_download"),
]
