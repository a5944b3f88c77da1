from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conferences.domain.booking import book_meeting
from conferences.domain.resources import (
    add_away,
    add_resource,
    archive_resource,
    end_away,
    resource_of,
    set_hours,
)
from conferences.models import Resource
from tests.factories.conferences import make_conference
from tests.factories.recording import make_service

RESTRICTED = {"is_restricted": True, "restriction_review_on": date(2027, 3, 1)}
TODAY = date(2026, 11, 23)


@pytest.fixture
def service(db, clock):
    return make_service()


@pytest.fixture
def joan(client, service):
    client.force_login(service.support)
    return client


@pytest.fixture
def hall(db):
    return Resource.objects.create(kind="venue", name="St Mark’s Hall", added_by=None)


def page(name, resource, **kwargs):
    return reverse(f"conferences:{name}", kwargs={"public_id": resource.public_id, **kwargs})


VENUE = {
    "name": "Library",
    "rooms": "2",
    "step_free": "yes",
    "minutes_before": "30",
    "minutes_after": "15",
    "postcode": "ls14ap",
    "has_kitchen": "on",
}


def booked(hall, service=None, *, days=7):
    conference = make_conference(service)
    starts_at = timezone.now() + timedelta(days=days)
    book_meeting(
        conference.meeting,
        by=conference.service.coordinator,
        version=1,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        resources=[hall],
    )
    return conference


def test_business_support_adds_a_venue_once_however_often_it_is_pressed(joan):
    url = reverse("conferences:resource_add", kwargs={"kind": "venue"})
    data = VENUE | {"form_token": str(uuid4())}

    first, second = joan.post(url, data), joan.post(url, data)

    library = Resource.objects.get(name="Library")
    assert first.url == second.url == library.get_absolute_url()
    assert (library.postcode, library.minutes_before, library.has_kitchen) == ("LS1 4AP", 30, True)
    assert "Step-free throughout" in joan.get(first.url).content.decode()


def test_a_name_that_is_in_the_list_is_refused(joan, hall):
    url = reverse("conferences:resource_add", kwargs={"kind": "venue"})

    response = joan.post(url, VENUE | {"name": "st mark’s hall"})

    assert "There is one of this name already." in response.content.decode()


@pytest.mark.parametrize("kind", ["interpreter", "advocate"])
def test_interpreters_and_advocates_have_their_own_questions(joan, kind):
    url = reverse("conferences:resource_add", kwargs={"kind": kind})
    assert ("Languages" in joan.get(url).content.decode()) == (kind == "interpreter")

    data = {"name": "Ewa", "languages": "Polish", "minutes_before": "0", "minutes_after": "0"}
    assert joan.post(url, data).status_code == 302
    assert Resource.objects.get().kind == kind


def test_a_coordinator_is_added_by_nobody(joan, service):
    url = reverse("conferences:resource_add", kwargs={"kind": "coordinator"})

    assert joan.get(url).status_code == 404
    with pytest.raises(ValidationError):
        add_resource("coordinator", by=service.manager, name="X")


def test_the_second_to_change_a_venue_sees_both(joan, hall):
    url = page("resource_edit", hall)
    data = VENUE | {"version": "1"}
    assert joan.post(url, data).status_code == 302

    response = joan.post(url, data | {"cost": "£40 an hour", "name": "Hall"})

    assert response.status_code == 409
    text = response.content.decode()
    assert "Name: Library" in text
    assert "£40 an hour" in text
    assert 'name="version" value="2"' in text


def test_weekly_hours_are_read_back_as_they_were_entered(joan, hall):
    url = page("resource_hours", hall)
    data = {"version": "1", "from_0_0": "9am", "to_0_0": "12", "from_0_1": "1pm", "to_0_1": "9pm"}
    assert "Say whether the time is am or pm" in joan.post(url, data).content.decode()

    joan.post(url, data | {"to_0_0": "12:00"})

    hours = [(one.weekday, one.starts, one.ends) for one in hall.hours.all()]
    assert hours == [(0, time(9), time(12)), (0, time(13), time(21))]
    assert (
        "Mon 09:00 to 12:00, 13:00 to 21:00" in joan.get(hall.get_absolute_url()).content.decode()
    )
    assert joan.get(url).status_code == 200


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ({"from_0_0": "9:00"}, "Enter both times of Monday, or none"),
        ({"from_0_0": "9:00", "to_0_0": "8:00"}, "Monday must end after it starts"),
        (
            {"from_0_0": "9:00", "to_0_0": "12:00", "from_0_1": "11:00", "to_0_1": "13:00"},
            "Two times on one day overlap.",
        ),
    ],
)
def test_hours_that_cannot_be_are_refused(joan, hall, hours, words):
    response = joan.post(page("resource_hours", hall), hours | {"version": "1"})

    assert words in response.content.decode()


