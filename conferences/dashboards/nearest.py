from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Min

from accounts.models import User
from conferences.dashboards.filtering import Chosen, last_of_month, period_in_words
from conferences.models import CaseFigure
from restorative.months import add_months


@dataclass(frozen=True)
class Nearest:
    words: str
    query: str


def nearest_period(chosen: Chosen, reader: User) -> Nearest | None:
    """A period of the same length that has some: the one before, or else the one after."""
    rows = CaseFigure.objects.visible_to(reader).filter(sent_on__isnull=False)
    before = rows.filter(sent_on__lt=chosen.start).aggregate(day=Max("sent_on"))["day"]
    after = rows.filter(sent_on__gt=chosen.end).aggregate(day=Min("sent_on"))["day"]
    months = (chosen.end.year - chosen.start.year) * 12 + chosen.end.month - chosen.start.month
    if before:
        return _period(chosen, add_months(before.replace(day=1), -months), months)
    if after:
        return _period(chosen, after.replace(day=1), months)
    return None


def _period(chosen: Chosen, start: date, months: int) -> Nearest:
    end = last_of_month(add_months(start, months))
    said = {"from": f"{start:%Y-%m}", "to": f"{end:%Y-%m}"}
    return Nearest(period_in_words(start, end), chosen.narrowed(**said))
