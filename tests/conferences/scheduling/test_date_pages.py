import re
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent
from cases.models import Event, KeepApart
from conferences.domain.booking import book_meeting
from conferences.local_time import CLOCKS_CHANGE
from conferences.models import Availability, Meeting, Participant, Resource
from tests.factories.conferences import make_conference
from tests.factories.recording import make_member

START = datetime(2026, 12, 1, 16, 30, tzinfo=UTC)


@pytest.fixture
def conference(db, clock):
    return make_conference()


@pytest.fixture
def hall(db):
    return Resource.objects.create(kind="venue", name="St Mark’s Hall", step_free="yes")


@pytest.fixture
def lee(client, conference):
    client.force_login(conference.service.coordinator)
    return client


def page(name, thing, **kwargs):
    return reverse(f"conferences:{name}", kwargs={"public_id": thing.public_id, **kwargs})


def typed(meeting, **changes):
    return {
        "day_day": "1",
        "day_month": "12",
        "day_year": "2026",
        "start": "16:30",
        "hours": "3",
        "version": str(meeting.version),
    } | changes


def book_rival(*resources, **fields):
    rival = make_conference(**fields)
    book_meeting(
        rival.meeting,
        by=rival.service.coordinator,
        version=1,
        starts_at=START,
        ends_at=START + timedelta(hours=3),
        resources=resources,
        place="Hall",
    )
    return rival


def test_times_are_offered_and_the_table_says_why_others_do_not_fit(lee, conference, hall):
    Availability.objects.create(
        participant=conference["Ngozi"],
        weekday=0,
        part_of_day="evening",
        can="no",
        recorded_by=conference.service.coordinator,
    )

    response = lee.get(page("find_date", conference.meeting))

    text = response.content.decode()
    assert len(response.context["slots"]) == 8
    assert "Ngozi cannot" in text
    assert "Cannot: Mon evening." in text
    assert "Still to be asked: 7 people." in text


def test_one_press_books_a_time_that_was_found(lee, conference, hall):
    response = lee.get(page("find_date", conference.meeting))
    value, slot = response.context["slots"][0]

    posted = {"slot": value, "version": "1", "form_token": str(uuid4())}
    for _ in range(2):
        booked = lee.post(page("meeting_book", conference.meeting), posted)
        assert booked.status_code == 302

    meeting = Meeting.objects.get(pk=conference.meeting.pk)
    assert (meeting.starts_at, meeting.place) == (slot.starts_at, "St Mark’s Hall")
    assert meeting.bookings.standing().count() == 2
    assert Event.objects.filter(kind=Event.Kind.MEETING_DATED).count() == 1


def test_who_comes_second_is_offered_other_times_and_keeps_what_was_typed(lee, conference):
    ewa = Resource.objects.create(kind="interpreter", name="Ewa", languages="Polish, Ukrainian")
    book_rival(ewa)
    slot = f"{START.isoformat()}~{(START + timedelta(hours=3)).isoformat()}~{ewa.public_id}"

    response = lee.post(
        page("meeting_book", conference.meeting),
        {
            "slot": slot,
            "place": "Nan’s church",
            "version": "1",
            "length": "3.0",
            "language": "Polish",
            "no_venue": "on",
            "earliest_day": "1",
            "earliest_month": "12",
            "earliest_year": "2026",
            "latest_day": "3",
            "latest_month": "12",
            "latest_year": "2026",
        },
    )

    assert response.status_code == 409
    text = response.content.decode()
    assert "Ewa is already booked at that time." in text
    assert "Nan’s church" in text
    assert len(response.context["slots"]) >= 3
    assert 'name="language" value="Polish"' in text
    assert Meeting.objects.get(pk=conference.meeting.pk).starts_at is None


@pytest.mark.parametrize(
    "slot",
    [
        "",
        "x",
        "~",
        "2026-13-45T00:00~x",
        f"{START.isoformat()}~{START.isoformat()}",
        "a~b~c",
        f"{START.isoformat()}~{(START + timedelta(hours=2)).isoformat()}~00000000-0000-4000-8000-000000000000",
    ],
)
def test_a_slot_that_was_never_offered_is_refused_in_words(lee, conference, slot):
    response = lee.post(page("meeting_book", conference.meeting), {"slot": slot, "version": "1"})

    assert response.status_code in (200, 422)
    assert "There is a problem" in response.content.decode()


