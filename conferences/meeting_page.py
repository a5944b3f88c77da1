"""What stands around every page of a meeting: which it is, its stage, and its own tabs."""

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse

from accounts.permissions import Permission
from accounts.requests import UserRequest
from cases.case_page import Tab, case_context
from cases.models import Case
from conferences.formats import Format
from conferences.models import Meeting
from conferences.standing import Standing

CASE_TAB = "conferences:case_meetings"


@dataclass(frozen=True)
class MeetingTab:
    """A page of a meeting: whom it is for, and which property of a format it needs."""

    label: str
    name: str
    permission: Permission
    needs: str = ""
    # Also for whoever knows one side of a meeting with walls: they find that side alone.
    of_a_side: bool = False

    def is_shown(self, declared: Format) -> bool:
        return not self.needs or bool(getattr(declared, self.needs))


# By the keys that formats name them with, beside those of pages of their own.
TABS = {
    "overview": MeetingTab("Overview", "conferences:meeting_detail", Permission.MEETING_VIEW),
    "people": MeetingTab(
        "People", "conferences:meeting_people", Permission.MEETING_RECORD, of_a_side=True
    ),
    "who": MeetingTab("Who", "conferences:meeting_who", Permission.MEETING_VIEW),
    "brief": MeetingTab(
        "Planning", "conferences:meeting_brief", Permission.MEETING_VIEW, "has_brief"
    ),
    "date": MeetingTab("Date", "conferences:find_date", Permission.MEETING_RECORD),
    "invitations": MeetingTab(
        "Invitations", "conferences:meeting_invitations", Permission.MEETING_RECORD
    ),
    "messages": MeetingTab("Messages", "conferences:meeting_messages", Permission.MESSAGE_VIEW),
    "day": MeetingTab("The day", "conferences:meeting_day", Permission.MEETING_RECORD),
    "review": MeetingTab(
        "Review", "conferences:meeting_review", Permission.MEETING_VIEW, "reviews_plan"
    ),
    "plan": MeetingTab("Plan", "conferences:meeting_plan", Permission.MEETING_VIEW, "shows_plan"),
    "pack": MeetingTab(
        "Panel pack", "conferences:pack_readers", Permission.MEETING_PREPARE, "pack"
    ),
    "feedback": MeetingTab("Feedback", "conferences:meeting_feedback", Permission.FEEDBACK_RECORD),
}


def meeting_context(
    request: UserRequest, meeting: Meeting, case: Case, current: str, **context: Any
) -> dict[str, Any]:
    """Everything templates/meeting.html needs, with the page's own context added.

    `current` is the view name of the tab that is open.
    """
    return work_context(request, Standing(meeting, case, request.user), current, **context)


def work_context(
    request: UserRequest, standing: Standing, current: str, /, **context: Any
) -> dict[str, Any]:
    """The same for a meeting of any kind, also one without a case.

    `current` is the view name of the tab that is open, or the key of a page of its format.
    """
    meeting = standing.meeting
    around = {
        "meeting": meeting,
        "declared": meeting.declared,
        "stage": meeting.stage_now,
        "meeting_tabs": _tabs(standing, current),
        "may_prepare": standing.may(Permission.MEETING_PREPARE),
        "may_arrange": standing.may(Permission.MEETING_ARRANGE),
        **context,
    }
    if standing.case is None:
        return around
    return case_context(request, standing.case, CASE_TAB, **around)


def _tabs(standing: Standing, current: str) -> list[Tab]:
    meeting, tabs = standing.meeting, []
    declared, key = meeting.declared, {"public_id": meeting.public_id}
    for name in declared.tabs:
        page = declared.page(name)
        if page is not None:
            if any(standing.may_read(kind) and standing.sides(kind) for kind in page.kinds):
                url = reverse("conferences:meeting_records", kwargs={**key, "page": page.key})
                tabs.append(Tab(page.label, url, page.key == current))
            continue
        tab = TABS[name]
        if not tab.is_shown(declared) or not standing.may(tab.permission):
            continue
        if name != "overview" and not tab.of_a_side and not standing.knows_whole:
            continue
        try:
            url = reverse(tab.name, kwargs=key)
        except NoReverseMatch:
            continue
        tabs.append(Tab(tab.label, url, tab.name == current))
    return tabs
