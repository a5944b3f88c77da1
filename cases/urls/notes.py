from django.urls import path

from cases.views import notes

urlpatterns = [
    path("cases/<uuid:public_id>/notes/add/", notes.note_add, name="note_add"),
    path("notes/<uuid:public_id>/", notes.note_detail, name="note_detail"),
    path("notes/<uuid:public_id>/correct/", notes.note_correct, name="note_correct"),
    path("notes/<uuid:public_id>/share/", notes.note_share, name="note_share"),
    path("notes/<uuid:public_id>/copy/", notes.note_copy, name="note_copy"),
]
