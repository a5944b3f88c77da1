from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from accounts.models import AccessEvent
from cases.models import CaseAccess, Exclusion
from conferences.calendars import page_of, span_of
from conferences.domain.booking import book_meeting
from conferences.models import CalendarFeed, Resource
from tests.factories.conferences import make_conference
from tests.factories.recording import make_service

URL = "/calendar/"
RESTRICTED = {"is_restricted": True, "restriction_review_on": date(2027, 3, 1)}
START = datetime(2026, 12, 1, 16, 30, tzinfo=UTC)


@pytest.fixture
def service(db, clock):
    return make_service()


@pytest.fixture
def hall(db):
    return Resource.objects.create(kind="venue", name="St Mark’s Hall", address="1 High Street")


def booked(service, *resources, starts_at=START, place="", **fields):
    conference = make_conference(service, **fields)
    book_meeting(
        conference.meeting,
        by=service.coordinator,
        version=1,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        resources=resources,
        place=place,
    )
    return conference


def shown(client, user, **query):
    client.force_login(user)
    response = client.get(URL, {"on": "2026-12-01"} | query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("view", ["month", "week", "agenda"])
def test_a_coordinator_sees_their_meetings_by_reference(client, service, hall, view):
    conference = booked(service, hall)

    text = shown(client, service.coordinator, view=view)

    assert str(conference.case) in text
    assert "St Mark’s Hall" in text
    assert "16:30–18:30" in text
    assert "Amira" not in text
    assert "Okafor" not in text


def test_a_colleague_sees_it_in_the_teams_calendar_and_not_in_their_own(client, service):
    conference = booked(service, place="Hall")

    assert str(conference.case) not in shown(client, service.colleague, of="mine")
    assert str(conference.case) in shown(client, service.colleague, of="team")


def test_a_restricted_family_shows_as_busy_also_to_those_who_may_open_it(client, service, hall):
    conference = booked(service, hall, **RESTRICTED)

    own, colleagues = (
        shown(client, user, of="team") for user in (service.coordinator, service.colleague)
    )

    for text in (own, colleagues):
        assert str(conference.case) not in text
        assert "Busy" in text
        assert "St Mark’s Hall</" not in text.split("app-agenda")[1]
    assert str(conference.meeting.public_id) in own
    assert str(conference.meeting.public_id) not in colleagues


def test_a_venues_calendar_tells_a_stranger_to_the_family_only_when(client, service, hall):
    conference = booked(service, hall)
    stranger = make_service().coordinator

    text = shown(client, stranger, of=f"venue-{hall.public_id}")

    assert str(conference.case) not in text
    assert "16:30–18:30" in text
    assert str(conference.meeting.public_id) not in text


def test_business_support_sees_logistics_and_opens_nothing(client, service, hall):
    conference = booked(service, hall)
    hidden = booked(service, starts_at=START + timedelta(days=1), **RESTRICTED, place="Hall")
    excluded = booked(service, starts_at=START + timedelta(days=2), place="Hall")
    Exclusion.objects.create(
        case=excluded.case, user=service.support, ground="other", recorded_by=service.manager
    )

    text = shown(client, service.support)

    assert str(conference.case) in text
    assert str(hidden.case) not in text
    assert str(excluded.case) not in text
    assert str(conference.meeting.public_id) not in text


def test_an_excluded_coordinator_reads_no_reference(client, service):
    conference = booked(service, place="Hall")
    Exclusion.objects.create(
        case=conference.case, user=service.colleague, ground="other", recorded_by=service.manager
    )

    assert str(conference.case) not in shown(client, service.colleague, of="team")


def test_a_social_worker_sees_the_meetings_they_are_in(client, service):
    conference = booked(service, place="Hall")

    assert str(conference.case) in shown(client, service.worker)


@pytest.mark.parametrize(
    "query",
    [{"view": "x"}, {"on": "x"}, {"on": "0001-01-01"}, {"on": "9999-12-31"}, {"of": "venue-x"}],
)
def test_an_address_that_makes_no_sense_is_left_aside(client, service, query):
    assert "Calendar" in shown(client, service.coordinator, **query)


def test_bank_holidays_are_named(client, service):
    text = shown(client, service.coordinator, on="2026-12-25", view="week")

    assert "Bank holiday" in text


def test_a_month_is_whole_weeks_and_days_are_local(db):
    span = span_of("month", date(2026, 12, 17))
    assert (span.first, span.last) == (date(2026, 11, 30), date(2027, 1, 3))
    assert (span.before, span.after) == (date(2026, 11, 1), date(2027, 1, 1))

    page = page_of("month", date(2027, 3, 28), [])
    assert [len(week) for week in page.weeks] == [7] * 5
    assert sum(not day.is_outside for week in page.weeks for day in week) == 31


def test_the_page_costs_the_same_for_one_and_for_ten(client, service, hall):
    booked(service, hall)
    client.force_login(service.coordinator)
    url = f"{URL}?view=month&on=2026-12-01&of=team"
    client.get(url)

    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    before = cost()
    for number in range(1, 11):
        booked(service, hall, starts_at=START + timedelta(days=number))

    assert cost() == before


def address_of(client, user):
    client.force_login(user)
    response = client.post(reverse("conferences:calendar_feed_settings"))
    assert "no-store" in response.headers["Cache-Control"]
    address = response.context["address"]
    assert address in response.content.decode()
    client.logout()
    return address


def events(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["Content-Type"].startswith("text/calendar")
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


def test_the_feed_says_references_times_and_venues_and_no_names(client, service, hall):
    conference = booked(service, hall)
    church = booked(service, starts_at=START + timedelta(days=1), place="Nan’s, 5 Low Lane")
    address = address_of(client, service.coordinator)

    first, second = events(client, address)

    assert first["SUMMARY"] == f"Family meeting {conference.case}"
    assert first["LOCATION"] == "St Mark’s Hall"
    assert first["SEQUENCE"] == 2
    assert first["UID"] == f"{conference.meeting.public_id}@restorative"
    assert b"DTSTART:20261201T163000Z" in first.to_ical()
    assert second["SUMMARY"] == f"Family meeting {church.case}"
    assert "LOCATION" not in second
    text = client.get(address).content.decode()
    for secret in ("Amira", "Okafor", "Low Lane", "High Street", "Ngozi", "Cora"):
        assert secret not in text
    seen = AccessEvent.objects.filter(action="calendar_feed").first()
    assert seen.actor == service.coordinator
    assert set(seen.case_ids) == {conference.case.pk, church.case.pk}


def test_a_restricted_family_is_busy_in_the_feed(client, service, hall):
    booked(service, hall, **RESTRICTED)

    [event] = events(client, address_of(client, service.coordinator))

    assert (event["SUMMARY"], "LOCATION" in event) == ("Busy", False)


def test_the_feed_holds_only_what_its_owner_is_at_and_may_know_of(client, service):
    conference = booked(service, place="Hall")

    assert events(client, address_of(client, service.colleague)) == []
    address = address_of(client, service.worker)
    assert len(events(client, address)) == 1
    Exclusion.objects.create(
        case=conference.case, user=service.worker, ground="other", recorded_by=service.manager
    )
    assert events(client, address) == []


def test_only_a_hash_of_the_secret_is_kept(client, service):
    address = address_of(client, service.coordinator)

    feed = CalendarFeed.objects.get()

    assert feed.secret_hash not in address
    client.force_login(service.coordinator)
    page = client.get(reverse("conferences:calendar_feed_settings"))
    assert address.rsplit("/", 1)[1] not in page.content.decode()


def test_an_address_ends_when_another_is_made_or_it_is_stopped(client, service):
    first = address_of(client, service.coordinator)
    second = address_of(client, service.coordinator)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200

    client.force_login(service.coordinator)
    client.post(reverse("conferences:calendar_feed_settings"), {"revoke": "1"})
    client.logout()

    assert client.get(second).status_code == 404


def test_an_address_ends_with_the_work_of_its_owner(client, service):
    address, user = address_of(client, service.coordinator), service.coordinator
    user.memberships.update(ended_at=START)
    assert client.get(address).status_code == 404

    user.memberships.update(ended_at=None)
    assert client.get(address).status_code == 200
    type(user).objects.get_queryset().filter(pk=user.pk).update(is_active=False)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("secret", ["x", "0" * 64, "é" * 64, "0" * 5000])
def test_a_secret_that_was_never_made_is_not_found(client, db, secret):
    assert client.get(f"/calendar/{secret}.ics").status_code == 404


def test_a_get_makes_no_address(client, service):
    client.force_login(service.coordinator)

    client.get(reverse("conferences:calendar_feed_settings"))

    assert not CalendarFeed.objects.exists()


def test_who_is_on_the_list_of_a_restricted_case_reads_it_as_busy_too(client, service):
    conference = booked(service, place="Hall", **RESTRICTED)
    CaseAccess.objects.create(
        case=conference.case,
        user=service.colleague,
        granted_by=service.manager,
        expires_on=date(2027, 1, 1),
    )

    text = shown(client, service.colleague, of="team")

    assert str(conference.case) not in text
    assert str(conference.meeting.public_id) in text
