from django.urls import path

from conferences.views import courses, development, learning, reflections, reflections_sharing

urlpatterns = [
    path("learning/", learning.learning, name="learning"),
    path("learning/reflections/", reflections.reflection_list, name="reflection_list"),
    path(
        "learning/reflections/shared/",
        reflections_sharing.reflection_shared,
        name="reflection_shared",
    ),
    path("learning/reflections/add/", reflections.reflection_add, name="reflection_add"),
    path(
        "learning/reflections/<uuid:public_id>/",
        reflections.reflection_detail,
        name="reflection_detail",
    ),
    path(
        "learning/reflections/<uuid:public_id>/edit/",
        reflections.reflection_edit,
        name="reflection_edit",
    ),
    path(
        "learning/reflections/<uuid:public_id>/delete/",
        reflections.reflection_delete,
        name="reflection_delete",
    ),
    path(
        "learning/reflections/<uuid:public_id>/share/",
        reflections_sharing.reflection_share,
        name="reflection_share",
    ),
    path(
        "learning/reflections/<uuid:public_id>/keep/",
        reflections_sharing.reflection_unshare,
        name="reflection_unshare",
    ),
    path(
        "learning/reflections/<uuid:public_id>/reply/",
        reflections_sharing.reflection_reply,
        name="reflection_reply",
    ),
    path(
        "learning/replies/<uuid:public_id>/take-back/",
        reflections_sharing.reply_take_back,
        name="reflection_reply_take_back",
    ),
    path("learning/prompts/", learning.prompt_list, name="prompt_list"),
    path("learning/prompts/<slug:key>/", learning.prompt_edit, name="prompt_edit"),
    path("learning/development/", development.development_own, name="development_own"),
    path("learning/team/", development.development_team, name="development_team"),
    path("learning/team/export/", development.development_export, name="development_export"),
    path(
        "learning/sessions/add/",
        development.development_session_add,
        name="development_session_add",
    ),
    path(
        "learning/sessions/<uuid:public_id>/",
        development.development_session,
        name="development_session",
    ),
    path(
        "learning/sessions/<uuid:public_id>/edit/",
        development.development_session_edit,
        name="development_session_edit",
    ),
    path(
        "learning/sessions/<uuid:public_id>/try/",
        development.development_try,
        name="development_try",
    ),
    path("learning/courses/", courses.course_list, name="course_list"),
    path("learning/courses/<uuid:public_id>/", courses.course_edit, name="course_edit"),
]
