from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.models import Event, Heartbeat, Notice, Reminder, SendingSwitch
from cases.reminders import reasons
from cases.reminders.channels.base import Outcome, Result
from cases.reminders.settled import on_settled
from cases.reminders.verdicts import Cancel, Hold, Later, Send, Tell
from tests.factories.staff import UserFactory
from tests.reminders.engine.ledger_rows import (
    State,
    dispatcher,
    fresh,
    make_reminder,
    outgoing_for,
    send_all,
)

pytestmark = pytest.mark.django_db


def verdict(value):
    return lambda rows, *, now: {row.pk: value for row in rows}


def minutes_from_now(at):
    return (at - timezone.now()) / timedelta(minutes=1)


def test_what_is_due_is_sent_with_its_key_as_reference(case, provider):
    row = make_reminder(case)

    assert dispatcher().round() == 1

    row = fresh(row)
    assert [message.reference for message in provider.sent] == [row.pk]
    assert (row.state, row.provider, row.provider_id, row.attempts) == (
        State.SENT,
        "recording",
        "p-1",
        1,
    )
    assert (row._text, row._to) == ("You have a meeting on Tuesday.", "+447700900123")
    assert (row.lease_token, row.lease_until) == (None, None)
    assert row.sent_at == row.settled_at


def test_where_it_went_and_what_it_said_is_encrypted_in_the_database(case, provider):
    row = make_reminder(case)
    dispatcher().round()

    with connection.cursor() as cursor:
        cursor.execute("SELECT text, sent_to FROM cases_reminder WHERE id = %s", [row.pk])
        stored = cursor.fetchone()

    assert all(value.startswith("test:") for value in stored)


def test_what_is_not_due_or_too_late_is_left(case, provider):
    now = timezone.now()
    ahead = make_reminder(case, due_at=now + timedelta(minutes=5))
    late = make_reminder(
        case, due_at=now - timedelta(hours=2), expires_at=now - timedelta(minutes=1)
    )

    assert dispatcher().round() == 0
    assert provider.sent == []
    assert {fresh(ahead).state, fresh(late).state} == {State.SCHEDULED}


def test_a_row_that_another_has_claimed_is_not_claimed_again(case, provider):
    row = make_reminder(case)
    seen = []

    def prepare(rows, *, now):
        seen.append(dispatcher().round())
        return send_all(rows, now=now)

    dispatcher(prepare).round()

    assert seen == [0]
    assert len(provider.sent) == 1
    assert fresh(row).attempts == 1


def test_nothing_leaves_the_house_while_sending_is_off(case, provider):
    SendingSwitch.objects.update(is_on=False)
    row = make_reminder(case)

    assert dispatcher().run(seconds=5) == 0
    assert provider.sent == []
    assert fresh(row).state == State.SCHEDULED


def test_without_a_switch_sending_is_off(case, provider):
    SendingSwitch.objects.all().delete()
    make_reminder(case)

    assert dispatcher().run(seconds=5) == 0
    assert provider.sent == []


def test_sending_switched_off_after_the_claim_holds_back_what_has_not_gone(case, provider):
    row = make_reminder(case)

    def switched_off(rows, *, now):
        SendingSwitch.objects.update(is_on=False)
        return send_all(rows, now=now)

    dispatcher(switched_off).run(seconds=5)

    assert provider.sent == []
    row = fresh(row)
    assert (row.state, row.attempts, row.provider) == (State.SCHEDULED, 0, "")


def test_one_to_be_rung_that_may_now_be_written_to_waits_while_sending_is_off(case, provider):
    SendingSwitch.objects.update(is_on=False)
    row = make_reminder(case, channel=Reminder.Channel.RING)

    assert dispatcher().run(seconds=5) == 1
    assert provider.sent == []
    assert (fresh(row).state, fresh(row).channel) == (State.SCHEDULED, "text")


