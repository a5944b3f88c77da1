"""Which colleagues a reminder about a case goes to, for many cases in the same few queries.

Nobody who no longer works here or is excluded from the case, and of a restricted one no
manager who is not on its access list (safety.md 4.2).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import Membership, Role, User
from cases.models import Case, CaseAccess, CaseChild, Exclusion
from cases.reminders.occasions import Recipient, Scope

To = tuple[Recipient, ...]


@dataclass(frozen=True)
class Staff:
    """The colleagues of one case, by the role in which a step names them.

    `sender` is who sent the referral; `referrer` the children's social workers, or who
    sent it where there is none. `referring_managers` manage the team that referred, or the
    service where nobody did.
    """

    coordinator: To
    sender: To
    referrer: To
    managers: To
    referring_managers: To

    def roles(self, *names: str) -> Mapping[str, To]:
        return {name: getattr(self, name) for name in names}


def cases_of(scope: Scope) -> dict[int, Case]:
    """The cases of a scope by key, in the order of their keys."""

    def read(keys: frozenset[int]) -> dict[int, Case]:
        rows = Case.objects.filter(pk__in=keys).order_by()
        return {case.pk: case for case in sorted(rows, key=lambda case: case.pk)}

    return scope.remember("cases", read)


def staff_of(scope: Scope) -> dict[int, Staff]:
    """The staff of each case of a scope, by the case's key."""
    return scope.remember("staff", lambda _: _read_staff(list(cases_of(scope).values())))


def users(keys: Iterable[int | None]) -> To:
    """These colleagues as recipients, each once."""
    return tuple(Recipient(user=key) for key in sorted({key for key in keys if key}))


def _read_staff(cases: list[Case]) -> dict[int, Staff]:
    keys = [case.pk for case in cases]
    shut_out = set(
        Exclusion.objects.current().filter(case__in=keys).values_list("case_id", "user_id")
    )
    held, listed, workers = _memberships(cases), _listed(cases), _workers(keys)
    named = {user for case in cases for user in (case.coordinator_id, case.created_by_id) if user}
    at_work = set(User.objects.active().filter(pk__in=named).values_list("pk", flat=True))

    def open_to(case: Case, people: Iterable[int]) -> To:
        return users(user for user in people if (case.pk, user) not in shut_out)

    def of_team(case: Case, team: int | None, role: str) -> To:
        """Those who know of a case by their team alone, or of a restricted one by its list."""
        people = held[team, role]
        if case.is_restricted:
            people = [user for user in people if (case.pk, user) in listed]
        return open_to(case, people)

    found = {}
    for case in cases:
        sender = at_work & {case.created_by_id}
        referring = case.referring_team_id or case.team_id
        found[case.pk] = Staff(
            coordinator=open_to(case, at_work & {case.coordinator_id}),
            sender=open_to(case, sender),
            referrer=open_to(case, workers[case.pk] or sender),
            managers=of_team(case, case.team_id, Role.MANAGER),
            referring_managers=of_team(case, referring, Role.MANAGER),
        )
    return found


def _memberships(cases: list[Case]) -> dict[tuple[int | None, str], list[int]]:
    teams = {team for case in cases for team in (case.team_id, case.referring_team_id) if team}
    rows = Membership.objects.current().filter(
        team__in=teams, role=Role.MANAGER, user__is_active=True
    )
    held: dict[tuple[int | None, str], list[int]] = defaultdict(list)
    for team, role, user in rows.values_list("team_id", "role", "user_id"):
        held[team, role].append(user)
    return held


def _listed(cases: list[Case]) -> set[tuple[int, int]]:
    restricted = [case.pk for case in cases if case.is_restricted]
    if not restricted:
        return set()
    rows = CaseAccess.objects.on(timezone.localdate()).filter(case__in=restricted)
    return set(rows.values_list("case_id", "user_id"))


def _workers(keys: list[int]) -> dict[int, list[int]]:
    rows = CaseChild.objects.current().filter(case__in=keys, social_worker__is_active=True)
    found: dict[int, list[int]] = defaultdict(list)
    for case, worker in rows.values_list("case_id", "social_worker_id"):
        if worker:
            found[case].append(worker)
    return found
