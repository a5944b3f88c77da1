"""A letter as it is folded into its envelope: an address, the words, nothing else."""

from django.template.loader import render_to_string
from django.utils import timezone

from cases.models.contact_point import HIDDEN
from conferences.models import MeetingInvitation


def address_on(invitation: MeetingInvitation) -> list[str]:
    """The lines of the recipient's own address; none where it is held securely.

    A confidential address is never printed: whoever posts the letter looks it up in the
    person's record, which says why, and writes it by hand.
    """
    contact = invitation.contact_point
    if contact is None or contact.is_confidential or invitation._to == HIDDEN:
        return []
    return [line.strip() for line in invitation._to.split(",") if line.strip()]


def letter_html(invitation: MeetingInvitation) -> str:
    """The whole document for one person; drawn as a PDF or printed by the browser."""
    paragraphs = [part.split("\n") for part in invitation._text.split("\n\n")]
    context = {
        "title": invitation.subject,
        "name": invitation.participant.name,
        "address": address_on(invitation),
        "paragraphs": paragraphs,
        "written_on": timezone.localdate(invitation.made_at),
    }
    return render_to_string("conferences/inviting/letter.html", context)
