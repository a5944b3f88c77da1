"""What is due and overdue for many people at once: by day, and only then by anything else.

Four sources, each with its own page: tasks, next steps of cases, reviews of plans, follow-ups
of outcomes. Each is read beyond the place that an address names, so that a page costs the
same anywhere in the list.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.models import User
from cases.models import Case, Task
from cases.outcomes.due import CLOSED_SINCE, owed_of
from cases.outcomes.known import read_records
from cases.outcomes.points import LET_GO_AFTER
from conferences.measures.computing import bring_up_to_date
from conferences.models import CaseFigure, FamilyPlan, MeetingParty
from conferences.overseeing.due_rows import (
    FOLLOW_UP,
    RANK,
    REVIEW,
    STEP,
    TASK,
    DueRow,
    Found,
    Place,
    printed,
)
from conferences.overseeing.gap_rows import unreviewed
from conferences.overseeing.scope import Scope

PAGE = 30
MOST_COUNTED = 1000
FOLLOW_UPS_READ = 300
# How far ahead the list looks.
AHEAD = timedelta(weeks=4)
LATE, SOON = "late", "soon"
WHEN = {"": "Overdue and due in 4 weeks", LATE: "Overdue", SOON: "Due in 4 weeks"}


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
class DuePage:
    rows: list[DueRow]
    after: str
    count: int
    has_more_than_counted: bool
    is_cut: bool


def due_page(asked: Asked, after: Place | None) -> DuePage:
    """A page of what is due, the oldest first, in a constant number of queries."""
    found: list[Found] = []
    count = 0
    if asked.wants(TASK):
        rows, number = _read(_tasks(asked), "due_on", "public_id", TASK, after)
        count += number
        found += [Found(place, task.case_id, task, task.title) for place, task in rows]
    if asked.wants(STEP):
        rows, number = _read(_steps(asked), "next_step_on", "public_id", STEP, after)
        count += number
        found += [Found(place, case.pk, case, _step_title(case)) for place, case in rows]
    if asked.wants(REVIEW):
        rows, number = _read(_reviews(asked), "review_on", "public_id", REVIEW, after)
        count += number
        found += [
            Found(place, plan.case_id, plan, "Review the family’s plan") for place, plan in rows
        ]
    is_cut = False
    if asked.wants(FOLLOW_UP):
        follow_ups, is_cut = _follow_ups(asked)
        count += len(follow_ups)
        found += [one for one in follow_ups if after is None or one.place > after]
    found.sort(key=lambda one: one.place)
    shown = found[:PAGE]
    return DuePage(
        rows=printed(shown, asked.scope),
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
    plans: QuerySet[FamilyPlan] = unreviewed(asked.scope).filter(
        review_on__gte=first, review_on__lte=last
    )
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


def _follow_ups(asked: Asked) -> tuple[list[Found], bool]:
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
                Found(
                    Place(newest.by, RANK[FOLLOW_UP], one.case.public_id),
                    one.case.pk,
                    None,
                    f"Record how the children are: {label}",
                    one.owners,
                    newest.point,
                )
            )
    return found, len(keys) > FOLLOW_UPS_READ
