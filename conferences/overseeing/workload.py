"""How much work people have, by name and never by number: cases weigh differently."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from accounts.models import Absence, Membership, Role, User
from accounts.permissions import Permission, Seat
from cases.access import may
from cases.case_list import NOBODY
from cases.clocks import days_waiting_of
from cases.models import Case, CaseChild
from cases.models.case import CaseQuerySet
from cases.work_list import family_of, for_rows
from conferences.models import Away, Meeting, MeetingParty, Resource

AHEAD = timedelta(weeks=4)
WAITING_SHOWN = 50
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True)
class PersonRow:
    """One colleague: what they hold and when they are there. Urls are "" where there is none."""

    user: User
    cases: int
    cases_url: str
    meetings: int = 0
    next_meeting: datetime | None = None
    calendar_url: str = ""
    hours: str = ""
    away: tuple[str, ...] = ()


@dataclass(frozen=True)
class WaitingRow:
    case: Case
    family: str
    days: int | None
    url: str


@dataclass(frozen=True)
class Waiting:
    """Cases that wait for somebody, the longest first, and the address of all of them."""

    rows: list[WaitingRow] = field(default_factory=list)
    count: int = 0
    url: str = ""


def coordinators(reader: User) -> list[PersonRow]:
    """The coordinators of the services that somebody manages, and whoever else has a case."""
    cases = _open(reader)
    counts = _counted(cases.filter(coordinator__isnull=False), "coordinator")
    users = _people(reader, Seat.SERVICE_MANAGER, Role.COORDINATOR, counts)
    keys = [user.pk for user in users]
    meetings = _meetings(cases, keys)
    resources = {
        one.user_id: one
        for one in Resource.objects.in_use()
        .filter(user__in=keys, kind=Resource.Kind.COORDINATOR)
        .prefetch_related("hours")
    }
    away = _away(keys)
    return [
        PersonRow(
            user=user,
            cases=counts.get(user.pk, 0),
            cases_url=_listed(coordinator=str(user.public_id)),
            meetings=meetings.get(user.pk, (0, None))[0],
            next_meeting=meetings.get(user.pk, (0, None))[1],
            calendar_url=_calendar(resources.get(user.pk)),
            hours=_hours(resources.get(user.pk)),
            away=tuple(away.get(user.pk, ())),
        )
        for user in users
    ]


def social_workers(reader: User) -> list[PersonRow]:
    """The social workers of the teams that somebody manages, and whoever else works a case."""
    cases = _open(reader)
    children = CaseChild.objects.visible_to(reader).current().filter(case__in=cases.values("pk"))
    rows = children.filter(social_worker__isnull=False).order_by().values_list("social_worker")
    counts = dict(rows.annotate(number=Count("case", distinct=True)))
    users = _people(reader, Seat.REFERRING_MANAGER, Role.SOCIAL_WORKER, counts)
    away = _away([user.pk for user in users])
    return [
        PersonRow(
            user=user,
            cases=counts.get(user.pk, 0),
            cases_url=_listed(worker=str(user.public_id)),
            away=tuple(away.get(user.pk, ())),
        )
        for user in users
    ]


def without_coordinator(reader: User, today: date) -> Waiting:
    """The accepted referrals that nobody has, the longest waiting first."""
    cases = Case.objects.visible_to(reader).filter(stage=Case.Stage.ACCEPTED)
    rows = list(
        for_rows(cases, reader)
        .select_related("referral")
        .order_by("referral__sent_at", "pk")[: WAITING_SHOWN + 1]
    )
    days = days_waiting_of(rows, today)
    return Waiting(
        rows=[
            WaitingRow(
                case,
                family_of(case),
                days[case.pk],
                _allocate(reader, case, "cases:referral_allocate", Permission.REFERRAL_ALLOCATE),
            )
            for case in rows[:WAITING_SHOWN]
        ],
        count=cases.count() if len(rows) > WAITING_SHOWN else len(rows),
        url=_listed(stage=Case.Stage.ACCEPTED),
    )


def without_worker(reader: User) -> Waiting:
    """The open cases with a child who has no social worker, the oldest first."""
    children = CaseChild.objects.visible_to(reader).current().filter(social_worker=None)
    cases = _open(reader).filter(pk__in=children.values("case"))
    rows = list(for_rows(cases, reader).order_by("created_at", "pk")[: WAITING_SHOWN + 1])
    return Waiting(
        rows=[
            WaitingRow(
                case,
                family_of(case),
                None,
                _allocate(reader, case, "cases:worker_allocate", Permission.CASE_EDIT),
            )
            for case in rows[:WAITING_SHOWN]
        ],
        count=cases.count() if len(rows) > WAITING_SHOWN else len(rows),
        url=_listed(worker=NOBODY),
    )


def _open(reader: User) -> CaseQuerySet:
    return Case.objects.visible_to(reader).sent().working()


def _counted(cases: CaseQuerySet, by: str) -> dict[int, int]:
    return dict(cases.order_by().values_list(by).annotate(number=Count("pk")))


def _people(reader: User, seat: Seat, role: Role, holders: Collection[int]) -> list[User]:
    """By name, so that no order says who has more."""
    members = Membership.objects.current().filter(team__in=reader.team_ids(seat), role=role)
    people = User.objects.filter(
        Q(pk__in=members.values("user"), is_active=True) | Q(pk__in=holders)
    )
    return list(people.order_by("first_name", "last_name", "pk"))


def _meetings(cases: CaseQuerySet, keys: Collection[int]) -> dict[int, tuple[int, datetime | None]]:
    """How many meetings of each coordinator's cases are booked in four weeks, and the next."""
    now = timezone.now()
    ahead = Meeting.objects.filter(starts_at__gte=now, starts_at__lt=now + AHEAD)
    rows = (
        MeetingParty.objects.filter(
            case__in=cases.values("pk"), case__coordinator__in=keys, meeting__in=ahead.values("pk")
        )
        .order_by()
        .values_list(F("case__coordinator"))
        .annotate(number=Count("meeting", distinct=True), first=Min("meeting__starts_at"))
    )
    return {key: (number, first) for key, number, first in rows}


