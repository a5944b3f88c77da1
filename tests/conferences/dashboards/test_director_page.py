from datetime import date

import pytest
from django.urls import reverse

from cases.models import Offer
from conferences.models import Feedback
from tests.conferences.dashboards.cutting import lists_in, rows_in
from tests.factories.conferences import make_conference
from tests.factories.recording import make_service, queries_of, reload

pytestmark = pytest.mark.django_db
PAGE = reverse("conferences:director")
LONG = "from=2024-01&to=2026-12"


def page_of(client, user, query=LONG):
    client.force_login(reload(user))
    answer = client.get(f"{PAGE}?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_figure_opens_its_list(client, edited):
    told = lists_in(page_of(client, edited.services[0].manager))

    assert told
    assert {address: rows_in(client, address) for address in told} == told


def test_a_service_without_families_says_so(client, clock):
    html = page_of(client, make_service().manager)

    assert "No families met in this period." in html


def test_a_filter_that_makes_no_sense_shows_the_usual_period(client, clock):
    assert "Enter a month and a year" in page_of(client, make_service().manager, "from=nonsense")


def test_coordinators_and_social_workers_have_no_such_page(client, clock):
    service = make_service()
    for user in (service.coordinator, service.worker):
        client.force_login(reload(user))
        assert client.get(PAGE).status_code in (403, 404)


def test_the_page_asks_as_much_of_many_families(client, edited):
    client.force_login(reload(edited.services[0].manager))

    assert queries_of(client, f"{PAGE}?{LONG}") < 60


def test_only_words_that_may_be_quoted_stand_there_and_never_of_professionals(client, clock):
    conference = make_conference(stage="held")
    meeting = conference.meeting
    for who, words, may_quote in (
        ("family", "We were heard.", True),
        ("family", "Keep this to yourselves.", False),
        ("professional", "A good day for practice.", True),
    ):
        Feedback.objects.create(
            meeting=meeting,
            who=who,
            when="day",
            asked_on=date(2026, 3, 1),
            answered_on=date(2026, 3, 2),
            words=words,
            may_quote=may_quote,
            recorded_by=conference.service.coordinator,
        )
    letter(conference.service, made="yes", made_on=date(2026, 2, 1))

    html = page_of(client, conference.service.manager)
    assert "We were heard." in html
    assert "Keep this" not in html
    assert "for practice" not in html
    assert "We were heard." not in page_of(client, make_service().manager)


def test_the_same_words_are_quoted_once(client, clock):
    conference = make_conference(stage="held")
    for words in ("We were heard.", "we were heard. ", "It was long."):
        Feedback.objects.create(
            meeting=conference.meeting,
            who="family",
            when="day",
            asked_on=date(2026, 3, 1),
            answered_on=date(2026, 3, 2),
            words=words,
            may_quote=True,
            recorded_by=conference.service.coordinator,
        )
    letter(conference.service, made="yes", made_on=date(2026, 2, 1))

    html = page_of(client, conference.service.manager)

    assert html.lower().count("we were heard.") == 1
    assert "It was long." in html


def letter(service, **fields):
    return Offer.objects.create(
        team=service.referring,
        letter_on=date(2026, 2, 1),
        created_by=service.referring_manager,
        **fields,
    )


def test_a_letter_says_its_gap_and_the_days_to_the_application(client, clock):
    service = make_service()
    letter(service, application_on=date(2026, 2, 20))
    html = page_of(client, service.referring_manager)

    assert "It is not recorded whether a meeting was offered" in html
    assert "19 days after the letter" in html
    assert "1 letter in this period; something is missing or out of order in 1" in html
    assert "19 days" not in page_of(client, make_service().referring_manager)
