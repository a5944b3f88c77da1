"""Things to do: who owes what by when."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import Team, User
from cases.domain.recording import record_event
from cases.models import BreakGlass, Case, Event, Task
from cases.timescales import Step, due_on
from restorative.working_days import add_working_days, working_days_between


@transaction.atomic(savepoint=False)
def add_task(
    *,
    title: str,
    due_on: date,
    by: User | None,
    assigned_to: User | None = None,
    for_managers_of: Team | None = None,
    case: Case | None = None,
    glass: BreakGlass | None = None,
    kind: Task.Kind = Task.Kind.OTHER,
    detail: str = "",
) -> Task:
    """Give somebody something to do. `by` is None for what the product asks by itself.

    Only tasks that a person set are put on the timeline.
    """
    task = Task.objects.create(
        title=title,
        due_on=due_on,
        assigned_to=assigned_to,
        for_managers_of=for_managers_of,
        case=case,
        glass=glass,
        kind=kind,
        detail=detail,
        created_by=by,
    )
    if case and by:
        _record(task, Event.Kind.TASK_ADDED, by=by)
    return task


@transaction.atomic
def finish_task(task: Task, *, by: User, note: str = "") -> Task:
    """Mark a task done. A second press changes nothing.

    With the first contact made, the case has no next step any more until something is
    planned; its row is locked before the task (docs/locking.md).
    """
    is_first_contact = task.kind == Task.Kind.FIRST_CONTACT
    case = _locked(task.case) if task.case and is_first_contact else None
    task = Task.objects.select_for_update().get(pk=task.pk)
    if task.done_at or task.cancelled_at:
        return task
    task.done_at = timezone.now()
    task.done_by = by
    task.done_note = note
    task.save(update_fields=["done_at", "done_by", "done_note"])
    if case and case.stage == Case.Stage.ALLOCATED:
        case.next_step_on = None
        case.save(update_fields=["next_step_on"])
    if task.case:
        _record(task, Event.Kind.TASK_DONE, by=by, why=note)
    return task


def settle_tasks(case: Case, *kinds: Task.Kind, by: User) -> None:
    """Mark as done what the case's own progress has done: decided, answered, allocated."""
    Task.objects.open().filter(case=case, kind__in=kinds).update(done_at=timezone.now(), done_by=by)


def settle_first_contact(case: Case, *, by: User) -> None:
    """Mark the first contact with the referrer as done by what shows that there was one.

    The case, which has no next step any more until something is planned, is locked already.
    """
    waiting = Task.objects.open().filter(case=case, kind=Task.Kind.FIRST_CONTACT)
    if waiting.update(done_at=timezone.now(), done_by=by) and case.stage == Case.Stage.ALLOCATED:
        case.next_step_on = None
        case.save(update_fields=["next_step_on"])


def settle_review(glass: BreakGlass, *, by: User) -> None:
    """Mark as done what asked for this review: the managers' task and what it escalated to."""
    Task.objects.open().filter(glass=glass).update(done_at=timezone.now(), done_by=by)


def suspend_tasks(case: Case, *kinds: Task.Kind) -> None:
    """Drop what waits while a case rests. It is asked for again by `due_after_pause`."""
    Task.objects.open().filter(case=case, kind__in=kinds).update(cancelled_at=timezone.now())


def due_after_pause(case: Case, kind: Task.Kind, step: Step) -> date:
    """The day by which something is owed whose clock stood still: the working days then left.

    What was late already is owed at once; what nobody was asked for yet, in full time.
    """
    today = timezone.localdate()
    last = Task.objects.filter(case=case, kind=kind).order_by("-pk").first()
    stopped_at = (last.done_at or last.cancelled_at) if last else None
    if last is None or stopped_at is None:
        return due_on(step, today)
    left = working_days_between(timezone.localdate(stopped_at), last.due_on)
    return add_working_days(today, max(left, 0))


def cancel_tasks(case: Case) -> None:
    """Drop what is left to do when a case ends; safeguarding and reviews go on."""
    keep = (
        Task.Kind.ALERT,
        Task.Kind.GLASS_REVIEW,
        Task.Kind.LOOK_ALIKE,
        Task.Kind.RESTRICTION_REVIEW,
    )
    Task.objects.open().filter(case=case).exclude(kind__in=keep).update(cancelled_at=timezone.now())


def take_tasks_away(case: Case, user: User) -> None:
    """Give what somebody owes on a case to its managers, and drop reviews escalated to them.

    Those have no case, since a privacy officer sees none, and say its reference.
    """
    own = Task.objects.open().filter(assigned_to=user)
    own.filter(case=case).update(assigned_to=None, for_managers_of=case.team)
    own.filter(case__isnull=True, glass__case=case).update(cancelled_at=timezone.now())


def _locked(case: Case) -> Case:
    return Case.objects.select_for_update(of=("self",), no_key=True).get(pk=case.pk)


def _record(task: Task, kind: Event.Kind, *, by: User, why: str = "") -> None:
    """Tell the timeline of a task, and nobody there who could not read the task itself."""
    audience = Event.Audience.SERVICE if task.is_silent else Event.Audience.CASE
    record_event(
        task.case, kind, by=by, subject=task, to_value=task.title, why=why, audience=audience
    )
