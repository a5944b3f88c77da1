"""What is due and overdue for many people at once: by day, and only then by anything else.

Four sources, each with its own page: tasks, next steps of cases, reviews of plans, follow-ups
of outcomes. Each is read beyond the place that an address names, so that a page costs the
same anywhere in the list.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from accounts.models import Absence, User
from accounts.permissions import Permission
from cases.access import may
from cases.models import Case, Task
from cases.outcomes.due import CLOSED_SINCE, follow_up_url, owed_of
from cases.outcomes.known import read_records
from cases.outcomes.points import LET_GO_AFTER
from cases.work_list import family_of, task_url
from conferences.measures.computing import bring_up_to_date
from conferences.models import CaseFigure, FamilyPlan, MeetingParty
from conferences.overseeing.gaps import unreviewed
from conferences.overseeing.scope import Scope

PAGE = 30
MOST_COUNTED = 1000
FOLLOW_UPS_READ = 300
# How far ahead the list looks.
AHEAD = timedelta(weeks=4)
TASK, STEP, REVIEW, FOLLOW_UP = "task", "step", "review", "follow_up"
KINDS = {
    TASK: "Tasks",
    STEP: "Next steps of cases",
    REVIEW: "Reviews of plans",
    FOLLOW_UP: "How the children are",
}
RANK = {kind: number for number, kind in enumerate(KINDS)}
LATE, SOON = "late", "soon"
WHEN = {"": "Overdue and due in 4 weeks", LATE: "Overdue", SOON: "Due in 4 weeks"}


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
class Asked:
    """What somebody asked of the list."""

    scope: Scope
    person: User | None = None
    kind: str = ""
    when: str = ""

    def wants(self, kind: str) -> bool:
        return self.kind in ("", kind)

    @property
    def span(self) -> tuple[date, date]:
        """The first and last day that are asked for."""
        today = self.scope.today
        first = today if self.when == SOON else date.min
        last = today - timedelta(days=1) if self.when == LATE else today + AHEAD
        return first, last


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
class DuePage:
    rows: list[DueRow]
    after: str
    count: int
    has_more_than_counted: bool
    is_cut: bool


@dataclass(frozen=True)
class _Found:
    """A row before what is printed of it has been read."""

    place: Place
    case_id: int
    thing: Task | Case | FamilyPlan | None
    title: str = ""
    owners: frozenset[int] = frozenset()
    url: Callable[[Case], str] | None = None


def due_page(asked: Asked, after: Place | None) -> DuePage:
    """A page of what is due, the oldest first, in a constant number of queries."""
    found: list[_Found] = []
    count = 0
    if asked.wants(TASK):
        rows, number = _read(_tasks(asked), "due_on", "public_id", TASK, after)
        count += number
        found += [_Found(place, task.case_id, task, task.title) for place, task in rows]
    if asked.wants(STEP):
        rows, number = _read(_steps(asked), "next_step_on", "public_id", STEP, after)
        count += number
        found += [_Found(place, case.pk, case, _step_title(case)) for place, case in rows]
    if asked.wants(REVIEW):
        rows, number = _read(_reviews(asked), "review_on", "public_id", REVIEW, after)
        count += number
        found += [
            _Found(place, plan.case_id, plan, "Review the family’s plan") for place, plan in rows
        ]
    is_cut = False
    if asked.wants(FOLLOW_UP):
        follow_ups, is_cut = _follow_ups(asked)
        count += len(follow_ups)
        found += [one for one in follow_ups if after is None or one.place > after]
    found.sort(key=lambda one: one.place)
    shown = found[:PAGE]
    return DuePage(
        rows=_printed(shown, asked.scope),
        after=str(shown[-1].place) if len(found) > PAGE else "",
        count=min(count, MOST_COUNTED),
        has_more_than_counted=count > MOST_COUNTED,
        is_cut=is_cut,
    )


def _read(
    rows: QuerySet[Any, Any], day: str, key: str, kind: str, after: Place | None
) -> tuple[list[tuple[Place, Any]], int]:
    """The first rows of a source beyond a place, and how many it has in all, up to a bound."""
    number = rows.order_by()[: MOST_COUNTED + 1].count()
    if after:
        beyond = Q(**{f"{day}__gt": after.day})
        if RANK[kind] > after.rank:
            beyond |= Q(**{day: after.day})
        elif RANK[kind] == after.rank:
            beyond |= Q(**{day: after.day, f"{key}__gt": after.public_id})
        rows = rows.filter(beyond)
    found = list(rows.order_by(day, key)[: PAGE + 1])
    return [(Place(getattr(row, day), RANK[kind], getattr(row, key)), row) for row in found], number


def _tasks(asked: Asked) -> QuerySet[Task]:
    """The open tasks of these cases that may be known of, alerts first of all among them."""
    first, last = asked.span
    tasks = (
        Task.objects.open()
        .visible_to(asked.scope.reader)
        .filter(case__in=asked.scope.keys, due_on__gte=first, due_on__lte=last)
        .select_related("assigned_to", "for_managers_of")
    )
    return tasks.filter(assigned_to=asked.person) if asked.person else tasks


def _steps(asked: Asked) -> QuerySet[Case]:
    """The live cases whose next step has a day, and no task says what it is."""
    first, last = asked.span
    told = Task.objects.open().filter(case=OuterRef("pk"), due_on=OuterRef("next_step_on"))
    cases = asked.scope.cases.working().filter(
        ~Exists(told), next_step_on__gte=first, next_step_on__lte=last
    )
    return _of_person(cases, asked.person)


def _of_person(cases: QuerySet[Case], person: User | None) -> QuerySet[Case]:
    if person is None:
        return cases
    return cases.filter(Q(coordinator=person) | Q(coordinator=None, created_by=person))


def _step_title(case: Case) -> str:
    if case.hold_review_on:
        return "Look again at a case on hold"
    return f"Next step: {case.get_stage_display().lower()}"


def _reviews(asked: Asked) -> QuerySet[FamilyPlan]:
    """The plans in force to be reviewed by a day, each with its first case of the scope."""
    first, last = asked.span
    plans = unreviewed(asked.scope).filter(review_on__gte=first, review_on__lte=last)
    parties = MeetingParty.objects.filter(
        meeting=OuterRef("meeting"), case__in=_live(asked).values("pk")
    ).order_by("pk")
    plans = plans.annotate(case_id=Subquery(parties.values("case")[:1])).filter(
        case_id__isnull=False
    )
    if asked.person:
        plans = plans.filter(case_id__in=_of_person(Case.objects.all(), asked.person).values("pk"))
    return plans


def _live(asked: Asked) -> QuerySet[Case]:
    return asked.scope.cases.working()


def _follow_ups(asked: Asked) -> tuple[list[_Found], bool]:
    """What is still to be recorded of the newest follow-up of each family, as My work says it.

    Read from the families that met latest enough to be asked still, the oldest first, and of
    no more than FOLLOW_UPS_READ: then the second is true.
    """
    bring_up_to_date()
    scope, (first, last) = asked.scope, asked.span
    lately = Q(ended_at__gte=timezone.now() - CLOSED_SINCE, stage=Case.Stage.CLOSED)
    cases = scope.cases.filter(Q(stage__in=Case.LIVE_STAGES) | lately)
    begun = scope.today - timedelta(days=366) - LET_GO_AFTER
    met = CaseFigure.objects.filter(
        case__in=cases.values("pk"), held_on__gte=begun, held_on__lte=scope.today
    )
    if asked.person:
        met = met.filter(
            Q(coordinator=asked.person)
            | Q(case__created_by=asked.person)
            | Q(case__children__social_worker=asked.person, case__children__left_on=None)
        ).distinct()
    keys = list(met.order_by("held_on", "pk").values_list("pk", flat=True)[: FOLLOW_UPS_READ + 1])
    read = Case.objects.filter(pk__in=keys[:FOLLOW_UPS_READ] or [0])
    found = []
    for record in read_records(read).values():
        begun_windows = [one for one in record.windows if one.day <= scope.today]
        newest = begun_windows[-1] if begun_windows else None
        for one in owed_of(record, scope.today):
            if one.window != newest or newest.day + LET_GO_AFTER < scope.today:
                continue
            if not first <= newest.by <= last:
                continue
            if asked.person and asked.person.pk not in one.owners:
                continue
            label = f"{newest.label[:1].lower()}{newest.label[1:]}"
            found.append(
                _Found(
                    Place(newest.by, RANK[FOLLOW_UP], one.case.public_id),
                    one.case.pk,
                    None,
                    f"Record how the children are: {label}",
                    one.owners,
                    lambda case, point=newest.point: follow_up_url(case, point),
                )
            )
    return found, len(keys) > FOLLOW_UPS_READ


def _printed(found: list[_Found], scope: Scope) -> list[DueRow]:
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


def _whose(one: _Found, cases: dict[int, Case]) -> frozenset[int]:
    if isinstance(one.thing, Task):
        return frozenset({one.thing.assigned_to_id} if one.thing.assigned_to_id else ())
    if one.owners:
        return one.owners
    case = cases.get(one.case_id)
    return frozenset({case.coordinator_id or case.created_by_id}) if case else frozenset()


def _managers_of(one: _Found) -> str:
    if isinstance(one.thing, Task) and one.thing.assigned_to is None and one.thing.for_managers_of:
        return f"Managers of {one.thing.for_managers_of}"
    return ""


def _url(one: _Found, case: Case, scope: Scope) -> str:
    if isinstance(one.thing, Task):
        return task_url(one.thing, case, scope.reader)
    if isinstance(one.thing, FamilyPlan):
        return one.thing.meeting.get_absolute_url()
    if one.url and may(scope.reader, Permission.OUTCOME_RECORD, case):
        return one.url(case)
    return case.get_absolute_url()


def _reassign(one: _Found, case: Case, scope: Scope) -> str:
    """Where its work goes to somebody else: the coordinator of the case, or a social worker."""
    whose = _whose(one, {case.pk: case})
    is_coordinators = case.coordinator_id is not None and case.coordinator_id in whose
    if is_coordinators and may(scope.reader, Permission.REFERRAL_ALLOCATE, case):
        return reverse("cases:referral_allocate", kwargs={"public_id": case.public_id})
    works = whose & set(case.worker_ids)  # type: ignore[attr-defined]  # by for_rows
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
