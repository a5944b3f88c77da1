"""What was and will be sent, to whom, when, by which way and why: rows for pages.

Everything comes through `visible_to`. Where it goes is masked as soon as its contact is
confidential; of an adult somebody may not know of, not even the name is said.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from cases.models import Case, Person, Reminder, Task
from cases.models.contact_point import HIDDEN
from cases.models.reminder import ReminderQuerySet
from cases.reminders import reasons
from cases.reminders.by_hand import task_id
from cases.reminders.words import (
    moment_words,
    names_of_others,
    planned_words,
    way_words,
    why_words,
)

State, Channel = Reminder.State, Reminder.Channel
# Of each group; what is older can be narrowed by opening the meeting or the person.
SHOWN = 100
SOMEBODY = "somebody you may not know of"
TO_DO = (Task.Kind.RING, Task.Kind.MESSAGE_FAILED)
COLOURS = {
    State.SCHEDULED: "light-blue",
    State.SENDING: "light-blue",
    State.SENT: "green",
    State.FAILED: "orange",
    State.HELD: "yellow",
    State.CANCELLED: "grey",
}


@dataclass(frozen=True)
class MessageRow:
    """One message as a page prints it."""

    reminder: Reminder
    what: str
    name: str
    when: str
    why: str
    state: str
    colour: str
    note: str = ""
    next_step: str = ""
    task: Task | None = None

    @property
    def url(self) -> str:
        return self.reminder.get_absolute_url()

    @property
    def is_stoppable(self) -> bool:
        return self.reminder.state in (State.SCHEDULED, State.HELD)


@dataclass
class Group:
    key: str
    title: str
    empty: str
    rows: list[MessageRow] = field(default_factory=list)
    is_cut: bool = False
    is_folded: bool = False


@dataclass
class Messages:
    """Everything about a meeting, a person or a case, by what became of it."""

    groups: list[Group]

    @property
    def is_empty(self) -> bool:
        return not any(group.rows for group in self.groups)

    @property
    def cases(self) -> set[int]:
        return {row.reminder.case_id for group in self.groups for row in group.rows}


UNDELIVERED = Q(state=State.SENT, delivery__in=Reminder.UNDELIVERED)
GROUPS = (
    (
        "ahead",
        "Coming up",
        "Nothing is planned.",
        Q(state__in=(State.SCHEDULED, State.SENDING)),
        ("due_at", "pk"),
    ),
    (
        "held",
        "Held back or not delivered",
        "Nothing was held back, and everything that went arrived as far as we know.",
        Q(state__in=(State.HELD, State.FAILED)) | UNDELIVERED,
        ("-due_at", "-pk"),
    ),
    (
        "sent",
        "Sent",
        "Nothing has been sent yet.",
        Q(state=State.SENT) & ~UNDELIVERED,
        ("-sent_at", "-pk"),
    ),
    ("gone", "No longer needed", "", Q(state=State.CANCELLED), ("-settled_at", "-pk")),
)


def messages_of(rows: ReminderQuerySet, user: User) -> Messages:
    """Sort messages into groups, in the same few queries however many there are."""
    rows = rows.visible_to(user).select_related("person", "user", "through", "contact_point")
    found = {
        key: list(rows.filter(condition).order_by(*order)[: SHOWN + 1])
        for key, _, _, condition, order in GROUPS
    }
    made = iter(rows_of([one for part in found.values() for one in part], user))
    groups = []
    for key, title, empty, _, _ in GROUPS:
        these = [next(made) for _ in found[key]]
        groups.append(
            Group(key, title, empty, these[:SHOWN], len(these) > SHOWN, is_folded=key == "gone")
        )
    return Messages(groups)


def rows_of(reminders: Iterable[Reminder], user: User) -> list[MessageRow]:
    """Say of each message what it is, in three queries and one for each kind of outsider."""
    reminders = list(reminders)
    known = known_adults(reminders, user)
    others = names_of_others(reminders)
    tasks = _tasks_of(reminders, user)
    return [_row(one, _name(one, others), known, tasks) for one in reminders]


def _tasks_of(reminders: list[Reminder], user: User) -> dict[UUID, Task]:
    """What a human does instead of each message that did not go, done or not, by its id."""
    stuck = [one for one in reminders if _is_stuck(one)]
    tasks = Task.objects.visible_to(user).filter(public_id__in={task_id(one) for one in stuck})
    return {task.public_id: task for task in tasks.filter(cancelled_at=None)}


def _is_stuck(reminder: Reminder) -> bool:
    if reminder.state == State.SENT:
        return reminder.delivery in Reminder.UNDELIVERED
    return reminder.state in (State.HELD, State.FAILED)


def known_adults(reminders: Iterable[Reminder], user: User) -> set[int]:
    """Of the adults that children are reached through, those this reader may know of."""
    keys = {one.through_id for one in reminders if one.through_id}
    if not keys:
        return set()
    return set(Person.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))


def where_to(reminder: Reminder, user: User) -> str:
    """The number or address it went to, as a page may print it; empty before it went."""
    to: str = reminder._to
    if not to or reminder.person_id is None:
        return to
    contact = reminder.contact_point
    if contact is None or contact.is_confidential:
        return HIDDEN
    if reminder.through_id and not known_adults([reminder], user):
        return HIDDEN
    return to


def open_tasks_about(cases: Iterable[Case], user: User) -> list[Task]:
    """What a human still has to do in place of a message, the most urgent first."""
    tasks = Task.objects.visible_to(user).open().filter(kind__in=TO_DO, case__in=list(cases))
    return list(tasks.select_related("assigned_to", "for_managers_of").order_by("due_on", "pk"))


def _name(reminder: Reminder, others: dict[tuple[str, int], str]) -> str:
    if reminder.person_id is not None:
        return str(reminder.person)
    if reminder.user_id is not None:
        return str(reminder.user)
    return others.get((reminder.other_type, reminder.other_id or 0), "somebody outside")


def _row(reminder: Reminder, name: str, known: set[int], tasks: dict[UUID, Task]) -> MessageRow:
    what = way_words(reminder.channel, name)
    if reminder.through_id:
        adult = str(reminder.through) if reminder.through_id in known else SOMEBODY
        what = f"{way_words(reminder.channel, adult)}, for {name}"
    state, colour = _state(reminder)
    task = tasks.get(task_id(reminder)) if _is_stuck(reminder) else None
    return MessageRow(
        reminder=reminder,
        what=what,
        name=name,
        when=_when(reminder),
        why=why_words(reminder),
        state=state,
        colour=colour,
        note=_note(reminder),
        next_step=_next_step(reminder, task) if _is_stuck(reminder) else "",
        task=task,
    )


def _when(reminder: Reminder) -> str:
    if reminder.state == State.SENT and reminder.sent_at:
        return moment_words(timezone.localtime(reminder.sent_at))
    return planned_words(reminder)


def _state(reminder: Reminder) -> tuple[str, str]:
    if reminder.state != State.SENT:
        return reminder.get_state_display(), COLOURS[State(reminder.state)]
    if reminder.delivery in Reminder.UNDELIVERED:
        return "Not delivered", "orange"
    if reminder.delivery == Reminder.Delivery.DELIVERED:
        return "Delivered", "green"
    return ("Told", "green") if reminder.channel == Channel.NOTICE else ("Sent", "turquoise")


def _note(reminder: Reminder) -> str:
    """Why it stands as it does."""
    state = reminder.state
    if state == State.SCHEDULED:
        return _waits(reminder)
    if state == State.SENDING:
        return "It may already have gone."
    if state != State.SENT:
        return reasons.words(reminder.reason) if reminder.reason else ""
    if reminder.delivery in Reminder.UNDELIVERED:
        words = reminder.get_delivery_display().removeprefix("Not delivered: ")
        return f"{words[:1].upper()}{words[1:]}."
    if reminder.delivery == Reminder.Delivery.PENDING:
        return "On its way."
    if not reminder.delivery and reminder.channel == Channel.TEXT:
        return "Nothing heard yet whether it arrived."
    return ""


def _waits(reminder: Reminder) -> str:
    """Why something planned waits longer than it was meant to."""
    if reminder.next_attempt_at <= reminder.due_at:
        return ""
    again = moment_words(timezone.localtime(reminder.next_attempt_at))
    why = f"{reasons.words(reminder.reason)} " if reminder.reason else ""
    return f"{why}Tried again on {again}."


def _next_step(reminder: Reminder, task: Task | None) -> str:
    """What a human does about what did not go."""
    if task is not None and task.done_at:
        return "Somebody has told them."
    if task is not None:
        return f"Somebody rings them by {task.due_on:%-d %B}."
    return "Its time has passed." if reminder.expires_at < timezone.now() else ""
