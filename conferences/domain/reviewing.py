"""Looking back at a plan: what became of each action, and how it goes on."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.models import Event
from conferences.domain.agreeing import amend_plan
from conferences.domain.dates import record_on_cases
from conferences.domain.meetings import move_meeting
from conferences.domain.planning import agreed_plan, meeting_with_plan, newest_plan
from conferences.guards import what_stands_open
from conferences.models import (
    ActionReview,
    FamilyPlan,
    Meeting,
    PlanAction,
    ReviewRecord,
)
from restorative.conflicts import save_version


@transaction.atomic
def review_action(
    meeting: Meeting, action: PlanAction, *, by: User, outcome: str, words: str = ""
) -> ActionReview:
    """Record what became of one action; the newest answer of this meeting counts."""
    meeting = _lock_review(meeting)
    if action.plan.meeting_id != meeting_with_plan(meeting).pk:
        raise ValidationError("That action is of another family’s plan.", code="other_plan")
    if outcome not in ActionReview.Outcome.values:
        raise ValidationError("Select what became of it.", code="outcome_missing")
    words = words.strip()
    review, _ = ActionReview.objects.update_or_create(
        meeting=meeting,
        action=action,
        defaults={"outcome": outcome, "words": words, "recorded_by": by, "at": timezone.now()},
    )
    return review


@transaction.atomic
def record_review(
    meeting: Meeting,
    *,
    by: User,
    decision: str = "",
    new_worries: str = "",
    child_views: str = "",
    went_well: str = "",
    version: int | None = None,
) -> ReviewRecord:
    """Keep what a review came to. Without a decision it is kept and still to be finished.

    Amending begins the next version of the plan. A decision says that they have met: on
    its day or after it, the meeting moves on. `version` is that of the record the form
    was made of; raises StaleVersion when somebody was faster.
    """
    meeting = _lock_review(meeting)
    if decision and decision not in ReviewRecord.Decision.values:
        raise ValidationError({"decision": "Select how it goes on"}, code="decision_missing")
    changes: dict[str, Any] = {
        "decision": decision,
        "new_worries": new_worries.strip(),
        "child_views": child_views.strip(),
        "went_well": went_well.strip(),
        "recorded_by": by,
        "at": timezone.now(),
    }
    record = ReviewRecord.objects.filter(meeting=meeting).first()
    before = record.decision if record else ""
    if record is None:
        record = ReviewRecord.objects.create(meeting=meeting, **changes)
    else:
        expected = record.version if version is None else version
        save_version(record, version=expected, changes=changes)
    if decision and decision != before:
        record_on_cases(
            meeting, Event.Kind.REVIEW_RECORDED, by=by, to_value=record.get_decision_display()
        )
        if decision == ReviewRecord.Decision.AMEND:
            _amend(meeting, by=by)
    if decision:
        _say_that_they_met(meeting, by=by)
    return record


def _say_that_they_met(meeting: Meeting, *, by: User) -> None:
    if meeting.starts_at is None or meeting.starts_at > timezone.now():
        return
    for key in meeting.stage_now.to:
        there = meeting.declared.stage(key)
        if there.is_day and not what_stands_open(meeting, there, reader=by):
            move_meeting(meeting, key, by=by)


def _amend(meeting: Meeting, *, by: User) -> None:
    newest = newest_plan(meeting)
    if newest and newest.state != FamilyPlan.State.WRITING:
        amend_plan(newest, by=by)


def reviewed_plan(meeting: Meeting) -> FamilyPlan | None:
    """The plan that a review looks at: the one it has answers for, or the one that holds."""
    looked_at = FamilyPlan.objects.filter(actions__reviews__meeting=meeting)
    return looked_at.order_by("-number").first() or agreed_plan(meeting)


def _lock_review(meeting: Meeting) -> Meeting:
    """Lock a review and the meeting it looks back at, by key: amending needs both."""
    keys = [pk for pk in (meeting.pk, meeting.reviews_id) if pk]
    both = Meeting.objects.filter(pk__in=keys).order_by("pk").select_for_update()
    meeting = {one.pk: one for one in both}[meeting.pk]
    if not meeting.declared.reviews_plan:
        raise ValidationError("This meeting looks back at no plan.", code="not_a_review")
    return meeting
