"""Documents that are made of what was written down: to print, and to hand out."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from conferences.documents import paper_of
from conferences.meeting_page import work_context
from conferences.secret_places import place_for_others
from conferences.views.loading import load_work


@require_GET
@requires(Permission.MEETING_VIEW)
def meeting_paper(request: UserRequest, public_id: UUID, key: str) -> HttpResponse:
    """One document as it is handed out. Not there before something of it is written."""
    standing = load_work(request, public_id, Permission.MEETING_VIEW)
    document = standing.meeting.declared.paper(key)
    parts = paper_of(standing, document) if document else []
    if not parts:
        raise Http404
    context = {
        "document": document,
        "parts": parts,
        "place": place_for_others(standing.meeting),
    }
    return render(
        request,
        "conferences/entries/paper.html",
        work_context(request, standing, "conferences:meeting_paper", **context),
    )
