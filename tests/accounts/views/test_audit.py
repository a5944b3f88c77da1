import csv

import pytest

from accounts.models import AccessEvent
from tests.factories.cases import CaseFactory, ExclusionFactory
from tests.factories.staff import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    user = UserFactory(privacy_officer=True)
    client.force_login(user)
    client.get("/you/")
    AccessEvent.objects.all()
    return user


def look(actor, action="case_detail", **fields):
    return AccessEvent.objects.create(actor=actor, action=action, **fields)


def shown(response):
    return [row["event"] for row in response.context["rows"]]


def test_cases_are_named_by_reference_and_families_not_at_all(client, officer):
    case = CaseFactory(restricted=True)
    worker = case.created_by
    look(worker, case_id=case.pk)
    child = case.children.get().person

    page = client.get("/audit/", {"actor": worker.public_id})

    assert [row["references"] for row in page.context["rows"]] == [[case.reference]]
    assert child.first_name not in page.content.decode()


def test_the_reference_of_a_case_one_is_excluded_from_is_not_said(client, officer):
    case, other = CaseFactory(), CaseFactory()
    seen = look(case.created_by, case_id=case.pk)
    listed = look(case.created_by, "case_list", case_ids=[case.pk, other.pk])
    asked = {"actor": case.created_by.public_id}
    assert case.reference in client.get("/audit/", asked).content.decode()
    assert shown(client.get("/audit/", {"reference": case.reference})) == [listed, seen]

    ExclusionFactory(case=case, user=officer)

    page = client.get("/audit/", asked)
    assert [row["references"] for row in page.context["rows"]] == [[other.reference], []]
    assert case.reference not in page.content.decode()
    assert shown(client.get("/audit/", {"reference": case.reference})) == []
    export = client.get("/audit/export/", asked).content.decode()
    assert other.reference in export
    assert case.reference not in export


def test_filters_narrow_it_down(client, officer):
    case = CaseFactory()
    one, other = UserFactory(), UserFactory()
    seen = look(one, case_id=case.pk)
    listed = look(other, "case_list", case_ids=[case.pk, 999_999])
    denied = look(one, outcome="denied")

    assert shown(client.get("/audit/", {"reference": case.reference.lower()})) == [listed, seen]
    assert shown(client.get("/audit/", {"actor": one.public_id})) == [denied, seen]
    assert shown(client.get("/audit/", {"actor": one.public_id, "outcome": "denied"})) == [denied]
    assert shown(client.get("/audit/", {"reference": "FGC-1900-00001"})) == []


def test_days_are_whole_days_of_the_wall_clock(client, clock):
    worker = UserFactory()
    # Half past midnight in summer is the day before in UTC.
    clock.move_to("2026-06-30 23:30Z", tick=False)
    early = look(worker)
    clock.move_to("2026-07-01 22:30Z", tick=False)
    late = look(worker)
    clock.move_to("2026-07-01 23:30Z", tick=False)
    look(worker)
    client.force_login(UserFactory(privacy_officer=True))
    day = {"_day": "1", "_month": "7", "_year": "2026"}
    filters = {f"{end}{part}": value for end in ("since", "until") for part, value in day.items()}

    page = client.get("/audit/", {**filters, "actor": worker.public_id})

    assert shown(page) == [late, early]


@pytest.mark.parametrize(
    "query",
    [
        {"actor": "x"},
        {"outcome": "x"},
        {"since_day": "31", "since_month": "2", "since_year": "2026"},
        {"after": "9" * 40},
        {"reference": "\x00"},
    ],
)
def test_nonsense_is_no_error(client, officer, query):
    look(officer)

    assert client.get("/audit/", query).status_code == 200
    assert client.get("/audit/export/", query).status_code == 200


def test_looking_at_the_audit_is_itself_recorded(client, officer):
    client.get("/audit/")
    client.get("/audit/export/")

    recorded = AccessEvent.objects.filter(actor=officer, action__startswith="audit")
    assert [event.action for event in recorded.order_by("pk")] == ["audit_viewed", "audit_exported"]


def test_no_cell_of_the_export_is_a_formula(client, officer):
    look(officer, reason='=HYPERLINK("http://evil.example")')

    sheet = client.get("/audit/export/", {"actor": officer.public_id})

    rows = list(csv.DictReader(sheet.content.decode("utf-8-sig").splitlines()))
    assert '\'=HYPERLINK("http://evil.example")' in {row["Reason"] for row in rows}
    assert "attachment" in sheet["Content-Disposition"]


def test_it_is_for_reading_only(client, officer):
    assert client.post("/audit/").status_code == 405


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_the_same_however_long_it_is(
    client, officer, django_assert_num_queries, count
):
    for _ in range(count):
        look(UserFactory(), case_id=count)

    # savepoint twice, session, user, seats, what names the reader, staff of the filter, events,
    # references, the look itself
    with django_assert_num_queries(10):
        client.get("/audit/")
