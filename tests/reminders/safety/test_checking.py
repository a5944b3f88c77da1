"""Asked again at the moment of sending: still wanted, still safe, at an hour that is."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from accounts.models import Absence, Role
from cases.domain.restricting import restrict_case
from cases.models import Case, Notice, Person, Reminder, Task
from cases.reminders.checking import prepare
from cases.reminders.reaching import forecast_cases
from cases.reminders.verdicts import Cancel, Hold, Later, Send, Tell
from cases.reminders.when import moment
from conferences.models import Meeting, Participant
from tests.dispatching import dispatch
from tests.factories.recording import make_member, reload
from tests.leaks.twists import TWISTS
from tests.leaks.world import arrive
from tests.reminders.safety.family import (
    planned,
    row_of,
    send_the_day_before,
    the_day_before,
    to,
)

MORNING = time(9, 1)


def verdict_on(world, key, at=MORNING, **which):
    row = row_of(world, key, **which)
    return prepare([row], now=the_day_before(world, at))[row.pk]


def state_of(world, key):
    row = row_of(world, key)
    return row.state, row.reason


@pytest.fixture
def on(db):
    dispatch(at=timezone.now() - timedelta(days=1))


def test_each_who_comes_gets_one_neutral_message(world):
    sent = send_the_day_before(world)

    (text,) = to(world, "mother", sent)
    start = timezone.localtime(world.meeting.starts_at)
    assert text.body == (
        f"You have a meeting on {start:%a %-d %b} at 4pm. "
        "Questions? Ring Leelander on 01632 960777."
    )
    assert len({message.reference for message in sent}) == len(sent)
    assert state_of(world, "mother") == ("sent", "")
    assert to(world, "child", sent) == []


def test_an_email_greets_them_and_says_no_more(world, on):
    world.set_contact("mother", "mobile", may_text="no")

    outgoing = verdict_on(world, "mother").outgoing

    assert outgoing.subject == "Your meeting"
    assert outgoing.body.startswith("Hello Marguerita,\n\nYou have a meeting on ")
    assert outgoing.attachment is None


def test_what_goes_through_an_adult_asks_to_pass_it_on_and_names_nobody(world, on):
    Participant.objects.filter(pk=world.people["child"].pk).update(
        reached_through=world.people["foster_carer"].pk
    )
    planned(world)

    send = verdict_on(world, "child")

    assert send.outgoing.to == world.contact("foster_carer", "mobile")._value
    assert send.outgoing.body.startswith("Please pass this on, as agreed: You have a meeting on")
    assert "Zephyrine" not in send.outgoing.body


def test_each_hears_their_own_hour_and_no_other(world, on):
    arrive(world, "mother", time(16, 7))
    arrive(world, "father", time(16, 23))
    planned(world)

    assert "at 4:07pm" in verdict_on(world, "mother").outgoing.body
    assert "at 4:23pm" in verdict_on(world, "father").outgoing.body
    assert "at 4pm" in verdict_on(world, "aunt").outgoing.body


# Unsafe since it was planned.


@pytest.mark.parametrize(
    ("twist", "key", "reason"),
    [
        ("says_no", "mother", "no_safe_way"),
        ("contact_withdrawn", "mother", "no_safe_way"),
        ("not_confirmed", "mother", "no_safe_way"),
        ("confirmed_long_ago", "aunt", "long_ago"),
        ("partner_reads_her_post", "mother", "shared"),
        ("reads_polish", "grandmother", "language"),
    ],
)
def test_what_has_become_unsafe_since_is_held_and_a_human_asked(world, twist, key, reason):
    TWISTS[twist](world)

    sent = send_the_day_before(world)

    assert to(world, key, sent) == []
    assert state_of(world, key) == ("held", reason)
    assert Task.objects.open().filter(case=world.case, kind="ring").exists()


@pytest.mark.parametrize(
    ("twist", "key"),
    [
        ("uncle_kept_away", "uncle"),
        ("uncle_takes_no_part", "uncle"),
        ("uncle_left", "uncle"),
        ("not_decided", "uncle"),
        ("by_letter", "uncle"),
        ("carer_changed", "old_carer"),
    ],
)
def test_who_is_not_asked_any_more_gets_nothing_and_nobody_need_ring(world, twist, key):
    TWISTS[twist](world)

    sent = send_the_day_before(world)

    assert to(world, key, sent) == []
    assert row_of(world, key).state == "cancelled"
    assert not Task.objects.filter(case=world.case, detail__contains=world[key].name).exists()


def test_why_it_stopped_says_that_they_are_kept_away(world):
    TWISTS["uncle_kept_away"](world)

    assert verdict_on(world, "uncle") == Cancel("kept_away")


def test_who_says_no_gets_nothing(world):
    Participant.objects.filter(pk=world.people["uncle"].pk).update(answer="no")

    assert verdict_on(world, "uncle") == Cancel("stopped")


def test_the_dead_get_nothing(world):
    Person.objects.filter(pk=world.people["uncle"].person_id).update(died_on=timezone.localdate())

    assert verdict_on(world, "uncle") == Cancel("died")
    send_the_day_before(world)
    assert not Task.objects.filter(detail__contains="Ignatiusz").exists()


def test_a_meeting_that_was_put_off_is_not_reminded_of(world):
    TWISTS["postponed"](world)

    assert send_the_day_before_all(world) == []


def send_the_day_before_all(world):
    day = row_of(world, "mother").due_at + timedelta(minutes=1)
    return dispatch(at=day)


def test_a_meeting_on_another_day_is_not_said_on_the_old_one(world):
    TWISTS["new_date"](world)

    assert send_the_day_before_all(world) == []


@pytest.mark.parametrize("stage", ["closed", "withdrawn", "not_viable"])
def test_a_case_that_ended_reminds_nobody(world, stage):
    Case.objects.filter(pk=world.case.pk).update(stage=stage, ended_at=timezone.now())

    assert verdict_on(world, "mother") == Cancel("case_ended")
    assert send_the_day_before(world) == []
    assert not Task.objects.open().filter(case=world.case).exists()


def test_a_case_on_hold_asks_a_human(world):
    Case.objects.filter(pk=world.case.pk).update(stage="on_hold")

    verdict = verdict_on(world, "mother")

    assert verdict in (Hold("case_on_hold"), Cancel("stopped"))


def test_a_restricted_case_lets_nothing_out_and_a_human_is_asked(world):
    restrict_case(world.case, by=world.service.manager, why="Known to the press.")

    sent = send_the_day_before(world)

    assert [message for message in sent if message.to != world.service.worker.email] == []
    assert state_of(world, "mother") == ("held", "restricted")
    assert state_of(world, "interpreter") == ("held", "restricted")


def test_a_rule_that_is_gone_sends_nothing(world):
    row = row_of(world, "mother")
    row.rule = "long_gone"

    assert prepare([row], now=timezone.now())[row.pk] == Cancel("rule_gone")


# Colleagues.


def test_a_colleague_gets_theirs_while_they_may_see_the_case(world, on):
    verdict = verdict_on(world, "worker")

    assert isinstance(verdict, Send)
    assert verdict.outgoing.to == world.service.worker.email


def test_a_colleague_who_was_excluded_gets_nothing(world, on):
    world.case.exclusions.create(
        user=world.service.worker, ground="known", recorded_by=world.service.manager
    )

    assert verdict_on(world, "worker") == Cancel("hidden")


def test_a_colleague_who_left_gets_nothing(world, on):
    type(world.service.worker).objects.filter(pk=world.service.worker.pk).update(is_active=False)

    assert verdict_on(world, "worker") in (Cancel("left"), Cancel("stopped"))


def away(user, deputy):
    today = timezone.localdate()
    return Absence.objects.create(
        user=user,
        deputy=deputy,
        starts_on=today,
        ends_on=today + timedelta(days=40),
        recorded_by=user,
    )


def test_mail_to_an_absent_colleague_goes_to_who_stands_in(world, on):
    deputy = make_member(world.service.referring, Role.SOCIAL_WORKER, "Dee", "Deputy")
    away(world.service.worker, deputy)

    assert verdict_on(world, "worker").outgoing.to == deputy.email


def test_a_notice_is_read_by_whoever_stands_in(world):
    notice = Notice.objects.create(user=world.coordinator, case=world.case, text="Look at this.")
    assert notice not in Notice.objects.visible_to(reload(world.service.colleague))

    away(world.coordinator, world.service.colleague)

    assert notice in Notice.objects.visible_to(reload(world.service.colleague))


def test_a_notice_of_a_restricted_case_is_kept_from_who_stands_in(world):
    Notice.objects.create(user=world.coordinator, case=world.case, text="Look at this.")
    away(world.coordinator, world.service.colleague)
    restrict_case(world.case, by=world.service.manager, why="Known to the press.")

    assert not Notice.objects.visible_to(reload(world.service.colleague)).exists()


def test_a_notice_says_the_reference_and_no_name(world):
    row = Reminder.objects.filter(channel="notice", user=world.coordinator).first()
    assert row is not None

    verdict = prepare([row], now=row.due_at + timedelta(minutes=1))[row.pk]

    assert isinstance(verdict, Tell)
    assert world.case.reference in verdict.text
    assert all(name not in verdict.text for name in ("Zephyrine", "Quillfeather"))


# Hours, caps, the switch.


@pytest.mark.parametrize(
    ("at", "day"), [(time(20, 0), 1), (time(23, 59), 1), (time(7, 59), 0), (time(0, 1), 0)]
)
def test_nobody_is_written_to_in_the_night(world, on, at, day):
    morning = the_day_before(world, time(8)) + timedelta(days=day)

    assert verdict_on(world, "mother", at=at) == Later(morning, "safe_hour")


def test_safe_hours_of_one_person_narrow_those_of_everybody(world, on):
    world.set_contact("mother", "mobile", safe_from=time(13), safe_until=time(15))

    assert verdict_on(world, "mother") == Later(the_day_before(world, time(13)), "safe_hour")
    assert isinstance(verdict_on(world, "mother", at=time(13)), Send)
    assert isinstance(verdict_on(world, "father"), Send)


def test_too_late_for_a_safe_hour_is_for_a_human(world, on):
    world.set_contact("mother", "mobile", safe_from=time(8), safe_until=time(9))
    row = row_of(world, "mother")
    row.expires_at = the_day_before(world, time(19))

    assert prepare([row], now=the_day_before(world))[row.pk] == Hold("not_safe_time")


def test_hours_in_the_night_alone_are_none(world, on):
    world.set_contact("mother", "mobile", safe_from=time(21), safe_until=time(23))

    assert verdict_on(world, "mother") == Hold("not_safe_time")


def sent_before(world, key, number, **fields):
    """So many messages went to somebody on the day, an hour earlier."""
    row = row_of(world, key)
    for count in range(number):
        row.pk, row._state.adding = None, True
        row.dedupe_key = f"before:{key}:{count}"
        row.state, row.channel, row.provider = "sent", "text", "outbox"
        row.sent_at = row.settled_at = the_day_before(world) - timedelta(hours=1)
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()


def test_a_fourth_message_on_a_day_waits_for_the_next_morning(world, on):
    row = row_of(world, "mother")
    sent_before(world, "mother", 3)
    row.expires_at = world.meeting.starts_at - timedelta(minutes=30)

    verdict = prepare([row], now=the_day_before(world))[row.pk]

    tomorrow = timezone.localdate(world.meeting.starts_at)
    assert verdict == Later(moment(tomorrow, time(8)), "too_many")


def test_two_before_leave_room_for_a_third(world, on):
    row = row_of(world, "mother")
    sent_before(world, "mother", 2)

    assert isinstance(prepare([row], now=the_day_before(world))[row.pk], Send)


def test_a_fourth_one_that_cannot_wait_is_for_a_human(world, on):
    row = row_of(world, "mother")
    sent_before(world, "mother", 3)
    row.expires_at = the_day_before(world, time(19))

    assert prepare([row], now=the_day_before(world))[row.pk] == Hold("too_many")


def test_what_somebody_passes_on_counts_as_theirs(world, on):
    row = row_of(world, "mother")
    sent_before(world, "child", 3, through_id=row.person_id)
    row.expires_at = the_day_before(world, time(19))

    assert prepare([row], now=the_day_before(world))[row.pk] == Hold("too_many")


def test_notices_and_messages_of_yesterday_do_not_count(world, on):
    row = row_of(world, "mother")
    sent_before(world, "mother", 3, sent_at=the_day_before(world) - timedelta(days=1))

    assert isinstance(prepare([row], now=the_day_before(world))[row.pk], Send)


def test_the_cap_holds_within_a_batch(world, on):
    row = row_of(world, "mother")
    sent_before(world, "mother", 2)
    other = row_of(world, "mother", step="two_days_before")
    other.expires_at = row.expires_at + timedelta(hours=1)

    found = prepare([other, row], now=the_day_before(world))

    assert isinstance(found[row.pk], Send)
    assert not isinstance(found[other.pk], Send)


def test_while_sending_is_off_everything_waits_and_nothing_is_lost(world):
    assert send_the_day_before(world, is_on=False) == []
    assert row_of(world, "mother").state == "scheduled"

    verdict = verdict_on(world, "mother")
    assert isinstance(verdict, Later)
    assert verdict.reason == "sending_off"
    assert send_the_day_before(world) != []


def test_without_a_work_phone_to_ring_nothing_goes(world, on):
    type(world.coordinator).objects.filter(pk=world.coordinator.pk).update(phone="")

    assert verdict_on(world, "mother") == Hold("no_phone")


def test_it_is_sent_once_however_often_it_is_looked_at(world):
    first = send_the_day_before(world)

    assert first != []
    assert send_the_day_before(world) == []


def test_a_batch_costs_few_queries(world, on, django_assert_max_num_queries):
    forecast_cases({world.case.pk})
    rows = list(Reminder.objects.filter(case=world.case, rule="meeting_soon"))
    assert len(rows) > 20

    with django_assert_max_num_queries(25):
        found = prepare(rows, now=the_day_before(world))

    assert len(found) == len(rows)


def test_nothing_is_changed_by_asking(world, on):
    before = list(Reminder.objects.order_by("pk").values())

    prepare(list(Reminder.objects.filter(case=world.case)), now=the_day_before(world))

    assert list(Reminder.objects.order_by("pk").values()) == before
    assert Meeting.objects.get(pk=world.meeting.pk).version == world.meeting.version
