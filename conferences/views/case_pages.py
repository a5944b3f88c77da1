"""From a case, which is all that a task knows, to the page of the meeting where it is done."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from accounts.decorators import View, requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from cases.access import load_case
from conferences.models import Meeting


def _leads_to(page: str, permission: Permission, *, with_plan: bool = False) -> View:
    """A view that goes on to a page of the newest meeting of a case, or of its newest plan's."""

    @require_GET
    @requires(permission)
    def lead(request: UserRequest, public_id: UUID) -> HttpResponse:
        case = load_case(request, public_id, permission)
        meetings = Meeting.objects.visible_to(request.user).of_case(case)
        if with_plan:
            meetings = meetings.filter(plans__isnull=False)
        newest = meetings.order_by("-opened_at", "-pk").first()
        if newest is None:
            raise Http404
        return redirect(page, newest.public_id)

    return lead


case_plan = _leads_to("conferences:meeting_plan", Permission.MEETING_VIEW, with_plan=True)
case_checklist = _leads_to("conferences:meeting_checklist", Permission.MEETING_RECORD)
case_invitations = _leads_to("conferences:meeting_invitations", Permission.MEETING_RECORD)
case_date = _leads_to("conferences:find_date", Permission.MEETING_RECORD)
