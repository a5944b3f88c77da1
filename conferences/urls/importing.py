from django.urls import path

from conferences.views.importing import asking, matching, results, uploading

ONE = "imports/<uuid:public_id>"
urlpatterns = [
    path("imports/", uploading.import_list, name="import_list"),
    path("imports/add/", uploading.import_add, name="import_add"),
    path(f"{ONE}/", results.import_detail, name="import_detail"),
    path(f"{ONE}/sheet/", matching.import_sheet_choice, name="import_sheet_choice"),
    path(f"{ONE}/columns/", matching.import_columns, name="import_columns"),
    path(f"{ONE}/columns/kept/", matching.import_take_kept, name="import_take_kept"),
    path(f"{ONE}/keep/", matching.import_keep, name="import_keep"),
    path(f"{ONE}/questions/", asking.import_questions, name="import_questions"),
    path(f"{ONE}/people/", asking.import_people, name="import_people"),
    path(f"{ONE}/begin/", results.import_begin, name="import_begin"),
    path(f"{ONE}/take-back/", results.import_take_back, name="import_take_back"),
    path(f"{ONE}/cases/", results.import_cases, name="import_cases"),
    path(f"{ONE}/refused/", results.import_refused, name="import_refused"),
]
