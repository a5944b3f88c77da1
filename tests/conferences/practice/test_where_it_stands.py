"""Where a circle stands in the navigation, and how one comes to a reflection from a case."""

import re

import pytest
from django.urls import reverse

from conferences.domain.meetings import open_meeting
from tests.conferences.practice.furniture import make_circle, url
from tests.conferences.practice.lifelong import begin
from tests.factories.recording import make_family, make_service

pytestmark = pytest.mark.django_db


def place_of(client, address):
    page = client.get(address).content.decode()
    return re.findall(
        r'service-navigation__link" href="[^"]+" aria-current="true">.*?>([^<]+)<', page
    )


def test_pages_of_a_circle_stand_below_restorative_practice(client):
    service = make_service()
    client.force_login(service.coordinator)
    alone = make_circle(service.team, service.coordinator)
    of_case = open_meeting(make_family(service).case, "circle", by=service.coordinator)

    for circle in (alone, of_case):
        for address in (
            circle.get_absolute_url(),
            url("meeting_records", circle, page="rounds"),
            url("entry_add", circle, kind="round"),
        ):
            assert place_of(client, address) == ["Restorative practice"], address


def test_what_leads_a_case_stands_below_conferences(client):
    service = make_service()
    client.force_login(service.coordinator)
    links = begin(make_family(service).case, service.coordinator)

    for address in (links.get_absolute_url(), url("entry_add", links, kind="agreement")):
        assert place_of(client, address) == ["Conferences"], address


def test_other_work_stands_below_outcomes(client):
    service = make_service()
    client.force_login(service.manager)

    assert place_of(client, reverse("conferences:other_work")) == ["Outcomes"]


def test_a_case_leads_to_a_reflection_and_nothing_of_it_goes_along(client):
    service = make_service()
    case = make_family(service).case
    client.force_login(service.coordinator)
    address = reverse("conferences:reflection_add")

    assert (
        f'rel="noreferrer" href="{address}">'
        in client.get(case.get_absolute_url()).content.decode()
    )
    page = client.get(address).content.decode()
    assert case.reference not in page
    assert str(case.public_id) not in page