def _away(keys: Collection[int]) -> dict[int, list[str]]:
    """When colleagues are away in the next four weeks and who stands in, in words."""
    today = timezone.localdate()
    soon = Q(starts_on__lte=today + AHEAD, ends_on__gte=today)
    found: dict[int, list[str]] = {}
    absences = Absence.objects.filter(soon, user__in=keys, cancelled_at__isnull=True)
    for absence in absences.select_related("deputy").order_by("starts_on", "pk"):
        words = f"{_days(absence.starts_on, absence.ends_on)}: {absence.deputy} stands in"
        found.setdefault(absence.user_id, []).append(words)
    leave = Away.objects.filter(soon, resource__user__in=keys).select_related("resource")
    for one in leave.order_by("starts_on", "pk"):
        words = f"{_days(one.starts_on, one.ends_on)}: on leave, no dates are offered"
        found.setdefault(one.resource.user_id or 0, []).append(words)
    return found


def _days(first: date, last: date) -> str:
    if first == last:
        return f"{first:%-d %B %Y}"
    if first.year == last.year:
        return f"{first:%-d %B} to {last:%-d %B %Y}"
    return f"{first:%-d %B %Y} to {last:%-d %B %Y}"


def _hours(resource: Resource | None) -> str:
    """Such as "22.5 hours a week: Mon, Tue, Wed"; "" where nobody said."""
    hours = list(resource.hours.all()) if resource else []
    if not hours:
        return ""
    minutes = sum(
        (one.ends.hour * 60 + one.ends.minute) - (one.starts.hour * 60 + one.starts.minute)
        for one in hours
    )
    days = ", ".join(DAYS[day] for day in sorted({one.weekday for one in hours}))
    return f"{minutes / 60:g} hours a week: {days}"


def _calendar(resource: Resource | None) -> str:
    if resource is None:
        return ""
    of = f"{resource.kind}-{resource.public_id}"
    return f"{reverse('conferences:calendar')}?{urlencode({'view': 'list', 'of': of})}"


def _listed(**asked: str) -> str:
    return f"{reverse('cases:case_list')}?{urlencode(asked)}"


def _allocate(reader: User, case: Case, page: str, permission: Permission) -> str:
    if not may(reader, permission, case):
        return ""
    return reverse(page, kwargs={"public_id": case.public_id})
