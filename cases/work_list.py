"""What somebody owes and holds: read in the same few queries however much it is."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from accounts.models import Absence, User
from accounts.permissions import Permission, can
from cases.access import may
from cases.case_page import NextMeeting, family_title, hooks
from cases.models import Case, CaseChild, Task
from cases.models.case import CaseQuerySet

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

    @property
    def is_today(self) -> bool:
        return self.day == timezone.localdate()


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


def holds(user: User) -> Q:
    """A condition on cases: this person, or one they cover, referred, coordinates or works it."""
    acting = user.acting_ids
    worker = CaseChild.objects.current().filter(case=OuterRef("pk"), social_worker__in=acting)
    return Q(coordinator__in=acting) | Q(created_by__in=acting) | Q(Exists(worker))


def held_by(user: User) -> CaseQuerySet:
    """The live cases of somebody, and of whoever they stand in for."""
    return Case.objects.visible_to(user).working().filter(holds(user))


def case_rows(user: User) -> list[CaseRow]:
    """My cases, the next dated first; one more than a page shows, so that it can say so."""
    cases = list(
        for_rows(held_by(user), user)
        .select_related("created_by")
        .order_by("next_step_on", "-created_at", "-pk")[: CASES_SHOWN + 1]
    )
    keys = [case.pk for case in cases]
    labels = hooks.stage_labels(keys) if hooks.stage_labels else {}
    meetings = hooks.next_meetings(keys) if hooks.next_meetings else {}
    covered = {absence.user_id: absence.user for absence in covering(user)}
    return [
        CaseRow(
            case=case,
            family=family_of(case),
            stage=stage_words(case, labels),
            next_step=step_words(case),
            next_meeting=meetings.get(case.pk),
            covering_for=_covered(case, user, covered),
        )
        for case in cases
    ]


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
    today = timezone.localdate()
    return list(user.deputising.on(today).select_related("user").order_by("ends_on", "pk"))


def _covered(case: Case, user: User, covered: dict[int, User]) -> User | None:
    """The colleague because of whose absence this case is here; none when it is also mine."""
    holders = [case.coordinator_id, case.created_by_id, *case.worker_ids]
    if user.pk in holders:
        return None
    return next((covered[key] for key in holders if key in covered), None)


def agenda(user: User, rows: Iterable[CaseRow]) -> Agenda:
    """Sort what this person owes, and the meetings of their cases, by when it is due.

    Alerts are left out: they stand above, by themselves.
    """
    today = timezone.localdate()
    tasks = list(
        Task.objects.owed_by(user)
        .exclude(kind=Task.Kind.ALERT)
        .order_by("due_on", "pk")[: SHOWN + 1]
    )
    cases = _cases_of(tasks, user)
    asked: list[Due] = []
    things: list[Due] = []
    for task in tasks[:SHOWN]:
        due = due_of(task, cases.get(task.case_id or 0), user)
        is_asked = task.kind in hooks.task_pages and due.day > today + WEEK
        (asked if is_asked else things).append(due)
    things += [_meeting_due(row) for row in rows if row.next_meeting]
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


def _cases_of(tasks: list[Task], user: User) -> dict[int, Case]:
    keys = {task.case_id for task in tasks if task.case_id}
    found = for_rows(Case.objects.visible_to(user).filter(pk__in=keys or {0}), user)
    return {case.pk: case for case in found}


def due_of(task: Task, case: Case | None, user: User) -> Due:
    today = timezone.localdate()
    return Due(
        title=task.title,
        day=task.due_on,
        url=task_url(task, case, user),
        case=case,
        family=family_of(case) if case and hasattr(case, "shown_children") else "",
        days_late=max((today - task.due_on).days, 0),
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


def _meeting_due(row: CaseRow) -> Due:
    meeting = row.next_meeting
    assert meeting is not None
    return Due(
        title=meeting.name,
        day=timezone.localdate(meeting.starts_at),
        url=meeting.url,
        case=row.case,
        family=row.family,
        at=meeting.starts_at,
    )
