"""One row of what is due: what it says, whose it is, and where it is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from accounts.models import Absence, User
from accounts.permissions import Permission
from cases.access import may
from cases.domain.giving_tasks import can_be_given
from cases.models import Case, Task
from cases.outcomes.due import follow_up_url
from cases.work_list import family_of, task_url
from conferences.models import FamilyPlan
from conferences.overseeing.scope import Scope

TASK, STEP, REVIEW, FOLLOW_UP = "task", "step", "review", "follow_up"
KINDS = {
    TASK: "Tasks",
    STEP: "Next steps of cases",
    REVIEW: "Reviews of plans",
    FOLLOW_UP: "How the children are",
}
RANK = {kind: number for number, kind in enumerate(KINDS)}


@dataclass(frozen=True, order=True)
class Place:
    """Where a row stands: its day, its kind, and what it is about by public id."""

    day: date
    rank: int
    public_id: UUID

    def __str__(self) -> str:
        return f"{self.day:%Y%m%d}.{self.rank}.{self.public_id}"

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """Read an address; None for what is none."""
        try:
            day, rank, public_id = text.split(".")
            found = cls(
                date(int(day[:4]), int(day[4:6]), int(day[6:8])), int(rank), UUID(public_id)
            )
        except ValueError:
            return None
        return found if 0 <= found.rank < len(RANK) else None


@dataclass(frozen=True)
class DueRow:
    """One thing that is due: what, whose, for which family, since when, and where it is done."""

    place: Place
    title: str
    case: Case
    family: str
    team: str
    url: str
    whose: tuple[User, ...]
    managers_of: str = ""
    reassign_url: str = ""
    away: tuple[str, ...] = ()
    today: date = date.min

    @property
    def day(self) -> date:
        return self.place.day

    @property
    def is_late(self) -> bool:
        return self.day < self.today

    @property
    def how_late(self) -> str:
        """Such as "3 days late", "Today", "in 5 days"."""
        days = (self.day - self.today).days
        if days == 0:
            return "Today"
        words = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
        return f"{words} late" if days < 0 else f"in {words}"


@dataclass(frozen=True)
class Found:
    """A row before what is printed of it has been read."""

    place: Place
    case_id: int
    thing: Task | Case | FamilyPlan | None
    title: str = ""
    owners: frozenset[int] = frozenset()
    point: str = ""


def printed(found: list[Found], scope: Scope) -> list[DueRow]:
    """What the page says of each row: its family, whose it is, and who is away."""
    cases = scope.rows_of(one.case_id for one in found)
    keys = {key for one in found for key in _whose(one, cases)}
    people = {user.pk: user for user in User.objects.filter(pk__in=keys)}
    away = _away(keys, scope.today)
    rows = []
    for one in found:
        case = cases.get(one.case_id)
        if case is None:
            continue
        whose = tuple(people[key] for key in sorted(_whose(one, cases)) if key in people)
        rows.append(
            DueRow(
                place=one.place,
                title=one.title,
                case=case,
                family=family_of(case),
                team=case.team.name,
                url=_url(one, case, scope),
                whose=whose,
                managers_of=_managers_of(one),
                reassign_url=_reassign(one, case, scope),
                away=tuple(away[user.pk] for user in whose if user.pk in away),
                today=scope.today,
            )
        )
    return rows


def _whose(one: Found, cases: dict[int, Case]) -> frozenset[int]:
    if isinstance(one.thing, Task):
        return frozenset({one.thing.assigned_to_id} if one.thing.assigned_to_id else ())
    if one.owners:
        return one.owners
    case = cases.get(one.case_id)
    return frozenset({case.coordinator_id or case.created_by_id}) if case else frozenset()


def _managers_of(one: Found) -> str:
    if isinstance(one.thing, Task) and one.thing.assigned_to is None and one.thing.for_managers_of:
        return f"Managers of {one.thing.for_managers_of}"
    return ""


def _url(one: Found, case: Case, scope: Scope) -> str:
    if isinstance(one.thing, Task):
        return task_url(one.thing, case, scope.reader)
    if isinstance(one.thing, FamilyPlan):
        return one.thing.meeting.get_absolute_url()
    if one.point and may(scope.reader, Permission.OUTCOME_RECORD, case):
        return follow_up_url(case, one.point)
    return case.get_absolute_url()


def _reassign(one: Found, case: Case, scope: Scope) -> str:
    """Where its work goes to somebody else: the task alone, or all that a person has of a case."""
    task = one.thing if isinstance(one.thing, Task) and can_be_given(one.thing) else None
    if task and may(scope.reader, Permission.TASK_MANAGE, case):
        return reverse("cases:task_give", kwargs={"public_id": task.public_id})
    whose = _whose(one, {case.pk: case})
    is_coordinators = case.coordinator_id is not None and case.coordinator_id in whose
    if is_coordinators and may(scope.reader, Permission.REFERRAL_ALLOCATE, case):
        return reverse("cases:referral_allocate", kwargs={"public_id": case.public_id})
    works = whose & set(case.worker_ids)
    if works and may(scope.reader, Permission.CASE_EDIT, case):
        return reverse("cases:worker_allocate", kwargs={"public_id": case.public_id})
    return ""


def _away(keys: Iterable[int], today: date) -> dict[int, str]:
    """Who is away today and who stands in, in words."""
    absences = Absence.objects.on(today).filter(user__in=set(keys)).select_related("user", "deputy")
    return {
        one.user_id: f"{one.user} is away until {one.ends_on:%-d %B}; {one.deputy} stands in"
        for one in absences.order_by("-ends_on", "-pk")
    }