def test_a_search_that_makes_no_sense_is_told(lee, conference):
    response = lee.get(
        page("find_date", conference.meeting),
        {"length": "99", "earliest_day": "40", "latest_day": "1", "venues": "x"},
    )

    assert response.status_code in (200, 422)
    assert "There is a problem" in response.content.decode()


def test_another_date_needs_who_asked_and_why(lee, conference, hall):
    meeting = book_rival(service=conference.service).meeting
    url = page("meeting_date", meeting)

    response = lee.post(url, typed(meeting, place="Hall", start="10:00"))
    assert "Enter why the date changes" in response.content.decode()

    lee.post(url, typed(meeting, place="Hall", start="10:00", asked_by="family", why="Nan is ill."))
    event = Event.objects.filter(kind=Event.Kind.MEETING_DATED).first()
    assert event.why == "The family asked. Nan is ill."
    assert "The date was changed once" in lee.get(page("find_date", meeting)).content.decode()


def test_about_people_it_warns_and_can_be_gone_past(lee, conference, hall):
    Availability.objects.create(
        participant=conference["Ngozi"],
        weekday=1,
        part_of_day="afternoon",
        can="no",
        recorded_by=conference.service.coordinator,
    )
    url, data = page("meeting_date", conference.meeting), typed(conference.meeting)
    data["venue"] = str(hall.public_id)

    warned = lee.post(url, data)
    text = warned.content.decode()
    assert "Ngozi cannot come then" in text
    assert "Book all the same" in text
    assert Meeting.objects.get(pk=conference.meeting.pk).starts_at is None

    assert lee.post(url, data | {"warned": warned.context["warned"]}).status_code == 302
    assert Meeting.objects.get(pk=conference.meeting.pk).starts_at == START


def test_going_past_the_warnings_of_one_date_is_not_going_past_those_of_another(lee, conference):
    url = page("meeting_date", conference.meeting)
    christmas = typed(conference.meeting, day_day="25", place="Hall")
    warned = lee.post(url, christmas).context["warned"]
    assert warned

    response = lee.post(url, christmas | {"day_day": "28", "warned": warned, "start": "x"})
    assert response.status_code == 200
    KeepApart.objects.create(
        first=conference["Ngozi"].person,
        second=conference["Emeka"].person,
        kind="must_not_meet",
        reason="Order",
        source="order",
        review_on=date(2027, 1, 1),
        recorded_by=conference.service.coordinator,
    )

    response = lee.post(url, christmas | {"warned": warned})
    assert "Ngozi and Emeka must not meet" in response.content.decode()
    assert Meeting.objects.get(pk=conference.meeting.pk).starts_at is None


def test_a_taken_venue_is_refused_with_three_other_times_in_one_press(lee, conference, hall):
    book_rival(hall)
    url = page("meeting_date", conference.meeting)
    data = typed(conference.meeting, venue=str(hall.public_id))

    refused = lee.post(url, data)

    assert refused.status_code == 409
    others = refused.context["others"]
    assert len(others) == 3
    assert "St Mark’s Hall is already booked at that time." in refused.content.decode()
    assert lee.post(url, data | {"instead": others[0].starts_at.isoformat()}).status_code == 302
    assert Meeting.objects.get(pk=conference.meeting.pk).starts_at == others[0].starts_at


@pytest.mark.parametrize(("day", "month"), [("28", "3"), ("31", "10")], ids=["skipped", "repeated"])
def test_a_time_of_the_night_the_clocks_change_is_refused(lee, conference, day, month):
    data = typed(
        conference.meeting, day_day=day, day_month=month, day_year="2027", start="01:30", place="H"
    )

    text = lee.post(page("meeting_date", conference.meeting), data).content.decode()

    assert CLOCKS_CHANGE in text


@pytest.mark.parametrize("changes", [{"hours": "x"}, {"day_year": "99999"}, {"venue": "x"}, {}])
def test_bad_answers_come_back_with_words(lee, conference, hall, changes):
    response = lee.post(
        page("meeting_date", conference.meeting), typed(conference.meeting, **changes)
    )

    assert response.status_code in (200, 422)
    assert "There is a problem" in response.content.decode()


def test_giving_a_date_up_asks_who_wanted_it(lee, conference):
    meeting = book_rival(service=conference.service).meeting
    Meeting.objects.filter(pk=meeting.pk).update(stage="scheduled")
    url = page("meeting_move", meeting)

    response = lee.post(url, {"to": "preparing", "why": "Flu."})
    assert "Select who asked for it" in response.content.decode()
    assert (
        "Postponed: the date is given up, and it is “Preparing” again"
        in lee.get(url).content.decode()
    )

    assert (
        lee.post(url, {"to": "preparing", "why": "Flu.", "asked_by": "service"}).status_code == 302
    )
    assert not meeting.bookings.standing().exists()


