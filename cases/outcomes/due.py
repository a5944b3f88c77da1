"""Which follow-ups are still to be recorded, and by whom: for many cases at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.models import Case
from cases.outcomes.items import Owner
from cases.outcomes.known import Missing, Record, read_records
from cases.outcomes.points import LET_GO_AFTER, Window
from cases.work_list import Due, family_of, for_rows, holds

# A follow-up of 12 months is on a list for half a year: a case closed before needs no look.
CLOSED_SINCE = timedelta(days=730)
CASES_READ = 300


@dataclass(frozen=True)
class Owed:
    """One follow-up of one family with something still to be recorded."""

    record: Record
    window: Window
    missing: tuple[Missing, ...]

    @property
    def case(self) -> Case:
        return self.record.case

    @property
    def owners(self) -> frozenset[int]:
        """The staff who know what is missing."""
        return frozenset(key for one in self.missing if (key := _owner(self.case, one)))


def owners_of(record: Record, window: Window) -> frozenset[int]:
    """Who knows what is missing at a follow-up; nobody once it is recorded."""
    return Owed(record, window, tuple(record.missing(window.point))).owners


def _owner(case: Case, missing: Missing) -> int | None:
    """The child's social worker or the coordinator; where there is none, the next who knows."""
    worker = missing.child.social_worker_id if missing.child else None
    if missing.item.owed_by == Owner.WORKER:
        return worker or case.created_by_id if missing.child else case.created_by_id
    return case.coordinator_id or case.created_by_id


def owed_of(record: Record, today: date | None = None) -> list[Owed]:
    """The follow-ups whose day has come and that are not recorded, oldest first."""
    today = today or timezone.localdate()
    found = []
    for window in record.windows:
        if window.day > today:
            break
        missing = tuple(record.missing(window.point))
        if missing:
            found.append(Owed(record, window, missing))
    return found


def owed_in(cases: Iterable[Case]) -> list[Owed]:
    """The same for many cases, whoever asks."""
    return [one for record in read_records(cases).values() for one in owed_of(record)]


def follow_ups_due(user: User) -> list[Due]:
    """What this person, or whom they cover, is to record: one line for each family.

    The newest follow-up alone: an older one that was missed stands on the case, and after
    half a year nobody is asked any more.
    """
    today = timezone.localdate()
    ended_lately = Q(stage=Case.Stage.CLOSED, ended_at__gte=timezone.now() - CLOSED_SINCE)
    cases = Case.objects.visible_to(user).filter(
        Q(stage__in=Case.LIVE_STAGES) | ended_lately, holds(user)
    )
    acting = set(user.acting_ids)
    found = []
    rows = for_rows(cases, user).order_by("-created_at", "-pk")[:CASES_READ]
    for record in read_records(rows).values():
        begun = [one for one in record.windows if one.day <= today]
        if not begun or begun[-1].day + LET_GO_AFTER < today:
            continue
        window = begun[-1]
        owed = Owed(record, window, tuple(record.missing(window.point)))
        if owed.missing and acting & owed.owners:
            found.append(_due(owed, today))
    return sorted(found, key=lambda due: due.day)


def _due(owed: Owed, today: date) -> Due:
    return Due(
        title=f"Record how the children are: {owed.window.label[:1].lower()}{owed.window.label[1:]}",
        day=owed.window.by,
        url=follow_up_url(owed.case, owed.window.point),
        case=owed.case,
        family=family_of(owed.case),
        days_late=max((today - owed.window.by).days, 0),
    )


def follow_up_url(case: Case, point: str) -> str:
    return reverse("cases:follow_up", kwargs={"public_id": case.public_id, "point": point})
