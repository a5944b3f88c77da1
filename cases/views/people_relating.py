from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from cases.domain.relating import (
    end_relationship,
    in_words,
    record_responsibility,
    tell_relationship,
)
from cases.forms.people_relating import RelationshipEndForm, RelationshipForm, ResponsibilityForm
from cases.models import Person, Relationship
from cases.rules_people import relationship_doubts
from cases.views.people_loading import LoadedPerson, load_person, people_beside


@require_http_methods(["GET", "POST"])
@requires(Permission.PERSON_EDIT)
def relationship_add(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Say what somebody else in the family is to this person."""
    loaded = load_person(request, public_id, Permission.PERSON_EDIT)
    person = loaded.person
    people = people_beside(loaded)
    form = RelationshipForm(request.POST or None, person=person, people=people)
    if form.is_valid():
        said = dict(form.cleaned_data)
        other: Person = said.pop("other")

        def act() -> str:
            tell_relationship(other, said.pop("kind"), person, by=request.user, **said)
            messages.success(request, "The relationship has been recorded.")
            return person.get_absolute_url()

        try:
            doubts = relationship_doubts(other, said["kind"], person)
            response = submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            for doubt in doubts:
                messages.warning(request, doubt)
            return response
    return person_form(request, loaded, "cases/relationship_add.html", form, people=people)


@require_http_methods(["GET", "POST"])
@requires(Permission.PERSON_EDIT)
def relationship_end(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Say that a relationship is over, or was recorded by mistake."""
    rows = Relationship.objects.visible_to(request.user).current()
    relationship = get_object_or_404(rows.select_related("person", "relative"), public_id=public_id)
    loaded = load_person(
        request, relationship.relative.public_id, Permission.PERSON_EDIT, thing=relationship
    )
    form = RelationshipEndForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data

        def act() -> str:
            end_relationship(
                relationship,
                by=request.user,
                ended_on=said["ended_on"],
                was_wrong=said["what"] == RelationshipEndForm.WRONG,
                why=said["why"],
            )
            messages.success(request, "The relationship has been ended.")
            return loaded.person.get_absolute_url()

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
    words = in_words(relationship)
    return person_form(request, loaded, "cases/relationship_end.html", form, words=words)


@require_http_methods(["GET", "POST"])
@requires(Permission.PERSON_EDIT)
def responsibility_record(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Say who has parental responsibility for a child. What was known before is kept."""
    loaded = load_person(request, public_id, Permission.PERSON_EDIT)
    child = loaded.person
    if child.age is not None and child.age >= 18:
        raise Http404
    people = people_beside(loaded)
    holder = request.GET.get("holder", "")
    form = ResponsibilityForm(
        request.POST or None, child=child, people=people, initial={"holder": holder}
    )
    if form.is_valid():
        said = form.cleaned_data

        def act() -> str:
            record_responsibility(child, by=request.user, **said)
            messages.success(request, "Parental responsibility has been recorded.")
            return child.get_absolute_url()

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
    return person_form(request, loaded, "cases/responsibility_record.html", form)


def person_form(
    request: UserRequest,
    loaded: LoadedPerson,
    template: str,
    form: Any,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """A page about one person with a form: what all of them need."""
    context |= {
        "person": loaded.person,
        "case": loaded.latest_case,
        "form": form,
        "form_token": new_form_token(),
        "back_url": loaded.person.get_absolute_url(),
    }
    return render(request, template, context, status=status)
