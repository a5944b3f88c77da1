"""Staff named in a list: known here, but let in by nobody until an administrator invites them."""

from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from accounts.models import Invitation, Membership, Role, Team, User
from accounts.permissions import Permission, Seat, can
from accounts.rules import check_role_fits

# What the manager of a service may name somebody as, in a team of their own.
BROUGHT_IN_BY_MANAGER = frozenset({Role.COORDINATOR, Role.BUSINESS_SUPPORT})


def check_may_bring_in(by: User, team: Team, role: str) -> None:
    """Nobody names others for more than they answer for; an administrator answers for all."""
    check_role_fits(team, role)
    if can(by, Permission.STAFF_MANAGE):
        return
    if team.pk not in by.team_ids(Seat.SERVICE_MANAGER):
        raise ValidationError(
            f"You do not manage {team}. An administrator can invite its staff.",
            code="not_their_team",
        )
    if role not in BROUGHT_IN_BY_MANAGER:
        raise ValidationError(
            "Managers and administrators are not brought in from a list. "
            "An administrator invites them.",
            code="role_too_high",
        )


@transaction.atomic
def bring_in_staff(
    *,
    by: User,
    email: str,
    first_name: str,
    last_name: str,
    team: Team,
    role: str,
    job_title: str = "",
    phone: str = "",
    left_on: date | None = None,
) -> tuple[User, Membership]:
    """Make an account without a password that cannot sign in, and sends and is sent nothing.

    The role is one that has ended: it says as what they were named, and gives no access. An
    administrator lets them in by an invitation. Who has left counts as deactivated.
    """
    check_may_bring_in(by, team, role)
    if User.objects.filter(email__iexact=email).exists():
        raise ValidationError(
            "Somebody with this email address has an account already.", code="has_account"
        )
    now = timezone.now()
    left: dict[str, object] = {}
    if left_on and left_on <= timezone.localdate():
        day = timezone.make_aware(datetime.combine(left_on, time(12)))
        left = {"deactivated_at": min(day, now), "deactivated_by": by}
    user = User.objects.create_user(
        email,
        None,
        first_name=first_name,
        last_name=last_name,
        job_title=job_title,
        phone=phone,
        is_active=False,
        **left,
    )
    membership = Membership.objects.create(
        user=user, team=team, role=role, started_by=by, ended_at=now, ended_by=by
    )
    return user, membership


def is_as_brought_in(user: User) -> bool:
    """Whether nobody has invited them or let them in since, or changed what is known of them."""
    return (
        not user.is_active
        and not user.has_usable_password()
        and user.version == 1
        and not Invitation.objects.filter(email__iexact=user.email).exists()
        and user.memberships.count() == 1
    )


@transaction.atomic
def take_back_staff(user: User) -> None:
    """Delete an account that was brought in and never used. Raises ValidationError otherwise."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if not is_as_brought_in(user):
        raise ValidationError("They have been invited or changed since.", code="in_use")
    user.memberships.get_queryset().delete()
    try:
        with transaction.atomic():
            user.delete()
    except ProtectedError:
        raise ValidationError("They are named in other records by now.", code="in_use") from None
