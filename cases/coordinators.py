"""Who could coordinate a case: with how much they have, and what speaks against each."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils import timezone

from accounts.models import Absence, Role, User
from cases.models import Case, Exclusion
from cases.rules import stakes_in

WITH_A_COORDINATOR = (Case.Stage.ALLOCATED, Case.Stage.ON_HOLD)


@dataclass(frozen=True)
class CoordinatorChoice:
    user: User
    open_cases: int
    away: Absence | None = None
    against: str = ""

    @property
    def hint(self) -> str:
        """What a manager weighs, in one line."""
        number = "1 open case" if self.open_cases == 1 else f"{self.open_cases} open cases"
        away = ""
        if self.away:
            until = f"{self.away.ends_on:%-d %B %Y}"
            away = f" Away until {until}; {self.away.deputy} stands in."
        against = f" {self.against}" if self.against else ""
        return f"{number}.{away}{against}"


def coordinators_for(case: Case, *, seen_by: User) -> list[CoordinatorChoice]:
    """The coordinators of the case's team, by name, in the same few queries for any number.

    Somebody who may not have the case is listed with the reason, so that nobody wonders
    where they are; the domain refuses them. Cases hidden from the reader are not counted.
    """
    people = list(User.objects.active().with_role(Role.COORDINATOR, team=case.team))
    counts = dict(
        Case.objects.visible_to(seen_by)
        .filter(coordinator__in=people, stage__in=WITH_A_COORDINATOR)
        .order_by()
        .values_list("coordinator")
        .annotate(number=Count("pk"))
    )
    away = _absences(people, timezone.localdate())
    stakes = stakes_in(case)
    excluded = set(
        Exclusion.objects.current()
        .filter(case=case, user__in=people)
        .values_list("user_id", flat=True)
    )
    return [
        CoordinatorChoice(
            user=user,
            open_cases=counts.get(user.pk, 0),
            away=away.get(user.pk),
            against=_against(user, stakes, excluded),
        )
        for user in people
    ]


def _absences(people: list[User], today: date) -> dict[int, Absence]:
    absences = Absence.objects.on(today).filter(user__in=people).select_related("deputy")
    return {absence.user_id: absence for absence in absences}


def _against(user: User, stakes: dict[int, str], excluded: set[int]) -> str:
    if user.pk in excluded:
        return "Excluded from this case."
    return f"Not independent: {stakes[user.pk]}." if user.pk in stakes else ""
