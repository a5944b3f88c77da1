"""Whoever keeps a circle, or took a course, is told when it is due: they alone, and once."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.domain.covering import cancel_absence, record_absence
from accounts.models import Membership
from cases.domain.digesting import mail_digests
from cases.models import Notice, Reminder, ReminderSetting
from cases.reminders.sending import switch
from conferences.domain.entries import add_entry, change_entry
from conferences.domain.meetings import open_meeting
from conferences.formats import FORMATS, register_format
from conferences.models import Entry, Meeting
from conferences.reminders.alone import remind_alone
from conferences.reminders.rules import CLOCK_DUE
from conferences.tasks import remind_alone_task
from restorative.months import add_months
from tests.conferences.practice.furniture import main_of, make_circle
from tests.factories.learning import make_course, make_session
from tests.factories.recording import make_family, make_service, reload

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    return make_service()


@pytest.fixture
def today(db):
    return timezone.localdate()


@pytest.fixture
def check_back(service, today):
    circle = make_circle(service.team, service.coordinator)
    return add_entry(circle, "check_back", by=service.coordinator, values={"on": today})


def standing():
    return [(one.user, one.text) for one in Notice.objects.filter(gone_at=None).order_by("pk")]


def test_whoever_wrote_it_down_is_told_once_on_the_day(client, service, check_back, today):
    assert remind_alone() == 1
    assert remind_alone() == 0

    [(user, text)] = standing()
    assert user == service.coordinator
    assert text.startswith("Circle: ask again how it is.")
    assert "phone" not in text, "what the circle is about is not said"
    assert not Reminder.objects.exists()
    client.force_login(service.coordinator)
    assert text in main_of(client.get(reverse("cases:notices")))
    assert Notice.objects.get().url == check_back.meeting.get_absolute_url()
    client.force_login(service.manager)
    assert text not in main_of(client.get(reverse("cases:notices")))


def test_nobody_is_told_before_its_day_or_of_what_is_long_past(service, today):
    circle = make_circle(service.team, service.coordinator)
    for days in (1, -15):
        values = {"on": today + timedelta(days=days)}
        add_entry(circle, "check_back", by=service.coordinator, values=values)

    assert remind_alone() == 0


def test_it_goes_once_it_is_said_how_it_is_or_the_day_is_another(service, check_back, today):
    remind_alone()
    later = {"on": today + timedelta(days=3)}
    change_entry(check_back, by=service.coordinator, version=1, values=later)
    remind_alone()
    assert standing() == []

    back = {"on": today}
    change_entry(Entry.objects.get(), by=service.coordinator, version=2, values=back)
    remind_alone()
    assert len(standing()) == 1
    change_entry(Entry.objects.get(), by=service.coordinator, version=3, values={"how": "better"})
    remind_alone()
    assert standing() == []
    assert Notice.objects.count() == 1


def test_it_goes_to_who_opened_it_and_then_to_managers_as_people_leave(service, today):
    circle = make_circle(service.team, service.coordinator)
    add_entry(circle, "check_back", by=service.colleague, values={"on": today})
    remind_alone()
    assert [user for user, _ in standing()] == [service.colleague]

    Membership.objects.filter(user=service.colleague).update(ended_at=timezone.now())
    remind_alone()
    assert [user for user, _ in standing()] == [service.coordinator]

    service.coordinator.is_active = False
    service.coordinator.save()
    remind_alone()
    assert [user for user, _ in standing()] == [service.manager]


def test_managers_are_told_nothing_of_what_is_open_to_named_people_alone(
    service, check_back, today
):
    circle = check_back.meeting
    circle.open_to = "named"
    circle.save()
    service.coordinator.is_active = False
    service.coordinator.save()

    assert remind_alone() == 0


def away(user, deputy, *, days=10):
    today = timezone.localdate()
    return record_absence(user, deputy, today, today + timedelta(days=days), by=user)


def test_whoever_stands_in_is_told_as_well_as_long_as_they_do(client, service, check_back):
    absence = away(service.coordinator, service.colleague)
    assert remind_alone() == 2

    assert {user for user, _ in standing()} == {service.coordinator, service.colleague}
    client.force_login(service.colleague)
    assert "Circle: ask again how it is." in main_of(client.get(reverse("cases:my_work")))
    cancel_absence(absence, by=service.coordinator)
    remind_alone()
    assert [user for user, _ in standing()] == [service.coordinator]


def test_who_stands_in_hears_of_nothing_that_they_may_not_know_of(service, check_back, today):
    """Not of what is private, nor of the courses of a colleague."""
    course = make_course(service.manager, "Circles")
    held_on = add_months(today, -12)
    make_session(service.manager, [service.coordinator], course=course, held_on=held_on)
    Meeting.objects.update(open_to="named")
    away(service.coordinator, service.colleague)
    remind_alone()

    assert [user for user, _ in standing()] == [service.coordinator, service.coordinator]


@pytest.fixture
def counted():
    """A kind of circle from outside that reminds of the days it counts."""
    circle = FORMATS["circle"]
    declared = replace(
        circle,
        key="counted_circle",
        name="Counted circle",
        clocks=(replace(circle.clocks[0], starts=("date",)),),
        reminders=(CLOCK_DUE,),
    )
    register_format(declared)
    yield declared
    del FORMATS[declared.key]


def held_long_ago(service, today, *, days=0, **fields):
    """A circle whose 20 working days to check back were over so many days ago."""
    circle = make_circle(service.team, service.coordinator)
    start = timezone.make_aware(datetime.combine(today - timedelta(days=days), time(12)))
    start -= timedelta(days=28)
    fields = {"format": "counted_circle", "stage": "sat_together"} | fields
    Meeting.objects.filter(pk=circle.pk).update(
        starts_at=start, ends_at=start + timedelta(hours=1), **fields
    )
    circle.refresh_from_db()
    return circle


def test_a_day_that_is_counted_reaches_whoever_keeps_it(clock, counted, service):
    today = timezone.localdate()
    circle = held_long_ago(service, today)
    held_long_ago(service, today, stage="called_off")
    held_long_ago(service, today, format="circle")

    assert remind_alone() == 1
    assert remind_alone() == 0
    assert standing() == [
        (service.coordinator, "Counted circle: Check back, by Monday 23 November.")
    ]
    assert Notice.objects.get().url == circle.get_absolute_url()
    values = {"on": today, "how": "better"}
    add_entry(circle, "check_back", by=service.coordinator, values=values)
    remind_alone()
    assert standing() == []


def test_a_day_that_is_counted_goes_to_deputies_and_then_to_managers(clock, counted, service):
    held_long_ago(service, timezone.localdate())
    away(service.coordinator, service.colleague)
    remind_alone()
    assert {user for user, _ in standing()} == {service.coordinator, service.colleague}

    service.coordinator.is_active = False
    service.coordinator.save()
    remind_alone()
    assert [user for user, _ in standing()] == [service.manager]


def test_a_service_sets_when_it_is_told_of_a_day_that_is_counted(clock, counted, service):
    held_long_ago(service, timezone.localdate(), days=3)
    setting = ReminderSetting.objects.create(
        rule="clock_due", step="on_the_day", days=4, changed_by=service.manager
    )
    assert remind_alone() == 0
    setting.days = 3
    setting.save()
    assert remind_alone() == 1
    setting.is_on = False
    setting.save()
    remind_alone()
    assert standing() == []


def test_what_has_a_case_is_left_to_the_ledger(service, today):
    case = make_family(service).case
    circle = open_meeting(case, "circle", by=service.coordinator)
    add_entry(circle, "check_back", by=service.coordinator, values={"on": today})
    assert Entry.objects.due_by(today).count() == 1

    assert remind_alone() == 0


def test_a_service_that_switched_it_off_is_not_reminded(service, check_back):
    remind_alone()
    ReminderSetting.objects.create(
        rule="look_again", step="on_the_day", is_on=False, changed_by=service.manager
    )
    remind_alone()

    assert standing() == []


def test_the_daily_email_counts_it(clock, service, check_back):
    switch(True, by=service.administrator, why="We begin.")
    remind_alone()
    mail_digests()

    assert [one.to for one in mail.outbox] == [[service.coordinator.email]]
    assert "ask again" not in mail.outbox[0].body


def test_who_took_a_course_is_told_that_a_refresher_is_due(service, today):
    course = make_course(service.manager, "Circles")
    for person, days in ((service.coordinator, 0), (service.colleague, 30)):
        held_on = add_months(today, -12) + timedelta(days=days)
        make_session(service.manager, [person], course=course, held_on=held_on)
    remind_alone()

    [(user, text)] = standing()
    assert user == service.coordinator
    assert text.startswith("A refresher is due: Circles.")
    assert reload(user).notices.get().url == reverse("conferences:development_own")


def test_many_cost_the_same_number_of_queries(counted, service, today):
    def queries():
        with CaptureQueriesContext(connection) as found:
            remind_alone_task.apply(throw=True)
        return len(found)

    def add(many):
        for _ in range(many):
            circle = make_circle(service.team, service.coordinator)
            add_entry(circle, "check_back", by=service.coordinator, values={"on": today})
            held_long_ago(service, today, days=1)

    add(1)
    few = queries()
    add(15)

    assert queries() == few
    assert len(standing()) == 32
