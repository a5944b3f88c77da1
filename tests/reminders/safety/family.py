"""The family of tests/leaks with its meeting ahead, its reminders planned and sent."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from cases.models import Reminder
from cases.reminders.channels.base import Outgoing, Result
from cases.reminders.planning import plan_cases
from cases.reminders.when import moment
from tests.dispatching import dispatch
from tests.leaks.world import World

DAY_BEFORE = "day_before"


def planned(world: World) -> World:
    plan_cases({world.case.pk})
    return world


def row_of(world: World, key: str, step: str = DAY_BEFORE, rule: str = "meeting_soon") -> Reminder:
    one = world[key]
    who = {"person": one.person_id} if one.person_id else {"user": one.user_id}
    if one.resource_id:
        who = {"other_type": "resource", "other_id": one.resource_id}
    return Reminder.objects.filter(rule=rule, step=step, case=world.case, **who).latest(
        "planned_at"
    )


def the_day_before(world: World, at: time = time(9, 1)) -> datetime:
    assert world.meeting.starts_at is not None
    day = timezone.localdate(world.meeting.starts_at) - timedelta(days=1)
    return moment(day, at)


def send_the_day_before(
    world: World, *answers: Result, at: time = time(9, 1), is_on: bool = True
) -> list[Outgoing]:
    """Everything that is due by then and leaves the house; the step before is left out."""
    Reminder.objects.filter(case=world.case).exclude(step=DAY_BEFORE).update(
        state="cancelled", reason="by_hand"
    )
    return dispatch(*answers, at=the_day_before(world, at), is_on=is_on)


def to(world: World, key: str, sent: list[Outgoing]) -> list[Outgoing]:
    """What went to any number or address of somebody."""
    one = world[key]
    if one.user is not None:
        values = {one.user.email}
    elif one.resource is not None:
        values = {one.resource.contact_email, one.resource.contact_phone}
    else:
        values = {contact._value for contact in one.person.contact_points.all()}
    return [message for message in sent if message.to in values]
