"""Answers to "may we contact you" and "we go ahead": who said what, as whom, how and when."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.domain.recording import record_event
from cases.models import Case, CaseChild, Consent, Event, Person
from cases.rules_consent import check_answer_fits, check_capacity_fits, check_part_of


@transaction.atomic
def record_consent(
    case: Case,
    person: Person,
    *,
    by: User,
    kind: str,
    answer: str,
    capacity: str,
    method: str = "",
    scope: str = "",
    why: str = "",
    given_on: date,
) -> Consent:
    """Record what somebody answered, as whom, how and when.

    A change of mind supersedes the earlier answer, which stays readable; the same answer
    given again changes nothing. The case is locked, so that two answers at once cannot
    both stand. A draft has no timeline: what was answered before is on the row itself.
    """
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if case.is_ended:
        raise ValidationError(
            "This case has ended. It can be read and no longer changed.", code="case_ended"
        )
    if given_on > timezone.localdate():
        raise ValidationError("The date must be today or in the past.", code="in_the_future")
    why = why.strip()
    said = {
        "capacity": capacity,
        "answer": answer,
        "method": method,
        "scope": scope.strip(),
        "why": why,
        "given_on": given_on,
    }
    check_part_of(case, person)
    check_answer_fits(person, answer=answer, capacity=capacity, why=why)
    check_capacity_fits(case, person, answer=answer, capacity=capacity, on=given_on)
    standing = Consent.objects.current().filter(case=case, kind=kind, person=person).first()
    if standing and all(getattr(standing, name) == value for name, value in said.items()):
        return standing
    if standing:
        standing.superseded_at = timezone.now()
        standing.save(update_fields=["superseded_at"])
    consent = Consent.objects.create(case=case, kind=kind, person=person, recorded_by=by, **said)
    if case.stage == Case.Stage.DRAFT:
        return consent
    record_event(
        case,
        Event.Kind.CONSENT_RECORDED,
        by=by,
        subject=consent,
        children=CaseChild.objects.current().filter(case=case, person=person),
        from_value=standing.get_answer_display() if standing else "",
        to_value=f"{consent.get_kind_display()}: {consent.get_answer_display()}",
        why=consent.why,
    )
    return consent


@transaction.atomic
def take_back_answer(case: Case, person: Person, *, by: User, kind: str) -> None:
    """Undo an answer that was entered in a draft by mistake; the row stays readable."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if case.stage != Case.Stage.DRAFT:
        raise ValidationError(
            "An answer that was given stays. Record the new answer beside it.", code="already_sent"
        )
    Consent.objects.current().filter(case=case, kind=kind, person=person).update(
        superseded_at=timezone.now()
    )
