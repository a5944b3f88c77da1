"""Fetching a meeting and what belongs to it, with the case whose permissions they follow."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.audit import record_access
from accounts.models import User
from accounts.permissions import Permission
from accounts.requests import UserRequest
from cases.access import check_may, view_name
from cases.models import Case
from conferences.domain.sides import side_of
from conferences.formats import prepared, with_sides
from conferences.models import Entry, Meeting, MeetingParty, Participant
from conferences.standing import Standing


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
    that it shows. Of a kind for which nobody is prepared and invited there are no such pages,
    nor for somebody who may not know of every side: 404, and `load_work` instead.
    """
    if permission == Permission.MEETING_RECORD and request.method == "POST":
        permission = Permission.MEETING_PREPARE
    user = request.user
    known = Meeting.objects.filter(pk__in=Meeting.objects.whole_keys_for(user))
    meeting = get_object_or_404(known.filter(format__in=prepared()), public_id=public_id)
    cases = _cases_of(meeting, user)
    case = _case_of_side(meeting, cases, thing) or cases[0]
    check_may(user, permission, case)
    _record_look(request, meeting, thing, case, cases)
    return meeting, case


def load_work(
    request: UserRequest,
    public_id: UUID,
    permission: Permission,
    *,
    thing: models.Model | None = None,
) -> Standing:
    """Fetch a meeting of any kind, whether or not it belongs to a case; 404 and 403 likewise.

    The look is recorded.
    """
    user = request.user
    meeting = get_object_or_404(
        Meeting.objects.visible_to(user).select_related("team", "opened_by"), public_id=public_id
    )
    cases = _cases_of(meeting, user)
    case = _case_of_side(meeting, cases, thing) or next(iter(cases), None)
    standing = Standing(meeting, case, user)
    if case is not None:
        check_may(user, permission, case)
    elif not standing.may(permission):
        raise PermissionDenied
    _record_look(request, meeting, thing, case, cases)
    return standing


def load_one_side(request: UserRequest, public_id: UUID, permission: Permission) -> Standing | None:
    """Fetch a meeting with walls for somebody who knows one side of it; None for all others.

    What is shown of it is that side's alone. 403 for whoever may not; the look is recorded.
    """
    known = Meeting.objects.visible_to(request.user).filter(format__in=with_sides())
    meeting = known.filter(public_id=public_id).first()
    if meeting is None or Meeting.objects.known_whole_to(request.user).contains(meeting):
        return None
    return load_work(request, public_id, permission)


def load_entry(
    request: UserRequest, public_id: UUID, permission: Permission
) -> tuple[Entry, Standing]:
    """Fetch something written down in a meeting, which its reader may read."""
    entries = Entry.objects.visible_to(request.user).current().select_related("meeting")
    entry: Entry = get_object_or_404(entries, public_id=public_id)
    standing = load_work(request, entry.meeting.public_id, permission, thing=entry)
    entry.meeting = standing.meeting
    if entry.kind not in standing.meeting.declared.kinds or not standing.may_read(entry.declared):
        raise Http404
    return entry, standing


def _case_of_side(meeting: Meeting, cases: list[Case], thing: models.Model | None) -> Case | None:
    """The case on whose side something of a meeting with sides is; None for what is of both."""
    side = side_of(thing) if meeting.declared.sides else ""
    keys = MeetingParty.objects.filter(meeting=meeting, side=side).values_list("case", flat=True)
    found = set(keys) if side else set()
    return next((case for case in cases if case.pk in found), None)


def _record_look(
    request: UserRequest,
    meeting: Meeting,
    thing: models.Model | None,
    case: Case | None,
    cases: list[Case],
) -> None:
    """A look at the whole of a meeting with sides is a look at each of its cases."""
    # For the navigation (accounts/context.py).
    request.stands_below = "meeting_" if meeting.declared.leads_case else "practice_"
    is_of_all = meeting.declared.sides and not side_of(thing)
    others = {one.pk for one in cases} if is_of_all else ()
    record_access(request, view_name(request), thing=thing or meeting, case=case, cases=others)


def _cases_of(meeting: Meeting, user: User) -> list[Case]:
    """The cases of a meeting of which somebody may know, with their seats on each."""
    cases = (
        Case.objects.visible_to(user)
        .with_relations_for(user)
        .select_related("team", "referring_team", "coordinator", "ended_by", "referral")
        .filter(pk__in=MeetingParty.objects.filter(meeting=meeting).values("case"))
    )
    # Django takes long to write an order for so many columns.
    return sorted(cases.order_by(), key=lambda case: case.pk)


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
