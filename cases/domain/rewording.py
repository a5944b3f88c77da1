"""Giving a rule other words: a new version beside the old ones."""

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from cases.models import ReminderText
from cases.reminders import texts
from cases.reminders.rules import Rule


@transaction.atomic
def change_text(
    rule: Rule, kind: str, *, subject: str, body: str, by: User, version: int
) -> ReminderText:
    """Save new words for a rule, written from version number `version` of them.

    Refuses, besides what no text may say, words written from a version that is not in force.
    """
    if texts.current_text(rule.key, kind)[2] != version:
        raise ValidationError("Somebody else changed this meanwhile.", code="changed")
    return texts.save_text(rule, kind, subject=subject, body=body, by=by)
