from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from cases.domain.allocating import change_coordinator
from cases.domain.closing import withdraw_case
from cases.domain.handing_over import hand_over_work
from cases.models import Event, Task
from conferences.domain.booking import DoubleBooked, book_meeting, confirm_booking
from conferences.domain.dates import postponements
from conferences.domain.meetings import date_meeting, move_meeting
from conferences.domain.resources import archive_resource, resource_of
from conferences.local_time import in_local_time
from conferences.models import Booking, Meeting, Resource
from conferences.rules_scheduling import bookings_confirmed, has_date_and_venue
from restorative.conflicts import StaleVersion
from tests.factories.conferences import make_conference
from tests.factories.recording import make_service

START = datetime(2026, 12, 1, 16, 30, tzinfo=UTC)
THREE_HOURS = timedelta(hours=3)


@pytest.fixture
def conference(db, clock):
    return make_conference()


@pytest.fixture
def hall(db):
    return Resource.objects.create(
        kind="venue", name="St Mark’s Hall", minutes_before=45, minutes_after=15
    )


def book(conference, *resources, starts_at=START, meeting=None, **fields):
    meeting = meeting or conference.meeting
    return book_meeting(
        meeting,
        by=conference.service.coordinator,
        version=fields.pop("version", meeting.version),
        starts_at=starts_at,
        ends_at=starts_at + THREE_HOURS,
        resources=resources,
        **fields,
    )


def standing(meeting):
    return {one.resource.name: one for one in meeting.bookings.standing()}


def test_a_booking_holds_venue_and_coordinator_with_set_up_and_travel(conference, hall):
    meeting = book(conference, hall)

    held = {name: (one.held.lower, one.held.upper) for name, one in standing(meeting).items()}
    assert held == {
        "St Mark’s Hall": (START - timedelta(minutes=45), START + timedelta(hours=3, minutes=15)),
        "Cora Coordinator": (
            START - timedelta(minutes=30),
            START + timedelta(hours=3, minutes=30),
        ),
    }
    assert (meeting.place, meeting.version) == ("St Mark’s Hall", 2)
    event = Event.objects.get(kind=Event.Kind.MEETING_DATED)
    assert event.to_value == "Tuesday 1 December 2026, 16:30, St Mark’s Hall"


def test_reminders_are_planned_once_for_a_booking_that_moves_the_meeting_on(conference, hall):
    Meeting.objects.filter(pk=conference.meeting.pk).update(stage="preparing")
    conference.meeting.refresh_from_db()

    with CaptureQueriesContext(connection) as queries:
        meeting = book(conference, hall)

    assert meeting.stage == "scheduled"
    told = [one.kind for one in Event.objects.filter(subject_id=meeting.pk).order_by("pk")]
    assert told[-2:] == [Event.Kind.MEETING_DATED, Event.Kind.MEETING_MOVED]
    assert sum("cases_remindersetting" in query["sql"] for query in queries) == 1


def test_what_is_taken_is_named_and_nothing_is_changed(conference, hall):
    rival = make_conference()
    book(rival, hall)

    with pytest.raises(DoubleBooked) as refusal:
        book(conference, hall, starts_at=START + timedelta(hours=3))

    assert refusal.value.taken == [hall]
    assert refusal.value.messages == ["St Mark’s Hall is already booked at that time."]
    conference.meeting.refresh_from_db()
    assert (conference.meeting.starts_at, conference.meeting.version) == (None, 1)


def test_one_may_begin_when_set_up_and_the_other_no_longer_meet(conference, hall):
    book(make_conference(), hall)

    book(conference, hall, starts_at=START + timedelta(hours=4))

    assert Booking.objects.standing().filter(resource=hall).count() == 2


def test_a_coordinator_is_in_one_place_also_without_a_venue(conference):
    book(conference, place="Nan’s church")
    other = make_conference(conference.service)

    with pytest.raises(ValidationError) as refusal:
        date_meeting(
            other.meeting,
            by=conference.service.manager,
            version=1,
            starts_at=START,
            ends_at=START + THREE_HOURS,
            place="Hall",
        )

    assert refusal.value.code == "double_booked"


def test_another_date_lets_the_first_go(conference, hall):
    meeting = book(conference, hall)

    book(conference, starts_at=START + timedelta(days=1), place="Library", meeting=meeting)

    assert set(standing(meeting)) == {"Cora Coordinator"}
    book(make_conference(), hall)


def test_what_stays_as_it_was_stays_confirmed(conference, hall):
    meeting = book(conference, hall)
    confirm_booking(standing(meeting)[hall.name], by=conference.service.coordinator)
    interpreter = Resource.objects.create(kind="interpreter", name="Ewa")

    book(conference, hall, interpreter, meeting=meeting)

    assert standing(meeting)[hall.name].confirmed_at
    assert list(bookings_confirmed(meeting)) == ["Ewa has not confirmed yet."]


