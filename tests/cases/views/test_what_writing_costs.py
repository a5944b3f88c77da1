"""How many queries it takes to write: nothing is asked twice, however large the family is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Note, Referral
from tests.factories.recording import make_family, make_service
from tests.factories.referrals import make_child, make_council, make_ready

pytestmark = pytest.mark.django_db


def queries(client, url, data):
    with CaptureQueriesContext(connection) as captured:
        answer = client.post(url, data)
    assert answer.status_code == 302
    return [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]


@pytest.fixture
def council(client):
    council = make_council()
    client.force_login(council.worker)
    client.get(reverse("cases:my_work"))  # what only the first page of a session costs
    return council


@pytest.mark.parametrize("size", [1, 3])
def test_sending_a_referral(client, council, size):
    case = make_ready(council, *(make_child(council.worker, f"Jo{n}") for n in range(size)))

    sent = queries(client, reverse("cases:referral_send", args=[case.public_id]), {})

    assert Case.objects.get().stage == Case.Stage.SUBMITTED
    assert len(sent) == 40


def test_saving_a_part_of_a_referral(client, council):
    case = make_ready(council)
    version = Referral.objects.get().version
    said = {"version": version, "reason": "Nan is ill.", "urgency": "soon"}

    saved = queries(client, reverse("cases:referral_reasons", args=[case.public_id]), said)

    assert Referral.objects.get().reason == "Nan is ill."
    assert len(saved) == 13


@pytest.mark.parametrize("size", [1, 3])
def test_writing_a_note(client, size):
    service = make_service()
    family = make_family(service, children=size)
    client.force_login(service.coordinator)
    client.get(reverse("cases:my_work"))
    today = timezone.localdate()
    said = {
        "happened_on_day": today.day,
        "happened_on_month": today.month,
        "happened_on_year": today.year,
        "kind": "visit",
        "children": [str(child.person.public_id) for child in family.children],
        "text": "We met at Nan's.",
        "audience": "case",
    }

    written = queries(client, reverse("cases:note_add", args=[family.case.public_id]), said)

    assert Note.objects.get().about.count() == size
    assert len(written) == 18
