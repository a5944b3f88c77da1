"""What a kind of meeting writes down: its pages, made from what the format declares."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.decorators import requires
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
from conferences.domain.entries import add_entry, change_entry, remove_entry
from conferences.entry_values import lines, lines_of, people_named, words_of
from conferences.formats import EntryKind
from conferences.forms.entries import EntryForm, RemoveEntryForm, as_values
from conferences.meeting_page import work_context
from conferences.models import Entry, Meeting
from conferences.network_page import network_of
from conferences.practice_page import sections_of
from conferences.side_links import side_links
from conferences.standing import Standing
from conferences.views.loading import load_entry, load_work
from restorative.conflicts import StaleVersion


@require_GET
@requires(Permission.MEETING_VIEW)
def meeting_records(request: UserRequest, public_id: UUID, page: str) -> HttpResponse:
    """A page of what is written down: its kinds, each with its entries."""
    standing = load_work(request, public_id, Permission.MEETING_VIEW)
    declared = standing.meeting.declared.page(page)
    sections = sections_of(standing, declared) if declared else []
    if declared is None or not sections:
        raise Http404
    context = {
        "page": declared,
        "sections": sections,
        "network": network_of(standing, declared),
        "side_links": side_links(standing, declared),
    }
    return render(
        request,
        "conferences/entries/page.html",
        work_context(request, standing, page, **context),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.PRACTICE_KEEP)
def entry_add(request: UserRequest, public_id: UUID, kind: str) -> HttpResponse:
    """Write down one thing. What is typed is kept until it is saved."""
    standing = load_work(request, public_id, Permission.PRACTICE_KEEP)
    meeting = standing.meeting
    declared = meeting.declared.kinds.get(kind)
    if declared is None or not standing.may_read(declared):
        raise Http404
    sides = standing.sides(declared)
    if not sides:
        raise Http404
    if not standing.may_write(declared):
        raise PermissionDenied
    there = standing.entries(declared) if declared.one_per_meeting else []
    if there:
        return redirect(there[0])
    key = _draft_key(meeting, declared, request.path)
    draft = find_draft(request.user, key)
    form = EntryForm(
        request.POST if request.method == "POST" else None,
        kind=declared,
        words=words_of(meeting.declared),
        people=people_named(meeting, request.user),
        sides=sides,
    )
    prefill(form, draft)
    if form.is_valid():

        def act() -> str:
            side = form.cleaned_data.get("compartment") or sides[0]
            add_entry(meeting, kind, by=request.user, values=form.said, compartment=side)
            clear_draft(request.user, key)
            messages.success(request, "Saved.")
            return _page_url(meeting, declared)

        try:
            return submit_once(request, act)
        except ValidationError as error:
            form.add_error(None, error)
    context = {
        "kind": declared,
        "form": form,
        "form_token": new_form_token(),
        "draft_key": key,
        "draft": None if form.is_bound else draft,
        "back": _page_url(meeting, declared),
    }
    return render(
        request,
        "conferences/entries/add.html",
        work_context(request, standing, meeting.declared.page_of(declared).key, **context),
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.PRACTICE_KEEP)
def entry_edit(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Change what an entry says. When somebody was faster, both versions are shown."""
    entry, standing = _load(request, public_id)
    meeting, kind = standing.meeting, entry.declared
    words, people = words_of(meeting.declared), people_named(meeting, request.user)
    key = DraftKey.of(
        "meeting-entry-change", entry.public_id, title=f"{kind.label}: a change", url=request.path
    )
    draft = find_draft(request.user, key)

    def form_for(data: object, one: Entry) -> EntryForm:
        return EntryForm(data, kind=kind, words=words, people=people, entry=one)

    def conflict_with(now: Entry, form: EntryForm) -> Conflict:
        form.is_valid()
        theirs = lines_of(now, words=words, people=people)
        yours = lines(kind, as_values(kind, form), words=words, people=people)
        return Conflict(
            who=now.changed_by,
            at=now.changed_at,
            what=kind.label,
            theirs="\n".join(f"{line.label} {line.value}" for line in theirs),
            yours="\n".join(f"{line.label} {line.value}" for line in yours),
        )

    form = form_for(request.POST if request.method == "POST" else None, entry)
    conflict = None
    if draft and prefill_and_compare(form, draft, version=entry.version):
        conflict = conflict_with(entry, form_for(drafted_data(draft), entry))
    if form.is_valid():
        try:
            change_entry(
                entry,
                by=request.user,
                version=form.cleaned_data["version"],
                values=form.said,
            )
        except StaleVersion as stale:
            now = Entry.objects.select_related("changed_by").get(pk=stale.current.pk)
            now.meeting = meeting
            conflict = conflict_with(now, form)
            form = form_for(with_version(request.POST, now.version), now)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            clear_draft(request.user, key)
            messages.success(request, "Saved.")
            return redirect(_page_url(meeting, kind))
    context = {
        "entry": entry,
        "kind": kind,
        "form": form,
        "draft_key": key,
        "draft": None if form.is_bound else draft,
        "conflict": conflict,
        "back": _page_url(meeting, kind),
    }
    return render(
        request,
        "conferences/entries/edit.html",
        work_context(request, standing, meeting.declared.page_of(kind).key, **context),
        status=409 if conflict and form.is_bound else 200,
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.PRACTICE_KEEP)
def entry_remove(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Take an entry out, saying why. It is kept and shown nowhere."""
    entry, standing = _load(request, public_id)
    kind = entry.declared
    form = RemoveEntryForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            remove_entry(entry, by=request.user, why=form.cleaned_data["why"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Taken out.")
            return redirect(_page_url(standing.meeting, kind))
    context = {"kind": kind, "form": form, "back": _page_url(standing.meeting, kind)}
    page = standing.meeting.declared.page_of(kind).key
    return render(
        request,
        "conferences/entries/remove.html",
        work_context(request, standing, page, **context),
    )


def _load(request: UserRequest, public_id: UUID) -> tuple[Entry, Standing]:
    entry, standing = load_entry(request, public_id, Permission.PRACTICE_KEEP)
    if not standing.may_write(entry.declared):
        raise PermissionDenied
    return entry, standing


def _page_url(meeting: Meeting, kind: EntryKind) -> str:
    page = meeting.declared.page_of(kind)
    key = {"public_id": meeting.public_id, "page": page.key}
    return reverse("conferences:meeting_records", kwargs=key)


def _draft_key(meeting: Meeting, kind: EntryKind, url: str) -> DraftKey:
    subject = f"{meeting.public_id}-{kind.key.replace('_', '-')}"
    title = f"{meeting.declared.name}: {kind.label}"
    return DraftKey.of("meeting-entry", subject, title=title, url=url)
