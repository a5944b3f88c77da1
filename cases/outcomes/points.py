"""When the follow-ups of a family fall: counted from the day on which it first met."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from cases.models import Fact
from cases.outcomes.items import POINTS
from restorative.months import add_months

Point = Fact.Point
MONTHS = {Point.INDEX: 0, Point.THREE_MONTHS: 3, Point.SIX_MONTHS: 6, Point.TWELVE_MONTHS: 12}
OVERDUE_AFTER = timedelta(days=28)
# What was not recorded by then is a gap to be explained and no longer somebody's next thing.
LET_GO_AFTER = timedelta(days=182)
LABELS = {
    Point.INDEX: "When the family met",
    Point.THREE_MONTHS: "3 months on",
    Point.SIX_MONTHS: "6 months on",
    Point.TWELVE_MONTHS: "12 months on",
}


class State(StrEnum):
    AHEAD = "ahead"
    DUE = "due"
    OVERDUE = "overdue"
    RECORDED = "recorded"


@dataclass(frozen=True)
class Window:
    """One follow-up of one family: from its day, before that of the next one."""

    point: Fact.Point
    day: date
    until: date | None

    @property
    def label(self) -> str:
        return LABELS[self.point]

    @property
    def by(self) -> date:
        return self.day + OVERDUE_AFTER

    def usual_day(self, today: date) -> date:
        """The day that an answer is most likely about: today, or the last one that counts."""
        if self.point == Point.INDEX:
            return self.day
        return min(today, self.until - timedelta(days=1)) if self.until else today


def windows(index: date) -> tuple[Window, ...]:
    """The follow-ups of a family that first met on a day, in their order."""
    days = [add_months(index, MONTHS[point]) for point in POINTS]
    return tuple(
        Window(point, day, until)
        for point, day, until in zip(POINTS, days, [*days[1:], None], strict=True)
    )


def window_of(index: date, point: str) -> Window:
    """One of them; raises KeyError for a point that there is not."""
    return {str(one.point): one for one in windows(index)}[point]
