from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from cases.case_page import case_context, children_of
from cases.models import CaseChild
from cases.timeline import read_timeline
from cases.timeline_kinds import GROUPS
from cases.timeline_questions import Cursor, Wanted
from cases.views.case_loading import load_sent_case


@require_GET
@requires(Permission.CASE_VIEW)
def case_timeline(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Notes and events, newest first; narrowed to a child, a kind, or the chronology."""
    case = load_sent_case(request, public_id)
    children = children_of(case, request.user)
    wanted = _wanted(request, children)
    page = read_timeline(case, request.user, wanted)
    context = {
        "entries": page.entries,
        "older_url": _address(request, str(page.older)) if page.older else "",
        "newest_url": _address(request, "") if wanted.before else "",
        "wanted": wanted,
        "wanted_child": str(wanted.child.person.public_id) if wanted.child else "",
        "groups": [(key, group.label) for key, group in GROUPS.items()],
        "group_label": GROUPS[wanted.group].label if wanted.group else "",
        "choices": [(str(child.person.public_id), child.person.liked_name) for child in children],
    }
    return render(
        request,
        "cases/case_timeline.html",
        case_context(request, case, "cases:case_timeline", **context),
    )


def _wanted(request: UserRequest, children: list[CaseChild]) -> Wanted:
    """Read the filters; one that names nothing here is as good as none."""
    asked = request.GET
    child = next((c for c in children if str(c.person.public_id) == asked.get("child")), None)
    group = asked.get("kind", "")
    return Wanted(
        group=group if group in GROUPS else "",
        child=child,
        is_significant=asked.get("significant") == "1",
        before=Cursor.read(asked.get("before", "")),
    )


def _address(request: UserRequest, before: str) -> str:
    query = request.GET.copy()
    query.pop("before", None)
    if before:
        query["before"] = before
    return f"{request.path}?{query.urlencode()}" if query else request.path
