"""Moving a case from stage to stage: what every move has in common.

The case's row is locked before anything is read of it, so that of two people who move it
at once the second sees what the first has done (docs/locking.md).
"""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import User
from cases.case_page import hooks
from cases.domain.tasking import cancel_tasks
from cases.models import Case, Event
from cases.stages import Move

GIVEN = (Event.Kind.COORDINATOR_ALLOCATED, Event.Kind.COORDINATOR_CHANGED)


def lock_case(case: Case, move: Move, *, why: str = "-") -> Case:
    """Return the case, locked and read anew, if this move may start where it is now."""
    if move.needs_reason and not why.strip():
        raise ValidationError("Enter why.", code="why_missing")
    locked = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=case.pk)
    if locked.stage not in move.sources:
        raise ValidationError(f"{move.refusal} {what_happened(locked)}".strip(), code=move.code)
    return locked


def enter_stage(case: Case, move: Move, *, next_step_on: date | None, **changes: Any) -> None:
    """Save the new stage of a locked case, the day the next thing is due, and the changes."""
    changes |= {
        "stage": move.target,
        "stage_since": timezone.now(),
        "next_step_on": next_step_on,
        "hold_review_on": changes.get("hold_review_on"),
    }
    for name, value in changes.items():
        setattr(case, name, value)
    case.save(update_fields=list(changes))


def end_case(case: Case, move: Move, *, by: User, why: str, **changes: Any) -> None:
    """Save the last stage of a locked case: who ended it, why, and nothing left to do.

    What later apps have planned with the family ends with it. The version counts up, so that a form opened before cannot write to a locked record.
    """
    enter_stage(
        case,
        move,
        next_step_on=None,
        ended_at=timezone.now(),
        ended_by=by,
        ended_why=why.strip(),
        version=case.version + 1,
        **changes,
    )
    cancel_tasks(case)
    if hooks.case_ended:
        hooks.case_ended(case, by=by, why=why)


def what_happened(case: Case) -> str:
    """Say who moved a case to where it is now, and when: for whoever came second."""
    match case.stage:
        case Case.Stage.INFO_NEEDED:
            question = case.referral.requests.filter(answered_at__isnull=True).first()
            if question:
                when = _when(question.asked_at)
                return f"{question.asked_by} asked for more information on {when}."
        case Case.Stage.ACCEPTED:
            if case.referral.decided_at:
                when = _when(case.referral.decided_at)
                return f"{case.referral.decided_by} accepted it on {when}."
        case Case.Stage.ALLOCATED:
            given = Event.objects.of_case(case).of_kinds(*GIVEN).first()
            if given:
                when = _when(given.at)
                return f"{given.actor_name} gave it to {given.to_value} on {when}."
        case Case.Stage.DRAFT:
            return "It has not been sent yet."
    since = _when(case.ended_at or case.stage_since)
    by = f" by {case.ended_by}" if case.ended_by else ""
    return f"It is “{case.get_stage_display()}” since {since}{by}."


def _when(moment: Any) -> str:
    return f"{timezone.localtime(moment):%-d %B %Y at %H:%M}"
