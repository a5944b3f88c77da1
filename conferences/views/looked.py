"""Who has looked at a meeting that belongs to no case, for those who keep it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from accounts.decorators import requires
from accounts.models import AccessEvent
from accounts.models.access_event import AccessEventQuerySet
from accounts.permissions import Permission
from accounts.requests import UserRequest
from cases.views.looked import looks_context
from conferences.meeting_page import work_context
from conferences.models import Entry, Meeting
from conferences.views.practice import load_practice


@require_GET
@requires(Permission.PRACTICE_KEEP)
def meeting_looked(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Each look at its pages, the newest first. One of a case is on the page of that case."""
    standing = load_practice(request, public_id)
    if standing.case is not None:
        return redirect("cases:case_looked", public_id=standing.case.public_id)
    context = looks_context(request, looks_at(standing.meeting))
    return render(
        request,
        "conferences/practice/looked.html",
        work_context(request, standing, "conferences:meeting_looked", **context),
    )


def looks_at(meeting: Meeting) -> AccessEventQuerySet:
    """Looks at a meeting and at what was written down in it, also what was taken out since."""
    entries = Entry.objects.filter(meeting=meeting).values_list("pk", flat=True)
    return AccessEvent.objects.about_things({"meeting": [meeting.pk], "entry": entries})
