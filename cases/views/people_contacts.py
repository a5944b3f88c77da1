from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import submit_once
from cases.access import may
from cases.conflict_rows import differences
from cases.contact_words import contact_row
from cases.domain.contacting import (
    CHANGEABLE,
    USES,
    add_contact,
    change_contact,
    confirm_contact,
    end_contact,
    reveal_contact,
)
from cases.drafts import DraftKey, clear_draft, find_draft, prefill
from cases.forms.people_contacts import (
    ContactConfirmForm,
    ContactEditForm,
    ContactEndForm,
    ContactForm,
    ReasonForm,
)
from cases.living import details_beside
from cases.models import ContactPoint
from cases.models.contact_point import HELD_WITH_VALUE
from cases.views.case_loading import with_version
from cases.views.people_loading import LoadedPerson, load_person
from cases.views.people_relating import person_form
from restorative.conflicts import StaleVersion

# What a page may show of a way of contact; the value is not among it.
SHOWABLE = sorted(CHANGEABLE - {"value"})


@require_http_methods(["GET", "POST"])
@requires(Permission.PERSON_EDIT)
def contact_add(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Record one way to reach somebody, and what is safe to do with it."""
    loaded = load_person(request, public_id, Permission.PERSON_EDIT)
    person = loaded.person
    key = DraftKey.of("contact", person.public_id, title="A way of contact", url=request.path)
    draft = find_draft(request.user, key)
    form = ContactForm(request.POST or None, person=person, user=request.user)
    prefill(form, draft)
    if form.is_valid():

        def act() -> str:
            add_contact(person, by=request.user, **form.cleaned_data)
            clear_draft(request.user, key)
            messages.success(request, "The way of contact has been saved.")
            return person.get_absolute_url()

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
    draft = None if form.is_bound else draft
    context: dict[str, Any] = {"draft_key": key, "draft": draft}
    return person_form(request, loaded, "cases/contact_add.html", form, **context)


@require_http_methods(["GET", "POST"])
@requires(Permission.PERSON_EDIT)
def contact_edit(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Change a way of contact. What allows more than was confirmed has to be confirmed anew."""
    contact, loaded = _load(request, public_id, Permission.PERSON_EDIT)
    key = DraftKey.of("contact-edit", contact.public_id, title="A way of contact", url=request.path)
    draft = find_draft(request.user, key)
    form = _edit_form(request.POST or None, contact, request)
    prefill(form, draft)
    stale, rows = False, []
    if form.is_valid():
        said = form.changes()

        def act() -> str:
            changed = change_contact(
                contact,
                by=request.user,
                version=form.cleaned_data["version"],
                changes=said,
                is_shared=form.cleaned_data["is_shared"],
            )
            clear_draft(request.user, key)
            messages.success(request, "The way of contact has been saved.")
            if contact.confirmed_on and not changed.confirmed_on:
                messages.warning(
                    request, "It is no longer confirmed. Check it with them before it is used."
                )
            return loaded.person.get_absolute_url()

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
        except StaleVersion as error:
            now: Any = error.current
            stale, rows = True, differences(form, _shown(now))
            form = _edit_form(with_version(request.POST, now.version), now, request)
    context: dict[str, Any] = {
        "contact": contact_row(contact),
        "draft_key": key,
        "draft": None if form.is_bound else draft,
        "stale": stale,
        "differences": rows,
    }
    status = 409 if stale else 200
    return person_form(request, loaded, "cases/contact_edit.html", form, status=status, **context)


@require_http_methods(["GET", "POST"])
@requires(Permission.PERSON_EDIT)
def contact_confirm(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Say that somebody asked the person whether it is still right and what is safe."""
    contact, loaded = _load(request, public_id, Permission.PERSON_EDIT)
    initial = {name: getattr(contact, name) for name in USES} | {"version": contact.version}
    form = ContactConfirmForm(request.POST or None, contact=contact, initial=initial)
    stale, rows = False, []
    if form.is_valid():
        said = dict(form.cleaned_data)

        def act() -> str:
            confirm_contact(contact, by=request.user, **said)
            messages.success(request, "It has been confirmed.")
            return loaded.person.get_absolute_url()

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
        except StaleVersion as error:
            now: Any = error.current
            stale, rows = True, differences(form, {name: getattr(now, name) for name in USES})
            form = ContactConfirmForm(with_version(request.POST, now.version), contact=now)
    context: dict[str, Any] = {"contact": contact_row(contact), "stale": stale, "differences": rows}
    status = 409 if stale else 200
    return person_form(
        request, loaded, "cases/contact_confirm.html", form, status=status, **context
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.PERSON_EDIT)
def contact_end(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Say that a number or address is no longer in use."""
    contact, loaded = _load(request, public_id, Permission.PERSON_EDIT)
    form = ContactEndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            end_contact(contact, by=request.user, why=form.cleaned_data["why"])
            messages.success(request, "It is no longer in use.")
            return loaded.person.get_absolute_url()

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
    row = contact_row(contact)
    return person_form(request, loaded, "cases/contact_end.html", form, contact=row)


@require_http_methods(["GET", "POST"])
@never_cache
@requires(Permission.CONTACT_REVEAL)
def contact_reveal(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Show a confidential value once, in answer to a reason that is recorded for good."""
    contact, loaded = _load(
        request, public_id, Permission.CONTACT_REVEAL, action="contact_reveal_asked"
    )
    if not contact.is_confidential:
        raise Http404
    form = ReasonForm(request.POST or None)
    revealed = ""
    if form.is_valid():
        revealed = reveal_contact(contact, by=request.user, reason=form.cleaned_data["reason"])
    row = contact_row(contact, is_revealed=bool(revealed))
    cases = [case for case in loaded.cases if may(request.user, Permission.CONTACT_REVEAL, case)]
    details = details_beside(contact, cases, user=request.user) if revealed else []
    context: dict[str, Any] = {"contact": row, "revealed": revealed, "details": details}
    return person_form(request, loaded, "cases/contact_reveal.html", form, **context)


def _load(
    request: UserRequest, public_id: UUID, permission: Permission, *, action: str = ""
) -> tuple[ContactPoint, LoadedPerson]:
    rows = ContactPoint.objects.visible_to(request.user).current()
    contact = get_object_or_404(rows.select_related("person"), public_id=public_id)
    loaded = load_person(
        request, contact.person.public_id, permission, action=action, thing=contact
    )
    return contact, loaded


def _edit_form(posted: Any, contact: ContactPoint, request: UserRequest) -> ContactEditForm:
    initial = _shown(contact) | {"version": contact.version}
    if not contact.is_confidential:
        initial["value"] = contact.shown
    return ContactEditForm(posted, contact=contact, user=request.user, initial=initial)


def _shown(contact: ContactPoint) -> dict[str, Any]:
    """What a form and the page of conflicts may show of it as it is now."""
    hidden = HELD_WITH_VALUE if contact.is_confidential else ()
    return {name: getattr(contact, name) for name in SHOWABLE if name not in hidden}
