"""Who gets the plan: a copy for each, made, checked, sent and received one by one."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from cases.models import ContactPoint, Event, KeepApart
from conferences.domain.asking import settle_sending
from conferences.domain.meetings import follow_on
from conferences.domain.planning import called, lock_plan, record_of_plan
from conferences.domain.preparing import record_of
from conferences.models import (
    AttendanceDecision,
    Check,
    CopyOmission,
    FamilyPlan,
    Participant,
    PlanAction,
    PlanCopy,
)
from conferences.plan_copy import pieces_of, proposed_omissions, text_of

NO_COPY = "plan_copy"
BY_CHOICE = "Left out by choice"
# By what a copy can go, and which way of contact that needs.
NEEDS = {
    PlanCopy.Channel.POST: ContactPoint.Channel.ADDRESS,
    PlanCopy.Channel.EMAIL: ContactPoint.Channel.EMAIL,
}


@transaction.atomic
def make_copy(
    plan: FamilyPlan,
    participant: Participant,
    *,
    by: User,
    channel: str,
    leave_out: Collection[str] | None = None,
    is_large_print: bool = False,
    language: str = "",
) -> PlanCopy:
    """Write one recipient's copy of an agreed plan, word for word as it will go.

    `leave_out` are keys of plan_copy.pieces_of; without it, what is proposed is left out.
    Whoever is kept away never gets one. A copy that has not gone is replaced.
    """
    plan = lock_plan(plan)
    _check_agreed(plan)
    _check_reachable(plan, participant)
    if channel not in PlanCopy.Channel.values:
        raise ValidationError({"channel": "Select how it goes"}, code="channel_missing")
    contact = _safe_contact(participant, channel)
    pieces = pieces_of(plan, participant)
    proposed = proposed_omissions(pieces)
    known = {piece.key for piece in pieces}
    left_out = known & (set(proposed) if leave_out is None else set(leave_out))
    plan.copies.filter(participant=participant, sent_at=None).delete()
    copy = PlanCopy(
        plan=plan,
        participant=participant,
        contact_point=contact,
        channel=channel,
        is_large_print=is_large_print,
        language=language.strip(),
        made_by=by,
    )
    copy._text = text_of(plan, participant, left_out)
    copy.save()
    for piece in pieces:
        if piece.key in left_out:
            CopyOmission.objects.create(
                copy=copy,
                action=piece.action,
                passage="" if piece.action else piece.key,
                why=(piece.why or BY_CHOICE)[:300],
            )
    return copy


@transaction.atomic
def check_copy(copy: PlanCopy, *, by: User) -> PlanCopy:
    """Say that somebody has read what this person will see, and that it may go."""
    copy = _lock(copy)
    _check_agreed(copy.plan)
    _check_reachable(copy.plan, copy.participant)
    _check_unchanged(copy, since=copy.made_at)
    if copy.checked_at is None:
        copy.checked_by, copy.checked_at = by, timezone.now()
        copy.save(update_fields=["checked_by", "checked_at"])
        kept = kept_against_advice(copy)
        why = f"{kept} parts stay in that were proposed to be left out." if kept else ""
        _record(copy, Event.Kind.PLAN_COPY_CHECKED, by=by, why=why)
    return copy


@transaction.atomic
def send_copy(copy: PlanCopy, *, by: User, at: datetime | None = None) -> PlanCopy:
    """Record that a checked copy has gone. What was true on checking must still be so."""
    copy = _lock(copy)
    if copy.sent_at:
        return copy
    if copy.checked_at is None:
        raise ValidationError("Read and check the copy first.", code="not_checked")
    _check_agreed(copy.plan)
    _check_reachable(copy.plan, copy.participant)
    _check_unchanged(copy, since=copy.checked_at)
    _safe_contact(copy.participant, copy.channel)
    now = timezone.now()
    if at and at > now:
        raise ValidationError({"sent_on": "The date must be today or in the past"}, code="ahead")
    copy.sent_at = at or now
    copy.save(update_fields=["sent_at"])
    _record(copy, Event.Kind.PLAN_COPY_SENT, by=by)
    follow_on(copy.plan.meeting, by=by)
    settle_sending(copy.plan.meeting, by=by)
    return copy


@transaction.atomic
def receive_copy(copy: PlanCopy, *, by: User) -> PlanCopy:
    """Record that somebody has their copy. A second time changes nothing."""
    copy = _lock(copy)
    if copy.sent_at is None:
        raise ValidationError("This copy has not gone yet.", code="not_sent")
    if copy.received_at is None:
        copy.received_at = timezone.now()
        copy.save(update_fields=["received_at"])
    return copy


@transaction.atomic
def leave_without_copy(plan: FamilyPlan, participant: Participant, *, by: User, why: str) -> None:
    """Say why somebody who could have a copy gets none, such as that they do not want it."""
    plan = lock_plan(plan)
    if participant.meeting_id != plan.meeting_id:
        raise ValidationError("That person is of another meeting.", code="other_meeting")
    if not why.strip():
        raise ValidationError({"why": "Enter why they get no copy"}, code="why_missing")
    Check.objects.update_or_create(
        meeting=plan.meeting,
        participant=participant,
        key=NO_COPY,
        defaults={
            "state": Check.State.NOT_NEEDED,
            "why": why.strip(),
            "by": by,
            "at": timezone.now(),
        },
    )
    record_of(
        participant,
        Event.Kind.CHECK_SETTLED,
        by=by,
        to_value=f"Plan {plan.number}: no copy for {called(participant)}",
        why=why.strip(),
    )
    follow_on(plan.meeting, by=by)
    settle_sending(plan.meeting, by=by)


def kept_against_advice(copy: PlanCopy) -> int:
    """How many parts a copy holds that were proposed to be left out."""
    left = left_out_keys(copy)
    proposed = proposed_omissions(pieces_of(copy.plan, copy.participant))
    return len(set(proposed) - left)


def left_out_keys(copy: PlanCopy) -> set[str]:
    return {row.passage or f"action-{row.action_id}" for row in copy.omissions.order_by("pk")}


def recipients_of(plan: FamilyPlan) -> list[Participant]:
    """Those who may get a copy at all: everybody who can be reached."""
    people = Participant.objects.filter(meeting=plan.meeting_id).reachable().with_names()
    return list(people.order_by("pk"))


def _lock(copy: PlanCopy) -> PlanCopy:
    lock_plan(copy.plan)
    rows = PlanCopy.objects.select_for_update(of=("self",)).select_related(
        "plan__meeting", "participant__person", "participant__user", "participant__resource"
    )
    found = rows.filter(pk=copy.pk).first()
    if found is None:
        raise ValidationError("This copy was made anew meanwhile.", code="replaced")
    return found


def _check_agreed(plan: FamilyPlan) -> None:
    if plan.state != FamilyPlan.State.AGREED:
        raise ValidationError(
            "Copies are made of the agreed plan, and this version is not it.", code="not_agreed"
        )


def _check_reachable(plan: FamilyPlan, participant: Participant) -> None:
    there = Participant.objects.filter(meeting=plan.meeting_id).reachable()
    if not there.filter(pk=participant.pk).exists():
        raise ValidationError("This person gets no copy of the plan.", code="kept_away")


def _safe_contact(participant: Participant, channel: str) -> ContactPoint | None:
    """The confirmed way to send it; colleagues are reached at work."""
    needed = NEEDS.get(PlanCopy.Channel(channel))
    if needed is None or participant.person is None:
        return None
    known = participant.person.contact_points.current().filter(
        channel=needed, may_write=ContactPoint.May.YES, confirmed_on__isnull=False
    )
    contact = known.order_by("-confirmed_on", "-pk").first()
    if contact is None:
        what = "address" if needed == ContactPoint.Channel.ADDRESS else "email address"
        raise ValidationError(
            {"channel": f"No {what} is confirmed as safe to write to. Choose another way."},
            code="no_safe_contact",
        )
    return contact


def _check_unchanged(copy: PlanCopy, *, since: datetime) -> None:
    """Refuse a copy made or checked before something changed that it has to mind."""
    apart = KeepApart.objects.in_force().filter(
        Q(first=copy.participant.person_id) | Q(second=copy.participant.person_id),
        recorded_at__gt=since,
    )
    decided = AttendanceDecision.objects.filter(
        participant__meeting=copy.plan.meeting_id,
        at__gt=since,
        outcome__in=Participant.KEPT_AWAY,
    )
    answered = PlanAction.objects.filter(plan=copy.plan, asked_answered_at__gt=since)
    if (copy.participant.person_id and apart.exists()) or decided.exists() or answered.exists():
        raise ValidationError(
            "Something this copy has to mind has changed since. Make it anew.",
            code="changed_since",
        )


def _record(copy: PlanCopy, kind: Event.Kind, *, by: User, why: str = "") -> None:
    record_of_plan(
        copy.plan,
        kind,
        by=by,
        to_value=f"{called(copy.participant)}: {copy.get_channel_display().lower()}",
        why=why,
        audience=Event.Audience.SERVICE,
    )
