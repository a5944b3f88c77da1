"""The other of the two: choosing and un-choosing them, what they read, what they say."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.decorators import leaves_no_trace, requires
from accounts.paging import keyset_page
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from cases.drafts import DraftKey, clear_draft, find_draft, prefill
from conferences.domain.reflecting import (
    REPLY_DRAFT,
    reply_to_reflection,
    share_reflection,
    stop_sharing,
    take_back_reply,
)
from conferences.forms.reflecting import ReplyForm, SupervisorForm
from conferences.models import Reflection, ReflectionReply
from conferences.views.reflections import load_own, load_reflection


@require_GET
@leaves_no_trace
@requires(Permission.PRACTICE_REFLECT)
def reflection_shared(request: UserRequest) -> HttpResponse:
    """What colleagues let this person read, until they un-choose them."""
    rows = Reflection.objects.filter(supervisor=request.user).select_related("writer")
    page = keyset_page(request, rows, order=("-shared_at", "-pk"))
    return render(request, "conferences/reflection/reflection_shared.html", {"page": page})


@require_http_methods(["GET", "POST"])
@leaves_no_trace
@requires(Permission.PRACTICE_REFLECT)
def reflection_share(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Choose who else reads it, or somebody else instead."""
    reflection = load_own(request, public_id)
    form = SupervisorForm(request.POST or None, writer=request.user)
    if form.is_valid():
        supervisor = form.cleaned_data["supervisor"]
        try:
            share_reflection(reflection, supervisor, by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"{supervisor} can now read this. Nobody has told them.")
            return redirect(reflection)
    context = {"reflection": reflection, "form": form}
    return render(request, "conferences/reflection/reflection_share.html", context)


@require_POST
@leaves_no_trace
@requires(Permission.PRACTICE_REFLECT)
def reflection_unshare(request: UserRequest, public_id: UUID) -> HttpResponse:
    reflection = load_own(request, public_id)
    stop_sharing(reflection, by=request.user)
    messages.success(request, "Only you can read this now.")
    return redirect(reflection)


@require_http_methods(["GET", "POST"])
@leaves_no_trace
@requires(Permission.PRACTICE_REFLECT)
def reflection_reply(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Say something to the other of the two. What is typed is kept until it is said."""
    reflection = load_reflection(request, public_id)
    key = DraftKey.of(
        REPLY_DRAFT, reflection.public_id, title="A reply to a reflection", url=request.path
    )
    draft = find_draft(request.user, key)
    form = ReplyForm(request.POST or None)
    prefill(form, draft)
    if form.is_valid():

        def act() -> str:
            reply_to_reflection(reflection, form.cleaned_data["words"], by=request.user)
            clear_draft(request.user, key)
            messages.success(request, "Your words have been added.")
            return reflection.get_absolute_url()

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
    is_writer = reflection.writer_id == request.user.pk
    context = {
        "reflection": reflection,
        "other": reflection.supervisor if is_writer else reflection.writer,
        "form": form,
        "form_token": new_form_token(),
        "draft_key": key,
        "draft": None if form.is_bound else draft,
    }
    return render(request, "conferences/reflection/reflection_reply.html", context)


@require_POST
@leaves_no_trace
@requires(Permission.PRACTICE_REFLECT)
def reply_take_back(request: UserRequest, public_id: UUID) -> HttpResponse:
    rows = ReflectionReply.objects.visible_to(request.user).filter(author=request.user)
    reply = get_object_or_404(rows.select_related("reflection"), public_id=public_id)
    take_back_reply(reply, by=request.user)
    messages.success(request, "Your words have been taken back. Nobody can read them any more.")
    return redirect(reply.reflection)
