"""What must be settled before somebody leaves, or a team is closed.

Later apps say so when they start: imports point one way, and this one knows no cases.
"""

from collections.abc import Callable

from django.utils import timezone

from accounts.models import Absence, Membership, Team, User

_of_staff: list[Callable[[User], list[str]]] = []
_of_teams: list[Callable[[Team], list[str]]] = []
_of_seats: list[Callable[[Membership], list[str]]] = []
_on_leaving: list[Callable[[User], None]] = []


def register_work(tell: Callable[[User], list[str]]) -> None:
    """Ask this function, too, what is left on a person: one sentence for each kind of work."""
    if tell not in _of_staff:
        _of_staff.append(tell)


def register_team_work(tell: Callable[[Team], list[str]]) -> None:
    """Ask this function, too, what a team still has in hand."""
    if tell not in _of_teams:
        _of_teams.append(tell)


def register_seat_work(tell: Callable[[Membership], list[str]]) -> None:
    """Ask this function, too, for what somebody answers by one role and nobody else does."""
    if tell not in _of_seats:
        _of_seats.append(tell)


def register_leaving(act: Callable[[User], None]) -> None:
    """Call this function, too, when somebody leaves: inside the step, their row being locked."""
    if act not in _on_leaving:
        _on_leaving.append(act)


def end_what_ends_with(user: User) -> None:
    """Let later apps end what somebody had who leaves."""
    for act in _on_leaving:
        act(user)


def work_left(user: User) -> list[str]:
    """Say what somebody else has to take over before this person can go."""
    return [*_absences_covered(user), *(text for tell in _of_staff for text in tell(user))]


def seat_work_left(membership: Membership) -> list[str]:
    """Say for what nobody would answer without this role. Locks what it looks at."""
    return [text for tell in _of_seats for text in tell(membership)]


def team_work_left(team: Team) -> list[str]:
    """Say what keeps a team open: its members, and what later apps know of."""
    members = team.memberships.current().values("user").distinct().count()
    people = f"{members} people are" if members > 1 else "1 person is"
    sentences = [f"{people} in this team."] if members else []
    return sentences + [text for tell in _of_teams for text in tell(team)]


def _absences_covered(user: User) -> list[str]:
    away = (
        Absence.objects.filter(deputy=user, ends_on__gte=timezone.localdate())
        .filter(cancelled_at__isnull=True)
        .select_related("user")
    )
    return [f"Stands in for {absence.user} until {absence.ends_on:%-d %B %Y}." for absence in away]
