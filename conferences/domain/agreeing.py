"""Who agrees to a plan: each person by name, and the authority, which is presumed to agree.

The authority refuses only by stating the risk of significant harm; the family answers, and
may then amend its plan (domain.md 2, G9).
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.models import Event
from conferences.domain.asking import ask_for_answer, ask_to_send
from conferences.domain.meetings import move_meeting, stage_of
from conferences.domain.planning import PUT, lock_plan, lock_writing, record_of_plan
from conferences.models import (
    FamilyPlan,
    Meeting,
    MeetingParty,
    Participant,
    PlanAction,
    PlanAgreement,
    PlanAnswer,
)

AGREED_STAGE = "plan_agreed"
REFUSED_STAGE = "plan_not_agreed"
COPIED = ("child_views", "arrangements", "contingency", "family_lead_id", "monitoring")
CARRIED = (
    "position",
    "what",
    "who",
    "participant_id",
    "is_agency",
    "by_when",
    "wants_reminder",
    "how_often",
    "checked_by",
    "checker_id",
    "if_not",
    "asked_for",
    "asked_state",
    "approver",
    "asked_answer",
    "asked_answered_at",
)


@transaction.atomic
def record_agreement(
    plan: FamilyPlan, participant: Participant, *, by: User, answer: str, words: str = ""
) -> PlanAgreement:
    """Record whether one person agrees to a plan that is being written; the newest counts."""
    plan = lock_writing(plan)
    if participant.meeting_id != plan.meeting_id:
        raise ValidationError("That person is of another meeting.", code="other_meeting")
    if answer not in PlanAgreement.Answer.values:
        raise ValidationError("Select whether they agree.", code="answer_missing")
    agreement, _ = PlanAgreement.objects.update_or_create(
        plan=plan,
        participant=participant,
        defaults={
            "answer": answer,
            "words": words.strip(),
            "recorded_by": by,
            "at": timezone.now(),
        },
    )
    return agreement


@transaction.atomic
def forget_agreement(plan: FamilyPlan, participant: Participant, *, by: User) -> None:
    """Take back an answer that was recorded by mistake."""
    plan = lock_writing(plan)
    plan.agreements.filter(participant=participant).delete()


@transaction.atomic
def put_to_authority(plan: FamilyPlan, *, by: User) -> None:
    """Show a plan to the referrer, so that the authority can answer before it is agreed."""
    plan = lock_writing(plan)
    _check_has_actions(plan)
    if not is_put(plan):
        record_of_plan(
            plan, Event.Kind.PLAN_WRITTEN, by=by, from_value=f"Plan {plan.number}", to_value=PUT
        )
    ask_for_answer(plan, by=by, is_put=True)


def is_put(plan: FamilyPlan) -> bool:
    """Whether those who work for the authority may read the plan by now."""
    if plan.state != FamilyPlan.State.WRITING:
        return True
    return Event.objects.filter(
        case_id__in=MeetingParty.objects.filter(meeting=plan.meeting_id).values("case"),
        kind=Event.Kind.PLAN_WRITTEN,
        subject_type="familyplan",
        subject_id=plan.pk,
        to_value=PUT,
    ).exists()


@transaction.atomic
def agree_plan(plan: FamilyPlan, *, by: User) -> FamilyPlan:
    """Keep a plan as agreed; from now on only an amendment changes it.

    The version before is replaced. The meeting moves on where its format lets it, and what
    the format asks for there must hold.
    """
    plan = lock_writing(plan)
    _check_has_actions(plan)
    plan.state, plan.agreed_at = FamilyPlan.State.AGREED, timezone.now()
    plan.version += 1
    plan.save(update_fields=["state", "agreed_at", "version"])
    earlier = plan.meeting.plans.filter(state=FamilyPlan.State.AGREED).exclude(pk=plan.pk)
    earlier.update(state=FamilyPlan.State.REPLACED)
    record_of_plan(plan, Event.Kind.PLAN_AGREED, by=by, to_value=f"Plan {plan.number}")
    _move(plan.meeting, AGREED_STAGE, by=by)
    ask_for_answer(plan, by=by, is_put=True)
    ask_to_send(plan, by=by)
    return plan


@transaction.atomic
def respond_to_plan(plan: FamilyPlan, *, by: User, agrees: bool, harm: str = "") -> FamilyPlan:
    """Answer for the authority. It is presumed to agree: a no states the harm it sees."""
    plan = lock_plan(plan)
    if plan.state not in (FamilyPlan.State.WRITING, FamilyPlan.State.AGREED):
        raise ValidationError(
            f"This plan can no longer be answered: {plan.get_state_display().lower()}.",
            code="not_open",
        )
    _check_has_actions(plan)
    if not agrees and not harm.strip():
        raise ValidationError(
            "Enter the risk of significant harm: without one, the plan is agreed.",
            code="harm_missing",
        )
    plan.answered_by, plan.answered_at = by.get_full_name(), timezone.now()
    plan.version += 1
    if not agrees:
        plan.state, plan.refusal_harm = FamilyPlan.State.REFUSED, harm.strip()
    plan.save(update_fields=["answered_by", "answered_at", "state", "refusal_harm", "version"])
    ask_for_answer(plan, by=by, is_put=is_put(plan))
    if agrees:
        _record_answer(plan, by=by, words=f"Plan {plan.number}: the authority agrees")
        return plan
    record_of_plan(
        plan,
        Event.Kind.PLAN_REFUSED,
        by=by,
        to_value=f"Plan {plan.number}",
        why=plan.refusal_harm,
    )
    _move(plan.meeting, REFUSED_STAGE, by=by, why=plan.refusal_harm)
    return plan


@transaction.atomic
def respond_to_action(
    action: PlanAction, *, by: User, state: str, answer: str = "", approver: str = ""
) -> PlanAction:
    """Answer what one action asks of the authority, and say who approved it or can."""
    plan = lock_plan(action.plan)
    if plan.state not in (FamilyPlan.State.WRITING, FamilyPlan.State.AGREED):
        raise ValidationError("This plan has been replaced or refused.", code="not_open")
    action = PlanAction.objects.select_for_update(of=("self",)).get(pk=action.pk)
    asked = PlanAction.Asked
    if not action.asked_for:
        raise ValidationError("Nothing is asked of the authority here.", code="nothing_asked")
    if state not in (asked.AGREED, asked.CHANGED, asked.REFUSED):
        raise ValidationError({"state": "Select the answer"}, code="answer_missing")
    if state != asked.AGREED and not answer.strip():
        words = "Enter why not" if state == asked.REFUSED else "Enter what is changed"
        raise ValidationError({"answer": words}, code="words_missing")
    action.asked_state, action.asked_answer = state, answer.strip()
    action.asked_answered_at = timezone.now()
    action.approver = approver.strip() or action.approver
    action.version += 1
    action.save(
        update_fields=["asked_state", "asked_answer", "asked_answered_at", "approver", "version"]
    )
    ask_for_answer(plan, by=by, is_put=is_put(plan))
    said = action.get_asked_state_display().lower()
    _record_answer(plan, by=by, words=f"Plan {plan.number}, something asked for: {said}")
    return action


@transaction.atomic
def record_family_answer(plan: FamilyPlan, *, by: User, words: str) -> FamilyPlan:
    """Record what the family says to a refusal, in its words."""
    plan = lock_plan(plan)
    if plan.state != FamilyPlan.State.REFUSED:
        raise ValidationError("The authority has not refused this plan.", code="not_refused")
    if not words.strip():
        raise ValidationError({"words": "Enter what the family says"}, code="words_missing")
    plan.family_answer = words.strip()
    plan.version += 1
    plan.save(update_fields=["family_answer", "version"])
    _record_answer(plan, by=by, words=f"Plan {plan.number}: what the family says to the refusal")
    return plan


@transaction.atomic
def amend_plan(plan: FamilyPlan, *, by: User) -> FamilyPlan:
    """Begin the next version with all that the newest one holds; nobody has agreed to it yet."""
    plan = lock_plan(plan)
    if plan.meeting.plans.filter(number__gt=plan.number).exists():
        raise ValidationError("There is a newer version of this plan.", code="newer_there")
    if plan.state == FamilyPlan.State.WRITING:
        raise ValidationError("This plan is still being written: change it.", code="writing")
    if plan.state == FamilyPlan.State.REFUSED and not plan.family_answer:
        raise ValidationError("First record what the family says to it.", code="no_answer_yet")
    copied: dict[str, Any] = {name: getattr(plan, name) for name in COPIED}
    later = FamilyPlan.objects.create(
        meeting=plan.meeting,
        number=plan.number + 1,
        written_by=by,
        amends=plan,
        review_on=plan.review_on,
        review_declined=plan.review_declined,
        **copied,
    )
    carried = {
        action.pk: PlanAction.objects.create(
            plan=later, carried_from=action, **{name: getattr(action, name) for name in CARRIED}
        )
        for action in plan.actions.order_by("position", "pk")
    }
    PlanAnswer.objects.bulk_create(
        PlanAnswer(
            plan=later,
            item_id=answer.item_id,
            action=carried[answer.action_id] if answer.action_id else None,
            words=answer.words,
        )
        for answer in plan.answers.order_by("pk")
    )
    record_of_plan(
        later,
        Event.Kind.PLAN_WRITTEN,
        by=by,
        from_value=f"Plan {plan.number}",
        to_value=f"Plan {later.number}",
    )
    return later


def _check_has_actions(plan: FamilyPlan) -> None:
    if not plan.actions.exists():
        raise ValidationError("The plan has no action yet.", code="no_actions")


def _move(meeting: Meeting, to: str, *, by: User, why: str = "") -> None:
    meeting = Meeting.objects.get(pk=meeting.pk)
    if to in stage_of(meeting).to:
        move_meeting(meeting, to, by=by, why=why)


def _record_answer(plan: FamilyPlan, *, by: User, words: str) -> None:
    record_of_plan(plan, Event.Kind.PLAN_ANSWERED, by=by, to_value=words)
