"""Writing a family's plan: its actions, and how it answers what was asked of the family."""

from collections.abc import Collection, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from accounts.models import User
from cases.domain.recording import record_event
from cases.models import Event
from conferences.models import (
    BriefItem,
    FamilyPlan,
    Meeting,
    Participant,
    PlanAction,
    PlanAnswer,
)
from restorative.conflicts import save_version

PUT = "Put to the authority"
OPTIONAL = ("by_when", "how_often", "checked_by", "checker", "if_not", "asked_for", "approver")
PASSAGES = (
    "child_views",
    "arrangements",
    "contingency",
    "family_lead",
    "monitoring",
    "review_on",
    "review_declined",
)


def meeting_with_plan(meeting: Meeting) -> Meeting:
    """The meeting that a plan belongs to: itself, or the one that a review looks back at."""
    while not meeting.declared.has_plan and meeting.reviews:
        meeting = meeting.reviews
    return meeting


@transaction.atomic
def start_plan(meeting: Meeting, *, by: User) -> FamilyPlan:
    """Begin to write the first plan of a meeting; a later version is an amendment."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if not meeting.declared.has_plan:
        raise ValidationError("This kind of meeting makes no plan of its own.", code="no_plan")
    if meeting.plans.exists():
        raise ValidationError("There is a plan already.", code="plan_there")
    plan = FamilyPlan.objects.create(meeting=meeting, number=1, written_by=by)
    record_of_plan(plan, Event.Kind.PLAN_WRITTEN, by=by, to_value="Plan 1")
    return plan


@transaction.atomic
def edit_plan(plan: FamilyPlan, *, by: User, version: int, **changes: Any) -> FamilyPlan:
    """Write what stands around the actions. Raises StaleVersion when somebody was faster."""
    plan = lock_writing(plan)
    unknown = set(changes) - set(PASSAGES)
    if unknown:
        raise ValueError(f"not of a plan: {sorted(unknown)}")
    if changes.get("review_declined"):
        changes["review_on"] = None
    lead = changes.get("family_lead")
    if lead is not None:
        _check_of(plan, lead, {plan.family_lead_id})
    save_version(plan, version=version, changes=changes)
    return plan


@transaction.atomic
def add_action(
    plan: FamilyPlan,
    *,
    by: User,
    what: str,
    who: str = "",
    participant: Participant | None = None,
    answers: Iterable[BriefItem] = (),
    **fields: Any,
) -> PlanAction:
    """Add one thing that somebody will do, after those that are there.

    What and who are all that must be said: `who` in the family's words, or `participant`.
    """
    plan = lock_writing(plan)
    last = plan.actions.aggregate(last=Max("position"))["last"] or 0
    action = PlanAction.objects.create(
        plan=plan, position=last + 1, **_said(plan, what, who, participant, fields)
    )
    _set_answers(action, answers)
    return action


@transaction.atomic
def edit_action(
    action: PlanAction,
    *,
    by: User,
    version: int,
    what: str,
    who: str = "",
    participant: Participant | None = None,
    answers: Iterable[BriefItem] = (),
    **fields: Any,
) -> PlanAction:
    """Say an action anew. Raises StaleVersion when somebody was faster.

    Where something else is asked of the authority than before, its answer falls away.
    """
    plan = lock_writing(action.plan)
    action = PlanAction.objects.get(pk=action.pk)
    named = {action.participant_id, action.checker_id}
    changes = _said(plan, what, who, participant, fields, named)
    if changes["asked_for"] == action.asked_for:
        del changes["asked_state"]
    else:
        changes |= {"asked_answer": "", "asked_answered_at": None}
    save_version(action, version=version, changes=changes)
    _set_answers(action, answers)
    return action


@transaction.atomic
def remove_action(action: PlanAction, *, by: User) -> None:
    """Take an action out of a plan that is still being written; one that was reviewed stays."""
    plan = lock_writing(action.plan)
    if action.reviews.exists():
        raise ValidationError("A review has looked at this action, so it stays.", code="reviewed")
    plan.actions.filter(pk=action.pk).delete()


@transaction.atomic
def move_action(action: PlanAction, *, by: User, up: bool) -> None:
    """Put an action before or after its neighbour; the first and the last stay."""
    plan = lock_writing(action.plan)
    rows = list(plan.actions.order_by("position", "pk"))
    here = next((at for at, row in enumerate(rows) if row.pk == action.pk), None)
    if here is None:
        return
    there = here - 1 if up else here + 1
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
    for position, row in enumerate(rows, start=1):
        if row.position != position:
            plan.actions.filter(pk=row.pk).update(position=position)


@transaction.atomic
def answer_item(
    plan: FamilyPlan,
    item: BriefItem,
    *,
    by: User,
    action: PlanAction | None = None,
    words: str = "",
) -> None:
    """Say how a plan answers a bottom line or question: by an action, or in words.

    Words replace the words that were there; none at all take them back.
    """
    plan = lock_writing(plan)
    if item.brief.meeting_id != plan.meeting_id:
        raise ValidationError("This was not asked of this family.", code="not_asked")
    if action is not None:
        if action.plan_id != plan.pk:
            raise ValidationError("That action is of another plan.", code="other_plan")
        PlanAnswer.objects.get_or_create(plan=plan, item=item, action=action)
        return
    plan.answers.filter(item=item, action=None).delete()
    if words.strip():
        PlanAnswer.objects.create(plan=plan, item=item, words=words.strip())


def items_of(plan: FamilyPlan) -> list[BriefItem]:
    """The bottom lines and questions that a plan has to answer, in their order."""
    return list(BriefItem.objects.to_be_answered().filter(brief__meeting=plan.meeting_id))


def open_items(plan: FamilyPlan) -> list[BriefItem]:
    """Those that the plan does not answer yet."""
    answered = set(plan.answers.values_list("item", flat=True))
    return [item for item in items_of(plan) if item.pk not in answered]


def newest_plan(meeting: Meeting) -> FamilyPlan | None:
    return meeting_with_plan(meeting).plans.order_by("-number").first()


def agreed_plan(meeting: Meeting) -> FamilyPlan | None:
    """The plan that holds now; None while none is agreed."""
    plans = meeting_with_plan(meeting).plans.filter(state=FamilyPlan.State.AGREED)
    return plans.order_by("-number").first()


def lock_plan(plan: FamilyPlan) -> FamilyPlan:
    """Lock the meeting, then its plan: always in this order."""
    Meeting.objects.select_for_update().get(pk=plan.meeting_id)
    rows = FamilyPlan.objects.select_for_update(of=("self",)).select_related("meeting")
    return rows.get(pk=plan.pk)


def lock_writing(plan: FamilyPlan) -> FamilyPlan:
    """Lock a plan that can still change; refuse one that was agreed or refused."""
    plan = lock_plan(plan)
    if plan.state != FamilyPlan.State.WRITING:
        raise ValidationError(
            f"This plan can no longer be changed: {plan.get_state_display().lower()}. "
            "An amendment makes the next version.",
            code="not_writing",
        )
    return plan


def record_of_plan(
    plan: FamilyPlan,
    kind: Event.Kind,
    *,
    by: User,
    from_value: str = "",
    to_value: str = "",
    why: str = "",
    audience: Event.Audience = Event.Audience.CASE,
) -> None:
    """Write an event on each case that the meeting of a plan is held for."""
    for party in plan.meeting.parties.select_related("case"):
        record_event(
            party.case,
            kind,
            by=by,
            subject=plan,
            from_value=from_value,
            to_value=to_value,
            why=why,
            audience=audience,
        )


def called(participant: Participant) -> str:
    """What the family calls somebody: how they like to be called, or their whole name."""
    return participant.person.liked_name if participant.person else participant.name


def _said(
    plan: FamilyPlan,
    what: str,
    who: str,
    participant: Participant | None,
    fields: dict[str, Any],
    named: Collection[int | None] = (),
) -> dict[str, Any]:
    """Check what was said of an action and make it the columns of its row.

    `named` are the keys of those whom the action names already.
    """
    unknown = set(fields) - {*OPTIONAL, "is_agency", "wants_reminder"}
    if unknown:
        raise ValueError(f"not of an action: {sorted(unknown)}")
    for somebody in (participant, fields.get("checker")):
        if somebody is not None:
            _check_of(plan, somebody, named)
    who = who.strip() or (called(participant) if participant else "")
    if not what.strip():
        raise ValidationError({"what": "Enter what will be done"}, code="what_missing")
    if not who:
        raise ValidationError({"who": "Enter who will do it"}, code="who_missing")
    said: dict[str, Any] = {
        "by_when": fields.get("by_when"),
        "checker": fields.get("checker"),
        "participant": participant,
        "what": what.strip(),
        "who": who,
        "wants_reminder": bool(fields.get("wants_reminder")),
        "is_agency": bool(
            fields.get("is_agency")
            or (participant and participant.part in Participant.PROFESSIONALS)
        ),
    }
    for name in ("how_often", "checked_by", "if_not", "asked_for", "approver"):
        said[name] = str(fields.get(name) or "").strip()
    if not said["checked_by"] and said["checker"]:
        said["checked_by"] = called(said["checker"])
    asked = PlanAction.Asked
    said["asked_state"] = asked.WAITING if said["asked_for"] else asked.NOTHING
    return said


def _check_of(plan: FamilyPlan, participant: Participant, named: Collection[int | None]) -> None:
    """Whoever is kept away is given nothing to do; what names them already can stay."""
    if participant.meeting_id != plan.meeting_id:
        raise ValidationError("That person is of another meeting.", code="other_meeting")
    if participant.is_kept_away and participant.pk not in named:
        raise ValidationError(
            f"{called(participant)} is not part of the meeting, for safety or by their own wish. "
            "Choose somebody else.",
            code="kept_away",
        )


def _set_answers(action: PlanAction, items: Iterable[BriefItem]) -> None:
    wanted = {item.pk for item in items}
    action.answers.exclude(item__in=wanted).delete()
    there = set(action.answers.values_list("item", flat=True))
    PlanAnswer.objects.bulk_create(
        PlanAnswer(plan_id=action.plan_id, item_id=item, action=action)
        for item in sorted(wanted - there)
    )
