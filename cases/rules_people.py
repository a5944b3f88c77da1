"""What must be so of people, their relationships and who must be kept apart."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.models import Case, CaseChild, Person, Relationship
from cases.relationships import GENERATIONS, Kind

OLDEST = 120
OLDEST_CHILD = 25
LONGEST_PREGNANCY = timedelta(days=300)
# An aunt can be younger than her niece, a stepfather than his stepson.
NOT_ALWAYS_OLDER = frozenset(
    {Kind.AUNT_UNCLE, Kind.STEP_PARENT, Kind.GODPARENT, Kind.GUARDIAN, Kind.FOSTER_CARER}
)


def check_named(person: Person) -> None:
    """Somebody needs a name to go by; a child not yet born does not."""
    if person.expected_on or person.first_name or person.last_name or person.known_as:
        return
    raise ValidationError("Enter a name.", code="name_missing")


def check_birth(born: date | None, expected: date | None) -> None:
    """Refuse dates on which nobody alive was born, or will be."""
    today = timezone.localdate()
    if born and expected:
        raise ValidationError(
            "Enter a date of birth or an expected date, not both.", code="born_and_expected"
        )
    if born and born > today:
        raise ValidationError("The date of birth must be today or in the past.", code="not_born")
    if born and born.year < today.year - OLDEST:
        raise ValidationError(
            f"The date of birth must be within the last {OLDEST} years.", code="too_old"
        )
    if expected and expected > today + LONGEST_PREGNANCY:
        raise ValidationError(
            "The expected date must be within the next 10 months.", code="too_far_ahead"
        )
    if expected and expected < today - LONGEST_PREGNANCY:
        raise ValidationError(
            "The expected date is long past. Enter the date of birth.", code="long_past"
        )


def check_is_child(person: Person, legal_status: str) -> None:
    """Refuse somebody too old to be the child of a case, unless the case is about an adult."""
    age = person.age
    if age is not None and age > OLDEST_CHILD and legal_status != CaseChild.LegalStatus.ADULT:
        raise ValidationError(
            f"{person.liked_name} is {age}. A child on a case is at most {OLDEST_CHILD}: check "
            "the date of birth, or select “Adult” as the legal status.",
            code="too_old",
        )


def check_open_for_people(case: Case) -> None:
    """People join and leave drafts and live cases; an ended case is locked."""
    if case.is_ended:
        raise ValidationError(
            "This case has ended. It can be read and no longer changed.", code="case_ended"
        )


def check_relationship(person: Person, kind: Kind, relative: Person) -> None:
    """Refuse what cannot be: oneself, told already, the other way round already.

    Ages are not looked at here, because step-parents and uncles can be younger:
    `relationship_doubts` says what to look at again.
    """
    if person.pk == relative.pk:
        raise ValidationError("Choose two different people.", code="self")
    between = Relationship.objects.current().filter(
        person__in=(person, relative), relative__in=(person, relative)
    )
    for known in between:
        is_same_way = known.person_id == person.pk
        if known.kind == kind and (is_same_way or not GENERATIONS[kind]):
            raise ValidationError("This relationship is recorded already.", code="already_told")
        if not is_same_way and GENERATIONS[kind] and GENERATIONS[Kind(known.kind)]:
            raise ValidationError(
                f"{relative.liked_name} is recorded as the {known.get_kind_display().lower()} of "
                f"{person.liked_name}. End that first if it is wrong.",
                code="contradicts",
            )


def relationship_doubts(person: Person, kind: Kind, relative: Person) -> list[str]:
    """Say what looks odd about a relationship that is recorded all the same."""
    doubts = []
    elder, younger = (person, relative) if GENERATIONS[kind] > 0 else (relative, person)
    if (
        GENERATIONS[kind]
        and kind not in NOT_ALWAYS_OLDER
        and elder.date_of_birth
        and younger.date_of_birth
        and elder.date_of_birth >= younger.date_of_birth
    ):
        doubts.append(
            f"{elder.liked_name} is not older than {younger.liked_name}. "
            "Check the dates of birth and which way round this is."
        )
    if kind in (Kind.PARENT, Kind.CHILD):
        parents = Relationship.objects.current().filter(relative=younger, kind=Kind.PARENT)
        if parents.exclude(person=elder).count() > 1:
            doubts.append(f"{younger.liked_name} now has more than two parents recorded.")
    return doubts


def check_not_ahead(day: date | None, what: str) -> None:
    if day and day > timezone.localdate():
        raise ValidationError(f"{what} must be today or in the past.", code="in_the_future")
