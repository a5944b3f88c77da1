"""Fetching one invitation, with the meeting and the case whose permissions it follows."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from accounts.permissions import Permission
from accounts.requests import UserRequest
from cases.models import Case
from cases.models.contact_point import HIDDEN
from conferences.models import Meeting, MeetingInvitation
from conferences.views.loading import load_meeting


def load_invitation(
    request: UserRequest, public_id: UUID, permission: Permission = Permission.MEETING_PREPARE
) -> tuple[MeetingInvitation, Meeting, Case]:
    """Fetch what one person was or will be sent; 404 and 403 as for its meeting."""
    invitation: MeetingInvitation = get_object_or_404(
        MeetingInvitation.objects.visible_to(request.user).select_related(
            "participant__meeting",
            "participant__person",
            "participant__user",
            "participant__resource",
            "contact_point",
            "made_by",
            "released_by",
        ),
        public_id=public_id,
    )
    meeting, case = load_meeting(
        request,
        invitation.participant.meeting.public_id,
        permission,
        thing=invitation,
    )
    return invitation, meeting, case


def where_to(invitation: MeetingInvitation) -> str:
    """Where it goes, as a page may print it: masked as soon as the contact is confidential."""
    contact = invitation.contact_point
    if contact is not None and contact.is_confidential:
        return HIDDEN
    to: str = invitation._to
    return to
