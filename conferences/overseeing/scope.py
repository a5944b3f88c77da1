"""Whose work a page is about: the cases its reader may know of, or those of one team."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from accounts.models import Team, User
from cases.models import Case
from cases.models.case import CaseQuerySet
from cases.models.named import named_in
from cases.work_list import for_rows
from restorative.written_out import written_out

MOST_TEAMS = 500


@dataclass(frozen=True)
class Scope:
    """The reader, the team they chose if they did, and the day it is."""

    reader: User
    today: date
    team: Team | None = None

    @property
    def cases(self) -> CaseQuerySet:
        """The cases that were sent and that the reader may know of."""
        cases = Case.objects.visible_to(self.reader).sent()
        if self.team:
            cases = cases.filter(Q(team=self.team) | Q(referring_team=self.team))
        return cases

    @property
    def keys(self) -> Any:
        """The keys of these cases, for use with `__in`."""
        key = ("overseen", self.team.pk if self.team else 0, named_in(self.reader))
        return self.reader.kept(key, lambda: written_out(self.cases))

    def rows_of(self, keys: Iterable[int]) -> dict[int, Case]:
        """Cases with what a list prints of them, where they may be known of, in two queries."""
        visible = Case.objects.visible_to(self.reader).sent()
        found = for_rows(visible.filter(pk__in=set(keys) or {0}), self.reader)
        return {case.pk: case for case in found}


def teams_to_choose() -> list[Team]:
    """Every team in use: names of teams are no secret among staff."""
    return list(Team.objects.open().order_by("kind", "name")[:MOST_TEAMS])


def chosen(things: Iterable[Any], public_id: str) -> Any:
    """The one that an address names; None for junk and for what is not on offer."""
    return next((thing for thing in things if str(thing.public_id) == public_id), None)
