"""The component gallery: pages for tests and screenshots, in no installation."""

from types import SimpleNamespace

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path

from restorative.svg import Canvas
from restorative.urls import handler400, handler500  # noqa: F401
from restorative.urls import urlpatterns as product_urls
from tests.restorative.gallery.forms import (
    ActionForm,
    ActionFormSet,
    EveryFieldForm,
    OneQuestionForm,
)


@login_not_required
def every_field(request):
    form = EveryFieldForm(request.POST or None, request.FILES or None)
    return render(request, "gallery/every_field.html", {"form": form})


@login_not_required
def one_question(request):
    form = OneQuestionForm(request.POST or None)
    return render(request, "gallery/every_field.html", {"form": form})


@login_not_required
def actions(request):
    formset = ActionFormSet(request.POST or None, prefix="actions")
    if request.method == "POST" and not formset.wants_another:
        formset.is_valid()
    return render(request, "gallery/every_field.html", {"formset": formset})


@login_not_required
def drafting(request):
    state = "signed-out" if "signed_out" in request.GET else "signed-in"
    return render(
        request, "gallery/drafting.html", {"form": ActionForm(), "save_url": f"/gallery/{state}/"}
    )


@login_not_required
def draft_kept(request):
    return JsonResponse({"saved": bool(request.POST["what"]), "at": "10:42"})


@login_not_required
def draft_refused(request):
    return JsonResponse({"signed_in": False}, status=401)


@login_not_required
def session(request):
    context = {
        "form": ActionForm(),
        "session_ends_in": 1800,
        "session_warn_minutes": 2,
        "keep_url": "/gallery/keep/",
    }
    return render(request, "gallery/session.html", context)


@login_not_required
def session_keep(request):
    return HttpResponse(status=204)


@login_not_required
def components(request):
    for level in ("success", "warning", "info"):
        getattr(messages, level)(request, f"This is a message of the level {level}")
    canvas = Canvas(height=80)
    canvas.circle(170, 40, 30)
    canvas.text(170, 45, "Amira")
    context = {
        "case_header": SimpleNamespace(
            title="Amira, 9; Sami, 6 and Olamide-Christopher, 11 months",
            reference="FGC-2026-00042",
            stage_label="Preparing",
            stage_colour="turquoise",
            next_date_text="Family group conference: 23 November 2026, 10:00",
            alerts=["Some people in this family must be kept apart"],
            restricted=True,
            read_only_text="",
        ),
        "case_tabs": [
            SimpleNamespace(label=label, url="#", current=label == "People")
            for label in ("Summary", "Timeline", "People", "Meetings", "Who has looked")
        ],
        "tasks": [
            {"title": "Child and family", "url": "#", "status": "Completed", "hint": "3 children"},
            {"title": "Why now", "url": "#", "status": "In progress", "colour": "light-blue"},
            {"title": "Check answers", "status": "Cannot start yet"},
        ],
        "rows": [
            {"label": "Likes to be called", "value": "Mira", "url": "#"},
            {"label": "Address", "value": ""},
        ],
        "picture": canvas.svg(name="circle", title="A circle", description="Amira is alone in it"),
        "people": ["Amira", "Nan"],
    }
    return render(request, "gallery/components.html", context)


urlpatterns = [
    path("gallery/every-field/", every_field, name="gallery_every_field"),
    path("gallery/one-question/", one_question, name="gallery_one_question"),
    path("gallery/actions/", actions, name="gallery_actions"),
    path("gallery/components/", components, name="gallery_components"),
    path("gallery/drafting/", drafting, name="gallery_drafting"),
    path("gallery/signed-in/", draft_kept),
    path("gallery/signed-out/", draft_refused),
    path("gallery/session/", session, name="gallery_session"),
    path("gallery/keep/", session_keep),
    *product_urls,
]
