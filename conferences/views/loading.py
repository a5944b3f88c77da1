"""Fetching a meeting and what belongs to it, with the case whose permissions they follow."""

from uuid import UUID

from django.db import models
from django.shortcuts import get_object_or_404

from accounts.audit import record_access
from accounts.permissions import Permission
from accounts.requests import UserRequest
from cases.access import check_may, view_name
from cases.models import Case
from conferences.models import Meeting, MeetingParty, Participant


def load_meeting(
    request: UserRequest,
    public_id: UUID,
    permission: Permission,
    *,
    thing: models.Model | None = None,
) -> tuple[Meeting, Case]:
    """Fetch a meeting and the visible case it is held for; 404 and 403 as for the case.

    Where a page that is read also takes a form (MEETING_RECORD), sending it asks for
    MEETING_PREPARE. The look is recorded, naming the view and the `thing` of the meeting
    that it shows.
    """
    if permission == Permission.MEETING_RECORD and request.method == "POST":
        permission = Permission.MEETING_PREPARE
    user = request.user
    meeting = get_object_or_404(Meeting.objects.visible_to(user), public_id=public_id)
    case = (
        Case.objects.visible_to(user)
        .with_relations_for(user)
        .select_related("team", "referring_team", "coordinator", "ended_by", "referral")
        .filter(pk__in=MeetingParty.objects.filter(meeting=meeting).values("case"))
        .order_by("pk")[0]
    )
    check_may(user, permission, case)
    record_access(request, view_name(request), thing=thing or meeting, case=case)
    return meeting, case


def load_participant(
    request: UserRequest, public_id: UUID, permission: Permission
) -> tuple[Participant, Meeting, Case]:
    """Fetch somebody who takes part in a meeting, with the meeting and its case."""
    participant: Participant = get_object_or_404(
        Participant.objects.visible_to(request.user).with_names().select_related("meeting"),
        public_id=public_id,
    )
    meeting, case = load_meeting(
        request, participant.meeting.public_id, permission, thing=participant
    )
    return participant, meeting, case
