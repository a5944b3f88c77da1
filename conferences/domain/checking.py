"""Settling the items of checklists: for a meeting, and for each of its people."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.permissions import Seat
from cases.models import Event
from conferences.domain.asking import ask_for_agreement
from conferences.domain.locking import lock_meeting
from conferences.domain.preparing import lock_participant, record, record_of
from conferences.models import Check, Meeting, Participant

MANAGER_AGREED = "manager_agreed"
# Beside the items of a format: what a prompt asks and what a risk needs.
OF_EVERY_MEETING = {
    MANAGER_AGREED: "A manager agrees that it can go ahead safely",
    "side_mother": "Nobody from the mother’s side",
    "side_father": "Nobody from the father’s side",
}


@transaction.atomic
def settle_check(
    meeting: Meeting,
    key: str,
    *,
    by: User,
    participant: Participant | None = None,
    state: str = Check.State.DONE,
    why: str = "",
) -> Check:
    """Settle one item: done, or not needed and why. Settled again, the later word counts.

    That a manager agrees is said by a manager of the service who does not coordinate the
    case. Reasons stay with the item and are told nowhere else.
    """
    label = _label(meeting, key, participant)
    if state not in Check.State:
        raise ValidationError("Select done or not needed.", code="no_such_state")
    if state == Check.State.NOT_NEEDED and not why.strip():
        raise ValidationError("Enter why it is not needed.", code="why_missing")
    meeting, participant = _lock(meeting, participant)
    if key == MANAGER_AGREED:
        _check_manages(meeting, by)
    check, _ = Check.objects.update_or_create(
        meeting=meeting,
        participant=participant,
        key=key,
        defaults={"state": state, "why": why.strip(), "by": by, "at": timezone.now()},
    )
    _record(meeting, participant, f"{label}: {check.get_state_display().lower()}", by=by)
    if key == MANAGER_AGREED:
        ask_for_agreement(meeting, by=by)
    return check


@transaction.atomic
def settle_checks(
    meeting: Meeting, keys: Iterable[str], *, by: User, participant: Participant | None = None
) -> None:
    """Tick several items of one checklist at once. What was settled before stays as it was."""
    labels = {key: _label(meeting, key, participant) for key in keys}
    meeting, participant = _lock(meeting, participant)
    if MANAGER_AGREED in labels:
        _check_manages(meeting, by)
    settled = Check.objects.filter(meeting=meeting, participant=participant, key__in=labels)
    known = set(settled.values_list("key", flat=True))
    new = [key for key in labels if key not in known]
    Check.objects.bulk_create(
        Check(meeting=meeting, participant=participant, key=key, state=Check.State.DONE, by=by)
        for key in new
    )
    if new:
        words = "; ".join(labels[key] for key in new)
        _record(meeting, participant, f"Done: {words}", by=by)
    if MANAGER_AGREED in new:
        ask_for_agreement(meeting, by=by)


@transaction.atomic
def reopen_check(
    meeting: Meeting, key: str, *, by: User, participant: Participant | None = None
) -> None:
    """Take back that an item was settled. One that is open stays open."""
    label = _label(meeting, key, participant)
    meeting, participant = _lock(meeting, participant)
    if key == MANAGER_AGREED:
        _check_manages(meeting, by)
    gone, _ = Check.objects.filter(meeting=meeting, participant=participant, key=key).delete()
    if gone:
        _record(meeting, participant, f"{label}: open again", by=by)
    if key == MANAGER_AGREED:
        ask_for_agreement(meeting, by=by)


def may_agree(meeting: Meeting, user: User) -> bool:
    """Whether this person can agree for the service: a manager, and not of their own work."""
    own = meeting.parties.filter(case__coordinator=user)
    return meeting.team_id in user.team_ids(Seat.SERVICE_MANAGER) and not own.exists()


def _check_manages(meeting: Meeting, user: User) -> None:
    if not may_agree(meeting, user):
        raise ValidationError(
            "A manager of the service who does not coordinate the case says this.",
            code="not_manager",
        )


def _label(meeting: Meeting, key: str, participant: Participant | None) -> str:
    if participant is None:
        items = {item.key: item.label for item in meeting.declared.meeting_checklist}
        items |= OF_EVERY_MEETING
    else:
        if participant.meeting_id != meeting.pk:
            raise ValidationError("This person is not in the meeting.", code="not_in_meeting")
        items = {item.key: item.label for item in meeting.declared.items_for(participant.part)}
    if key not in items:
        raise ValidationError("There is no such item.", code="no_such_item")
    return items[key]


def _lock(meeting: Meeting, participant: Participant | None) -> tuple[Meeting, Participant | None]:
    if participant is None:
        return lock_meeting(meeting), None
    participant = lock_participant(participant)
    return participant.meeting, participant


def _record(meeting: Meeting, participant: Participant | None, words: str, *, by: User) -> None:
    if participant is None:
        record(meeting, Event.Kind.CHECK_SETTLED, by=by, to_value=words)
    else:
        record_of(participant, Event.Kind.CHECK_SETTLED, by=by, to_value=words)
