from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.decorators import requires
from accounts.models import User
from accounts.permissions import Permission
from accounts.requests import UserRequest
from accounts.submitting import new_form_token, submit_once
from cases.access import load_case, may
from cases.case_page import case_context, children_of
from cases.copying import note_as_text
from cases.domain.noting import (
    WHO_CORRECTS,
    correct_note,
    may_correct,
    may_share,
    share_note,
    usual_audience,
    write_note,
)
from cases.drafts import (
    DraftKey,
    clear_draft,
    draft_to_show,
    drafted_data,
    prefill,
    prefill_and_compare,
)
from cases.forms.notes import CorrectionForm, NoteForm
from cases.models import Case, CaseChild, Note, NoteCorrection
from cases.note_history import correctors_of, earlier_versions, heading_of
from cases.views.case_loading import Conflict, load_sent_case, with_version
from restorative.conflicts import StaleVersion

TIMELINE = "cases:case_timeline"


@require_http_methods(["GET", "POST"])
@requires(Permission.NOTE_ADD)
def note_add(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Write one note for one child or several. What is typed is kept until it is saved."""
    case = load_sent_case(request, public_id, Permission.NOTE_ADD)
    key = DraftKey.of("note", case.public_id, title=f"Note on {case}", url=request.path)
    draft = draft_to_show(request, key)
    for_coordinator = usual_audience(case, request.user) == Note.Audience.COORDINATOR
    form = NoteForm(
        request.POST or None,
        children=children_of(case, request.user),
        for_coordinator=for_coordinator,
    )
    prefill(form, draft)
    if form.is_valid():

        def act() -> str:
            write_note(case, by=request.user, **form.cleaned_data)
            clear_draft(request.user, key)
            messages.success(request, "Case note saved.")
            return reverse(TIMELINE, kwargs={"public_id": case.public_id})

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
    context = {
        "form": form,
        "form_token": new_form_token(),
        "draft_key": key,
        "draft": None if form.is_bound else draft,
    }
    return render(request, "cases/note_add.html", case_context(request, case, TIMELINE, **context))


@require_GET
@requires(Permission.CASE_VIEW)
def note_detail(request: UserRequest, public_id: UUID) -> HttpResponse:
    note = find_note(request, public_id)
    case = load_case(request, note.case.public_id, thing=note)
    writing = may(request.user, Permission.NOTE_ADD, case)
    versions = earlier_versions(note, request.user)
    context = {
        "note": note,
        "about": names_on(note, request),
        "versions": versions,
        "corrected_by": correctors_of(note.corrections.select_related("corrected_by")),
        "has_hidden_versions": len(versions) < note.version - 1,
        "may_correct": writing and may_correct(note, request.user),
        "may_share": writing and may_share(note, request.user),
        "may_copy": may_copy(note),
    }
    return render(
        request, "cases/note_detail.html", case_context(request, case, TIMELINE, **context)
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.NOTE_ADD)
def note_correct(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Change a note. When somebody was faster, both versions are shown."""
    note = find_note(request, public_id)
    case = load_case(request, note.case.public_id, Permission.NOTE_ADD, thing=note)
    if not may_correct(note, request.user):
        raise PermissionDenied(WHO_CORRECTS)
    key = DraftKey.of(
        "note-correction", note.public_id, title=f"Correction of a note on {case}", url=request.path
    )
    draft = draft_to_show(request, key)
    asked: Any = {"note": note, "children": _children_for(note, request.user)}
    form = CorrectionForm(request.POST or None, **asked)
    conflict = None
    # A draft begun before somebody else's correction must not silently undo it.
    if draft and prefill_and_compare(form, draft, version=note.version):
        conflict = _conflict(note, CorrectionForm(drafted_data(draft), **asked))
    if form.is_valid():

        def act() -> str:
            correct_note(note, by=request.user, **form.cleaned_data)
            clear_draft(request.user, key)
            messages.success(request, "The note has been corrected.")
            return note.get_absolute_url()

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
        except StaleVersion:
            now = find_note(request, public_id)
            conflict = _conflict(now, form)
            asked = {"note": now, "children": _children_for(now, request.user)}
            form = CorrectionForm(with_version(request.POST, now.version), **asked)
    context = {
        "note": note,
        "form": form,
        "form_token": new_form_token(),
        "draft_key": key,
        "draft": None if form.is_bound else draft,
        "conflict": conflict,
    }
    return render(
        request,
        "cases/note_correct.html",
        case_context(request, case, TIMELINE, **context),
        status=409 if conflict and form.is_bound else 200,
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.NOTE_ADD)
def note_share(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Say what sharing means, then do it: it cannot be taken back."""
    note = find_note(request, public_id)
    case = load_case(request, note.case.public_id, Permission.NOTE_ADD, thing=note)
    if not may_share(note, request.user) and note.audience != Note.Audience.CASE:
        raise PermissionDenied("Only its author and the coordinator of the case can share a note.")
    if request.method == "POST":

        def act() -> str:
            share_note(note, by=request.user)
            messages.success(request, "Everyone working on the case can now read this note.")
            return note.get_absolute_url()

        return submit_once(request, act)
    context = {
        "note": note,
        "was_corrected": note.version > 1,
        "form_token": new_form_token(),
    }
    return render(
        request, "cases/note_share.html", case_context(request, case, TIMELINE, **context)
    )


@require_GET
@requires(Permission.CASE_VIEW)
def note_copy(request: UserRequest, public_id: UUID) -> HttpResponse:
    """The note as plain text for the main record. A look under this name is an export."""
    note = find_note(request, public_id)
    case = load_case(request, note.case.public_id, thing=note)
    if not may_copy(note):
        raise PermissionDenied(
            "A note for the coordinator only stays out of the main record. Share it first."
        )
    context = {
        "text": note_as_text(note, names_on(note, request)),
        "heading": "Copy this note for the main record",
        "back_url": note.get_absolute_url(),
    }
    return render(request, "cases/case_copy.html", case_context(request, case, TIMELINE, **context))


def _children_for(note: Note, user: User) -> list[CaseChild]:
    """Whom a note can be about: the children now, and those it is about who left since.

    Somebody who left and came back has two rows: the one the note stands on counts.
    """
    about = set(note.about.values_list("child", flat=True))
    rows = CaseChild.objects.visible_to(user).filter(case=note.case).select_related("person")
    offered = list(rows.filter(Q(left_on__isnull=True) | Q(pk__in=about)))
    by_person = {child.person_id: child for child in offered}
    by_person |= {child.person_id: child for child in offered if child.pk in about}
    return list(by_person.values())


def _conflict(note: Note, form: CorrectionForm) -> Conflict:
    """The note as it is now beside what somebody wanted it to be."""
    last = _last_correction(note)
    form.is_valid()
    now = {
        "kind": note.kind,
        "happened_on": note.happened_on,
        "children": [row.child for row in note.about.select_related("child__person")],
        "is_significant": note.is_significant,
        "text": note.text,
        "child_voice": note.child_voice,
    }
    return Conflict(
        who=last.corrected_by if last else None,
        at=last.corrected_at if last else None,
        what="The note",
        theirs=_in_words(now),
        yours=_in_words(form.cleaned_data),
    )


def _in_words(said: Mapping[str, Any]) -> str:
    """All of a version; of one that was not finished, what is there."""
    heading = heading_of(
        said.get("kind") or Note.Kind.OTHER,
        said.get("happened_on"),
        [child.person.liked_name for child in said.get("children", [])],
        is_significant=said.get("is_significant", False),
    )
    parts = [heading, said.get("text", "")]
    if said.get("child_voice"):
        parts.append(f"The child: {said['child_voice']}")
    return "\n\n".join(parts)


def _last_correction(note: Note) -> NoteCorrection | None:
    return note.corrections.select_related("corrected_by").last()


def may_copy(note: Note) -> bool:
    """A referrer reads the main record, so what they may not read must not go there."""
    return note.audience == Note.Audience.CASE


def find_note(request: UserRequest, public_id: UUID) -> Note:
    notes = Note.objects.visible_to(request.user).select_related("case__team", "author")
    return get_object_or_404(notes.exclude(case__stage=Case.Stage.DRAFT), public_id=public_id)


def names_on(note: Note, request: UserRequest) -> list[str]:
    """The children a note is about, as they like to be called."""
    about = note.about.select_related("child__person").order_by("child")
    return [row.child.person.liked_name for row in about]
