"""Answers to "may we contact you" and "we go ahead": who said what, as whom, how and when."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.consent_weight import Weight, is_weaker, standing_yeses, strongest
from cases.domain.recording import record_event
from cases.domain.tasking import add_task, settle_tasks
from cases.models import Case, CaseChild, Consent, Event, Person, Task
from cases.rules_consent import (
    check_answer_fits,
    check_capacity_fits,
    check_follows,
    check_part_of,
)
from restorative.conflicts import StaleVersion

Kind = Consent.Kind
# What is asked of the coordinator when the last yes that was enough is gone.
DECISIONS = {
    Kind.CONTACT: (
        Task.Kind.CONTACT_WITHDRAWN,
        "Consent to contact withdrawn",
        "Nobody whose word is enough agrees to be contacted any more. Contact stops until this "
        "is decided: ask somebody else who may agree, let a manager decide that another yes is "
        "enough, or withdraw the case. The record is kept.",
    ),
    Kind.GO_AHEAD: (
        Task.Kind.GO_AHEAD_WITHDRAWN,
        "Consent to go ahead withdrawn",
        "Nobody whose word is enough wants to go ahead any more. Preparation stops until this "
        "is decided: ask again what would help, put the case on hold, or withdraw it. The "
        "record is kept.",
    ),
}


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
    taken_by: str = "",
    given_on: date,
    version: int | None = None,
) -> Consent:
    """Record what somebody answered, as whom, how and when.

    A change of mind supersedes the earlier answer, which stays readable; the same answer
    given again changes nothing. The case is locked, so that two answers at once cannot
    both stand; `version` is what `answer_version` said when whoever records it looked, and
    StaleVersion tells them of the answer that came between. A draft has no timeline: what
    was answered before is on the row itself.
    """
    case = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=case.pk)
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
        "taken_by": taken_by.strip(),
        "given_on": given_on,
    }
    check_part_of(case, person)
    check_answer_fits(person, answer=answer, capacity=capacity, why=why)
    check_capacity_fits(case, person, answer=answer, capacity=capacity, on=given_on)
    standing = Consent.objects.current().filter(case=case, kind=kind, person=person).first()
    if standing and all(getattr(standing, name) == value for name, value in said.items()):
        return standing
    if version is not None and version != answer_version(case, person, kind):
        raise StaleVersion(standing or case)
    is_draft = case.stage == Case.Stage.DRAFT
    if not is_draft:
        check_follows(standing, answer=answer, on=given_on, why=why)
    before = _agreement(case, kind)
    if standing:
        standing.superseded_at = timezone.now()
        standing.save(update_fields=["superseded_at"])
    consent = Consent.objects.create(case=case, kind=kind, person=person, recorded_by=by, **said)
    if is_draft:
        return consent
    _ask_to_decide(case, kind, before, by=by)
    record_event(
        case,
        Event.Kind.CONSENT_RECORDED,
        by=by,
        subject=consent,
        children=CaseChild.objects.current().filter(case=case, person=person),
        from_value=standing.get_answer_display() if standing else "",
        to_value=(
            f"{person.full_name}, “{consent.get_kind_display()}”: {consent.get_answer_display()}"
        ),
        why=consent.why,
    )
    return consent


def answer_version(case: Case, person: Person, kind: str) -> int:
    """Which answer the next one would be: what a form is made on, and checked against."""
    return Consent.objects.filter(case=case, kind=kind, person=person).count() + 1


@transaction.atomic
def take_back_answer(case: Case, person: Person, *, by: User, kind: str) -> None:
    """Undo an answer that was entered in a draft by mistake; the row stays readable."""
    case = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=case.pk)
    if case.stage != Case.Stage.DRAFT:
        raise ValidationError(
            "An answer that was given stays. Record the new answer beside it.", code="already_sent"
        )
    Consent.objects.current().filter(case=case, kind=kind, person=person).update(
        superseded_at=timezone.now()
    )


def _agreement(case: Case, kind: str) -> Weight:
    return strongest(weight for _, weight in standing_yeses(case, kind))


def _ask_to_decide(case: Case, kind: str, before: Weight, *, by: User) -> None:
    """Ask once what follows where what was agreed counts less than before.

    A yes that is enough alone answers that; of a weaker one a manager decides.
    """
    now = _agreement(case, kind)
    task, title, detail = DECISIONS[Kind(kind)]
    if now == Weight.ENOUGH:
        settle_tasks(case, task, by=by)
        return
    if not is_weaker(now, before) or Task.objects.open().filter(case=case, kind=task).exists():
        return
    add_task(
        title=f"{title} on {case}: decide what follows",
        detail=detail,
        due_on=timezone.localdate(),
        assigned_to=case.coordinator,
        for_managers_of=None if case.coordinator else case.team,
        case=case,
        kind=task,
        by=None,
    )
