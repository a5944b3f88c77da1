from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from cases.case_page import case_context, children_of
from cases.domain.entering import Ties
from cases.domain.joining import bring_in
from cases.domain.look_alikes import find_look_alikes
from cases.drafts import DraftKey, clear_draft, find_draft, prefill
from cases.forms.look_alikes import LookAlikeForm
from cases.forms.people_adding import PersonAddForm
from cases.found_people import FoundPerson, cases_shown, describe_people
from cases.models import Case, Person
from cases.views.case_loading import load_sent_case
from cases.views.people import PEOPLE
from cases.views.people_loading import is_party_of
from cases.views.referrals_alike import say_what_differs

OF_PERSON = (
    "first_name",
    "middle_names",
    "last_name",
    "known_as",
    "other_names",
    "date_of_birth",
    "expected_on",
    "job_title",
    "organisation",
)


class LookAlikes(Exception):
    """There are people like the one being added: who of them is it? Some may be here already."""

    def __init__(self, form: LookAlikeForm, here: list[FoundPerson]) -> None:
        super().__init__("Somebody like this is known.")
        self.form = form
        self.here = here


@require_http_methods(["GET", "POST"])
@requires(Permission.PERSON_EDIT)
def person_add(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Add somebody to a family. Whoever is like them is shown first, and may be chosen."""
    case = load_sent_case(request, public_id, Permission.PERSON_EDIT)
    key = DraftKey.of(
        "person-add", case.public_id, title=f"Somebody new on {case}", url=request.path
    )
    draft = find_draft(request.user, key)
    form = PersonAddForm(request.POST or None, children=children_of(case, request.user))
    prefill(form, draft)
    question: LookAlikes | None = None
    if form.is_valid():

        def act() -> str:
            known = _known(request, case, form)
            person = _bring_in(request, case, form, known)
            clear_draft(request.user, key)
            messages.success(request, f"{person.liked_name} has been added.")
            say_what_differs(request, known, _said(form), _ties(form))
            return reverse(PEOPLE, kwargs={"public_id": case.public_id})

        try:
            return submit_once(request, act)
        except LookAlikes as found:
            question = found
            shown = [*question.form.found.values(), *question.here]
            record_access(
                request, "look_alikes_shown", cases=cases_shown(shown), row_count=len(shown)
            )
        except ValidationError as error:
            form.add_error(None, error)
    context = {
        "form": form,
        "alike": question.form if question else None,
        "here": question.here if question else [],
        "form_token": new_form_token(),
        "draft_key": key,
        "draft": None if form.is_bound else draft,
    }
    return render(request, "cases/person_add.html", case_context(request, case, PEOPLE, **context))


def _known(request: UserRequest, case: Case, form: PersonAddForm) -> Person | None:
    """The person chosen, or None for somebody new; raises LookAlikes where that is open.

    Asked while the form does its work and not before: of two presses of the same button
    the second must find the form done, not itself beside what the first has made.
    """
    asked: dict[str, Any] = {
        name: form.cleaned_data[name]
        for name in ("first_name", "last_name", "known_as", "date_of_birth")
    }
    found = describe_people(request.user, find_look_alikes(request.user, **asked))
    if not found:
        return None
    here = [row for row in found if is_party_of(case, row.person)]
    others = [row for row in found if row not in here]
    question = LookAlikeForm(request.POST if "asked" in request.POST else None, found=others)
    if not question.is_valid():
        raise LookAlikes(question, here)
    return question.chosen


def _bring_in(
    request: UserRequest, case: Case, form: PersonAddForm, known: Person | None
) -> Person:
    said = form.cleaned_data
    return bring_in(
        case,
        by=request.user,
        known=known,
        said=_said(form),
        part=said["part"],
        side=said["side"],
        suggested_by=said["suggested_by"],
        kinds={child.person: kind for child, kind in form.relations()},
        detail=said["detail"],
    )


def _said(form: PersonAddForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in OF_PERSON}


def _ties(form: PersonAddForm) -> Ties:
    kinds = {child.person: kind for child, kind in form.relations()}
    return Ties(kinds=kinds, detail=form.cleaned_data["detail"])
