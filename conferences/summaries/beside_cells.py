"""What a reader's figures hold beside the cells, and what of the cells they may not count.

Cells are of unrestricted cases by their teams. Somebody sees more than those of their teams:
what they were allocated or referred elsewhere, restricted cases on whose list they are,
emergency access; and less: cases from which they are excluded, and children of those
families in other cases. Both are few, and found by name and not by looking at every case.

Cells know of a restriction, or of another team, once the case was refreshed. A case that is
marked and waits is therefore taken out of them, and counted where its reader may see it;
where many wait, after an import, no cell is used until they are counted.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Q

from accounts.models import User
from accounts.permissions import CASEWORK, Seat
from cases.models import Case, CaseChild, Exclusion, NetworkMember
from cases.models.person import closed_to
from conferences.measures import Measure
from conferences.measures.rows import Rows
from conferences.models import FigureDirty

WAITING_AT_MOST = 500


@dataclass(frozen=True)
class Scope:
    """The teams whose unrestricted cases somebody sees by their seat, and what differs."""

    teams: Collection[int] = ()
    referring: Collection[int] = ()
    more: Collection[int] = field(default_factory=set)
    closed: Collection[int] = field(default_factory=set)
    closed_people: Collection[int] = field(default_factory=set)
    too_many_wait: bool = False

    @property
    def of_cells(self) -> Q:
        """Figure rows that the cells of these teams hold."""
        of_teams = Q(team__in=self.teams) | Q(referring_team__in=self.referring)
        return Q(is_restricted=False) & of_teams

    def rows_more(self, measure: Measure, reader: User) -> Rows | None:
        """Rows to add to those of the cells; None where there are none."""
        if not self.more:
            return None
        return measure.rows.visible_to(reader).filter(case__in=self.more)

    def rows_less(self, measure: Measure, reader: User) -> Rows | None:
        """Rows that are in the cells and that this reader may not count."""
        closed = Q(case__in=self.closed)
        if measure.rows.name == "children" and self.closed_people:
            closed |= Q(person__in=self.closed_people) & closed_to(reader, "person")
        elif not self.closed:
            return None
        return measure.rows.visible_to(None).filter(self.of_cells, closed)


def scope_of(reader: User) -> Scope:
    """What this reader's figures are made of, in a few queries whatever the number of cases."""
    if CASEWORK.isdisjoint(reader.seats):
        return Scope()
    teams = reader.team_ids(Seat.COORDINATOR, Seat.SERVICE_MANAGER)
    referring = reader.team_ids(Seat.REFERRING_MANAGER)
    in_cells = Q(is_restricted=False) & (Q(team__in=teams) | Q(referring_team__in=referring))
    named = Case.objects.named_to(reader).sent()
    more = set(named.exclude(in_cells).values_list("pk", flat=True))
    closed = set(Exclusion.objects.current().filter(user=reader).values_list("case", flat=True))
    people: set[int] = set()
    if closed:
        family = NetworkMember.objects.exclude(part=NetworkMember.Part.PROFESSIONAL)
        for rows in (CaseChild.objects, family):
            people |= set(rows.filter(case__in=closed).values_list("person", flat=True))
    marked = FigureDirty.objects.order_by().values_list("case_id", flat=True).distinct()
    waiting = set(marked[: WAITING_AT_MOST + 1])
    if len(waiting) > WAITING_AT_MOST:
        return Scope(too_many_wait=True)
    if waiting:
        seen = Case.objects.visible_to(reader).filter(pk__in=waiting)
        more |= set(seen.values_list("pk", flat=True))
        closed |= waiting
    return Scope(teams, referring, more, closed, people)
