from django.urls import path, register_converter
from django.urls.converters import StringConverter

from cases.views import drafts


class SubjectConverter(StringConverter):
    """A public id, or a word such as "new" for what has none yet."""

    regex = "[0-9a-z-]{1,80}"


register_converter(SubjectConverter, "subject")

urlpatterns = [
    path("drafts/<slug:form>/<subject:subject>/", drafts.draft_save, name="draft_save"),
    path("drafts/<uuid:public_id>/", drafts.draft_detail, name="draft_detail"),
    path(
        "drafts/<slug:form>/<subject:subject>/discard/", drafts.draft_discard, name="draft_discard"
    ),
]
