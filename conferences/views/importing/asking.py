"""What values mean that are on none of our lists, and who is known already."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.audit import record_access
from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from cases.models import SheetImport
from cases.views.case_loading import with_version
from conferences.domain.importing import begin, match_sheet
from conferences.forms.importing import PeopleForm, QuestionsForm
from conferences.import_preview import cases_shown, people_of
from conferences.importing.asked import Asked, answered, questions_of, with_answer
from conferences.importing.field_words import FIELDS, field_words
from conferences.views.importing.loading import (
    CHANGED,
    done_or_said,
    load_import,
    not_now,
    version_now,
)
from restorative.conflicts import StaleVersion

ASKED_AT_ONCE = 100


@require_http_methods(["GET", "POST"])
@requires(Permission.SHEET_IMPORT)
def import_questions(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Each unknown value once. After the last page of them the sheet is gone through again."""
    found = load_import(request, public_id)
    if elsewhere := not_now(request, found):
        return elsewhere
    every, changes = _asked(found, "answered" in request.GET)
    start = _start(request)
    asked = every[start : start + ASKED_AT_ONCE]
    form = QuestionsForm(
        request.POST or None, asked=asked, kind=found.kind, initial={"version": found.version}
    )
    status = 200
    if form.is_valid():
        answers = found.answers
        for one, answer in form.answers():
            answers = with_answer(answers, one, answer)
        try:
            match_sheet(
                found, version=form.cleaned_data["version"], by=request.user, answers=answers
            )
        except StaleVersion as stale:
            form = _again(request, stale, asked=asked, kind=found.kind)
            status = 409
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return _go_on(request, found, start + ASKED_AT_ONCE, len(every), changes)
    context = {
        "import": found,
        "form": form,
        "groups": [(field_words(found.kind, key), boxes) for key, boxes in form.groups()],
        "heading": "Change answers" if changes else "What do these mean?",
        "changes": changes,
        "first": start + 1,
        "last": start + len(asked),
        "total": len(every),
        "is_last_page": start + ASKED_AT_ONCE >= len(every),
        "conflict": status == 409,
        "has_answers": bool(answered(found.answers, FIELDS[found.kind])),
    }
    return render(request, "conferences/importing/import_questions.html", context, status=status)


def _asked(found: SheetImport, changes: bool) -> tuple[list[Asked], bool]:
    """The questions of the last going through, or what has been answered, with the answers."""
    fields = FIELDS[found.kind]
    done = answered(found.answers, fields)
    if changes:
        places = {field.key: place for place, field in enumerate(fields)}
        return sorted(done, key=lambda one: (places[one.field.key], one.text)), True
    said = {one.key: one.answer for one in done}
    asked = questions_of(found.found.get("questions", []), fields)
    for one in asked:
        one.answer = said.get(one.key)
    return asked, False


def _start(request: UserRequest) -> int:
    text = request.GET.get("from", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _again(request: UserRequest, stale: StaleVersion, **about: Any) -> QuestionsForm:
    return QuestionsForm(with_version(request.POST, version_now(stale)), **about)


def _go_on(
    request: UserRequest, found: SheetImport, start: int, total: int, changes: bool
) -> HttpResponse:
    if start < total:
        asked = {"from": start} | ({"answered": 1} if changes else {})
        here = reverse("conferences:import_questions", args=[found.public_id])
        return redirect(f"{here}?{urlencode(asked)}")
    return done_or_said(
        request, found, lambda: begin(found, SheetImport.State.CHECKING, by=request.user)
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.SHEET_IMPORT)
def import_people(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Whether those of the sheet who seem to be known are the same people."""
    found = load_import(request, public_id)
    if elsewhere := not_now(request, found):
        return elsewhere
    every = people_of(found, request.user)
    if cases := cases_shown(found, request.user):
        record_access(request, "import_preview", thing=found, cases=cases)
    start = _start(request)
    people = every[start : start + ASKED_AT_ONCE]
    about: dict[str, Any] = {"people": people, "said": found.same_people}
    form = PeopleForm(request.POST or None, initial={"version": found.version}, **about)
    status = 200
    if form.is_valid():
        try:
            match_sheet(
                found,
                version=form.cleaned_data["version"],
                by=request.user,
                same_people=found.same_people | form.said(),
            )
        except StaleVersion as stale:
            form = PeopleForm(with_version(request.POST, version_now(stale)), **about)
            messages.warning(request, CHANGED)
            status = 409
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            if start + ASKED_AT_ONCE < len(every):
                here = reverse("conferences:import_people", args=[found.public_id])
                return redirect(f"{here}?from={start + ASKED_AT_ONCE}")
            return done_or_said(
                request, found, lambda: begin(found, SheetImport.State.CHECKING, by=request.user)
            )
    context = {
        "import": found,
        "form": form,
        "first": start + 1,
        "last": start + len(people),
        "total": len(every),
        "is_last_page": start + ASKED_AT_ONCE >= len(every),
    }
    return render(request, "conferences/importing/import_people.html", context, status=status)
