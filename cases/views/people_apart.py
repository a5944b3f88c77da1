from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import submit_once
from cases.domain.keeping_apart import end_keep_apart, keep_apart
from cases.drafts import DraftKey, clear_draft, find_draft, prefill
from cases.forms.people_apart import KeepApartEndForm, KeepApartForm
from cases.models import KeepApart, Person
from cases.people_words import apart_words
from cases.views.people_loading import load_person, people_beside
from cases.views.people_relating import person_form


@require_http_methods(["GET", "POST"])
@requires(Permission.SAFETY_RECORD)
def keep_apart_add(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Record that somebody must be kept apart from somebody else in the family."""
    loaded = load_person(request, public_id, Permission.SAFETY_RECORD)
    person = loaded.person
    key = DraftKey.of(
        "keep-apart", person.public_id, title="Two people to keep apart", url=request.path
    )
    draft = find_draft(request.user, key)
    people = people_beside(loaded)
    form = KeepApartForm(request.POST or None, person=person, people=people)
    prefill(form, draft)
    if form.is_valid():
        said = dict(form.cleaned_data)
        other: Person = said.pop("other")

        def act() -> str:
            keep_apart(person, other, by=request.user, **said)
            clear_draft(request.user, key)
            messages.success(request, "The arrangement has been recorded.")
            return person.get_absolute_url()

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
    context: dict[str, Any] = {
        "draft_key": key,
        "draft": None if form.is_bound else draft,
        "people": people,
    }
    return person_form(request, loaded, "cases/keep_apart_add.html", form, **context)


@require_http_methods(["GET", "POST"])
@requires(Permission.SAFETY_RECORD)
def keep_apart_end(request: UserRequest, public_id: UUID) -> HttpResponse:
    """End an arrangement, with why."""
    rows = KeepApart.objects.visible_to(request.user).in_force()
    arrangement = get_object_or_404(rows.select_related("first", "second"), public_id=public_id)
    loaded = load_person(
        request, arrangement.first.public_id, Permission.SAFETY_RECORD, thing=arrangement
    )
    form = KeepApartEndForm(request.POST or None)
    if form.is_valid():

        def act() -> str:
            end_keep_apart(arrangement, by=request.user, why=form.cleaned_data["why"])
            messages.success(request, "The arrangement has ended.")
            return loaded.person.get_absolute_url()

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
    words = f"{loaded.person.liked_name}: {apart_words(arrangement, loaded.person).lower()}"
    context: dict[str, Any] = {"arrangement": arrangement, "words": words}
    return person_form(request, loaded, "cases/keep_apart_end.html", form, **context)
