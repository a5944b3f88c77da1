"""Rules about staff and teams, as checks that forms and domain functions share."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Membership, Role, Team, User
from accounts.permissions import CASEWORK, Seat


def check_role_fits(team: Team, role: str) -> None:
    """Refuse a role that a team of this kind does not have, and any role in a closed team."""
    if team.archived_at:
        raise ValidationError(f"{team} is archived.", code="team_archived")
    if role not in Team.ROLES_BY_KIND[Team.Kind(team.kind)]:
        raise ValidationError(
            f"{team} has no role “{Role(role).label}”. "
            "Social workers sit in teams that refer, coordinators in teams that give a service.",
            code="role_does_not_fit",
        )


def check_not_own_role(user: User, *, by: User | None) -> None:
    """Nobody changes what they themselves may do: another administrator does."""
    if by is not None and user.pk == by.pk:
        raise ValidationError(
            "You cannot change your own teams and roles. Ask another administrator.",
            code="own_role",
        )


def check_another_administrator(*leaving: Membership) -> None:
    """Refuse to take away the last seat of an administrator; all that end together are given.

    Locks all seats of administrators, so that two who remove each other meet here.
    """
    if Role.ADMINISTRATOR not in {membership.role for membership in leaving}:
        return
    seats = (
        Membership.objects.current()
        .filter(role=Role.ADMINISTRATOR)
        .order_by("pk")
        .select_for_update()
    )
    ending = {membership.pk for membership in leaving}
    others = [seat.user_id for seat in seats if seat.pk not in ending]
    if not User.objects.active().filter(pk__in=others).exists():
        raise ValidationError(
            "This is the last administrator. Make somebody else an administrator first.",
            code="last_administrator",
        )


def check_deputy(user: User, deputy: User, *, by: User) -> None:
    """A deputy is somebody else, works here, and could be given the same work.

    Nobody makes themselves the deputy of a colleague: it would let them into their work.
    """
    if deputy.pk == user.pk:
        raise ValidationError("Choose somebody else as deputy.", code="own_deputy")
    if deputy.pk == by.pk:
        raise ValidationError(
            f"You cannot make yourself the deputy. Ask {user}, another manager of the team "
            "or an administrator to record this absence.",
            code="deputy_yourself",
        )
    if not deputy.is_active:
        raise ValidationError(f"{deputy} no longer works here.", code="deputy_inactive")
    work = user.seats & CASEWORK
    if work and not _covers(deputy, work):
        raise ValidationError(
            f"{deputy} has no role that could do this work. "
            "Choose somebody with the same role, or a manager of the same kind of team.",
            code="deputy_role",
        )


def _covers(deputy: User, work: frozenset[Seat]) -> bool:
    """Each seat is covered by the same seat, or by the manager above it."""
    managers = {
        Seat.SOCIAL_WORKER: Seat.REFERRING_MANAGER,
        Seat.COORDINATOR: Seat.SERVICE_MANAGER,
    }
    return all(seat in deputy.seats or managers.get(seat) in deputy.seats for seat in work)


def check_dates_of_absence(starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        raise ValidationError(
            "The last day must be the same as or after the first day.", code="ends_first"
        )
    if ends_on < timezone.localdate():
        raise ValidationError("The last day must be today or later.", code="in_the_past")


def may_record_absence_of(by: User, user: User) -> bool:
    """Their own; a manager's for members of the same team; an administrator's for anybody."""
    if by.pk == user.pk or Seat.ADMINISTRATOR in by.seats:
        return True
    managed = set(by.team_ids(Seat.REFERRING_MANAGER, Seat.SERVICE_MANAGER))
    return bool(managed & {membership.team_id for membership in user.current_memberships})


def check_may_record_absence(by: User, user: User) -> None:
    if not may_record_absence_of(by, user):
        raise ValidationError(
            f"Only {user}, their manager or an administrator can record this absence.",
            code="not_their_manager",
        )
