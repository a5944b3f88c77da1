"""The report as its readers see it."""

import re

import pytest
from django.urls import reverse

from accounts.models import Role, Team
from conferences.published.lattice import report_for
from tests.factories.recording import make_member, make_service
from tests.published.lived import live

pytestmark = pytest.mark.django_db
URL = "/report/"


@pytest.fixture(autouse=True)
def _today(clock):
    clock.move_to("2026-11-26 09:00:00")


def reader_of(service):
    reader = make_member(
        Team.objects.create(name="Directors", kind=Team.Kind.REFERRING),
        Role.BUSINESS_SUPPORT,
        "Naomi",
        "Clarke",
    )
    reader.reads_report = True
    reader.save()
    return reader


def test_a_reader_of_the_report_sees_figures_and_no_way_to_a_case(client):
    service = live(families=200)
    client.force_login(reader_of(service))
    page = client.get(URL, {"quarter": "2025-26"}).content.decode()
    main = page[page.index("<main") : page.index("</main")]
    assert "April 2025 to March 2026" in main
    assert "Made a plan" in main
    assert "fewer than 5" in main
    assert "Cases with restricted access are in no figure" in main
    assert set(re.findall(r'href="([^?"]*)', main)) == {"/report/export/"}


def test_a_service_manager_reads_it_and_others_do_not(client):
    service = make_service()
    client.force_login(service.manager)
    assert client.get(URL).status_code == 200
    for other in (service.coordinator, service.worker):
        client.force_login(other)
        assert client.get(URL).status_code == 403


def test_nothing_published_yet_is_said_in_words(client):
    client.force_login(reader_of(make_service()))
    page = client.get(reverse("conferences:report")).content.decode()
    assert "Nothing is published yet for July to September 2026" in page


@pytest.mark.parametrize("asked", ["2019-Q1", "2026-Q3", "2026-27", "x", "\x00", "2026-Q2'"])
def test_a_period_that_is_not_published_is_said_and_the_newest_shown(client, asked):
    client.force_login(make_service().manager)
    answer = client.get(URL, {"quarter": asked})
    assert answer.status_code == 200
    assert "Nothing is published for the period in this address" in answer.content.decode()
    assert report_for(asked) is None


def test_the_page_costs_few_queries_once_an_edition_is_out(client, django_assert_max_num_queries):
    client.force_login(live(families=100).manager)
    client.get(URL)
    with django_assert_max_num_queries(12):
        client.get(URL)
