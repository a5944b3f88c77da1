"""Who a reflection can be shared with, and what it and the service's prompts must hold."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import Membership, Role, User
from accounts.permissions import Permission, can
from conferences.models import Reflection
from conferences.reflection_prompts import qualities_in

MOST_QUALITIES = 6
NOT_YOURS = "Only whoever wrote a reflection can do this."


def possible_supervisors(writer: User) -> QuerySet[User]:
    """Colleagues who may write reflections themselves: managers and practitioners."""
    roles = (Role.SOCIAL_WORKER, Role.COORDINATOR, Role.MANAGER)
    seated = Membership.objects.current().filter(user=OuterRef("pk"), role__in=roles)
    return User.objects.active().filter(Exists(seated)).exclude(pk=writer.pk)


def check_writer(reflection: Reflection, by: User) -> None:
    if reflection.writer_id != by.pk:
        raise ValidationError(NOT_YOURS, code="not_yours")


def check_supervisor(supervisor: User, *, writer: User) -> None:
    if supervisor.pk == writer.pk:
        raise ValidationError("Choose somebody other than yourself.", code="own_supervisor")
    if not can(supervisor, Permission.PRACTICE_REFLECT):
        raise ValidationError(
            f"{supervisor} cannot read reflections. Choose somebody else.", code="no_seat"
        )


def check_reflected_on(day: date) -> None:
    if day > timezone.localdate():
        raise ValidationError("The day must be today or in the past.", code="ahead")


def check_prompt(question: str, qualities: str) -> None:
    if not question.strip():
        raise ValidationError("Enter a question.", code="question_missing")
    if not 1 <= len(qualities_in(qualities)) <= MOST_QUALITIES:
        raise ValidationError(
            f"Enter between 1 and {MOST_QUALITIES} qualities, with commas between.",
            code="qualities",
        )


def shared_with_anybody(user: User) -> Q:
    """Reflections that this person wrote and shared, or that were shared with them."""
    return Q(supervisor=user) | Q(writer=user, supervisor__isnull=False)
