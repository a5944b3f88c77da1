from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cases.models import Event
from conferences.domain.booking import book_meeting
from conferences.models import Meeting
from tests.factories.conferences import make_conference
from tests.factories.people import ContactPointFactory

pytestmark = pytest.mark.django_db

SECRET = "13 Harbour Rise, Westbridge, ZZ1 4QQ"


@pytest.fixture
def hidden():
    """A conference whose mother's address is held securely."""
    conference = make_conference()
    ContactPointFactory(
        person=conference["Ngozi"].person,
        channel="address",
        value=SECRET,
        confidential=True,
        recorded_by=conference.service.coordinator,
    )
    return conference


def book(conference, place):
    start = timezone.now() + timedelta(days=9)
    return book_meeting(
        conference.meeting,
        by=conference.service.coordinator,
        version=conference.meeting.version,
        starts_at=start,
        ends_at=start + timedelta(hours=3),
        resources=(),
        place=place,
    )


@pytest.mark.parametrize("place", [SECRET, "at 13 harbour rise", "Mum's, zz14qq"])
def test_an_address_held_securely_is_no_place_of_a_meeting(hidden, place):
    with pytest.raises(ValidationError, match="held securely") as refused:
        book(hidden, place)

    assert refused.value.code == "secret_place"
    assert "Harbour" not in str(refused.value)
    assert Meeting.objects.get().starts_at is None
    assert not Event.objects.filter(kind=Event.Kind.MEETING_DATED).exists()


def test_another_place_is_taken(hidden):
    assert book(hidden, "At a private home").place == "At a private home"


def test_the_form_keeps_what_was_typed_and_says_why(client, hidden):
    client.force_login(hidden.service.coordinator)
    day = timezone.localdate() + timedelta(days=9)
    url = reverse("conferences:meeting_date", kwargs={"public_id": hidden.meeting.public_id})
    answers = {
        "day_day": day.day,
        "day_month": day.month,
        "day_year": day.year,
        "start": "16:30",
        "hours": "3",
        "place": SECRET,
        "version": hidden.meeting.version,
    }

    response = client.post(url, answers)
    if "Before you book" in response.content.decode():
        warned = response.context["warned"]
        response = client.post(url, answers | {"warned": warned})

    assert response.status_code == 200
    assert "held securely" in response.content.decode()
    assert SECRET in response.content.decode()


def test_one_that_became_secret_later_is_read_by_nobody_else(client, hidden):
    """The place was said before the address was made confidential."""
    start = timezone.now() + timedelta(days=9)
    Meeting.objects.update(starts_at=start, ends_at=start + timedelta(hours=3), place=SECRET)
    meeting, worker = Meeting.objects.get(), hidden.service.worker
    client.force_login(worker)

    overview = client.get(meeting.get_absolute_url())
    assert overview.context["standing"].place == "Ask the coordinator"
    for url in (
        meeting.get_absolute_url(),
        reverse("conferences:meeting_list"),
        reverse("conferences:case_meetings", kwargs={"public_id": hidden.case.public_id}),
    ):
        assert "Harbour" not in client.get(url).content.decode()
