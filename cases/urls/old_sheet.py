from django.urls import path

from cases.views import old_sheet

CELL = "cases/<uuid:public_id>/old-sheet/<int:cell>"
urlpatterns = [
    path("cases/<uuid:public_id>/old-sheet/", old_sheet.case_old_sheet, name="case_old_sheet"),
    path(f"{CELL}/reveal/", old_sheet.old_sheet_reveal, name="old_sheet_reveal"),
    path(f"{CELL}/settle/", old_sheet.old_sheet_settle, name="old_sheet_settle"),
]
