"""What a reader's figures hold beside the cells, and what of the cells they may not count.

Cells are of unrestricted cases by their teams. Somebody sees more than those of their teams:
what they were allocated or referred elsewhere, restricted cases on whose list they are,
emergency access; and less: cases from which they are excluded, and children of those
families in other cases. Both are few, and found by name and not by looking at every case.

Cells know of a restriction, or of another team, once the case was refreshed. A case that is
marked and waits is therefore taken out of them, and counted where its reader may see it;
where many wait, after an import, no cell is used until they are counted.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db import connections
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from accounts.permissions import CASEWORK, Seat
from cases.models import Case, CaseChild, NetworkMember
from cases.models.person import closed_to
from conferences.measures import Measure
from conferences.measures.rows import Rows
from conferences.summaries.making import MonthState
from restorative.kept import Kept
from restorative.replica import reading_alias

WAITING_AT_MOST = 500
ASKED = """
    SELECT ARRAY(SELECT case_id FROM cases_exclusion
                 WHERE user_id = %(user)s AND ended_at IS NULL),
        EXISTS (SELECT FROM cases_caseaccess WHERE user_id = %(user)s AND ended_at IS NULL),
        EXISTS (SELECT FROM cases_breakglass
                WHERE user_id = %(user)s AND expires_at > %(now)s),
        ARRAY(SELECT DISTINCT case_id FROM conferences_figuredirty LIMIT %(most)s),
        ARRAY(SELECT json_build_array(month, made_for, made_with)
              FROM conferences_figuremonth WHERE month = ANY (%(months)s::date[]))
"""


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
    def is_beside_cells(self) -> bool:
        return bool(self.more or self.closed)

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


def scope_of(reader: User, told: "Told | None" = None) -> Scope:
    """What this reader's figures are made of, in a few queries whatever the number of cases.

    `told` is what `ask` said, for whoever has asked already.
    """
    if CASEWORK.isdisjoint(reader.seats):
        return Scope()
    told = told or ask(reader)
    waiting = set(told.waiting)
    if len(waiting) > WAITING_AT_MOST:
        return Scope(too_many_wait=True)
    teams = reader.team_ids(Seat.COORDINATOR, Seat.SERVICE_MANAGER)
    referring = reader.team_ids(Seat.REFERRING_MANAGER)
    more = set(_named_elsewhere(reader, teams, referring, told))
    closed = set(told.closed)
    people: set[int] = set()
    if closed:
        family = NetworkMember.objects.exclude(part=NetworkMember.Part.PROFESSIONAL)
        for rows in (CaseChild.objects, family):
            people |= set(rows.filter(case__in=closed).values_list("person", flat=True))
    if waiting:
        seen = Case.objects.visible_to(reader).filter(pk__in=waiting)
        more |= set(seen.values_list("pk", flat=True))
        closed |= waiting
    return Scope(teams, referring, more, closed, people)


class Told(NamedTuple):
    """Cases closed to a reader, whether a list or an emergency names them, cases that wait."""

    closed: list[int]
    has_lists: bool
    has_glass: bool
    waiting: list[int]
    months: list[MonthState]


def ask(reader: User, months: Collection[date] = ()) -> Told:
    """One question where five would be asked on every page, the state of these months in it."""
    given: dict[str, Any] = {
        "user": reader.pk,
        "now": timezone.now(),
        "most": WAITING_AT_MOST + 1,
        "months": list(months),
    }
    with connections[reading_alias()].cursor() as cursor:
        cursor.execute(ASKED, given)
        closed, has_lists, has_glass, waiting, states = cursor.fetchone()
    day = date.fromisoformat
    made = [MonthState(day(month), day(on) if on else None, by) for month, on, by in states]
    return Told(closed, has_lists, has_glass, waiting, made)


# Text alone, and never rows.
_written: Kept[tuple[str, Any]] = Kept(200)


def _named_elsewhere(
    reader: User, teams: Collection[int], referring: Collection[int], told: Told
) -> Iterable[int]:
    """The keys of cases in which this reader is named and that the cells of theirs do not hold."""
    key = (
        reader.pk,
        reader.seats,
        tuple(teams),
        tuple(referring),
        tuple(reader.acting_ids),
        timezone.localdate(),
        told.has_lists,
        told.has_glass,
    )

    def write() -> tuple[str, Any]:
        in_cells = Q(is_restricted=False) & (Q(team__in=teams) | Q(referring_team__in=referring))
        named = Case.objects.named_to(reader, by_list=told.has_lists, by_glass=told.has_glass)
        rows = named.sent().exclude(in_cells).order_by().values("pk")
        return rows.query.sql_with_params()

    with connections[reading_alias()].cursor() as cursor:
        cursor.execute(*_written.get(key, write))
        return [pk for (pk,) in cursor.fetchall()]
