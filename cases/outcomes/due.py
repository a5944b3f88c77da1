"""Which follow-ups are still to be recorded, and by whom: for many cases at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import DateTimeField, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.asking import ask_for
from cases.case_page import hooks
from cases.models import Case
from cases.outcomes.items import Owner
from cases.outcomes.known import Missing, Record, read_records, records_of
from cases.outcomes.points import LET_GO_AFTER, Window, windows
from cases.work_list import Due, cases_of_keys, holds
from restorative.asked_again import Given

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


def follow_ups_owed(user: User) -> list[Owed]:
    """What this person, or whom they cover, is to record: one for each family.

    The newest follow-up alone: an older one that was missed stands on the case, and after
    half a year nobody is asked any more.
    """
    today = timezone.localdate()
    keys = ask_for(user, _followed, since=timezone.now() - CLOSED_SINCE)
    met = hooks.first_meetings(keys) if hooks.first_meetings and keys else {}
    newest = {key: window for key, one in met.items() if (window := _newest(one.day, today))}
    acting = set(user.acting_ids)
    found = []
    records = records_of(cases_of_keys(newest, user), {key: met[key] for key in newest})
    for key, record in records.items():
        window = newest[key]
        owed = Owed(record, window, tuple(record.missing(window.point)))
        if owed.missing and acting & owed.owners:
            found.append(owed)
    return sorted(found, key=lambda owed: owed.window.by)


def _followed(user: User) -> QuerySet[Case, int]:
    """Keys of the cases of somebody that may have to be followed up, the newest first."""
    since = Given("since", DateTimeField())
    ended_lately = Q(stage=Case.Stage.CLOSED, ended_at__gte=since)
    cases = Case.objects.visible_to(user).filter(
        Q(stage__in=Case.LIVE_STAGES) | ended_lately, holds(user)
    )
    return cases.order_by("-created_at", "-pk").values_list("pk", flat=True)[:CASES_READ]


def _newest(met_on: date, today: date) -> Window | None:
    """The last follow-up that has begun; None when it has not, or nobody is asked any more."""
    begun = [one for one in windows(met_on) if one.day <= today]
    return begun[-1] if begun and begun[-1].day + LET_GO_AFTER >= today else None


def follow_up_lines(found: list[Owed], families: Mapping[int, str]) -> list[Due]:
    """The same as a list of what is due prints it."""
    today = timezone.localdate()
    lines = []
    for owed in found:
        label, day = owed.window.label, owed.window.by
        line = Due(
            title=f"Record how the children are: {label[:1].lower()}{label[1:]}",
            day=day,
            url=follow_up_url(owed.case, owed.window.point),
            case=owed.case,
            family=families[owed.case.pk],
            days_late=max((today - day).days, 0),
            is_today=day == today,
        )
        lines.append(line)
    return lines


def follow_up_url(case: Case, point: str) -> str:
    return reverse("cases:follow_up", kwargs={"public_id": case.public_id, "point": point})
