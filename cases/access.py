"""What somebody may do with a case they may see: their seats on that very case."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest

from accounts.audit import record_access
from accounts.models import User
from accounts.permissions import CASEWORK, HOLDERS, REFERRING, SERVICE, Permission, Seat
from accounts.requests import UserRequest
from cases.asking import ask_for
from cases.models import Case
from restorative.asked_again import Given

READING = frozenset(
    {
        Permission.CASE_VIEW,
        Permission.PERSON_VIEW,
        Permission.MEETING_VIEW,
        Permission.CASE_AUDIT,
        Permission.MESSAGE_VIEW,
    }
)
AFTER_CLOSURE = READING | {
    # Not in an emergency: what a coordinator was told in preparing is not opened by it.
    Permission.MEETING_RECORD,
    Permission.REFERRAL_MAKE,
    Permission.CASE_RESTRICT,
    Permission.CASE_EXCLUDE,
    Permission.ALERT_RAISE,
    Permission.ALERT_FOLLOW_UP,
    Permission.CONTACT_REVEAL,
    Permission.OFFER_RECORD,
    # Asked for three, six and twelve months on: most cases are closed by then.
    Permission.FEEDBACK_RECORD,
    Permission.OUTCOME_RECORD,
    # It keeps messages back wherever that person is met again.
    Permission.OLD_SHEET_SETTLE,
}


class CaseIsClosed(PermissionDenied):
    """The record is locked: readable, not writable. Says when and by whom."""


def seats_on(user: User, case: Case) -> frozenset[Seat]:
    """Return the seats this person has on one visible case; none without casework.

    A manager of another team who was put on the access list keeps the seats they have
    elsewhere; somebody allocated sits where the allocation puts them, as long as they
    hold that seat or the manager's above it. Who referred sits as a social worker does,
    whose rights every seat of casework has. The case must come from `with_relations_for`.
    """
    if CASEWORK.isdisjoint(user.seats):
        return frozenset()
    covers = not case.is_restricted or case.lists_reader
    acting = set(user.acting_ids if covers else [user.pk])
    seats: set[Seat] = set()
    if case.coordinator_id in acting and SERVICE & user.seats:
        seats.add(Seat.COORDINATOR)
    if case.created_by_id in acting or (acting & set(case.worker_ids) and REFERRING & user.seats):
        seats.add(Seat.SOCIAL_WORKER)
    for seat in (Seat.COORDINATOR, Seat.SERVICE_MANAGER):
        if case.team_id in user.team_ids(seat):
            seats.add(seat)
    if case.referring_team_id in user.team_ids(Seat.REFERRING_MANAGER):
        seats.add(Seat.REFERRING_MANAGER)
    return frozenset(seats) or (user.seats & CASEWORK)


def may(user: User, permission: Permission, case: Case) -> bool:
    """Whether this person may do this to this visible case, as it stands now."""
    if case.opened_by_break_glass and permission not in READING | {Permission.ALERT_RAISE}:
        return False
    if case.is_ended and permission not in AFTER_CLOSURE:
        return False
    return not HOLDERS[permission].isdisjoint(seats_on(user, case))


def load_case(
    request: UserRequest,
    public_id: UUID,
    permission: Permission = Permission.CASE_VIEW,
    *,
    thing: models.Model | None = None,
) -> Case:
    """Fetch a case for a view: 404 if it may not be known of, 403 if this may not be done.

    The look is recorded, naming the view and the `thing` of the case that it shows, before
    anything is rendered.
    """
    user = request.user
    found = ask_for(user, _by_address, address=public_id)
    if not found:
        raise Http404("No case of this address may be known of.")
    [case] = found
    check_may(user, permission, case)
    record_access(request, view_name(request), thing=thing, case=case)
    return case


def _by_address(user: User) -> models.QuerySet[Case]:
    return (
        Case.objects.visible_to(user, one=True)
        .with_relations_for(user)
        .filter(public_id=Given("address", models.UUIDField()))
        .select_related("team", "referring_team", "coordinator", "referral", "ended_by")
    )


def check_may(user: User, permission: Permission, case: Case) -> None:
    """Raise what the 403 page explains: closed on a day by somebody, or not theirs to do."""
    if may(user, permission, case):
        return
    if case.is_ended and permission not in AFTER_CLOSURE and case.ended_at:
        raise CaseIsClosed(
            f"{case} was closed on {case.ended_at:%-d %B %Y} by {case.ended_by}. "
            "Closed records can be read and no longer changed."
        )
    if case.opened_by_break_glass:
        raise PermissionDenied("Emergency access is for reading only.")
    raise PermissionDenied


def view_name(request: HttpRequest) -> str:
    """The name of the page, as the audit knows it: "case_detail"."""
    match = request.resolver_match
    return (match.url_name if match else None) or "unnamed"
