"""What a manager does with a referral: accept it, ask, decline or redirect it."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.domain.moving import end_case, enter_stage, lock_case
from cases.domain.recording import record_event
from cases.domain.tasking import add_task, due_after_pause, settle_tasks
from cases.models import Case, Event, InformationRequest, Task
from cases.rules import check_contact_agreed, check_discussed_again, earlier_case
from cases.stages import ACCEPT, ANSWER, ASK, DECLINE, REDIRECT, Move
from cases.timescales import Step, due_on


@transaction.atomic
def accept_referral(case: Case, *, by: User, why: str = "", discussed_again: str = "") -> Case:
    """Take a referral on: it now waits for a coordinator.

    `why` is asked for where a manager decides that the agreement to be contacted is
    enough although nobody with parental responsibility gave it. `discussed_again` is
    asked for where the family was here lately and the referrer may not know of that.
    """
    case = lock_case(case, ACCEPT)
    check_contact_agreed(case, decision=why)
    check_discussed_again(case, seen_by=by, on=case.referral.sent_on, said=discussed_again)
    if discussed_again.strip():
        _note_discussion(case, discussed_again.strip(), by=by)
    settle_tasks(case, Task.Kind.DECIDE, Task.Kind.CONTACT_WITHDRAWN, by=by)
    task = add_allocation_task(case, due_on(Step.ALLOCATE, timezone.localdate()))
    enter_stage(case, ACCEPT, next_step_on=task.due_on)
    _decide(case, by=by, why=why)
    _record(case, ACCEPT, Event.Kind.REFERRAL_ACCEPTED, by=by, why=why)
    return case


@transaction.atomic
def ask_for_information(case: Case, question: str, *, by: User) -> InformationRequest:
    """Ask whoever referred a question. Until they answer, the clock stands still."""
    case = lock_case(case, ASK, why=question)
    now = timezone.now()
    answer_by = due_on(Step.ANSWER, timezone.localdate(now))
    enter_stage(case, ASK, next_step_on=answer_by)
    request = InformationRequest.objects.create(
        referral=case.referral, question=question.strip(), asked_at=now, asked_by=by
    )
    settle_tasks(case, Task.Kind.DECIDE, by=by)
    add_task(
        title=f"Answer a question about {case}",
        due_on=answer_by,
        assigned_to=case.created_by,
        case=case,
        kind=Task.Kind.ANSWER,
        by=None,
    )
    _record(case, ASK, Event.Kind.INFORMATION_ASKED, by=by, why=question, subject=request)
    return request


@transaction.atomic
def answer_request(request: InformationRequest, answer: str, *, by: User) -> Case:
    """Answer a manager's question: the referral waits for a decision again.

    The clock goes on from where it stood; it does not start anew.
    """
    case = lock_case(request.referral.case, ANSWER, why=answer)
    request = InformationRequest.objects.select_for_update().get(pk=request.pk)
    if request.answered_at:
        raise ValidationError(
            f"{request.answered_by} answered this question already.", code="no_question_open"
        )
    now = timezone.now()
    request.answer = answer.strip()
    request.answered_at = now
    request.answered_by = by
    request.save(update_fields=["answer", "answered_at", "answered_by"])
    settle_tasks(case, Task.Kind.ANSWER, by=by)
    task = add_decision_task(case, due_after_pause(case, Task.Kind.DECIDE, Step.DECIDE))
    enter_stage(case, ANSWER, next_step_on=task.due_on)
    _record(case, ANSWER, Event.Kind.INFORMATION_GIVEN, by=by, why=answer, subject=request)
    return case


@transaction.atomic
def decline_referral(case: Case, why: str, *, by: User) -> Case:
    """Do not take a referral on. It counts as screened out; the record stays readable."""
    case = lock_case(case, DECLINE, why=why)
    before = case.get_stage_display()
    settle_tasks(case, Task.Kind.DECIDE, by=by)
    end_case(case, DECLINE, by=by, why=why)
    _decide(case, by=by, why=why)
    _record(case, DECLINE, Event.Kind.REFERRAL_DECLINED, by=by, why=why, before=before)
    return case


@transaction.atomic
def redirect_referral(case: Case, to: str, why: str, *, by: User) -> Case:
    """Send a family on to something that fits better, such as a meeting a manager leads."""
    if not to.strip():
        raise ValidationError("Enter where the family is sent on to.", code="to_missing")
    case = lock_case(case, REDIRECT, why=why)
    before = case.get_stage_display()
    settle_tasks(case, Task.Kind.DECIDE, by=by)
    end_case(case, REDIRECT, by=by, why=why)
    _decide(case, by=by, why=why, redirected_to=to.strip())
    _record(
        case,
        REDIRECT,
        Event.Kind.REFERRAL_REDIRECTED,
        by=by,
        why=why,
        before=before,
        to=to.strip(),
    )
    return case


def add_decision_task(case: Case, day: date) -> Task:
    """Ask the managers of the service for a decision. Also what a referral's sending calls."""
    return add_task(
        title=f"Decide about {case}",
        due_on=day,
        for_managers_of=case.team,
        case=case,
        kind=Task.Kind.DECIDE,
        by=None,
    )


def add_allocation_task(case: Case, day: date) -> Task:
    """Ask the managers of the service to find a coordinator."""
    return add_task(
        title=f"Allocate a coordinator for {case}",
        due_on=day,
        for_managers_of=case.team,
        case=case,
        kind=Task.Kind.ALLOCATE,
        by=None,
    )


def _decide(case: Case, *, by: User, why: str, redirected_to: str = "") -> None:
    """Save the decision on the referral. Its case is locked, which guards its referral too."""
    referral = case.referral
    referral.decided_at = timezone.now()
    referral.decided_by = by
    referral.decision_reason = why.strip()
    referral.redirected_to = redirected_to
    referral.save(update_fields=["decided_at", "decided_by", "decision_reason", "redirected_to"])


def _note_discussion(case: Case, discussed: str, *, by: User) -> None:
    """Write down on the earlier case with whom the family's coming back was talked over.

    There and not here: on this case the referrer would read that there was another.
    """
    earlier = earlier_case(case, seen_by=by)
    if earlier is None:
        return
    record_event(
        earlier,
        Event.Kind.CASE_REFERRED_AGAIN,
        by=by,
        subject=case,
        to_value=case,
        why=f"Talked over with: {discussed}",
        audience=Event.Audience.SERVICE,
    )


def _record(
    case: Case,
    move: Move,
    kind: Event.Kind,
    *,
    by: User,
    why: str,
    before: str = "",
    to: str = "",
    subject: InformationRequest | None = None,
) -> None:
    """Record a move; `before` is said where it may start from several stages."""
    record_event(
        case,
        kind,
        by=by,
        subject=subject,
        from_value=before or move.sources[0].label,
        to_value=to or move.target.label,
        why=why.strip(),
    )
