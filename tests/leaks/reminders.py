"""What the ledger makes of the same people: messages, tasks and notices, searched as all else.

Everything that the rules ask for before the meeting is sent, on its day and hour, and taken
back afterwards: a scenario is about what happened in the family, not about its reminders.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction

from cases.models import Notice, Reminder, Task
from cases.reminders.channels.base import Outgoing
from cases.reminders.planning import plan_cases
from conferences.models import Participant
from tests.dispatching import dispatch
from tests.leaks.harness import artefact
from tests.leaks.world import Secret, World

STEP = timedelta(minutes=1)


@dataclass
class Made:
    """All that was made: what left the house by row, the ledger, tasks to ring, notices."""

    sent: dict[object, Outgoing] = field(default_factory=dict)
    rows: list[Reminder] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def reminders_of(world: World) -> Made:
    """Plan, and send each day's at its hour, until the meeting; made once for a family."""
    if world.reminded is None:
        with transaction.atomic():
            world.reminded = _make(world)
            transaction.set_rollback(True)
    return world.reminded


def _make(world: World) -> Made:
    made = Made()
    plan_cases({world.case.pk})
    ours = Reminder.objects.filter(case=world.case)
    for _ in range(20):
        due = ours.waiting().order_by("next_attempt_at").first()
        if due is None:
            break
        hour = due.next_attempt_at + STEP
        made.sent |= {one.reference: one for one in dispatch(at=hour)}
        # What waits for a later hour on the same day goes with the next round.
        ours.waiting().filter(next_attempt_at__lte=hour).update(state="cancelled")
    made.rows = list(ours.order_by("due_at", "pk"))
    made.tasks = list(Task.objects.filter(case=world.case, kind__in=("ring", "message_failed")))
    made.notices = list(Notice.objects.filter(case=world.case))
    return made


def _mine(world: World, recipient: Participant) -> list[Reminder]:
    """What went to somebody, or by somebody to a child."""
    rows = [row for row in reminders_of(world).rows if row.subject_type != "meetinginvitation"]
    if recipient.person_id:
        return [row for row in rows if recipient.person_id in (row.person_id, row.through_id)]
    if recipient.user_id:
        return [row for row in rows if row.user_id == recipient.user_id]
    return [row for row in rows if row.other_id == recipient.resource_id]


def wrong_in_a_reminder(world: World, key: str) -> list[Secret]:
    """Nothing but their own liked name, their own hour, and for colleagues the reference."""
    recipient = world[key]
    allowed = {"name", "arrival time"}
    found = []
    for secret in world.secrets:
        is_own = secret.owner == key and secret.key in allowed
        is_theirs = secret.key == "reference" and recipient.user_id is not None
        is_new_time = secret.key.startswith("new ")
        if not (is_own or is_theirs or is_new_time):
            found.append(secret)
    return found


def wrong_addresses(world: World, key: str) -> list[Secret]:
    """Ways to reach those who are kept away, left, or are not asked to come at all."""
    gone = {
        name
        for name in world.people
        for one in (world[name],)
        if one.is_kept_away or one.removed_at or one.attendance not in Participant.COMING
    }
    held = {
        (secret.key, secret.value)
        for secret in world.secrets
        if secret.owner not in gone and secret.key in ("mobile", "email", "address")
    }
    return [
        secret
        for secret in world.secrets
        if secret.owner in gone
        and secret.key in ("mobile", "email", "address")
        and (secret.key, secret.value) not in held
    ]


def wrong_in_a_notice(world: World, key: str) -> list[Secret]:
    """A colleague may read the reference and the day; nobody's name, number or hour."""
    return [
        one
        for one in world.secrets
        if one.key not in ("reference", "service", "not here", "the other day")
        and not one.key.startswith("new ")
    ]


def wrong_in_a_title(world: World, key: str) -> list[Secret]:
    return list(world.secrets)


@artefact("reminders", wrong=wrong_in_a_reminder)
def reminders(world: World, recipient: Participant) -> str | None:
    """Every word that the ledger sent to one person."""
    sent = reminders_of(world).sent
    texts = [
        f"{sent[row.pk].subject}\n{sent[row.pk].body}\n{sent[row.pk].attachment or ''}"
        for row in _mine(world, recipient)
        if row.pk in sent
    ]
    return "\n".join(texts) or None


@artefact("where reminders went", of_family=True, wrong=wrong_addresses)
def addresses(world: World, recipient: Participant) -> str | None:
    return "\n".join(message.to for message in reminders_of(world).sent.values()) or None


@artefact("rows of the ledger, as they are shown", of_family=True, wrong=wrong_in_a_title)
def rows(world: World, recipient: Participant) -> str | None:
    """What a row says of itself without its words and where it went, which are encrypted."""
    return "\n".join(
        f"{row} {row.reason} {row.last_error} {row.dedupe_key} {row.role}"
        for row in reminders_of(world).rows
    )


@artefact("titles of tasks to ring", of_family=True, wrong=wrong_in_a_title)
def titles(world: World, recipient: Participant) -> str | None:
    return "\n".join(task.title for task in reminders_of(world).tasks) or None


@artefact("tasks to ring", outward=False, of_family=True)
def details(world: World, recipient: Participant) -> str | None:
    return "\n".join(task.detail for task in reminders_of(world).tasks) or None


@artefact("notices", of_family=True, wrong=wrong_in_a_notice)
def notices(world: World, recipient: Participant) -> str | None:
    texts = [f"{notice.text} {notice.url}" for notice in reminders_of(world).notices]
    return "\n".join(texts) or None
