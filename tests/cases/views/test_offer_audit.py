"""The statutory view of letters before proceedings: numbers equal lists, and a safe sheet."""

import csv
import io
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AccessEvent
from cases.models import Exclusion, Offer, OfferChild, OfferReply
from tests.factories.recording import make_family, make_service

pytestmark = pytest.mark.django_db
LIST, AUDIT = reverse("cases:offer_list"), reverse("cases:offer_audit")


@pytest.fixture
def service():
    return make_service()


def letter(service, on, *replies, **fields):
    family = make_family(service, children=2)
    offer = Offer.objects.create(
        case=family.case,
        team=service.referring,
        letter_on=on,
        created_by=service.worker,
        **fields,
    )
    for child in family.children:
        OfferChild.objects.create(offer=offer, child=child.person)
    for child, reply in zip(family.children, replies, strict=False):
        OfferReply.objects.create(offer=offer, person=child.person, reply=reply, replied_on=on)
    return offer


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def sheet(user, **asked):
    response = client_of(user).get(AUDIT, asked)
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_every_number_is_as_long_as_the_list_behind_it(service):
    letter(service, date(2026, 5, 1))
    letter(service, date(2026, 5, 2), "accepted", "unanswered", made="yes")
    letter(service, date(2026, 5, 3), "declined", "declined", made="yes")
    letter(service, date(2026, 5, 4), made="no", not_made_reason="No time")
    letter(service, date(2025, 5, 4), made="no", not_made_reason="No time")
    client = client_of(service.manager)
    page = client.get(LIST, {"from": "2026-04-01", "to": "2026-05-31"})
    numbers = {name: (number, url) for name, number, url in page.context["numbers"]}
    assert {name: number for name, (number, _) in numbers.items()} == {
        "Letters": 4,
        "Offered": 2,
        "Not made, with reason": 1,
        "Missing": 1,
        "Accepted by somebody": 1,
        "Everybody declined": 1,
        "Waiting for an answer": 1,
    }
    for number, url in numbers.values():
        assert "from=2026-04-01" in url
        assert len(client.get(LIST + url).context["rows"]) == number


def test_a_filter_is_in_the_link_and_survives_being_shared(service):
    letter(service, date(2026, 5, 1))
    address = f"{LIST}?from=2026-06-01"
    for user in (service.manager, service.referring_manager):
        body = client_of(user).get(address)
        assert body.context["counts"].letters == 0
        assert 'value="2026-06-01"' in body.content.decode()


def test_reasons_are_counted_whatever_their_case(service):
    for reason in ("No time", "no  time.", "Risk"):
        letter(service, date(2026, 5, 1), made="no", not_made_reason=reason)
    page = client_of(service.manager).get(LIST)
    assert [number for _, number in page.context["reasons"]] == [2, 1]


def test_steps_say_how_many_days_after_the_letter(service):
    letter(
        service,
        date(2026, 5, 1),
        "accepted",
        made="yes",
        made_on=date(2026, 5, 1),
        application_on=date(2026, 6, 1),
    )
    body = client_of(service.manager).get(LIST).content.decode()
    assert "Offered 1 May 2026 (same day)" in body
    assert "Application 1 June 2026 (31 days)" in body
    assert "was made before any meeting was held" in body


def test_the_sheet_is_safe_equal_to_the_list_and_on_the_record(service):
    letter(
        service,
        date(2026, 5, 1),
        made="no",
        not_made_reason="=cmd|' /C calc'!A0",
        not_made_decided_by="@SUM(A1)",
        application_on=date(2026, 4, 21),
    )
    letter(service, date(2025, 5, 1))
    (row,) = sheet(service.manager, **{"from": "2026-01-01"})
    assert row["Reason for not offering"].startswith("'=")
    assert row["Decided by"].startswith("'@")
    assert row["Days from letter to application"] == "-10"
    event = AccessEvent.objects.filter(action="offer_audit").get()
    assert event.row_count == 1
    assert len(event.case_ids) == 1


def test_nobody_gets_lines_of_what_they_may_not_know_of(service):
    seen = letter(service, date(2026, 5, 1))
    closed = letter(service, date(2026, 5, 2))
    Exclusion.objects.create(
        case=closed.case, user=service.manager, ground="known", recorded_by=service.colleague
    )
    other = make_service()
    assert [row["Case"] for row in sheet(service.manager)] == [seen.case.reference]
    assert sheet(other.referring_manager) == []


@pytest.mark.parametrize(
    "asked",
    [
        {"from": "junk"},
        {"from": "2026-05-02", "to": "junk"},
        {"from": "2026-06-02", "to": "2026-05-01"},
        {"show": "x", "team": "\x00"},
        {"from": "9999-99-99"},
    ],
)
def test_junk_is_told_and_breaks_nothing(service, asked):
    letter(service, date(2026, 7, 1))
    client = client_of(service.manager)
    for url in (LIST, AUDIT):
        assert client.get(url, asked).status_code == 200
    assert client.get(LIST, asked).context["counts"].letters == 1
