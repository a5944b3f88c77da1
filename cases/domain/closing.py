"""Ending a case, or letting it rest: closed, withdrawn, not viable, on hold."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.case_page import hooks
from cases.domain.allocating import add_contact_task
from cases.domain.deciding import add_allocation_task
from cases.domain.moving import end_case, enter_stage, lock_case
from cases.domain.recording import record_event
from cases.domain.tasking import add_task, due_after_pause, settle_tasks, suspend_tasks
from cases.models import Case, Event, SafeguardingAlert, Task
from cases.stages import CLOSE, HOLD, NOT_VIABLE, RESUME, RESUME_WAITING, WITHDRAW, Move
from cases.timescales import Step


@transaction.atomic
def close_case(case: Case, *, by: User, outcome: str, why: str, told: str) -> Case:
    """Close a case with what came of it. The record is locked and stays readable.

    Nothing that still needs somebody may be shut away: an open safeguarding alert or a
    meeting that lies ahead stops it, and says which.
    """
    case = lock_case(case, CLOSE, why=why)
    if outcome not in Case.Outcome.values:
        raise ValidationError("Select what came of the work.", code="outcome_missing")
    if not told.strip():
        raise ValidationError("Enter who was told.", code="told_missing")
    blockers = closing_blockers(case)
    if blockers:
        raise ValidationError([ValidationError(text, code="blocked") for text in blockers])
    before = case.get_stage_display()
    end_case(case, CLOSE, by=by, why=why, outcome=outcome, ended_told=told.strip())
    record_event(
        case,
        Event.Kind.CASE_CLOSED,
        by=by,
        from_value=before,
        to_value=Case.Outcome(outcome).label,
        why=why.strip(),
    )
    return case


def closing_blockers(case: Case) -> list[str]:
    """Say what must be finished before a case can be closed; empty when nothing."""
    blockers = unfollowed_alerts(case)
    ahead = meeting_ahead(case)
    if ahead:
        blockers.append(f"A meeting lies ahead: {ahead}. Take its date away first.")
    return blockers


def unfollowed_alerts(case: Case) -> list[str]:
    """Say which alerts still need somebody; they do so after a case has ended, too."""
    alerts = SafeguardingAlert.objects.filter(case=case).open()
    return [
        "The safeguarding alert of "
        f"{timezone.localtime(alert.raised_at):%-d %B %Y} has no follow-up yet."
        for alert in alerts
    ]


def meeting_ahead(case: Case) -> str:
    """The next meeting, which is called off when a case ends early; empty without one."""
    ahead = hooks.next_date(case) if hooks.next_date else None
    return f"{ahead[1]}, {ahead[0]}" if ahead else ""


@transaction.atomic
def hold_case(case: Case, why: str, review_on: date, *, by: User) -> Case:
    """Let a case rest until a day on which it is looked at again. Its clocks stand still.

    What has a clock is taken off the work lists, so that none of it runs late meanwhile.
    """
    if review_on <= timezone.localdate():
        raise ValidationError("The review must be after today.", code="review_not_ahead")
    case = lock_case(case, HOLD, why=why)
    before = case.get_stage_display()
    enter_stage(case, HOLD, next_step_on=review_on, hold_review_on=review_on)
    add_task(
        title=f"Look again at {case}, which is on hold",
        due_on=review_on,
        assigned_to=case.coordinator,
        for_managers_of=None if case.coordinator else case.team,
        case=case,
        kind=Task.Kind.HOLD_REVIEW,
        by=None,
    )
    suspend_tasks(case, Task.Kind.ALLOCATE, Task.Kind.FIRST_CONTACT)
    record_event(
        case,
        Event.Kind.CASE_HELD,
        by=by,
        from_value=before,
        to_value=f"To be looked at again on {review_on:%-d %B %Y}",
        why=why.strip(),
    )
    return case


@transaction.atomic
def resume_case(case: Case, *, by: User, why: str = "") -> Case:
    """Take a case up again where it was: with its coordinator, or waiting for one.

    What was still owed is owed again, in the working days that were left.
    """
    case = lock_case(case, RESUME)
    settle_tasks(case, Task.Kind.HOLD_REVIEW, by=by)
    task = _ask_again(case)
    move = RESUME if case.coordinator_id else RESUME_WAITING
    enter_stage(case, move, next_step_on=task.due_on if task else None)
    record_event(
        case,
        Event.Kind.CASE_RESUMED,
        by=by,
        from_value=Case.Stage.ON_HOLD.label,
        to_value=case.get_stage_display(),
        why=why.strip(),
    )
    return case


def _ask_again(case: Case) -> Task | None:
    """Set what the hold suspended; nothing where the first contact had been made."""
    if case.coordinator_id is None:
        kind, step = Task.Kind.ALLOCATE, Step.ALLOCATE
        return add_allocation_task(case, due_after_pause(case, kind, step))
    kind, step = Task.Kind.FIRST_CONTACT, Step.FIRST_CONTACT
    last = Task.objects.filter(case=case, kind=kind).order_by("-pk").first()
    if last is None or last.cancelled_at is None:
        return None
    return add_contact_task(case, due_after_pause(case, kind, step))


@transaction.atomic
def withdraw_case(case: Case, why: str, *, by: User) -> Case:
    """End a case because the family, or the referrer, no longer wants it.

    Possible at any time: agreement can always be taken back, so nothing stops it.
    """
    return _end(case, WITHDRAW, Event.Kind.CASE_WITHDRAWN, why, by=by)


@transaction.atomic
def mark_not_viable(case: Case, why: str, *, by: User) -> Case:
    """End a case in which no safe way to meet was found, or no network after real search."""
    return _end(case, NOT_VIABLE, Event.Kind.CASE_NOT_VIABLE, why, by=by)


def _end(case: Case, move: Move, kind: Event.Kind, why: str, *, by: User) -> Case:
    case = lock_case(case, move, why=why)
    before = case.get_stage_display()
    end_case(case, move, by=by, why=why)
    record_event(case, kind, by=by, from_value=before, to_value=move.target.label, why=why.strip())
    return case