def test_a_venue_that_said_yes_is_marked(lee, conference, hall):
    rival = book_rival(hall, service=conference.service)
    booking = rival.meeting.bookings.get(resource=hall)

    lee.post(page("booking_confirm", rival.meeting, booking_id=booking.pk))

    booking.refresh_from_db()
    assert booking.confirmed_by == conference.service.coordinator
    other = page("booking_confirm", conference.meeting, booking_id=booking.pk)
    assert lee.post(other).status_code == 404


def test_what_somebody_can_do_is_keyed_in_once_for_the_week(lee, conference):
    participant = conference["Ngozi"]
    url = page("availability_edit", participant)
    assert lee.get(url).status_code == 200

    response = lee.post(
        url,
        {
            "version": "1",
            "week_evening": "yes",
            "d2_evening": "no",
            "from_1_day": "3",
            "from_1_month": "12",
            "from_1_year": "2026",
            "until_1_day": "4",
            "until_1_month": "12",
            "until_1_year": "2026",
            "part_1": "",
            "can_1": "no",
        },
    )

    assert response.status_code == 302
    text = lee.get(page("find_date", conference.meeting)).content.decode()
    assert "Can: Mon to Tue evening, Thu to Fri evening." in text
    assert "Cannot: Wed evening, 3 Dec, 4 Dec." in text


def test_a_day_that_no_longer_holds_is_taken_off(lee, conference):
    participant = conference["Ngozi"]
    said = Availability.objects.create(
        participant=participant,
        day=date(2026, 12, 3),
        part_of_day="morning",
        can="no",
        recorded_by=conference.service.coordinator,
    )

    lee.post(page("availability_edit", participant), {"version": "1", "drop": [str(said.pk)]})

    assert not Availability.objects.exists()


def test_of_two_who_key_in_at_once_the_second_is_shown_both(lee, conference):
    url = page("availability_edit", conference["Ngozi"])
    lee.post(url, {"version": "1", "d0_morning": "yes"})

    response = lee.post(url, {"version": "1", "d1_morning": "no"})

    assert response.status_code == 409
    text = response.content.decode()
    assert "Can: Mon morning." in text
    version = re.search(r'name="version" value="(\d+)"', text)[1]
    assert lee.post(url, {"version": version, "d1_morning": "no"}).status_code == 302


@pytest.mark.parametrize(
    "bad",
    [
        {"from_1_day": "1", "from_1_month": "1", "from_1_year": "2020"},
        {"until_1_day": "1", "until_1_month": "1", "until_1_year": "2027"},
        {"d0_morning": "x"},
        {"version": "x"},
    ],
)
def test_bad_availability_is_refused_and_kept(lee, conference, bad):
    response = lee.post(
        page("availability_edit", conference["Ngozi"]), {"version": "1", "d3_evening": "no"} | bad
    )

    assert response.status_code in (200, 422)
    assert "There is a problem" in response.content.decode()
    assert not Availability.objects.exists()


def test_who_does_not_prepare_the_meeting_does_not_get_in(client, conference):
    service = conference.service
    for user, status in (
        (service.worker, 403),
        (service.referring_manager, 403),
        (service.support, 403),
        (make_conference().service.coordinator, 404),
    ):
        client.force_login(user)
        assert client.get(page("find_date", conference.meeting)).status_code == status
        assert client.get(page("availability_edit", conference["Ngozi"])).status_code == status


def test_the_page_costs_the_same_for_one_and_for_thirty(lee, conference, hall):
    url = page("find_date", conference.meeting)
    lee.get(url)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert lee.get(url).status_code == 200
        return len(queries)

    before = cost()
    for number in range(30):
        Resource.objects.create(kind="venue", name=f"Hall {number}")
        colleague = make_member(conference.service.referring, "social_worker", "W", str(number))
        participant = Participant.objects.create(
            meeting=conference.meeting,
            user=colleague,
            part="professional",
            added_by=conference.service.coordinator,
        )
        Availability.objects.create(
            participant=participant,
            day=timezone.localdate() + timedelta(days=3),
            part_of_day="evening",
            can="no",
            recorded_by=conference.service.coordinator,
        )

    assert cost() == before


def test_the_look_is_recorded(lee, conference):
    lee.get(page("find_date", conference.meeting))

    assert AccessEvent.objects.filter(action="find_date", case_id=conference.case.pk).exists()
