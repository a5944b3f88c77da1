from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest
from cases.access import may
from cases.contact_words import contact_row
from cases.models import ContactPoint, Note
from conferences.checklists import items_of
from conferences.invitations.passing_on import messages_go_to
from conferences.meeting_page import meeting_context, work_context
from conferences.models import Participant
from conferences.own_side_page import people_of_side
from conferences.pairs_page import pairs_with
from conferences.participants_page import in_words, people_page, reads_worries, rows_of
from conferences.prompts import prompts_of
from conferences.views.loading import load_meeting, load_one_side, load_participant

TAB = "conferences:meeting_people"


@require_GET
@requires(Permission.MEETING_RECORD)
def meeting_people(request: UserRequest, public_id: UUID) -> HttpResponse:
    """Everybody by side of the family: how far prepared, coming or not, what is missing.

    Of a meeting with walls, whoever knows one side reads who is on it, and of no one else.
    """
    one_side = load_one_side(request, public_id, Permission.MEETING_RECORD)
    if one_side is not None:
        return render(
            request,
            "conferences/people/own_side.html",
            work_context(request, one_side, TAB, rows=people_of_side(one_side)),
        )
    meeting, case = load_meeting(request, public_id, Permission.MEETING_RECORD)
    page = people_page(meeting, request.user)
    context = {
        "page": page,
        "time_taken": in_words(page.minutes),
        "prompts": prompts_of(meeting, request.user),
    }
    return render(
        request,
        "conferences/people/people.html",
        meeting_context(request, meeting, case, TAB, **context),
    )


@require_GET
@requires(Permission.MEETING_RECORD)
def participant_detail(request: UserRequest, public_id: UUID) -> HttpResponse:
    """One person: summary, needs, checklist, contacts, what they say, what was decided."""
    participant, meeting, case = load_participant(request, public_id, Permission.MEETING_RECORD)
    (row,) = rows_of(meeting, [participant], request.user)
    contacts = (
        ContactPoint.objects.visible_to(request.user).current().filter(person=participant.person)
        if participant.person
        else ContactPoint.objects.none()
    )
    context = {
        "participant": participant,
        "row": row,
        "pairs": pairs_with(participant, request.user),
        "contacts": [contact_row(contact) for contact in contacts],
        "talks": _talks(participant, request),
        "time_taken": in_words(row.minutes),
        "decisions": participant.decisions.select_related("recorded_by"),
        "checklist": items_of(meeting, participant),
        "messages_to": messages_go_to(participant, request.user),
        "may_read_worries": reads_worries(case, request.user),
        "may_edit_person": may(request.user, Permission.PERSON_EDIT, case),
    }
    return render(
        request,
        "conferences/people/participant.html",
        meeting_context(request, meeting, case, TAB, **context),
    )


def _talks(participant: Participant, request: UserRequest) -> list[dict[str, object]]:
    """The contacts, newest first: their words only for who may read them."""
    notes = Note.objects.filter(preparing__participant=participant).select_related("author")
    readable = set(
        Note.objects.visible_to(request.user)
        .filter(preparing__participant=participant)
        .values_list("pk", flat=True)
    )
    return [
        {"note": note, "text": note.text if note.pk in readable else ""}
        for note in notes.order_by("-happened_on", "-pk")
    ]
