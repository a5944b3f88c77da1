"""A task goes to somebody else, with why, while the rest of the case stays where it is."""

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from cases.domain.recording import record_event
from cases.models import Case, Event, Task

# Done by what is done about them, by whoever may do that; or owed by managers as such.
NOT_GIVEN = frozenset(
    {
        Task.Kind.DECIDE,
        Task.Kind.ANSWER,
        Task.Kind.ALLOCATE,
        Task.Kind.ALERT,
        Task.Kind.SIGN_BRIEF,
        Task.Kind.SIGN_REPORT,
        Task.Kind.RESTRICTION_REVIEW,
        Task.Kind.KEEP_APART_REVIEW,
        Task.Kind.AGREE_RISK,
        Task.Kind.CHECK_RELEASE,
        *Task.SILENT,
    }
)


def can_be_given(task: Task) -> bool:
    """Whether somebody else could do this task as well, and it is still to be done."""
    return (
        task.case_id is not None
        and task.kind not in NOT_GIVEN
        and task.done_at is None
        and task.cancelled_at is None
    )


@transaction.atomic
def give_task(task: Task, *, to: User | None, by: User, why: str) -> Task:
    """Give a task to somebody who may see its case, or with None to the managers of the service.

    Given to whom it is with already, nothing changes.
    """
    if not why.strip():
        raise ValidationError("Enter why.", code="why_missing")
    task = Task.objects.select_for_update(of=("self",)).select_related("case__team").get(pk=task.pk)
    case = task.case
    if case is None or not can_be_given(task):
        raise ValidationError("This task is done, or cannot be given away.", code="not_given")
    if to and not (to.is_active and Case.objects.visible_to(to).filter(pk=case.pk).exists()):
        raise ValidationError("They cannot see this case.", code="cannot_see")
    if task.assigned_to == to and (to or task.for_managers_of == case.team):
        return task
    before = task.assigned_to or f"Managers of {task.for_managers_of}"
    task.assigned_to = to
    task.for_managers_of = None if to else case.team
    task.save(update_fields=["assigned_to", "for_managers_of"])
    record_event(
        case,
        Event.Kind.HANDED_OVER,
        by=by,
        subject=task,
        from_value=before,
        to_value=f"{task.title}: {to or f'Managers of {case.team}'}",
        why=why.strip(),
    )
    return task
