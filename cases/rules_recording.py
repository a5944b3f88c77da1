"""What must be so before something is written down on a case: notes, summaries, alerts."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.models import Case, CaseChild


def check_sent(case: Case) -> None:
    """Refuse what belongs on a case for a referral that nobody but its author knows of."""
    if case.stage == Case.Stage.DRAFT:
        raise ValidationError("Send the referral first.", code="not_sent")


def check_open_for_writing(case: Case) -> None:
    check_sent(case)
    if case.is_ended:
        raise ValidationError(
            "This case has ended. It can be read and no longer changed.", code="case_ended"
        )


def check_children_of(case: Case, children: Iterable[CaseChild]) -> None:
    """At least one child, and each of them a child of this very case."""
    named = list(children)
    if not named:
        raise ValidationError("Select at least one child.", code="no_children")
    if any(child.case_id != case.pk for child in named):
        raise ValidationError("Select children of this case.", code="not_in_case")


def check_has_come(day: date | None) -> None:
    """Refuse to write down what is still to happen."""
    if day and day > timezone.localdate():
        raise ValidationError("The date must be today or in the past.", code="in_the_future")


def check_there(text: str, message: str, *, code: str) -> None:
    """Refuse an answer of nothing but spaces."""
    if not text.strip():
        raise ValidationError(message, code=code)
