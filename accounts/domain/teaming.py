"""Teams: made, changed, archived. What they have done stays theirs."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Team, User
from accounts.work import team_work_left
from restorative.conflicts import save_version


@transaction.atomic
def add_team(*, by: User, name: str, kind: str, reference_prefix: str = "") -> Team:
    """Make a team. A service needs the letters that its case references start with."""
    prefix = _check_prefix(kind, reference_prefix)
    try:
        with transaction.atomic():
            return Team.objects.create(name=name.strip(), kind=kind, reference_prefix=prefix)
    except IntegrityError:
        raise _name_is_taken() from None


@transaction.atomic
def change_team(team: Team, *, by: User, version: int, changes: dict[str, Any]) -> Team:
    """Change a team's name or letters. Its kind stays: roles and cases hang on it."""
    if set(changes) - {"name", "reference_prefix"}:
        raise ValueError("Only name and letters of a team can change.")
    if "reference_prefix" in changes:
        prefix = _check_prefix(team.kind, changes["reference_prefix"])
        changes = {**changes, "reference_prefix": prefix}
    try:
        with transaction.atomic():
            save_version(team, version=version, changes=changes)
    except IntegrityError:
        raise _name_is_taken() from None
    return team


@transaction.atomic
def archive_team(team: Team, *, by: User) -> Team:
    """Close a team to new members and new work. Refused while it has either."""
    team = Team.objects.select_for_update().get(pk=team.pk)
    if team.archived_at:
        return team
    left = team_work_left(team)
    if left:
        raise ValidationError(" ".join(left), code="team_in_use")
    team.archived_at = timezone.now()
    team.save(update_fields=["archived_at"])
    return team


@transaction.atomic
def reopen_team(team: Team, *, by: User) -> Team:
    """Bring an archived team back."""
    team = Team.objects.select_for_update().get(pk=team.pk)
    team.archived_at = None
    team.save(update_fields=["archived_at"])
    return team


def _check_prefix(kind: str, prefix: str) -> str:
    prefix = prefix.strip().upper()
    if kind == Team.Kind.REFERRING:
        return ""
    if not (2 <= len(prefix) <= 6 and prefix.isascii() and prefix.isalpha()):
        raise ValidationError(
            {
                "reference_prefix": ValidationError(
                    "Enter 2 to 6 letters, such as FGC.", code="prefix"
                )
            }
        )
    return prefix


def _name_is_taken() -> ValidationError:
    return ValidationError(
        {"name": ValidationError("There is a team with this name already.", code="name_taken")}
    )
