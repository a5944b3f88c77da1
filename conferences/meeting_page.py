"""What stands around every page of a meeting: which it is, its stage, and its own tabs."""

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse

from accounts.permissions import Permission
from accounts.requests import UserRequest
from cases.access import may
from cases.case_page import Tab, case_context
from cases.models import Case
from conferences.formats import Format
from conferences.models import Meeting

CASE_TAB = "conferences:case_meetings"


@dataclass(frozen=True)
class MeetingTab:
    """A page of a meeting: whom it is for, and which property of a format it needs."""

    label: str
    name: str
    permission: Permission
    needs: str = ""

    def is_shown(self, declared: Format) -> bool:
        return not self.needs or bool(getattr(declared, self.needs))


TABS = (
    MeetingTab("Overview", "conferences:meeting_detail", Permission.MEETING_VIEW),
    MeetingTab("People", "conferences:meeting_people", Permission.MEETING_RECORD),
    MeetingTab("Planning", "conferences:meeting_brief", Permission.MEETING_VIEW, "has_brief"),
    MeetingTab("Date", "conferences:find_date", Permission.MEETING_RECORD),
    MeetingTab("Invitations", "conferences:meeting_invitations", Permission.MEETING_RECORD),
    MeetingTab("Messages", "conferences:meeting_messages", Permission.MESSAGE_VIEW),
    MeetingTab("The day", "conferences:meeting_day", Permission.MEETING_RECORD),
    MeetingTab("Review", "conferences:meeting_review", Permission.MEETING_VIEW, "reviews_plan"),
    MeetingTab("Plan", "conferences:meeting_plan", Permission.MEETING_VIEW, "shows_plan"),
    MeetingTab("Feedback", "conferences:meeting_feedback", Permission.FEEDBACK_RECORD),
)


def meeting_context(
    request: UserRequest, meeting: Meeting, case: Case, current: str, **context: Any
) -> dict[str, Any]:
    """Everything templates/meeting.html needs, with the page's own context added.

    `current` is the view name of the tab that is open.
    """
    return case_context(
        request,
        case,
        CASE_TAB,
        meeting=meeting,
        declared=meeting.declared,
        stage=meeting.stage_now,
        meeting_tabs=_tabs(request, meeting, case, current),
        may_prepare=may(request.user, Permission.MEETING_PREPARE, case),
        may_arrange=may(request.user, Permission.MEETING_ARRANGE, case),
        **context,
    )


def _tabs(request: UserRequest, meeting: Meeting, case: Case, current: str) -> list[Tab]:
    tabs = []
    for tab in TABS:
        if not tab.is_shown(meeting.declared) or not may(request.user, tab.permission, case):
            continue
        try:
            url = reverse(tab.name, kwargs={"public_id": meeting.public_id})
        except NoReverseMatch:
            continue
        tabs.append(Tab(tab.label, url, tab.name == current))
    return tabs