def test_a_notice_is_given_even_while_sending_is_off(case, provider):
    SendingSwitch.objects.update(is_on=False)
    owen = UserFactory(coordinator=True, team=case.team)
    row = make_reminder(case, user=owen, channel=Reminder.Channel.NOTICE)

    dispatcher(verdict(Tell("Answer a referral", "/cases/", is_urgent=True))).round()

    notice = Notice.objects.get()
    assert (notice.user, notice.case, notice.reminder) == (owen, case, row)
    assert (notice.text, notice.url, notice.is_urgent) == ("Answer a referral", "/cases/", True)
    assert (fresh(row).state, fresh(row).provider) == (State.SENT, "product")


def test_one_held_back_goes_to_a_human_with_its_reason(case, provider, handed):
    row = make_reminder(case)

    dispatcher(verdict(Hold(reasons.NO_SAFE_WAY))).round()

    assert (fresh(row).state, fresh(row).reason) == (State.HELD, reasons.NO_SAFE_WAY)
    assert handed == [(row.pk, reasons.NO_SAFE_WAY, "")]
    assert provider.sent == []


def test_one_held_back_that_needs_no_human_goes_to_nobody(case, provider, handed):
    row = make_reminder(case)

    dispatcher(verdict(Hold(reasons.CASE_ENDED, needs_a_human=False))).round()

    assert fresh(row).state == State.HELD
    assert handed == []


def test_what_no_longer_applies_is_cancelled(case, provider, handed):
    row = make_reminder(case)

    dispatcher(verdict(Cancel(reasons.DIED))).round()

    assert (fresh(row).state, fresh(row).reason) == (State.CANCELLED, reasons.DIED)
    assert handed == []


def test_later_is_later_and_no_attempt(case, provider):
    row = make_reminder(case)
    at = timezone.now() + timedelta(hours=3)

    dispatcher(verdict(Later(at, reasons.NOT_SAFE_TIME))).round()

    row = fresh(row)
    assert (row.state, row.next_attempt_at, row.attempts) == (State.SCHEDULED, at, 0)
    assert row.reason == reasons.NOT_SAFE_TIME


def test_later_than_it_makes_sense_goes_to_a_human_now(case, provider, handed):
    row = make_reminder(case)
    at = timezone.now() + timedelta(days=2)

    dispatcher(verdict(Later(at, reasons.TOO_MANY))).round()

    assert fresh(row).state == State.HELD
    assert handed == [(row.pk, reasons.TOO_MANY, "")]


def test_a_way_that_this_service_does_not_have_goes_to_a_human(case, handed, on, settings):
    settings.MESSAGES_VIA = "smtp"
    row = make_reminder(case)

    dispatcher().round()

    assert (fresh(row).state, fresh(row).reason) == (State.HELD, reasons.NO_PROVIDER)
    assert handed == [(row.pk, reasons.NO_PROVIDER, "")]


def test_one_that_breaks_the_check_holds_up_no_other(case, provider, handed):
    broken, whole = make_reminder(case), make_reminder(case)

    def prepare(rows, *, now):
        assert broken.pk not in {row.pk for row in rows}
        return send_all(rows, now=now)

    dispatcher(prepare).round()

    assert fresh(whole).state == State.SENT
    broken = fresh(broken)
    assert (broken.state, broken.last_error, broken.attempts) == (
        State.SCHEDULED,
        "not_prepared",
        1,
    )


def test_one_that_cannot_be_settled_holds_up_no_other_and_is_not_sent_again(
    case, provider, monkeypatch
):
    broken, whole = make_reminder(case, subject_type="test_broken"), make_reminder(case)

    def listener(rows):
        raise RuntimeError

    on_settled("test_broken", listener)

    dispatcher().run(seconds=5)

    assert fresh(whole).state == State.SENT
    assert fresh(broken).state == State.SENDING
    assert len(provider.sent) == 2


def test_whoever_asked_is_told_in_bulk(case, provider):
    told = []
    on_settled("test_told", lambda rows: told.append({(row.pk, row.state) for row in rows}))
    rows = [make_reminder(case, subject_type="test_told") for _ in range(3)]

    dispatcher().round()

    assert told == [{(row.pk, State.SENT) for row in rows}]


