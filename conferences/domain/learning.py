"""Training and supervision: who took part, what each will try, what is to be learnt again."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from cases.rules_recording import check_there
from conferences.models import Course, DevelopmentSession, SessionAttendance
from restorative.conflicts import save_version

LONGEST = 24 * 60 * 5
MOST_MONTHS = 120


@transaction.atomic
def add_course(*, by: User, name: str, refresher_months: int | None = None) -> Course:
    """Add something people learn; with months, it is due again that long after."""
    check_there(name, "Enter a name.", code="name_missing")
    _check_months(refresher_months)
    try:
        with transaction.atomic():
            return Course.objects.create(
                name=name.strip(),
                refresher_months=refresher_months,
                changed_by=by,
                changed_at=timezone.now(),
            )
    except IntegrityError:
        raise _name_taken() from None


@transaction.atomic
def change_course(course: Course, *, by: User, version: int, changes: dict[str, Any]) -> Course:
    """Rename it, change after how many months it is due, stop offering it. StaleVersion.

    `is_offered` False keeps what was taken on record and makes nobody due any more.
    """
    found = dict(changes)
    _check_months(found.get("refresher_months"))
    if "is_offered" in found:
        offered = found.pop("is_offered")
        found["archived_at"] = None if offered else (course.archived_at or timezone.now())
    found |= {"changed_by": by, "changed_at": timezone.now()}
    try:
        with transaction.atomic():
            save_version(course, version=version, changes=found)
    except IntegrityError:
        raise _name_taken() from None
    return course


@transaction.atomic
def record_session(*, by: User, people: Collection[User], **facts: Any) -> DevelopmentSession:
    """Write down that people learnt something: kind, held_on, minutes, subject, who led it.

    `facts` are fields of the session; `led_by` a colleague, or `led_by_name`.
    """
    _check_facts(facts)
    _check_people(people)
    session = DevelopmentSession.objects.create(recorded_by=by, **facts)
    SessionAttendance.objects.bulk_create(
        [SessionAttendance(session=session, person=person) for person in _in_order(people)]
    )
    return session


@transaction.atomic
def change_session(
    session: DevelopmentSession,
    *,
    by: User,
    version: int,
    people: Collection[User],
    **facts: Any,
) -> DevelopmentSession:
    """Correct what it was and who took part. Raises StaleVersion.

    Whoever is taken off the list keeps, for themselves, what they wrote.
    """
    session = DevelopmentSession.objects.select_for_update().get(pk=session.pk)
    if not DevelopmentSession.objects.changeable_by(by).filter(pk=session.pk).exists():
        raise ValidationError("This session is not yours to change.", code="not_yours")
    _check_facts(facts)
    # Somebody who has left since stays on the list of what they took part in.
    on_list = {one.person_id: one for one in session.attendances.all()}
    _check_people(people, known=on_list)
    save_version(session, version=version, changes=facts)
    wanted = {person.pk for person in people}
    off = [one.pk for key, one in on_list.items() if key not in wanted and not one.taken_off_at]
    SessionAttendance.objects.filter(pk__in=off).update(taken_off_at=timezone.now())
    session.attendances.filter(person__in=wanted).update(taken_off_at=None)
    SessionAttendance.objects.bulk_create(
        [
            SessionAttendance(session=session, person=person)
            for person in _in_order(people)
            if person.pk not in on_list
        ]
    )
    return session


@transaction.atomic
def say_what_to_try(
    attendance: SessionAttendance,
    *,
    by: User,
    version: int,
    will_try: str,
    tried: str = "",
    looked_back: str = "",
) -> SessionAttendance:
    """Say in one's own words what one will try, and later whether one did. StaleVersion."""
    if attendance.person_id != by.pk:
        raise ValidationError("Only they can say what they will try.", code="not_yours")
    check_there(will_try, "Enter what you will try.", code="words_missing")
    changes = {
        "will_try": will_try.strip(),
        "tried": tried,
        "looked_back": looked_back.strip(),
    }
    save_version(attendance, version=version, changes=changes)
    return attendance


def _check_facts(facts: dict[str, Any]) -> None:
    held_on: date = facts["held_on"]
    check_there(facts["subject"], "Enter what it was about.", code="subject_missing")
    if held_on > timezone.localdate():
        raise ValidationError("The day must be today or in the past.", code="ahead")
    if not 0 < facts["minutes"] <= LONGEST:
        raise ValidationError("Enter how many minutes it took, up to 7200.", code="minutes")
    if not facts.get("led_by") and not facts.get("led_by_name", "").strip():
        raise ValidationError("Say who led it.", code="leader_missing")


def _check_people(people: Collection[User], known: Collection[int] = ()) -> None:
    if not people:
        raise ValidationError("Select at least one person who took part.", code="nobody")
    gone = [person for person in people if not person.is_active and person.pk not in known]
    if gone:
        raise ValidationError(f"{gone[0]} no longer works here.", code="inactive")


def _in_order(people: Collection[User]) -> list[User]:
    return sorted(set(people), key=lambda person: person.pk)


def _check_months(months: int | None) -> None:
    if months is not None and not 1 <= months <= MOST_MONTHS:
        raise ValidationError(
            f"Enter a number of months between 1 and {MOST_MONTHS}.", code="months"
        )


def _name_taken() -> ValidationError:
    return ValidationError({"name": "There is a course of this name already."})
