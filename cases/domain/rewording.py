"""Giving a rule other words: a new version beside the old ones."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from cases.domain.recording import record_event
from cases.models import Event, ReminderText
from cases.reminders import texts
from cases.reminders.rules import Rule


@transaction.atomic
def change_text(
    rule: Rule, kind: str, *, subject: str, body: str, by: User, version: int
) -> ReminderText:
    """Save new words for a rule. `version` is the number they were written from.

    Refuses unknown placeholders, what is too long, and words written from an older version.
    """
    texts.check_text(kind, subject, body)
    if texts.current_text(rule.key, kind)[2] != version:
        raise ValidationError("Somebody else changed this meanwhile.", code="changed")
    try:
        with transaction.atomic():
            made: ReminderText = texts.save_text(rule, kind, subject=subject, body=body, by=by)
    except IntegrityError:
        raise ValidationError("Somebody else changed this meanwhile.", code="changed") from None
    record_event(
        None,
        Event.Kind.REMINDERS_CHANGED,
        by=by,
        subject=made,
        to_value=f"{rule.name}: {ReminderText.Kind(kind).label.lower()}, version {made.number}",
    )
    return made
