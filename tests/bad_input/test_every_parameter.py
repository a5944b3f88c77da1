"""Every search and list parameter, with junk in it: the page, never a failure (rows 1, 3-7)."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import transaction
from django.test import Client

from tests.bad_input.junk import JUNK
from tests.council import ROLES
from tests.crawl.crawler import ALL, trouble_of
from tests.crawl.routes import get_routes

pytestmark = pytest.mark.django_db

# Whatever a page's own parameters are, these are what people try.
TRIED = ("page", "sort", "q", "id", "after", "before")
# What has broken lists elsewhere; CRAWL=all sends everything.
SHORT = ("nul\x00here", "31/02/2026", "9" * 30, "abc", "owner__password", "0001-01-01", "")
LISTS = (
    "accounts:absence_list",
    "accounts:audit_export",
    "accounts:audit_list",
    "accounts:demo_outbox",
    "accounts:invitation_list",
    "accounts:staff_list",
    "accounts:team_list",
    "cases:alert_start",
    "cases:case_list",
    "cases:case_looked",
    "cases:case_timeline",
    "cases:glass_break",
    "cases:glass_list",
    "cases:my_work",
    "cases:notices",
    "cases:offer_list",
    "cases:person_add",
    "cases:referral_inbox",
    "cases:reminder_text",
    "cases:relationship_add",
    "cases:responsibility_record",
    "conferences:calendar",
    "conferences:find_date",
    "conferences:invitation_prepare",
    "conferences:meeting_list",
    "conferences:meeting_looked",
    "conferences:meeting_seating",
    "conferences:other_work",
    "conferences:outcome_equality",
    "conferences:outcome_measure",
    "conferences:outcome_records",
    "conferences:outcomes",
    "conferences:resource_list",
)


@pytest.fixture
def page_with_parameters(walk):
    """A page of the route, by the first role that reaches it, and all its parameters seen."""

    def page_with_parameters(route):
        for role in ROLES:
            visits = [visit for visit in walk(role).visits if visit.route == route]
            if visits:
                return role, urlsplit(visits[0].url).path, parameters_of(walk(role), visits)
        return None

    return page_with_parameters


def parameters_of(walked, visits):
    """What the page is ever asked with: by links that lead to it and by its own forms."""
    path = urlsplit(visits[0].url).path
    named = set()
    for visit in walked.visits:
        for link in visit.page.links:
            if urlsplit(link).path == path:
                named |= set(parse_qs(urlsplit(link).query, keep_blank_values=True))
    for visit in visits:
        for form in visit.page.forms:
            if form.method == "get":
                named |= {one.name for one in form.fields}
    return sorted(named)


@pytest.mark.parametrize("route", LISTS)
def test_a_list_answers_whatever_it_is_asked(council, page_with_parameters, route):
    found = page_with_parameters(route)
    assert found, f"nobody reaches {route}"
    role, path, parameters = found
    client = Client(raise_request_exception=False)
    client.force_login(council.user(role))
    client.get("/")
    wrong = []
    for query in questions(parameters):
        before = transaction.savepoint()
        response = client.get(path, query)
        transaction.savepoint_rollback(before)
        if response.status_code != 200:
            wrong.append(f"{response.status_code} {path} {query} {trouble_of(response)}"[:300])

    assert not wrong, "\n".join(wrong)


def questions(parameters):
    """One parameter at a time, since one that is wrong may hide the next; then what people try."""
    for parameter in parameters:
        for piece in JUNK if ALL else SHORT:
            yield {parameter: piece}
    for turn in range(0, len(JUNK), 1 if ALL else 3):
        pieces = (JUNK[(place + turn) % len(JUNK)] for place in range(len(TRIED)))
        yield dict(zip(TRIED, pieces, strict=True))


def test_lists_are_pages():
    assert set(LISTS) <= get_routes()
