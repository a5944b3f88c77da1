"""Who works here, in which teams, with which roles. Nobody changes their own."""

from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.domain.sessions import end_sessions
from accounts.mails import mail_address_changed
from accounts.models import Absence, Invitation, Membership, Role, Team, User
from accounts.rules import check_another_administrator, check_not_own_role, check_role_fits
from accounts.work import end_what_ends_with, seat_work_left, work_left
from restorative.conflicts import save_version

OWN_FIELDS = frozenset({"first_name", "last_name", "phone"})
# Seats that come with no team. Like roles, nobody changes their own.
PERSONAL_SEATS = ("is_privacy_officer", "reads_report", "sits_on_panels")
STAFF_FIELDS = OWN_FIELDS | {"email", "job_title", "line_manager", *PERSONAL_SEATS}


@transaction.atomic
def add_staff(
    *, email: str, first_name: str, last_name: str, password: str | None = None, **fields: Any
) -> User:
    """Make an account that can sign in. People get theirs by accepting an invitation.

    The address counts as verified: whoever calls this knows whose it is.
    """
    user = User.objects.create_user(
        email, password, first_name=first_name, last_name=last_name, **fields
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@transaction.atomic
def let_in(user: User, *, password: str, first_name: str, last_name: str) -> User:
    """Open an account that a list of staff has made, to whoever accepted their invitation."""
    user.first_name, user.last_name = first_name, last_name
    user.is_active = True
    user.set_password(password)
    user.save(update_fields=["first_name", "last_name", "is_active", "password"])
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@transaction.atomic
def appoint_first_administrator(user: User, team: Team) -> Membership:
    """Give a new house its first administrator, who then invites all others.

    The one appointment that nobody makes; refused as soon as there is one.
    """
    if User.objects.active().with_role(Role.ADMINISTRATOR).exists():
        raise ValidationError(
            "There is an administrator already, who can invite others.", code="not_first"
        )
    return Membership.objects.create(user=user, team=team, role=Role.ADMINISTRATOR)


@transaction.atomic
def add_membership(user: User, team: Team, role: str, *, by: User) -> Membership:
    """Give somebody a role in a team."""
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    check_not_own_role(user, by=by)
    check_role_fits(team, role)
    if not user.is_active:
        raise ValidationError(f"{user} no longer works here.", code="inactive")
    try:
        with transaction.atomic():
            return Membership.objects.create(user=user, team=team, role=role, started_by=by)
    except IntegrityError:
        raise ValidationError(
            f"{user} has this role in {team} already.", code="already_a_member"
        ) from None


@transaction.atomic
def end_membership(membership: Membership, *, by: User) -> Membership:
    """End somebody's role in a team. A second press changes nothing.

    Refused for the last administrator, and while nobody else answers for something. The
    open invitations of an administrator end with their last seat.
    """
    check_not_own_role(membership.user, by=by)
    # Before this row is locked: seats of administrators are locked in one order everywhere.
    check_another_administrator(membership)
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if membership.ended_at is None:
        left = seat_work_left(membership)
        if left:
            raise ValidationError(
                f"{membership.user} still has work in this role. " + " ".join(left),
                code="work_left",
            )
        membership.ended_at = timezone.now()
        membership.ended_by = by
        membership.save(update_fields=["ended_at", "ended_by"])
        if membership.role == Role.ADMINISTRATOR and not _is_administrator(membership.user):
            _end_invitations_of(membership.user)
    return membership


@transaction.atomic
def move_staff(membership: Membership, team: Team, role: str, *, by: User) -> Membership:
    """End one role and start another in one step, so that nobody is left with none.

    The new one comes first: an administrator who moves between teams stays one.
    """
    if membership.team_id == team.pk and membership.role == role:
        raise ValidationError("Choose another team or another role.", code="same_membership")
    moved = add_membership(membership.user, team, role, by=by)
    end_membership(membership, by=by)
    return moved


@transaction.atomic
def change_staff(user: User, *, by: User, version: int, changes: dict[str, Any]) -> User:
    """Change what is known of a colleague. Raises StaleVersion when somebody was faster."""
    unknown = set(changes) - STAFF_FIELDS
    if unknown:
        raise ValueError(f"Not for changing here: {sorted(unknown)}")
    if any(
        changes.get(seat, getattr(user, seat)) != getattr(user, seat) for seat in PERSONAL_SEATS
    ):
        check_not_own_role(user, by=by)
    if user.pk == getattr(changes.get("line_manager"), "pk", None):
        raise ValidationError("Nobody can be their own line manager.", code="own_manager")
    if "email" in changes:
        changes = {**changes, "email": changes["email"].strip().lower()}
        _check_email_is_free(user, changes["email"])
    before = user.email
    save_version(user, version=version, changes=changes)
    if user.email != before:
        _follow_email(user)
        mail_address_changed(user, before, by=by)
    return user


@transaction.atomic
def change_own_account(user: User, *, version: int, changes: dict[str, Any]) -> User:
    """What people may change of themselves: their name and their work phone."""
    if set(changes) - OWN_FIELDS:
        raise ValueError("Only name and phone are one's own to change.")
    save_version(user, version=version, changes=changes)
    return user


@transaction.atomic
def deactivate_staff(user: User, *, by: User) -> User:
    """Let somebody go: out of their teams, signed out everywhere, unable to sign in.

    Refused while any work is left on them, and for the last administrator.
    """
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    check_not_own_role(user, by=by)
    if not user.is_active:
        return user
    roles = list(user.memberships.current().select_related("team").order_by("pk"))
    check_another_administrator(*roles)
    left = work_left(user) or [text for role in roles for text in seat_work_left(role)]
    if left:
        raise ValidationError(
            f"Hand over the work of {user} first. " + " ".join(left), code="work_left"
        )
    now = timezone.now()
    user.memberships.current().update(ended_at=now, ended_by=by)
    Absence.objects.filter(user=user, cancelled_at=None, ends_on__gte=timezone.localdate()).update(
        cancelled_at=now
    )
    _end_invitations_of(user)
    end_what_ends_with(user)
    user.is_active = False
    # As with their roles: whoever comes back is made one again by somebody.
    user.is_privacy_officer = user.reads_report = user.sits_on_panels = False
    user.deactivated_at = now
    user.deactivated_by = by
    user.save(update_fields=["is_active", *PERSONAL_SEATS, "deactivated_at", "deactivated_by"])
    end_sessions(user)
    return user


@transaction.atomic
def reactivate_staff(user: User, *, by: User) -> User:
    """Let somebody sign in again. They have no role until they are given one."""
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if user.is_active:
        return user
    if user.waits_for_invitation:
        raise ValidationError(f"{user} has not been let in yet. Invite them.", code="not_invited")
    user.is_active = True
    user.deactivated_at = None
    user.deactivated_by = None
    user.save(update_fields=["is_active", "deactivated_at", "deactivated_by"])
    return user


def _is_administrator(user: User) -> bool:
    return user.memberships.current().filter(role=Role.ADMINISTRATOR).exists()


def _end_invitations_of(user: User) -> None:
    """What they asked of others ends with their role: its sender answers for an invitation."""
    now = timezone.now()
    Invitation.objects.open_at(now).filter(invited_by=user).update(revoked_at=now)


def _check_email_is_free(user: User, email: str) -> None:
    if User.objects.filter(email__iexact=email).exclude(pk=user.pk).exists():
        raise ValidationError(
            {"email": ValidationError("Somebody else has this email address.", code="email_taken")}
        )


def _follow_email(user: User) -> None:
    """The administrator vouches for the new address; the old one signs in no more."""
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
