"""Things to do: who owes what by when."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import Team, User
from cases.domain.recording import record_event
from cases.models import Case, Event, Task


@transaction.atomic
def add_task(
    *,
    title: str,
    due_on: date,
    by: User | None,
    assigned_to: User | None = None,
    for_managers_of: Team | None = None,
    case: Case | None = None,
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
        kind=kind,
        detail=detail,
        created_by=by,
    )
    if case and by:
        record_event(case, Event.Kind.TASK_ADDED, by=by, subject=task, to_value=title)
    return task


@transaction.atomic
def finish_task(task: Task, *, by: User, note: str = "") -> Task:
    """Mark a task done. A second press changes nothing."""
    task = Task.objects.select_for_update().get(pk=task.pk)
    if task.done_at or task.cancelled_at:
        return task
    task.done_at = timezone.now()
    task.done_by = by
    task.done_note = note
    task.save(update_fields=["done_at", "done_by", "done_note"])
    if task.case:
        record_event(
            task.case, Event.Kind.TASK_DONE, by=by, subject=task, to_value=task.title, why=note
        )
    return task


def settle_tasks(case: Case, *kinds: Task.Kind, by: User) -> None:
    """Mark as done what the case's own progress has done: decided, answered, allocated."""
    Task.objects.open().filter(case=case, kind__in=kinds).update(done_at=timezone.now(), done_by=by)


def cancel_tasks(case: Case) -> None:
    """Drop what is left to do when a case ends; safeguarding and reviews go on."""
    keep = (
        Task.Kind.ALERT,
        Task.Kind.GLASS_REVIEW,
        Task.Kind.LOOK_ALIKE,
        Task.Kind.RESTRICTION_REVIEW,
    )
    Task.objects.open().filter(case=case).exclude(kind__in=keep).update(cancelled_at=timezone.now())
