"""Who may answer for whom when a family is asked, as checks (domain.md 2, G1)."""

from datetime import date

from django.core.exceptions import ValidationError

from cases.models import Case, CaseChild, Consent, NetworkMember, ParentalResponsibility, Person

Answer, Capacity = Consent.Answer, Consent.Capacity
YOUNG_PERSON = (16, 17)


def check_part_of(case: Case, person: Person) -> None:
    """Refuse the answer of somebody who is not of this family's case."""
    if CaseChild.objects.current().filter(case=case, person=person).exists():
        return
    if not NetworkMember.objects.current().filter(case=case, person=person).exists():
        raise ValidationError(f"{person} is not part of this case.", code="not_in_case")


def check_answer_fits(person: Person, *, answer: str, capacity: str, why: str) -> None:
    """Nobody asks the unborn, and only a child can be too young, for a reason."""
    if answer not in Answer.values:
        raise ValidationError("Select an answer.", code="answer_missing")
    if capacity not in Capacity.values:
        raise ValidationError("Select in what capacity they answer.", code="capacity_missing")
    if person.is_unborn != (answer == Answer.UNBORN):
        raise ValidationError(
            "An unborn child is not asked."
            if person.is_unborn
            else f"{person} has been born and can be asked.",
            code="unborn",
        )
    if answer == Answer.TOO_YOUNG:
        if capacity != Capacity.CHILD:
            raise ValidationError("Only a child can be too young to be asked.", code="not_a_child")
        if not why:
            raise ValidationError(
                f"Enter why {person} is too young to be asked.", code="why_missing"
            )


def check_capacity_fits(
    case: Case, person: Person, *, answer: str, capacity: str, on: date
) -> None:
    """Refuse a capacity that what is recorded about the person contradicts."""
    if capacity in (Capacity.CHILD, Capacity.YOUNG_PERSON):
        _check_subject(case, person)
    if capacity == Capacity.YOUNG_PERSON:
        age = person.age_on(on)
        if age is not None and age not in YOUNG_PERSON:
            raise ValidationError(f"{person} is not 16 or 17 years old.", code="not_sixteen")
    if capacity == Capacity.RESPONSIBILITY and answer == Answer.YES:
        _check_not_denied(case, person)


def check_follows(standing: Consent | None, *, answer: str, on: date, why: str) -> None:
    """Refuse to withdraw what is no yes, and an older answer than what stands without a reason."""
    if answer == Answer.WITHDRAWN and (standing is None or standing.answer != Answer.YES):
        raise ValidationError("There is no yes to withdraw.", code="nothing_to_withdraw")
    if standing and on < standing.given_on and not why:
        raise ValidationError(
            f"Enter why an earlier answer counts: one of {standing.given_on:%-d %B %Y} stands.",
            code="earlier_than_standing",
        )


def capacity_of(child: CaseChild, *, answer: str, on: date) -> str:
    """In what capacity a child of a case speaks, which goes by their age on the day."""
    if answer == Answer.TOO_YOUNG:
        return Capacity.CHILD
    if child.legal_status == CaseChild.LegalStatus.ADULT:
        return Capacity.ADULT
    return Capacity.YOUNG_PERSON if child.person.age_on(on) in YOUNG_PERSON else Capacity.CHILD


def _check_subject(case: Case, person: Person) -> None:
    if not CaseChild.objects.current().filter(case=case, person=person).exists():
        raise ValidationError(f"{person} is not a child of this case.", code="not_a_child")


def _check_not_denied(case: Case, person: Person) -> None:
    """A yes for a child counts only from somebody not recorded as without responsibility."""
    recorded = set(
        ParentalResponsibility.objects.current()
        .filter(
            holder=person,
            child__in=CaseChild.objects.current().filter(case=case).values("person"),
        )
        .values_list("holds", flat=True)
    )
    if recorded and ParentalResponsibility.Holds.YES not in recorded:
        raise ValidationError(
            f"{person} is not recorded as having parental responsibility. "
            "Change that where it is recorded, or select another capacity.",
            code="no_responsibility",
        )
