"""What was and will be sent about one meeting."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from cases.message_rows import messages_of, open_tasks_about
from cases.models import Reminder
from cases.reminders import sending
from conferences.meeting_page import meeting_context
from conferences.messages_about import about_meeting
from conferences.views.loading import load_meeting

TAB = "conferences:meeting_messages"


@require_GET
@requires(Permission.MESSAGE_VIEW)
def meeting_messages(request: UserRequest, public_id: UUID) -> HttpResponse:
    """What will be sent, to whom, when, by which way and why; what was held back; what went."""
    meeting, case = load_meeting(request, public_id, Permission.MESSAGE_VIEW)
    context = {
        "messages_found": messages_of(
            Reminder.objects.filter(about_meeting(meeting)), request.user
        ),
        "to_do": open_tasks_about([case], request.user),
        "sending_is_off": not sending.is_on(),
    }
    return render(
        request,
        "conferences/meeting_messages.html",
        meeting_context(request, meeting, case, TAB, **context),
    )
