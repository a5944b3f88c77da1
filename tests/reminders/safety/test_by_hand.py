"""Who gets no message is rung: one task in time, with what to mind, for those who may know."""

from datetime import time, timedelta

from django.utils import timezone

from cases.domain.tasking import cancel_tasks
from cases.models import Case, ContactPoint, Reminder, Task
from cases.reminders.by_hand import ask_a_human, task_of
from cases.reminders.channels.base import Outcome, Result
from cases.reminders.planning import plan_cases
from conferences.models import Meeting, Participant
from restorative.working_days import add_working_days
from tests.factories.recording import reload
from tests.leaks.twists import TWISTS
from tests.reminders.safety.family import planned, row_of, send_the_day_before


def held(world, key="mother", reason="no_safe_way", **fields):
    row = row_of(world, key)
    row.state, row.reason, row.settled_at = "held", reason, timezone.now()
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    return row


def asked(world, *args, **fields):
    row = held(world, *args, **fields)
    ask_a_human([row])
    return task_of(row)


def test_the_coordinator_is_asked_and_the_managers_may_see_it(world):
    task = asked(world)

    assert (task.kind, task.title) == ("ring", "Ring somebody who gets no message")
    assert (task.assigned_to, task.for_managers_of) == (world.coordinator, world.service.team)
    assert task in Task.objects.owed_by(reload(world.coordinator))
    assert task in Task.objects.visible_to(reload(world.service.manager))


def test_nobody_else_on_the_case_sees_it(world):
    task = asked(world)

    for user in (world.service.worker, world.service.support, world.service.colleague):
        assert task not in Task.objects.visible_to(reload(user))


def test_without_a_coordinator_the_managers_are_asked(world):
    Case.objects.filter(pk=world.case.pk).update(coordinator=None)

    task = asked(world)

    assert task in Task.objects.owed_by(reload(world.service.manager))


def test_it_says_who_why_and_what_to_mind(world):
    world.set_contact(
        "mother",
        "mobile",
        may_ring="yes",
        safe_from=time(10),
        safe_until=time(14),
        safe_note="Not on Fridays",
        used_by_others="Her new partner",
    )

    detail = asked(world, reason="shared").detail

    assert "Who: Marguerita." in detail
    assert "Why: Somebody else uses or sees what it would go to." in detail
    assert "Ring: 07700 913013, from 10:00 until 14:00." in detail
    assert "Leave no message." in detail
    assert "say nothing until you know who answers" in detail
    assert "To mind: Not on Fridays" in detail
    assert "Her new partner" not in detail


def test_a_number_nobody_agreed_to_be_rung_on_is_not_given(world):
    detail = asked(world).detail

    assert "07700" not in detail
    assert "No number is confirmed as safe to ring." in detail


def test_a_secret_number_is_not_given(world):
    world.set_contact("mother", "mobile", may_ring="yes", is_confidential=True, value_hash="")

    detail = asked(world).detail

    assert "07700" not in detail
    assert "safenote" not in detail
    assert "held securely" in detail


def test_a_language_is_said(world):
    TWISTS["reads_polish"](world)

    assert "They speak Polish." in asked(world, "grandmother", reason="language").detail


def test_for_a_child_the_adult_who_passes_it_on_is_rung(world):
    world.set_contact("foster_carer", "mobile", may_ring="yes")
    carer = world.people["foster_carer"]

    detail = asked(world, "child", through_id=carer.person_id).detail

    assert "Agreed to pass it on: Cordeliana." in detail
    assert world.contact("foster_carer", "mobile")._value in detail


def test_one_task_for_one_person_however_many_steps(world):
    for step in ("two_days_before", "day_before"):
        row = row_of(world, "mother", step=step)
        row.state, row.reason = "held", "no_safe_way"
        ask_a_human([row])
        ask_a_human([row])

    assert Task.objects.filter(kind="ring").count() == 1


def test_two_people_are_two_tasks(world):
    ask_a_human([held(world, "mother"), held(world, "father")])

    assert Task.objects.filter(kind="ring").count() == 2


def test_it_is_due_while_there_is_time_to_ring(world):
    today = timezone.localdate()
    now = timezone.now()
    in_time = asked(world, "mother", due_at=now, expires_at=now + timedelta(days=9))
    soon = asked(world, "father", due_at=now, expires_at=now + timedelta(hours=1))

    assert in_time.due_on == add_working_days(today, 1)
    assert soon.due_on == today


def test_what_did_not_arrive_is_a_task_too(world):
    row = row_of(world, "mother")
    row.state, row.delivery = "sent", "permanent"

    ask_a_human([row])

    task = task_of(row)
    assert (task.kind, task.title) == (
        "message_failed",
        "Ring somebody: a message did not arrive",
    )
    assert "Why: Not delivered: no such number or address." in task.detail


def test_a_refused_message_becomes_a_task(world):
    send_the_day_before(world, *[Result(Outcome.REFUSED, code="bad")] * 50)

    assert row_of(world, "mother").state == "failed"
    assert task_of(row_of(world, "mother")).kind == "message_failed"


def test_a_meeting_called_off_takes_the_task_with_it(world):
    task = asked(world)

    Meeting.objects.filter(pk=world.meeting.pk).update(starts_at=None, ends_at=None)
    plan_cases({world.case.pk})

    task.refresh_from_db()
    assert task.cancelled_at is not None


def test_who_takes_no_part_any_more_need_not_be_rung(world):
    task = asked(world)

    Participant.objects.filter(pk=world.people["mother"].pk).update(attendance="no_part")
    planned(world)

    task.refresh_from_db()
    assert task.cancelled_at is not None


def test_a_case_that_ends_takes_the_task_with_it(world):
    task = asked(world)

    cancel_tasks(world.case)

    task.refresh_from_db()
    assert task.cancelled_at is not None
    Case.objects.filter(pk=world.case.pk).update(stage="closed", ended_at=timezone.now())
    ask_a_human([held(world, "father")])
    assert not Task.objects.open().filter(kind="ring").exists()


def test_many_cost_as_many_queries_as_few(world, django_assert_num_queries):
    keys = ("mother", "father", "grandmother", "aunt", "uncle", "neighbour")
    ContactPoint.objects.filter(channel="mobile").update(may_ring="yes")
    rows = [held(world, key) for key in keys]

    with django_assert_num_queries(5):
        ask_a_human(rows)
    assert Reminder.objects.filter(state="held").count() == len(keys)
