from django.urls import path

from conferences.views import packs

urlpatterns = [
    path("packs/", packs.pack_list, name="pack_list"),
    path("packs/<uuid:public_id>/", packs.pack_detail, name="pack_detail"),
    path("packs/<uuid:public_id>/end/", packs.pack_end, name="pack_end"),
    path("conferences/<uuid:public_id>/pack/", packs.pack_readers, name="pack_readers"),
]
