"""Meetings that are held for two cases with a wall between: who is told of what, and joining."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse

from accounts.models import User
from accounts.permissions import Permission
from cases.access import may
from cases.domain.naming_sides import WITH_THE_WORK, put_on_sides, take_off_sides
from cases.domain.recording import record_event
from cases.models import Case, Event
from cases.rules_recording import check_open_for_writing
from conferences.models import Meeting, MeetingParty

Side = MeetingParty.Side
SIDES = (Side.HARMED, Side.HARMING)
OTHER = {Side.HARMED: Side.HARMING, Side.HARMING: Side.HARMED}
# What both sides may know of the whole, without the reason that somebody gave for it.
TOLD_TO_BOTH = (
    Event.Kind.MEETING_OPENED,
    Event.Kind.MEETING_MOVED,
    Event.Kind.MEETING_DATED,
    Event.Kind.PART_TIMED,
)
NOT_JOINED = "There is no such case, or it cannot be the other side of this."


def side_of(thing: models.Model | None) -> str:
    """The side that something of a meeting belongs to; empty for what is of both, or of none."""
    thing = getattr(thing, "participant", None) or thing
    side = getattr(thing, "party", "") or getattr(thing, "compartment", "")
    return side if side in SIDES else ""


def check_side(declared_sides: bool, side: str) -> None:
    """Refuse somebody, or a case, of whom it is not said on which side they are."""
    if declared_sides and side not in SIDES:
        raise ValidationError("Select which side it is.", code="side_missing")


def record_behind_walls(
    meeting: Meeting,
    kind: Event.Kind,
    *,
    by: User,
    subject: models.Model | None,
    why: str = "",
    **said: Any,
) -> None:
    """Tell each side what it may know of an event of a meeting with sides.

    What is of one side is told to that side's case alone. What is of both is told to both
    without the reason, and whole only on the page of those who know the whole: it is an
    event that belongs to no case.
    """
    parties = list(meeting.parties.select_related("case").order_by("pk"))
    if side := side_of(subject):
        for party in parties:
            if party.side == side:
                record_event(party.case, kind, by=by, subject=subject, why=why, **said)
        return
    subject = subject or meeting
    if kind in TOLD_TO_BOTH:
        for party in parties:
            record_event(party.case, kind, by=by, subject=subject, **said)
    record_event(None, kind, by=by, subject=subject, why=why, **said)


def side_left(meeting: Meeting) -> str:
    """The side that no case has been joined for yet; empty where there is none."""
    if not meeting.declared.sides:
        return ""
    there = list(meeting.parties.values_list("side", flat=True))
    return OTHER[Side(there[0])] if len(there) == 1 else ""


def side_label_left(meeting: Meeting) -> str:
    """The same in words, for the button that joins it."""
    side = side_left(meeting)
    return Side(side).label if side else ""


@transaction.atomic
def join_side(meeting: Meeting, reference: str, *, by: User) -> MeetingParty:
    """Let another case be the other side of a meeting, named by its reference.

    By somebody who may prepare meetings on both. A case of which they may not know is
    answered like one that is not there. What each side wrote stays its own.
    """
    here = list(meeting.parties.values_list("case", flat=True))
    known = Case.objects.visible_to(by).sent().with_relations_for(by)
    named = known.filter(reference__iexact=reference.strip()).exclude(pk__in=here)
    other = named.select_related("referral").first()
    if other is None or not may(by, Permission.MEETING_PREPARE, other):
        raise ValidationError(NOT_JOINED, code="no_such_case")
    keys = [*here, other.pk]
    locked = {
        case.pk: case
        for case in Case.objects.filter(pk__in=keys)
        .order_by("pk")
        .select_for_update(of=("self",), no_key=True)
    }
    meeting = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    side = side_left(meeting)
    if not side:
        raise ValidationError("Both sides are in it already.", code="both_there")
    if meeting.stage_now.is_last:
        raise ValidationError("This has ended.", code="ended")
    for case in locked.values():
        check_open_for_writing(case)
    party = MeetingParty.objects.create(meeting=meeting, case=locked[other.pk], side=side)
    name = meeting.declared.name
    record_event(other, Event.Kind.MEETING_OPENED, by=by, subject=meeting, to_value=name)
    record_event(
        None, Event.Kind.MEETING_OPENED, by=by, subject=meeting, to_value="The other side joined"
    )
    return party


def hand_over_sides(case: Case, *, before: User | None) -> None:
    """Let the new coordinator of a locked case work with the sides that the old one knew.

    Of a case whose meetings have none (`Format.opener_knows`) nothing changes. That the case
    was handed over is recorded with the coordinator.
    """
    sides = {
        side for meeting in Meeting.objects.of_case(case) for side in meeting.declared.opener_knows
    }
    if before is not None:
        take_off_sides(case, before, why=WITH_THE_WORK, sides=sides)
    if case.coordinator:
        put_on_sides(case, case.coordinator, sides)


def sides_to_name(meeting: Meeting) -> list[str]:
    """The sides that colleagues are named for: of what a meeting of one family writes down.

    None where each side is a case of its own: who works with it is who works on that case.
    """
    kinds = meeting.declared.kinds.values()
    sides = [
        side.value
        for side in SIDES
        if any(kind.compartment == side or kind.chooses_side for kind in kinds)
    ]
    if not sides or meeting.parties.exclude(side=Side.ONLY).exists():
        return []
    return sides


def sides_of(case: Case) -> dict[str, str]:
    """The sides of a case that colleagues are named for, with the page of its newest meeting."""
    found: dict[str, str] = {}
    for meeting in Meeting.objects.of_case(case).order_by("opened_at", "pk"):
        for side in sides_to_name(meeting):
            found[side] = workers_url(meeting, side)
    return found


def one_knows_both(case: Case) -> bool:
    """Whether one person may work with both sides: as whoever opens its meetings does."""
    with_sides = [one for one in Meeting.objects.of_case(case) if sides_to_name(one)]
    return all(set(SIDES) <= set(one.declared.opener_knows) for one in with_sides)


def workers_url(meeting: Meeting, side: str) -> str:
    return reverse(
        "conferences:side_workers", kwargs={"public_id": meeting.public_id, "side": side}
    )


def side_words(side: str) -> str:
    """A side in the middle of a sentence: "the person harmed"."""
    label = Side(side).label
    return f"the {label[:1].lower()}{label[1:]}"
