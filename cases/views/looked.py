from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.decorators import requires
from accounts.models import AccessEvent
from accounts.models.access_event import AccessEventQuerySet
from accounts.permissions import Permission
from accounts.requests import UserRequest
from cases.access import load_case
from cases.case_page import case_context

PAGE = 50

# What each recorded action is called on the page. A look is recorded when a page opens,
# whatever comes of it, so the words claim no more; what was done stands on the timeline.
# Only an action with a name of its own ("glass_broken") says that something was done.
ACTIONS = {
    "case_detail": "Read the summary",
    "case_timeline": "Read the timeline",
    "case_people": "Read who is in the family network",
    "case_looked": "Read this list",
    "case_list": "Saw it in a list of cases",
    "look_alikes_shown": "Saw somebody of it as like somebody new",
    "people_searched": "Saw it in search results",
    "my_work": "Saw it in their own work",
    "referral_inbox": "Saw it in the inbox",
    "meeting": "Read about a meeting",
    "meeting_list": "Saw it in the list of meetings",
    "meeting_detail": "Read about a meeting",
    "meeting_who": "Read who is in a meeting",
    "meeting_records": "Read what is written down in a meeting",
    "meeting_paper": "Read a document of a meeting",
    "meeting_looked": "Read this list",
    "practice_when": "Opened the page for the date of a meeting",
    "practice_go_on": "Opened the page that moves a meeting on",
    "practice_who_add": "Opened the page that adds people to a meeting",
    "practice_list": "Saw it in the list of restorative practice",
    "entry_add": "Opened the page that writes something down",
    "entry_edit": "Read something written down, to change it",
    "entry_remove": "Opened the page that takes out something written down",
    "draft_detail": "Read a draft of their own",
    "case_summary_versions": "Read the earlier versions of the summary",
    "note_detail": "Read a note",
    "note_add": "Opened the page for a new note",
    "note_correct": "Opened the page that corrects a note",
    "note_share": "Opened the page that shares a note",
    "note_copy": "Opened a note as text for the main record",
    "person_detail": "Read about a person",
    "contact_reveal_asked": "Opened the page that reveals a confidential contact",
    "contact_revealed": "Revealed a confidential contact",
    "case_copy": "Opened the summary as text for the main record",
    "alert_start": "Saw it when choosing a case for an alert",
    "alert_add": "Opened the page for a safeguarding alert",
    "alert_detail": "Read a safeguarding alert",
    "alert_follow_up": "Opened the page for the follow-up of an alert",
    "task_done": "Read a task",
    "case_old_sheet": "Read what is kept from the old sheet",
    "old_sheet_reveal": "Opened the page that shows a confidential cell of the old sheet",
    "old_sheet_revealed": "Revealed a confidential cell of the old sheet",
    "old_sheet_settle": "Opened the page that settles a remark of the old sheet",
    "import_preview": "Saw that a spreadsheet names somebody of it",
    "import_cases": "Saw it in the list of what a spreadsheet brought in",
    "glass_broken": "Opened it by emergency access",
    "glass_review": "Read a review of emergency access",
    "glass_refused": "Asked for emergency access and was refused",
    "glass_list": "Saw it in the list of emergency access",
}


@require_GET
@requires(Permission.CASE_AUDIT)
def case_looked(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Who has looked at this case: the newest first, older ones a page at a time."""
    case = load_case(request, public_id, Permission.CASE_AUDIT)
    context = looks_context(request, AccessEvent.objects.about_case(case))
    return render(
        request,
        "cases/case_looked.html",
        case_context(request, case, "cases:case_looked", **context),
    )


def looks_context(request: UserRequest, events: AccessEventQuerySet) -> dict[str, Any]:
    """A page of looks, each with its words, for templates/cases/_looks.html."""
    events = events.select_related("actor").order_by("-pk")
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 19:
        events = events.filter(pk__lt=int(before))
    rows = list(events[: PAGE + 1])
    shown = rows[:PAGE]
    return {
        "looks": [(event, words_for(event.action)) for event in shown],
        "newest": request.path if before else "",
        "older": f"?before={shown[-1].pk}" if len(rows) > PAGE else "",
    }


def words_for(action: str) -> str:
    """What a recorded action is called on the page; one not listed is a page by its name."""
    return ACTIONS.get(action) or f"Opened the page “{action.replace('_', ' ')}”"
