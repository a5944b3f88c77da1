"""Cover while somebody is away: a deputy, between two dates."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import Absence, User
from accounts.rules import check_dates_of_absence, check_deputy, check_may_record_absence


@transaction.atomic
def record_absence(
    user: User, deputy: User, starts_on: date, ends_on: date, *, by: User
) -> Absence:
    """Say that somebody is away and who sees and does their work meanwhile.

    Their row is locked, so that two people cannot record the same days at once. An
    exclusion from a case beats standing in: the deputy does not see that case. Nor does
    standing in reach a restricted case, unless its access list names the deputy as well.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    check_may_record_absence(by, user)
    check_dates_of_absence(starts_on, ends_on)
    check_deputy(user, deputy, by=by)
    same_days = Absence.objects.filter(
        user=user, cancelled_at=None, starts_on__lte=ends_on, ends_on__gte=starts_on
    )
    if same_days.exists():
        raise ValidationError(
            "An absence is recorded for some of these days already. Cancel it first.",
            code="overlaps",
        )
    return Absence.objects.create(
        user=user, deputy=deputy, starts_on=starts_on, ends_on=ends_on, recorded_by=by
    )


@transaction.atomic
def cancel_absence(absence: Absence, *, by: User) -> Absence:
    """End an absence, begun or not: the deputy stops standing in at once."""
    absence = Absence.objects.select_for_update().get(pk=absence.pk)
    check_may_record_absence(by, absence.user)
    if absence.cancelled_at is None:
        absence.cancelled_at = timezone.now()
        absence.save(update_fields=["cancelled_at"])
    return absence
