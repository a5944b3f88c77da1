"""One's own reflections: the month, one of them, writing, changing, deleting.

No look at these pages is recorded, and no log says whose they were. Loading goes through
`visible_to` alone; only its writer gets further than reading and replying.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.decorators import leaves_no_trace, requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from cases.drafts import (
    DraftKey,
    clear_draft,
    drafted_data,
    find_draft,
    prefill,
    prefill_and_compare,
)
from cases.views.case_loading import Conflict, with_version
from conferences.domain.reflecting import (
    EDIT_DRAFT,
    change_reflection,
    delete_reflection,
    write_reflection,
)
from conferences.forms.reflecting import ReflectionForm
from conferences.models import Reflection, ReflectionReply
from conferences.pictures.window import window_picture
from conferences.reflection_page import Month, case_of, in_words, window_rows, words_of
from conferences.reflection_prompts import SOURCE, WINDOW_SOURCE, prompts
from restorative.conflicts import StaleVersion

LIST = "conferences:reflection_list"


@require_GET
@leaves_no_trace
@requires(Permission.PRACTICE_REFLECT)
def reflection_list(request: UserRequest) -> HttpResponse:
    """What this person wrote, a month at a time. Nobody else can open any of it."""
    month = Month.asked_for(request.GET.get("month", ""), timezone.localdate())
    own = Reflection.objects.filter(writer=request.user)
    rows = own.filter(reflected_on__gte=month.first, reflected_on__lt=month.after)
    earlier = own.filter(reflected_on__lt=month.first).first()
    later = own.filter(reflected_on__gte=month.after).last()
    context = {
        "month": month,
        "rows": list(rows.select_related("supervisor")),
        "earlier": Month.of(earlier.reflected_on) if earlier else None,
        "later": Month.of(later.reflected_on) if later else None,
    }
    return render(request, "conferences/reflection/reflection_list.html", context)


@require_http_methods(["GET", "POST"])
@leaves_no_trace
@requires(Permission.PRACTICE_REFLECT)
def reflection_add(request: UserRequest) -> HttpResponse:
    """Write one. What is typed is kept until it is saved, for its writer alone."""
    key = DraftKey.of("reflection", "new", title="A reflection", url=request.path)
    draft = find_draft(request.user, key)
    form = ReflectionForm(request.POST or None, user=request.user, prompts=prompts())
    prefill(form, draft)
    if form.is_valid():

        def act() -> str:
            write_reflection(by=request.user, **form.facts)
            clear_draft(request.user, key)
            messages.success(request, "Your reflection has been saved. Only you can read it.")
            # Not its own address: what a form led to is kept for a while.
            return reverse(LIST)

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
    return _form_page(request, form, key, None if form.is_bound else draft, back=reverse(LIST))


@require_GET
@leaves_no_trace
@requires(Permission.PRACTICE_REFLECT)
def reflection_detail(request: UserRequest, public_id: UUID) -> HttpResponse:
    """One reflection with what the two said about it, for the two of them."""
    reflection = load_reflection(request, public_id)
    replies = ReflectionReply.objects.visible_to(request.user).filter(reflection=reflection)
    context = {
        "reflection": reflection,
        "is_writer": reflection.writer_id == request.user.pk,
        "replies": list(replies.select_related("author", "supervisor")),
        "tied": case_of(reflection, request.user),
        "picture": window_picture(reflection.place) if reflection.place else "",
        "window": window_rows(reflection.place),
    }
    return render(request, "conferences/reflection/reflection_detail.html", context)


@require_http_methods(["GET", "POST"])
@leaves_no_trace
@requires(Permission.PRACTICE_REFLECT)
def reflection_edit(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Change it. What was saved meanwhile, in another window, is shown beside."""
    reflection = load_own(request, public_id)
    key = DraftKey.of(
        EDIT_DRAFT, reflection.public_id, title="A change to a reflection", url=request.path
    )
    draft = find_draft(request.user, key)
    asked: dict[str, Any] = {
        "user": request.user,
        "prompts": prompts(),
        "reflection": reflection,
    }
    form = ReflectionForm(request.POST or None, **asked)
    conflict = None
    if draft and prefill_and_compare(form, draft, version=reflection.version):
        conflict = _conflict(reflection, ReflectionForm(drafted_data(draft), **asked))
    if form.is_valid():

        def act() -> str:
            version = form.cleaned_data["version"]
            change_reflection(reflection, by=request.user, version=version, changes=form.facts)
            clear_draft(request.user, key)
            messages.success(request, "Your reflection has been changed.")
            return reflection.get_absolute_url()

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
        except StaleVersion:
            now = load_own(request, public_id)
            conflict = _conflict(now, form)
            asked["reflection"] = now
            form = ReflectionForm(with_version(request.POST, now.version), **asked)
    return _form_page(
        request,
        form,
        key,
        None if form.is_bound else draft,
        back=reflection.get_absolute_url(),
        conflict=conflict,
        reflection=reflection,
    )


@require_http_methods(["GET", "POST"])
@leaves_no_trace
@requires(Permission.PRACTICE_REFLECT)
def reflection_delete(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Say what deleting means, then do it: nothing of it is kept."""
    reflection = load_own(request, public_id)
    if request.method == "POST":
        delete_reflection(reflection, by=request.user)
        messages.success(request, "Your reflection has been deleted, with all that was said to it.")
        return redirect(LIST)
    context = {"reflection": reflection}
    return render(request, "conferences/reflection/reflection_delete.html", context)


def load_reflection(request: UserRequest, public_id: UUID) -> Reflection:
    """One that this person wrote, or that is shared with them now. Raises Http404."""
    rows = Reflection.objects.visible_to(request.user).select_related("writer", "supervisor")
    return get_object_or_404(rows, public_id=public_id)


def load_own(request: UserRequest, public_id: UUID) -> Reflection:
    rows = Reflection.objects.filter(writer=request.user).select_related("supervisor")
    return get_object_or_404(rows, public_id=public_id)


def _form_page(
    request: UserRequest,
    form: ReflectionForm,
    key: DraftKey,
    draft: Any,
    *,
    back: str,
    conflict: Conflict | None = None,
    reflection: Reflection | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "form_token": new_form_token(),
        "draft_key": key,
        "draft": draft,
        "back": back,
        "conflict": conflict,
        "reflection": reflection,
        "picture": window_picture(),
        "window": window_rows(),
        "source": SOURCE,
        "window_source": WINDOW_SOURCE,
    }
    status = 409 if conflict and form.is_bound else 200
    return render(request, "conferences/reflection/reflection_form.html", context, status=status)


def _conflict(reflection: Reflection, form: ReflectionForm) -> Conflict:
    form.is_valid()
    return Conflict(
        who=reflection.writer,
        at=None,
        what="Your reflection",
        theirs=in_words(words_of(reflection)),
        yours=in_words(form.said),
    )
