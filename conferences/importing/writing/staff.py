"""The colleagues and teams that a sheet names, by email or by a name that only one of them has."""

from collections import defaultdict
from functools import cached_property

from accounts.models import Membership, Team, User
from accounts.models.team import Role
from cases.names import fold


class Colleagues:
    """Those of one service and of whoever refers to it; read once for an import."""

    def __init__(self, team: Team) -> None:
        self.team = team

    def coordinator(self, name: str) -> User | None:
        """Somebody of the service's own team, whoever left it among them."""
        return _only(self._coordinators.get(_key(name), []))

    def referrer(self, name: str, email: str) -> User | None:
        """By email; by name alone where one colleague who refers has it, and no email differs."""
        if email:
            return self._by_email.get(email.strip().casefold())
        return _only(self._referrers.get(_key(name), []))

    def may_coordinate(self, user: User) -> bool:
        return user.is_active and user.pk in self._at_work

    def may_refer(self, user: User) -> bool:
        return user.is_active and user.pk in self._social_workers

    def referring_team(self, name: str) -> Team | None:
        return self._teams.get(_key(name)) if name else None

    @cached_property
    def _coordinators(self) -> dict[str, list[User]]:
        rows = Membership.objects.filter(team=self.team, role__in=(Role.COORDINATOR, Role.MANAGER))
        return _by_name(rows.select_related("user"))

    @cached_property
    def _at_work(self) -> set[int]:
        rows = Membership.objects.current().filter(team=self.team, role=Role.COORDINATOR)
        return set(rows.values_list("user", flat=True))

    @cached_property
    def _social_workers(self) -> set[int]:
        rows = Membership.objects.current().filter(role=Role.SOCIAL_WORKER)
        return set(rows.values_list("user", flat=True))

    @cached_property
    def _referrers(self) -> dict[str, list[User]]:
        rows = Membership.objects.filter(team__kind=Team.Kind.REFERRING)
        return _by_name(rows.select_related("user"))

    @cached_property
    def _by_email(self) -> dict[str, User]:
        rows = Membership.objects.filter(team__kind=Team.Kind.REFERRING).select_related("user")
        return {row.user.email.casefold(): row.user for row in rows}

    @cached_property
    def _teams(self) -> dict[str, Team]:
        teams = Team.objects.filter(kind=Team.Kind.REFERRING).order_by("-pk")
        return {_key(team.name): team for team in teams}


def _key(name: str) -> str:
    return " ".join(fold(name).split())


def _by_name(rows: "object") -> dict[str, list[User]]:
    found: dict[str, list[User]] = defaultdict(list)
    for row in rows:  # type: ignore[attr-defined]
        if row.user not in found[_key(row.user.get_full_name())]:
            found[_key(row.user.get_full_name())].append(row.user)
    return found


def _only(users: list[User]) -> User | None:
    return users[0] if len(users) == 1 else None
