"""Saying later what came of a case that was closed without it, as old records often were."""

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from cases.domain.recording import record_event
from cases.models import Case, Event


@transaction.atomic
def name_outcome(case: Case, *, by: User, outcome: str, how_known: str) -> Case:
    """Fill in what came of the work on a closed case of which nobody has said it.

    One that was said stays: it belongs to the day on which the case was closed.
    """
    if outcome not in Case.Outcome.values:
        raise ValidationError("Select what came of the work.", code="outcome_missing")
    if not how_known.strip():
        raise ValidationError("Enter how you know.", code="how_known_missing")
    locked = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=case.pk)
    if locked.stage != Case.Stage.CLOSED or locked.outcome:
        raise ValidationError(
            "What came of this case has been said, or it is not closed.", code="not_missing"
        )
    locked.outcome = outcome
    locked.save(update_fields=["outcome"])
    record_event(
        locked,
        Event.Kind.CASE_CHANGED,
        by=by,
        from_value="What came of the work: not said",
        to_value=f"What came of the work: {Case.Outcome(outcome).label}",
        why=how_known.strip(),
    )
    return locked