def test_messages_to_the_family_stand_in_the_history_and_name_nobody(case, provider):
    make_reminder(case)
    make_reminder(case, user=UserFactory(coordinator=True, team=case.team), channel="email")

    dispatcher().round()

    event = Event.objects.get(kind=Event.Kind.MESSAGE_SENT)
    assert (event.case_id, event.audience, event.actor_id) == (case.pk, "service", None)
    assert (event.from_value, event.to_value, event.why) == (
        "",
        "A reminder (text message)",
        "",
    )


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 1), (2, 5), (3, 15), (4, 60), (5, 180)])
def test_it_waits_longer_after_each_attempt(case, provider, attempts, minutes):
    provider.answers = [Result(Outcome.LATER, code="not_connected")]
    row = make_reminder(case, attempts=attempts - 1)

    dispatcher().round()

    row = fresh(row)
    assert (row.state, row.attempts, row.last_error) == (
        State.SCHEDULED,
        attempts,
        "not_connected",
    )
    assert row.provider == ""
    assert minutes * 0.79 < minutes_from_now(row.next_attempt_at) < minutes * 1.21


def test_after_six_attempts_a_human_does_it(case, provider, handed):
    provider.answers = [Result(Outcome.LATER, code="not_connected")]
    row = make_reminder(case, attempts=5)

    dispatcher().round()

    assert (fresh(row).state, fresh(row).reason) == (State.FAILED, reasons.TRIED_TOO_OFTEN)
    assert handed == [(row.pk, reasons.TRIED_TOO_OFTEN, "")]
    assert Event.objects.filter(kind=Event.Kind.MESSAGE_FAILED).count() == 1


def test_it_is_given_up_two_hours_before_it_would_be_too_late(case, provider, handed):
    now = timezone.now()
    provider.answers = [Result(Outcome.LATER)] * 2
    soon = make_reminder(
        case,
        attempts=3,
        due_at=now - timedelta(days=1),
        expires_at=now + timedelta(hours=2, minutes=30),
    )
    over = make_reminder(
        case,
        attempts=3,
        due_at=now - timedelta(days=1),
        expires_at=now + timedelta(hours=2),
    )

    dispatcher().round()

    # An hour later would be too late: one last attempt in half an hour.
    assert fresh(soon).next_attempt_at == soon.expires_at - timedelta(hours=2)
    assert fresh(over).state == State.FAILED
    assert [key for key, _, _ in handed] == [over.pk]


def test_refused_for_good_is_failed_at_once(case, provider, handed):
    provider.answers = [Result(Outcome.REFUSED, code="bad_request")]
    row = make_reminder(case)

    dispatcher().round()

    row = fresh(row)
    assert (row.state, row.reason, row.last_error) == (
        State.FAILED,
        reasons.REFUSED,
        "bad_request",
    )
    assert handed == [(row.pk, reasons.REFUSED, "")]


def test_a_refused_key_waits_five_minutes_and_alarms_the_second_time(case, provider):
    refused = Result(
        Outcome.LATER, code="key_refused", again_in=timedelta(minutes=5), is_alarming=True
    )
    provider.answers = [refused, refused]
    row = make_reminder(case)

    dispatcher().round()
    assert 4.9 < minutes_from_now(fresh(row).next_attempt_at) < 6.1
    assert fresh(row).attempts == 0
    assert not Heartbeat.objects.filter(name="alarm").exists()

    Reminder.objects.update(next_attempt_at=timezone.now())
    dispatcher().round()
    assert "our key" in Heartbeat.objects.get(name="alarm").words


def test_not_now_of_the_whole_provider_is_no_attempt(case, provider):
    provider.answers = [Result(Outcome.LATER, again_in=timedelta(minutes=1))]
    row = make_reminder(case, attempts=5)

    dispatcher().round()

    assert (fresh(row).state, fresh(row).attempts) == (State.SCHEDULED, 5)


def test_a_daily_limit_that_ends_too_late_goes_to_a_human_now(case, provider, handed):
    provider.answers = [Result(Outcome.LATER, code="daily_limit", again_in=timedelta(hours=23))]
    row = make_reminder(case)

    dispatcher().round()

    assert fresh(row).state == State.FAILED
    assert [key for key, _, _ in handed] == [row.pk]


