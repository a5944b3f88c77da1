"""What everybody can do, keyed in on one page."""

import pytest
from django.urls import reverse

from conferences.models import Availability
from tests.factories.conferences import make_conference

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference():
    return make_conference()


def url_of(conference):
    return reverse("conferences:availability_of_all", args=[conference.meeting.public_id])


def said(conference, **parts):
    people = conference.people.values()
    data = {f"version_{one.pk}": str(one.version) for one in people}
    return data | {f"can_{conference[name].pk}": chosen for name, chosen in parts.items()}


def test_what_is_ticked_can_be_and_the_rest_of_the_week_cannot(client, conference):
    client.force_login(conference.service.coordinator)

    page = client.post(url_of(conference), said(conference, Pat=["afternoon"]))

    assert page.status_code == 302
    pats = Availability.objects.filter(participant=conference["Pat"])
    assert pats.filter(can="yes", part_of_day="afternoon").count() == 5
    assert pats.filter(can="no").count() == 10
    assert Availability.objects.exclude(participant=conference["Pat"]).count() == 0


def test_the_second_to_save_is_told_and_nothing_is_overruled(client, conference):
    client.force_login(conference.service.coordinator)
    data = said(conference, Pat=["afternoon"])
    client.post(url_of(conference), said(conference, Pat=["evening"]))

    page = client.post(url_of(conference), data)

    assert page.status_code == 409
    assert not Availability.objects.filter(can="yes", part_of_day="afternoon").exists()
