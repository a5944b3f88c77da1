"""Which records a figure is of: a period, teams, a pathway, a coordinator."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from conferences.measures.declaring import Measure


@dataclass(frozen=True)
class Selection:
    """What is asked of. An empty or absent filter takes all; both ends of a period are in it.

    `pathway` "" means records of no pathway yet, None any. `today` is the report date, which
    says what has matured.
    """

    start: date | None = None
    end: date | None = None
    teams: Collection[int] = ()
    referring_teams: Collection[int] = ()
    pathway: str | None = None
    coordinator: int | None = None
    today: date = field(default_factory=timezone.localdate)

    def condition(self, measure: Measure) -> Q:
        """On the rows of this measure: in the period by its index date, and matured."""
        rows, index = measure.rows, measure.index
        latest = measure.maturity.latest(self.today)
        end = min(self.end, latest) if self.end else latest
        chosen = Q(**{f"{index}__lte": end})
        if self.start:
            chosen &= Q(**{f"{index}__gte": self.start})
        if rows.moment:
            chosen &= Q(**{f"{rows.moment}__lt": _midnight(end + timedelta(days=1))})
            if self.start:
                chosen &= Q(**{f"{rows.moment}__gte": _midnight(self.start)})
        if self.teams:
            chosen &= Q(**{f"{rows.team}__in": self.teams})
        if self.referring_teams:
            chosen &= Q(**{f"{rows.referring_team}__in": self.referring_teams})
        if self.coordinator is not None:
            chosen &= Q(**{rows.coordinator: self.coordinator})
        if self.pathway == "":
            chosen &= Q(**{rows.pathway: ""}) | Q(**{f"{rows.pathway}__isnull": True})
        elif self.pathway is not None:
            chosen &= Q(**{rows.pathway: self.pathway})
        return chosen


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