def test_of_two_who_change_the_hours_the_second_is_told(joan, hall, service):
    set_hours(hall, [(0, time(9), time(12))], by=service.manager, version=1)

    response = joan.post(
        page("resource_hours", hall), {"version": "1", "from_1_0": "9:00", "to_1_0": "10:00"}
    )

    assert response.status_code == 409
    assert "09:00 to 12:00" in response.content.decode()


def test_days_away_are_added_and_taken_back(joan, hall):
    data = {
        "starts_on_day": "24",
        "starts_on_month": "12",
        "starts_on_year": "2026",
        "ends_on_day": "2",
        "ends_on_month": "1",
        "ends_on_year": "2027",
    }
    assert joan.post(page("resource_away_add", hall), data).status_code == 302
    assert (
        "24 December 2026 to 2 January 2027" in joan.get(hall.get_absolute_url()).content.decode()
    )

    away = hall.away.get()
    joan.post(page("resource_away_end", hall, away_id=away.pk))
    assert not hall.away.exists()


def test_days_that_have_begun_end_yesterday(service, hall, clock):
    away = add_away(hall, TODAY, TODAY + timedelta(days=9), by=service.manager)
    clock.shift(timedelta(days=3))

    end_away(away, by=service.manager)

    away.refresh_from_db()
    assert away.ends_on == TODAY + timedelta(days=2)


@pytest.mark.parametrize("change", [{"ends_on_day": "1"}, {"ends_on_year": "2099"}])
def test_days_the_wrong_way_round_are_refused(joan, hall, change):
    data = {f"{name}_{part}": value for name in ("starts_on", "ends_on") for part, value in
            (("day", "24"), ("month", "12"), ("year", "2026"))}  # fmt: skip

    response = joan.post(page("resource_away_add", hall), data | change)

    assert "There is a problem" in response.content.decode()
    assert not hall.away.exists()


def test_a_venue_with_meetings_ahead_stays_and_says_why(joan, hall, service):
    booked(hall)

    response = joan.post(page("resource_archive", hall))

    assert "It is booked for 1 meeting still to come." in response.content.decode()
    hall.refresh_from_db()
    assert hall.archived_at is None


def test_a_venue_that_is_no_longer_used_is_listed_apart_and_never_deleted(joan, hall):
    assert joan.get(page("resource_archive", hall)).status_code == 200
    joan.post(page("resource_archive", hall))

    response = joan.get(reverse("conferences:resource_list"))

    assert response.context["archived"] == [hall]
    assert joan.post(page("resource_edit", hall), VENUE | {"version": "2"}).status_code == 200


def test_a_coordinator_stays_in_the_list(service):
    with pytest.raises(ValidationError) as refusal:
        archive_resource(resource_of(service.coordinator), by=service.manager)

    assert refusal.value.code == "is_staff"


def test_references_are_for_those_who_may_know_of_the_family(client, hall, service):
    ours, theirs = booked(hall, service), booked(hall, days=9)
    restricted = make_conference(service, **RESTRICTED, coordinator=service.colleague)
    book_meeting(
        restricted.meeting,
        by=service.colleague,
        version=1,
        starts_at=timezone.now() + timedelta(days=11),
        ends_at=timezone.now() + timedelta(days=11, hours=1),
        resources=[hall],
    )
    client.force_login(service.support)

    text = client.get(hall.get_absolute_url()).content.decode()

    assert str(ours.case) in text
    assert str(theirs.case) not in text
    assert str(restricted.case) not in text
    assert text.count(": Busy") == 2
    assert "Amira" not in text


def test_social_workers_keep_no_venues(client, service, hall):
    client.force_login(service.worker)

    assert client.get(reverse("conferences:resource_list")).status_code == 403
    assert client.get(hall.get_absolute_url()).status_code == 403


@pytest.mark.parametrize("name", ["resource_list", "resource_detail"])
def test_the_pages_cost_the_same_for_one_and_for_ten(client, service, hall, name):
    client.force_login(service.coordinator)
    url = reverse("conferences:resource_list") if name == "resource_list" else page(name, hall)
    booked(hall, service, days=5)
    client.get(url)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        return len(queries)

    before = cost()
    for number in range(10):
        Resource.objects.create(kind="venue", name=f"Hall {number}")
        booked(hall, service, days=10 + number)

    assert cost() == before
