from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from cases.models import Event, Heartbeat, Reminder, SendingSwitch
from cases.reminders import reasons
from cases.reminders.channels.base import Outcome, Result
from cases.reminders.recovering import recover
from tests.reminders.engine.ledger_rows import State, dispatcher, fresh, make_reminder

pytestmark = pytest.mark.django_db


def left_behind(case, **fields):
    """A row whose worker was killed after it may have sent it."""
    return make_reminder(
        case,
        **{
            "state": State.SENDING,
            "attempts": 1,
            "provider": "recording",
            "lease_token": uuid4(),
            "lease_until": timezone.now() - timedelta(seconds=1),
            **fields,
        },
    )


def test_what_the_provider_has_is_sent_and_not_sent_again(case, provider):
    row = left_behind(case)
    provider.known = {row.pk: Result(Outcome.ACCEPTED, "p-9", delivery="delivered")}

    assert recover() == 1
    assert dispatcher().run(seconds=5) == 0

    row = fresh(row)
    assert (row.state, row.provider_id, row.delivery) == (State.SENT, "p-9", "delivered")
    assert provider.sent == []
    assert Event.objects.filter(kind=Event.Kind.MESSAGE_SENT).count() == 1


def test_what_the_provider_never_saw_is_tried_again_after_a_while(case, provider):
    row = left_behind(case, last_error="no_answer")

    recover()

    row = fresh(row)
    assert (row.state, row.provider, row.last_error) == (State.SCHEDULED, "", "no_answer")
    assert timedelta(seconds=45) < row.next_attempt_at - timezone.now() < timedelta(seconds=75)
    assert provider.looked_up == [row.pk]


def test_what_the_provider_never_saw_goes_to_a_human_after_six_attempts(case, provider, handed):
    row = left_behind(case, attempts=6)

    recover()

    assert (fresh(row).state, fresh(row).reason) == (State.FAILED, reasons.TRIED_TOO_OFTEN)
    assert handed == [(row.pk, reasons.TRIED_TOO_OFTEN, "")]


def test_one_that_was_claimed_and_never_fenced_is_free_at_once(case, provider):
    row = left_behind(case, provider="")

    recover()

    assert provider.looked_up == []
    assert dispatcher().round() == 1
    assert fresh(row).state == State.SENT


def test_one_whose_lease_runs_is_left_alone(case, provider):
    row = left_behind(case, lease_until=timezone.now() + timedelta(seconds=30))

    assert recover() == 0
    assert fresh(row).state == State.SENDING
    assert provider.looked_up == []


def test_a_provider_that_does_not_answer_is_asked_again_later(case, provider):
    row = left_behind(case)
    provider.known = {row.pk: Result(Outcome.UNKNOWN, code="cannot_look_up")}

    assert recover() == 1

    row = fresh(row)
    assert (row.state, row.last_error) == (State.SENDING, "cannot_look_up")
    assert row.lease_until > timezone.now()


def test_one_that_cannot_be_looked_up_in_time_goes_to_a_human(case, provider, handed):
    now = timezone.now()
    row = left_behind(
        case, due_at=now - timedelta(days=1), expires_at=now + timedelta(hours=1, minutes=50)
    )
    provider.known = {row.pk: Result(Outcome.UNKNOWN, code="cannot_look_up")}

    recover()

    assert (fresh(row).state, fresh(row).reason) == (State.FAILED, reasons.NOT_KNOWN_IF_SENT)
    assert handed == [(row.pk, reasons.NOT_KNOWN_IF_SENT, "")]


@pytest.mark.parametrize("gone", [False, True])
def test_what_may_have_gone_by_mail_is_never_sent_again(case, provider, handed, monkeypatch, gone):
    provider.can_look_up = False
    if gone:  # the service has changed to another provider since

        def missing(name):
            raise KeyError(name)

        monkeypatch.setattr("cases.reminders.recovering.provider_named", missing)
    row = left_behind(case)

    recover()

    assert (fresh(row).state, fresh(row).reason) == (State.FAILED, reasons.NOT_KNOWN_IF_SENT)
    assert handed == [(row.pk, reasons.NOT_KNOWN_IF_SENT, "")]
    assert dispatcher().run(seconds=5) == 0


def test_one_that_the_provider_has_twice_raises_the_alarm(case, provider):
    row = left_behind(case)
    provider.known = {row.pk: Result(Outcome.ACCEPTED, "p-9", code="twice", is_alarming=True)}

    recover()

    assert fresh(row).state == State.SENT
    assert "twice" in Heartbeat.objects.get(name="alarm").words


def test_what_became_too_late_while_nobody_worked_goes_to_a_human(case, provider, handed):
    now = timezone.now()
    late = make_reminder(
        case, due_at=now - timedelta(hours=3), expires_at=now - timedelta(seconds=1)
    )
    in_time = make_reminder(case)

    recover()

    late = fresh(late)
    assert (late.state, late.reason, late.attempts) == (State.FAILED, reasons.TOO_LATE, 0)
    assert handed == [(late.pk, reasons.TOO_LATE, "")]
    assert fresh(in_time).state == State.SCHEDULED
    assert provider.sent == []


def test_while_sending_is_off_what_waits_goes_to_a_human_early_enough_to_ring(
    case, provider, handed
):
    SendingSwitch.objects.update(is_on=False)
    now = timezone.now()
    days_ago = now - timedelta(days=1)
    rings = make_reminder(case, due_at=days_ago, expires_at=now + timedelta(hours=1, minutes=59))
    waits = make_reminder(case, due_at=days_ago, expires_at=now + timedelta(hours=2, minutes=1))
    short = make_reminder(
        case, due_at=now - timedelta(minutes=31), expires_at=now + timedelta(minutes=29)
    )
    told = make_reminder(
        case, channel="notice", due_at=days_ago, expires_at=now + timedelta(minutes=1)
    )

    recover()

    assert {(key, reason) for key, reason, _ in handed} == {
        (rings.pk, reasons.SENDING_OFF),
        (short.pk, reasons.SENDING_OFF),
    }
    assert fresh(rings).state == State.HELD
    assert {fresh(waits).state, fresh(told).state} == {State.SCHEDULED}


def test_an_ambiguous_answer_is_sent_once_in_all(case, provider):
    """The whole way: accepted, the answer lost, looked up, settled."""
    row = make_reminder(case)

    def lost(message):
        provider.known[message.reference] = Result(Outcome.ACCEPTED, "p-7", delivery="pending")
        return Result(Outcome.UNKNOWN, code="no_answer")

    provider.answers = [lost]
    dispatcher().run(seconds=5)
    Reminder.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    recover()
    dispatcher().run(seconds=5)

    assert (fresh(row).state, fresh(row).provider_id) == (State.SENT, "p-7")
    assert len(provider.sent) == 1
    assert fresh(row)._to == "+447700900123"