def test_a_second_press_on_they_said_yes_changes_nothing(conference, hall, clock):
    booking = standing(book(conference, hall))[hall.name]
    first = confirm_booking(booking, by=conference.service.coordinator)
    clock.shift(60)

    again = confirm_booking(booking, by=conference.service.manager)

    assert (again.confirmed_at, again.confirmed_by) == (first.confirmed_at, first.confirmed_by)
    assert Event.objects.filter(kind=Event.Kind.BOOKING_CONFIRMED).count() == 1


def test_a_cancelled_booking_cannot_be_confirmed(conference, hall):
    meeting = book(conference, hall)
    booking = standing(meeting)[hall.name]
    book(conference, place="Library", meeting=meeting)

    with pytest.raises(ValidationError) as refusal:
        confirm_booking(booking, by=conference.service.coordinator)

    assert refusal.value.code == "cancelled"


def test_the_second_to_set_a_date_is_told(conference, hall):
    book(conference, hall)

    with pytest.raises(StaleVersion):
        book(conference, starts_at=START + timedelta(days=2), place="Hall", version=1)


def test_an_archived_venue_is_not_booked(conference, hall):
    archive_resource(hall, by=conference.service.manager)

    with pytest.raises(ValidationError) as refusal:
        book(conference, hall)

    assert refusal.value.code == "archived"


def test_the_database_has_the_last_word(conference, hall):
    meeting = book(conference, hall)
    other = make_conference()

    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.create(
            resource=hall,
            meeting=other.meeting,
            held=(START, START + THREE_HOURS),
            booked_by=meeting.opened_by,
        )


def test_a_postponed_meeting_lets_go_of_all_it_held(conference, hall):
    meeting = book(conference, hall)
    meeting = move_meeting(
        meeting,
        "preparing",
        by=conference.service.coordinator,
        why="Nan is ill.",
        asked_by="family",
    )

    assert standing(meeting) == {}
    [event] = postponements(meeting)
    assert event.why == "The family asked. Nan is ill."


def test_a_place_alone_is_no_postponement_and_another_time_is(conference):
    meeting = book(conference, place="Library")
    book(conference, place="Hall", meeting=meeting)
    assert postponements(meeting) == []

    later = START + timedelta(days=7)
    book(conference, place="Hall", meeting=meeting, starts_at=later, why="Flu.", asked_by="service")

    assert [event.why for event in postponements(meeting)] == ["The service asked. Flu."]


def test_a_case_that_ends_lets_go_of_what_its_meeting_held(conference, hall):
    meeting = book(conference, hall)

    withdraw_case(conference.case, "Mum took it back.", by=conference.service.manager)

    assert standing(meeting) == {}


def changed(conference, to):
    service = conference.service
    return change_coordinator(
        conference.case, to, by=service.manager, why="Leave", instead_of=service.coordinator
    )


def test_bookings_ahead_follow_another_coordinator(conference, hall):
    meeting = book(conference, hall)

    changed(conference, conference.service.colleague)

    assert set(standing(meeting)) == {"St Mark’s Hall", "Colin Colleague"}


def test_work_that_is_handed_over_takes_its_bookings_along(conference):
    service = conference.service
    meeting = book(conference, place="Hall")

    hand_over_work(service.coordinator, service.colleague, by=service.manager)

    assert set(standing(meeting)) == {"Colin Colleague"}


def test_a_coordinator_who_is_elsewhere_then_is_asked_for_another_date(conference):
    service = conference.service
    meeting = book(conference, place="Hall")
    theirs = make_conference(service, coordinator=service.colleague)
    book(theirs, place="Library")

    changed(conference, service.colleague)

    assert standing(meeting) == {}
    task = Task.objects.get(case=conference.case, title__startswith="Find another date")
    assert task.assigned_to == service.colleague
    assert Meeting.objects.get(pk=meeting.pk).starts_at == START


def test_a_date_and_a_venue_are_asked_for(conference, hall):
    assert list(has_date_and_venue(conference.meeting)) == [
        "There is no date yet.",
        "There is no venue yet.",
    ]
    meeting = book(conference, hall)
    Meeting.objects.filter(pk=meeting.pk).update(place="")

    assert list(has_date_and_venue(Meeting.objects.get(pk=meeting.pk))) == []


def test_a_coordinator_is_one_resource_however_often_it_is_asked_for(db):
    user = make_service().coordinator

    assert resource_of(user) == resource_of(user)


@pytest.mark.parametrize(
    ("day", "hour"), [(date(2027, 3, 28), 0), (date(2027, 10, 31), 0), (date(2027, 3, 27), 23)]
)
def test_a_meeting_over_the_change_of_clocks_lasts_as_long_as_it_lasts(conference, day, hour):
    starts_at = in_local_time(datetime.combine(day, time(hour, 30)))

    meeting = book(conference, starts_at=starts_at, place="Hall")

    assert meeting.ends_at - meeting.starts_at == THREE_HOURS
    held = standing(meeting)["Cora Coordinator"].held
    assert held.upper - held.lower == THREE_HOURS + timedelta(hours=1)
