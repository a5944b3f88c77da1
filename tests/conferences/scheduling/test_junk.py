"""Whatever is sent to these pages, they answer in words and never fail."""

import pytest
from django.urls import reverse

from conferences.models import Resource
from tests.bad_input.junk import JUNK
from tests.factories.conferences import make_conference

NAMES = (
    "slot place asked_by why version form_token length language advocate venues step_free weekends "
    "earliest_day earliest_month earliest_year latest_day latest_month latest_year instead warned "
    "day_day day_month day_year start hours venue interpreters advocates to week_morning "
    "d0_evening drop from_1_day from_1_month from_1_year until_1_day part_1 can_1 name rooms seats "
    "minutes_before minutes_after postcode contact_phone contact_email from_0_0 to_0_0 "
    "starts_on_day starts_on_month starts_on_year ends_on_day ends_on_month ends_on_year "
    "view on of revoke"
).split()


@pytest.fixture
def places(db, clock, client):
    conference = make_conference()
    hall = Resource.objects.create(kind="venue", name="Hall")
    Resource.objects.create(kind="interpreter", name="Ewa", languages="Polish")
    client.force_login(conference.service.coordinator)
    of_meeting = {"public_id": conference.meeting.public_id}
    return [
        *(
            reverse(f"conferences:{name}", kwargs=of_meeting)
            for name in ("find_date", "meeting_book", "meeting_date", "meeting_move")
        ),
        reverse(
            "conferences:availability_edit", kwargs={"public_id": conference["Ngozi"].public_id}
        ),
        *(
            reverse(f"conferences:{name}", kwargs={"public_id": hall.public_id})
            for name in ("resource_edit", "resource_hours", "resource_away_add")
        ),
        reverse("conferences:resource_add", kwargs={"kind": "venue"}),
        reverse("conferences:calendar"),
        reverse("conferences:calendar_feed_settings"),
    ]


@pytest.mark.long
@pytest.mark.parametrize("junk", JUNK, ids=range(len(JUNK)))
def test_junk_in_every_box(client, places, junk):
    for url in places:
        for send in (client.get, client.post):
            answer = send(url, dict.fromkeys(NAMES, junk))
            assert answer.status_code < 500, (url, send)


@pytest.mark.parametrize(
    "changes",
    [
        {"latest_year": "2199", "earliest_year": "2199"},
        {"earliest_year": "1900"},
        {"length": "6.0", "step_free": "on", "language": "Polish", "weekends": "on"},
    ],
)
def test_searches_at_the_edges(client, places, changes):
    search = {"length": "3.0", "earliest_day": "1", "earliest_month": "12", "latest_day": "31"}
    search |= {"earliest_year": "2026", "latest_month": "12", "latest_year": "2026"}

    assert client.get(places[0], search | changes).status_code == 200
