"""What somebody owes and holds: read in the same few queries however much it is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from accounts.models import Absence, User
from accounts.permissions import Permission, can
from cases.access import may
from cases.asking import ask_for
from cases.case_page import NextMeeting, family_title, hooks
from cases.models import Case, CaseChild, Task
from cases.models.case import CaseQuerySet
from cases.models.task import TaskQuerySet
from cases.names_and_ages import child_title, family_title_of
from restorative.asked_again import any_of

SHOWN = 200
CASES_SHOWN = 50
AFTERWARDS_SHOWN = 10
WEEK = timedelta(days=7)

# Where a task of some kind is done, and what one must be allowed to do there. All others
# have a page of their own on which they are marked as done.
TASK_PAGES = {
    Task.Kind.DECIDE: ("cases:referral_decide", Permission.REFERRAL_DECIDE),
    Task.Kind.ANSWER: ("cases:request_answer", Permission.REFERRAL_MAKE),
    Task.Kind.ALLOCATE: ("cases:referral_allocate", Permission.REFERRAL_ALLOCATE),
    Task.Kind.HOLD_REVIEW: ("cases:case_resume", Permission.CASE_EDIT),
    Task.Kind.RESTRICTION_REVIEW: ("cases:case_access", Permission.CASE_RESTRICT),
    Task.Kind.ALERT: ("cases:case_detail", Permission.CASE_VIEW),
    Task.Kind.KEEP_APART_REVIEW: ("cases:case_people", Permission.PERSON_VIEW),
    Task.Kind.CONTACT_WITHDRAWN: ("cases:case_consent", Permission.PERSON_VIEW),
    Task.Kind.GO_AHEAD_WITHDRAWN: ("cases:case_consent", Permission.PERSON_VIEW),
}


@dataclass(frozen=True)
class Due:
    """Something that has a day: a task or a meeting, with the page where one sees to it."""

    title: str
    day: date
    url: str
    case: Case | None = None
    family: str = ""
    at: datetime | None = None
    days_late: int = 0
    is_today: bool = False

    @property
    def about(self) -> str:
        """The family and its case, as far as there is one."""
        if self.case is None:
            return ""
        return f"{self.family}, {self.case}" if self.family else str(self.case)

    @property
    def late(self) -> str:
        """Such as "3 days late"; empty for what is not."""
        return f"{self.days_late} day{'' if self.days_late == 1 else 's'} late"

    @property
    def when(self) -> str:
        """The day, with its weekday while it lies ahead and with the hour where there is one."""
        if self.days_late:
            return f"{self.day:%-d %B}"
        day = "Today" if self.is_today else f"{self.day:%A %-d %B}"
        return f"{day}, {timezone.localtime(self.at):%H:%M}" if self.at else day


@dataclass(frozen=True)
class CaseRow:
    """One of my cases as a list prints it."""

    case: Case
    family: str
    stage: str
    next_step: str = ""
    next_meeting: NextMeeting | None = None
    covering_for: User | None = None


@dataclass(frozen=True)
class Agenda:
    """What is due, by when: late, today, within a week, and what comes after that.

    `asked` is due later still, and somebody else cannot go on before it is done.
    """

    overdue: list[Due] = field(default_factory=list)
    today: list[Due] = field(default_factory=list)
    week: list[Due] = field(default_factory=list)
    asked: list[Due] = field(default_factory=list)
    later: Due | None = None
    afterwards: list[Due] = field(default_factory=list)
    is_cut: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.overdue or self.today or self.week or self.asked)


def for_rows(cases: CaseQuerySet, user: User) -> CaseQuerySet:
    """Fetch with each case what a row prints and what `may` asks."""
    children = CaseChild.objects.visible_to(user).current().select_related("person")
    return (
        cases.with_relations_for(user)
        .select_related("coordinator", "team")
        .prefetch_related(Prefetch("children", children, to_attr="shown_children"))
    )


def families_of(cases: Iterable[int], user: User) -> dict[int, str]:
    """The title of each of these families, from the children whom this person may know of."""
    keys = set(cases)
    today = timezone.localdate()
    children: dict[int, list[str]] = defaultdict(list)
    for case, first, last, known_as, born, is_estimated, expected_on, died_on in ask_for(
        user, _children_any, cases=list(keys)
    ):
        name = child_title(
            first,
            last,
            known_as,
            born,
            today=today,
            is_estimated=is_estimated,
            expected_on=expected_on,
            died_on=died_on,
        )
        children[case].append(name)
    return {case: family_title_of(children[case]) for case in keys}


def _children_any(user: User) -> QuerySet[CaseChild, Any]:
    rows = CaseChild.objects.visible_to(user).current().filter(any_of("case", "cases"))
    return rows.values_list(
        "case_id",
        "person__first_name",
        "person__last_name",
        "person__known_as",
        "person__date_of_birth",
        "person__birth_is_estimated",
        "person__expected_on",
        "person__died_on",
    )


def cases_of_keys(cases: Iterable[int], user: User) -> dict[int, Case]:
    """Those of these cases that this person may know of, with what `may` asks, by key."""
    return {case.pk: case for case in ask_for(user, _cases_any, cases=list(cases))}


def _cases_any(user: User) -> CaseQuerySet:
    rows = Case.objects.visible_to(user).with_relations_for(user)
    return rows.filter(any_of("pk", "cases"))


def holds(user: User) -> Q:
    """A condition on cases: this person, or one they cover, referred, coordinates or works it."""
    acting = user.acting_ids
    worker = CaseChild.objects.current().filter(case=OuterRef("pk"), social_worker__in=acting)
    return Q(coordinator__in=acting) | Q(created_by__in=acting) | Q(Exists(worker))


def held_by(user: User) -> CaseQuerySet:
    """The live cases of somebody, and of whoever they stand in for."""
    return Case.objects.visible_to(user).working().filter(holds(user))


def held_cases(user: User) -> list[Case]:
    """My cases, the next dated first; one more than a page shows, so that it can say so."""
    return ask_for(user, _held_first)


def case_rows(user: User, cases: list[Case], families: Mapping[int, str]) -> list[CaseRow]:
    """My cases as a list prints them."""
    keys = [case.pk for case in cases]
    labels = hooks.stage_labels(keys) if hooks.stage_labels else {}
    meetings = hooks.next_meetings(keys) if hooks.next_meetings else {}
    covered = {absence.user_id: absence.user for absence in covering(user)}
    today = timezone.localdate()
    return [
        CaseRow(
            case=case,
            family=families[case.pk],
            stage=stage_words(case, labels),
            next_step=step_words(case, today),
            next_meeting=meetings.get(case.pk),
            covering_for=_covered(case, user, covered),
        )
        for case in cases
    ]


def _held_first(user: User) -> CaseQuerySet:
    rows = held_by(user).with_relations_for(user).select_related("coordinator")
    return rows.order_by("next_step_on", "-created_at", "-pk")[: CASES_SHOWN + 1]


def stage_words(case: Case, labels: dict[int, str]) -> str:
    """The stage of the work, or of its meeting while the case is with a coordinator."""
    if case.stage == Case.Stage.ALLOCATED and labels.get(case.pk):
        return labels[case.pk]
    return case.get_stage_display()


def step_words(case: Case, today: date | None = None) -> str:
    """When the next thing is due, as lists say it; a day that has passed is never "next"."""
    day = case.next_step_on or case.hold_review_on
    if day is None:
        return ""
    if day < (today or timezone.localdate()):
        return f"Was due {day:%-d %B %Y}"
    return f"Look again {day:%-d %B %Y}" if case.hold_review_on else f"{day:%-d %B %Y}"


def family_of(case: Case) -> str:
    return family_title(case.shown_children)  # type: ignore[attr-defined]  # by for_rows


def covering(user: User) -> list[Absence]:
    """The absences for which this person stands in today."""
    if not user.stands_in_for:
        return []
    today = timezone.localdate()
    return list(user.deputising.on(today).select_related("user").order_by("ends_on", "pk"))


def _covered(case: Case, user: User, covered: dict[int, User]) -> User | None:
    """The colleague because of whose absence this case is here; none when it is also mine."""
    holders = [case.coordinator_id, case.created_by_id, *case.worker_ids]
    if user.pk in holders:
        return None
    return next((covered[key] for key in holders if key in covered), None)


def owed_tasks(user: User) -> list[Task]:
    """What this person owes, the first due first; one more than a page shows.

    Alerts are left out: they stand above, by themselves.
    """
    return ask_for(user, _owed)


def agenda(
    user: User, tasks: list[Task], rows: Iterable[CaseRow], families: Mapping[int, str]
) -> Agenda:
    """Sort what this person owes, and the meetings of their cases, by when it is due."""
    today = timezone.localdate()
    cases = cases_of_keys({task.case_id for task in tasks if task.case_id}, user)
    asked: list[Due] = []
    things: list[Due] = []
    for task in tasks[:SHOWN]:
        case = cases.get(task.case_id or 0)
        due = due_of(task, case, user, today, family=families[case.pk] if case else "")
        is_asked = task.kind in hooks.task_pages and due.day > today + WEEK
        (asked if is_asked else things).append(due)
    things += [_meeting_due(row, today) for row in rows if row.next_meeting]
    things.sort(key=lambda due: (due.day, due.at is None, due.at or timezone.now()))
    return Agenda(
        overdue=[due for due in things if due.day < today],
        today=[due for due in things if due.day == today],
        week=[due for due in things if today < due.day <= today + WEEK],
        asked=asked,
        later=next((due for due in things if due.day > today + WEEK), None),
        afterwards=[due for due in things if due.day > today + WEEK and due not in asked][
            :AFTERWARDS_SHOWN
        ],
        is_cut=len(tasks) > SHOWN,
    )


def _owed(user: User) -> TaskQuerySet:
    rows = Task.objects.owed_by(user).exclude(kind=Task.Kind.ALERT)
    return rows.order_by("due_on", "pk")[: SHOWN + 1]


def due_of(task: Task, case: Case | None, user: User, today: date, *, family: str = "") -> Due:
    return Due(
        title=task.title,
        day=task.due_on,
        url=task_url(task, case, user),
        case=case,
        family=family,
        days_late=max((today - task.due_on).days, 0),
        is_today=task.due_on == today,
    )


def task_url(task: Task, case: Case | None, user: User) -> str:
    """Where this person sees to a task: its own page unless its kind has a better one."""
    if task.kind == Task.Kind.GLASS_REVIEW and can(user, Permission.BREAK_GLASS_REVIEW):
        return _address("cases:glass_list") or _own_page(task)
    kind, own_page = Task.Kind(task.kind), ("", Permission.TASK_MANAGE)
    name, permission = TASK_PAGES.get(kind) or hooks.task_pages.get(kind, own_page)
    if name and case and may(user, permission, case):
        return _address(name, case.public_id) or _own_page(task)
    return _own_page(task)


def _own_page(task: Task) -> str:
    return reverse("cases:task_done", kwargs={"public_id": task.public_id})


def _address(name: str, public_id: UUID | None = None) -> str:
    try:
        return reverse(name, kwargs={"public_id": public_id} if public_id else {})
    except NoReverseMatch:
        return ""


def _meeting_due(row: CaseRow, today: date) -> Due:
    meeting = row.next_meeting
    assert meeting is not None
    day = timezone.localdate(meeting.starts_at)
    return Due(
        title=meeting.name,
        day=day,
        url=meeting.url,
        case=row.case,
        family=row.family,
        at=meeting.starts_at,
        is_today=day == today,
    )
