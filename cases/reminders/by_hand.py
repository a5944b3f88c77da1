"""What a human does instead of a message: a task to ring, in time, with what to mind."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID, uuid5

from django.db.models import QuerySet
from django.utils import timezone

from cases.models import Case, ContactPoint, Person, Reminder, Task
from cases.reminders import reasons
from cases.reminders.rules import rule_of
from restorative.working_days import add_working_days

# A task's id says for whom and about what it is: there is one, however many steps ask for it.
_TASKS = UUID("6e1f0f5c-6c1d-4d0e-9b3e-2a4f1d3b7c55")
# A message expires half an hour before the meeting; who rings needs two hours.
BEFORE_IT_EXPIRES = timedelta(minutes=90)
RING, FAILED = Task.Kind.RING, Task.Kind.MESSAGE_FAILED
TITLES = {
    RING: "Ring somebody who gets no message",
    FAILED: "Ring somebody: a message did not arrive",
}
Uses = ContactPoint.May


def ask_a_human(reminders: Sequence[Reminder]) -> None:
    """Make one task for each person who gets no message, for the coordinator of the case.

    Each reminder is held back or failed and says why. Called in the settling transaction.
    The managers of the team answer where the coordinator does not, and nobody else sees it.
    """
    if not reminders:
        return
    cases = Case.objects.select_related("coordinator", "team").in_bulk(
        {row.case_id for row in reminders}
    )
    people = Person.objects.in_bulk({key for row in reminders for key in _people_of(row)})
    numbers = _numbers(people)
    today = timezone.localdate()
    tasks: dict[UUID, Task] = {}
    for row in reminders:
        case = cases[row.case_id]
        if case.is_ended and not _outlasts(row):
            continue
        kind = RING if row.state == Reminder.State.HELD else FAILED
        tasks[task_id(row)] = Task(
            public_id=task_id(row),
            kind=kind,
            title=TITLES[kind],
            detail=_detail(row, people, numbers),
            case=case,
            assigned_to=case.coordinator,
            for_managers_of=case.team,
            due_on=_due(row, today),
        )
    Task.objects.bulk_create(tasks.values(), ignore_conflicts=True)
    # Held back, called off, and held back again for the same: the task comes back.
    dropped = Task.objects.filter(public_id__in=tasks, cancelled_at__isnull=False)
    for task in dropped.exclude(case__stage__in=Case.ENDED_STAGES):
        asked = tasks[task.public_id]
        task.cancelled_at, task.due_on, task.detail = None, asked.due_on, asked.detail
        task.save(update_fields=["cancelled_at", "due_on", "detail"])


def let_go(reminders: Iterable[Reminder]) -> int:
    """Drop the tasks for messages that nobody needs any more; returns how many."""
    keys = {task_id(row) for row in reminders}
    if not keys:
        return 0
    return _open(keys).update(cancelled_at=timezone.now())


def settle(reminders: Iterable[Reminder], *, by) -> int:  # type: ignore[no-untyped-def]
    """Mark the tasks as done: they have been told."""
    keys = {task_id(row) for row in reminders}
    if not keys:
        return 0
    return _open(keys).update(done_at=timezone.now(), done_by=by)


def task_id(row: Reminder) -> UUID:
    """The same for all messages to one about one thing, whichever step or rule they are."""
    to = f"p{row.person_id}u{row.user_id}{row.other_type}{row.other_id}"
    about = f"{row.subject_type}{row.subject_id}:r{row.revision}"
    return uuid5(_TASKS, f"{row.case_id}:{about}:{to}")


def task_of(row: Reminder) -> Task | None:
    """The task that stands in for a message, done or not."""
    return Task.objects.filter(public_id=task_id(row)).first()


def _open(keys: Iterable[UUID]) -> QuerySet[Task]:
    return Task.objects.open().filter(public_id__in=keys)


def _people_of(row: Reminder) -> list[int]:
    return [key for key in (row.person_id, row.through_id) if key is not None]


def _outlasts(row: Reminder) -> bool:
    rule = rule_of(row.rule)
    return rule is not None and rule.outlasts_case


def _due(row: Reminder, today: date) -> date:
    """The next working day, or today where that would be too late."""
    last = timezone.localdate(row.expires_at - BEFORE_IT_EXPIRES)
    due = add_working_days(today, 1)
    return due if due <= last else today


def _detail(row: Reminder, people: dict[int, Person], numbers: dict[int, list[str]]) -> str:
    rule = rule_of(row.rule)
    about = rule.name if rule is not None else "A message"
    lines = [f"About: {about}.", f"Why: {_why(row)}"]
    if row.person_id is not None:
        lines.insert(0, f"Who: {people[row.person_id].liked_name}.")
        reader = row.through_id if row.reason != reasons.KEPT_AWAY else None
        if reader is not None and reader != row.person_id:
            lines.append(f"Agreed to pass it on: {people[reader].liked_name}.")
        lines += numbers[reader or row.person_id]
    elif row.user_id is not None:
        lines.insert(0, "Who: a colleague. The message says whom.")
    else:
        lines.insert(0, "Who: somebody booked for the meeting. The message says whom.")
    return "\n".join(lines)[:1000]


def _why(row: Reminder) -> str:
    if row.state != Reminder.State.HELD and row.delivery in Reminder.UNDELIVERED:
        return f"{row.get_delivery_display()}."
    return reasons.words(row.reason) if row.reason else "It did not go."


def _numbers(people: dict[int, Person]) -> dict[int, list[str]]:
    """How each may be rung: a number only where ringing it was confirmed and it is no secret."""
    lines: dict[int, list[str]] = {key: [] for key in people}
    held = set()
    rows = ContactPoint.objects.current().filter(
        person__in=people, channel__in=(ContactPoint.Channel.MOBILE, ContactPoint.Channel.PHONE)
    )
    for one in rows.order_by("channel", "pk"):
        if not one.allows("may_ring"):
            continue
        if one.is_confidential:
            held.add(one.person_id)
            continue
        lines[one.person_id] += [f"Ring: {one.shown}{_hours(one)}.", *_to_mind(one)]
    for key, known in lines.items():
        person = people[key]
        if key in held:
            known.append("A number is held securely: their record says how to ask for it.")
        elif not known:
            known.append("No number is confirmed as safe to ring. See them, or ask how.")
        language = person.interpreter_language or person.language
        if language.strip().lower() not in ("", "english"):
            known.append(f"They speak {language.strip()}.")
    return lines


def _hours(one: ContactPoint) -> str:
    since = f" from {one.safe_from:%H:%M}" if one.safe_from else ""
    until = f" until {one.safe_until:%H:%M}" if one.safe_until else ""
    return f",{since}{until}" if since or until else ""


def _to_mind(one: ContactPoint) -> list[str]:
    lines = []
    if one.may_leave_message != Uses.YES:
        lines.append("Leave no message.")
    if one.used_by_others:
        lines.append("Others use it or see it: say nothing until you know who answers.")
    if one.safe_note:
        lines.append(f"To mind: {one.safe_note}")
    return lines
