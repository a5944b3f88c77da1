"""By invitation only: an administrator asks, the link works once and for three days."""

from datetime import timedelta
from secrets import token_urlsafe

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.domain.staffing import add_staff, let_in
from accounts.models import Invitation, Membership, Team, User
from accounts.permissions import Permission, can
from accounts.rules import check_role_fits
from restorative.fields import keyed_hash

LINK_WORKS_FOR = timedelta(hours=72)


@transaction.atomic
def invite_staff(
    *, by: User, email: str, first_name: str, last_name: str, team: Team, role: str
) -> tuple[Invitation, str]:
    """Invite somebody to a team with a role; earlier open invitations to them are ended.

    Returns the invitation and the secret of its link, which is kept nowhere.
    """
    check_role_fits(team, role)
    email = email.strip().lower()
    if email == by.email.lower() or _has_account(email):
        raise ValidationError(
            "Somebody with this email address has an account already. "
            "Find them in the list of staff.",
            code="has_account",
        )
    now = timezone.now()
    Invitation.objects.open_at(now).filter(email__iexact=email).update(revoked_at=now)
    token = token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email,
        first_name=first_name,
        last_name=last_name,
        team=team,
        role=role,
        token_hash=hash_of(token),
        invited_by=by,
        expires_at=now + LINK_WORKS_FOR,
    )
    return invitation, token


def find_invitation(token: str) -> Invitation | None:
    """Return the invitation that a link belongs to while it can still be taken up."""
    invitation = (
        Invitation.objects.open_at(timezone.now())
        .filter(token_hash=hash_of(token))
        .select_related("team", "invited_by")
        .first()
    )
    return invitation if invitation and _may_still_invite(invitation) else None


@transaction.atomic
def accept_invitation(token: str, *, password: str) -> User:
    """Make the account that an invitation promises: once, and only while it is open.

    The row is locked, so that of two presses the second finds it used. Who holds the
    link has shown that the email address is theirs.
    """
    invitation = (
        Invitation.objects.open_at(timezone.now())
        .filter(token_hash=hash_of(token))
        .select_for_update()
        .first()
    )
    if invitation is None or not _may_still_invite(invitation):
        raise ValidationError("This invitation can no longer be used.", code="not_open")
    if _has_account(invitation.email):
        raise ValidationError("This invitation can no longer be used.", code="not_open")
    # The team may have been archived since.
    check_role_fits(invitation.team, invitation.role)
    names = {"first_name": invitation.first_name, "last_name": invitation.last_name}
    validate_password(password, User(email=invitation.email, **names))
    waiting = User.objects.filter(email__iexact=invitation.email).select_for_update().first()
    if waiting is None:
        user = add_staff(email=invitation.email, password=password, **names)
    else:
        user = let_in(waiting, password=password, **names)
    Membership.objects.create(
        user=user,
        team=invitation.team,
        role=invitation.role,
        started_by=invitation.invited_by,
    )
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    return user


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: User) -> Invitation:
    """End an invitation before it is taken up; its link stops working at once."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.accepted_at:
        raise ValidationError(
            f"{invitation} has accepted this invitation already.", code="accepted"
        )
    if invitation.revoked_at is None:
        invitation.revoked_at = timezone.now()
        invitation.save(update_fields=["revoked_at"])
    return invitation


def _has_account(email: str) -> bool:
    """Whether this is somebody's address; those who only wait to be invited do not count."""
    user = User.objects.filter(email__iexact=email).first()
    return user is not None and not user.waits_for_invitation


def _may_still_invite(invitation: Invitation) -> bool:
    """Whether its sender could send it today: they answer for whom they let in."""
    return can(invitation.invited_by, Permission.STAFF_MANAGE)


def hash_of(token: str) -> str:
    """What the database holds of a link's secret; keyed_hash would ignore its capitals."""
    return keyed_hash(token.encode().hex())
