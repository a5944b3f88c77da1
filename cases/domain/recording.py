"""Writing down what happened: the events behind every timeline, clock and measure."""

from collections.abc import Iterable

from django.db import models
from django.utils import timezone

from accounts.models import User
from cases.models import Case, CaseChild, Compartment, Event
from cases.reminders.planning import after_event


def record_event(
    case: Case | None,
    kind: Event.Kind,
    *,
    by: User | None,
    subject: models.Model | None = None,
    children: Iterable[CaseChild] = (),
    from_value: object = "",
    to_value: object = "",
    why: str = "",
    audience: Event.Audience = Event.Audience.CASE,
    compartment: str = Compartment.OPEN,
) -> Event:
    """Record who did what to a case, from what to what and why, in the same transaction.

    Values are put down in words as they were then, so that history stays readable when
    people and lists change. `by` is None for what the product does by itself. Save what
    changed before: reminders are planned from it at once (cases/reminders/planning.py).
    """
    event = Event.objects.create(
        at=timezone.now(),
        kind=kind,
        case_id=case.pk if case else None,
        compartment=compartment,
        audience=audience,
        actor_id=by.pk if by else None,
        actor_name=by.get_full_name() if by else "",
        subject_type=(subject._meta.model_name or "") if subject else "",
        subject_id=subject.pk if subject else None,
        child_ids=[child.pk for child in children],
        from_value=str(from_value)[:300],
        to_value=str(to_value)[:300],
        why=why,
    )
    after_event(event)
    return event