def test_what_may_have_gone_stays_leased(case, provider):
    provider.answers = [Result(Outcome.UNKNOWN, code="no_answer")]
    row = make_reminder(case)

    dispatcher().run(seconds=5)

    row = fresh(row)
    assert (row.state, row.last_error, row.provider) == (State.SENDING, "no_answer", "recording")
    assert len(provider.sent) == 1


def test_what_may_have_gone_by_a_way_without_look_up_goes_to_a_human(case, provider, handed):
    provider.can_look_up = False
    provider.answers = [Result(Outcome.UNKNOWN)]
    row = make_reminder(case)

    dispatcher().round()

    assert (fresh(row).state, fresh(row).reason) == (State.FAILED, reasons.NOT_KNOWN_IF_SENT)
    assert handed == [(row.pk, reasons.NOT_KNOWN_IF_SENT, "")]


def test_one_whose_lease_ended_before_its_turn_is_not_sent(case, provider):
    row = make_reminder(case)

    def slept(rows, *, now):
        Reminder.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
        return send_all(rows, now=now)

    dispatcher(slept).round()

    assert provider.sent == []
    assert fresh(row).state == State.SCHEDULED


def test_an_answer_after_somebody_else_took_over_is_not_written(case, provider):
    row = make_reminder(case)

    def taken_over(message):
        return Result(Outcome.ACCEPTED, "p-1")

    provider.answers = [taken_over]
    claimed = {}

    def prepare(rows, *, now):
        claimed["token"] = fresh(row).lease_token
        return send_all(rows, now=now)

    original = Reminder.objects.filter(pk=row.pk)
    one = dispatcher(prepare)
    post = one._post

    def post_and_lose(going, until):
        answers = post(going, until)
        original.update(lease_token="00000000-0000-4000-8000-000000000001")
        return answers

    one._post = post_and_lose
    one.round()

    assert fresh(row).state == State.SENDING


def test_what_a_slow_provider_leaves_no_time_for_is_handed_back(case, provider):
    rows = [make_reminder(case) for _ in range(6)]

    dispatcher(senders=2, lease=timedelta(seconds=0.0)).round()

    assert {fresh(row).state for row in rows} == {State.SCHEDULED}
    assert {fresh(row).attempts for row in rows} == {0}
    assert provider.sent == []


def test_a_verdict_that_has_grown_old_is_asked_for_anew(case, provider, monkeypatch):
    monkeypatch.setattr("cases.reminders.dispatching.FRESH_SECONDS", 0.05)
    asked = []
    for _ in range(4):
        make_reminder(case)

    def slowly(message):
        import time

        time.sleep(0.1)
        return Result(Outcome.ACCEPTED, "p-1")

    provider.answers = [slowly] * 4

    def prepare(rows, *, now):
        asked.append(len(rows))
        return send_all(rows, now=now)

    dispatcher(prepare, senders=2).round()

    assert asked == [4, 2]
    assert len(provider.sent) == 4


def test_the_queries_of_a_batch_do_not_grow_with_it(case, provider):
    def queries(count):
        for _ in range(count):
            make_reminder(case)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            dispatcher(senders=50).round()
        return len(seen)

    assert queries(1) == queries(40)


def test_many_due_at_once_are_all_accepted_in_one_go(case, provider):
    rows = [make_reminder(case) for _ in range(300)]

    assert dispatcher(batch=100, senders=16).run(seconds=60) == 300

    assert {message.reference for message in provider.sent} == {row.pk for row in rows}
    assert len(provider.sent) == 300
    assert set(Reminder.objects.values_list("state", flat=True)) == {State.SENT}


def test_the_words_that_go_are_those_of_the_verdict(case, provider):
    row = make_reminder(case, channel=Reminder.Channel.RING)

    dispatcher(
        lambda rows, *, now: {
            row.pk: Send(outgoing_for(row, "+447700900456"), text_version=3) for row in rows
        }
    ).round()

    row = fresh(row)
    assert (row.channel, row._to, row.text_version, row.subject) == (
        "text",
        "+447700900456",
        3,
        "Your meeting",
    )
