"""What is due for many people: by day, of what the reader may see, the same cost anywhere."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Absence
from cases.models import Case, Exclusion, Task
from conferences.models import FamilyPlan
from tests.factories.conferences import make_conference, make_plan
from tests.factories.recording import make_family, make_service, queries_of

pytestmark = pytest.mark.django_db
URL = reverse("conferences:due_and_overdue")


@pytest.fixture
def service():
    return make_service()


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def rows(user, **asked):
    response = client_of(user).get(URL, asked)
    assert response.status_code == 200
    return response.context["page"].rows


def task(family, who, days, **fields):
    return Task.objects.create(
        **{"title": f"Ring in {days}", "kind": Task.Kind.OTHER, "assigned_to": who} | fields,
        case=family.case,
        due_on=timezone.localdate() + timedelta(days=days),
    )


def titles(user, **asked):
    return [row.title for row in rows(user, **asked)]


def test_the_longest_overdue_stands_first_whosever_it_is(service):
    family = make_family(service)
    task(family, service.coordinator, 3)
    task(family, service.colleague, -5)
    task(family, service.worker, -40)
    task(family, service.worker, 90)
    assert titles(service.manager) == ["Ring in -40", "Ring in -5", "Ring in 3"]
    assert titles(service.manager, when="late") == ["Ring in -40", "Ring in -5"]
    assert titles(service.manager, when="soon") == ["Ring in 3"]
    assert [row.how_late for row in rows(service.manager)] == [
        "40 days late",
        "5 days late",
        "in 3 days",
    ]


def test_one_person_one_kind_or_one_team(service):
    family = make_family(service, next_step_on=timezone.localdate() - timedelta(days=2))
    task(family, service.worker, -1)
    task(family, service.coordinator, 1)
    person = str(service.worker.public_id)
    assert titles(service.referring_manager, person=person) == ["Ring in -1"]
    assert titles(service.manager, kind="step") == ["Next step: with a coordinator"]
    assert len(rows(service.manager, team=str(service.referring.public_id))) == 3
    assert rows(service.manager, team=str(make_service().team.public_id)) == []


def test_a_step_that_a_task_tells_of_is_told_once(service):
    family = make_family(service, next_step_on=timezone.localdate())
    task(family, service.coordinator, 0)
    assert titles(service.manager) == ["Ring in 0"]


def test_reviews_and_follow_ups_are_there_with_their_owners(service):
    conference = make_conference(
        service, stage="held", starts_at=timezone.now() - timedelta(days=130)
    )
    plan = make_plan(conference.meeting, service.coordinator)
    FamilyPlan.objects.filter(pk=plan.pk).update(
        review_on=timezone.localdate() - timedelta(days=60)
    )
    found = rows(service.manager)
    assert [row.title for row in found] == [
        "Review the family’s plan",
        "Record how the children are: 3 months on",
    ]
    assert found[0].whose == (service.coordinator,)
    assert found[0].url == conference.meeting.get_absolute_url()
    assert service.worker in found[1].whose
    assert "/outcomes/m3/" in found[1].url


def test_who_is_away_and_who_stands_in(service):
    family = make_family(service)
    given = task(family, service.coordinator, -1)
    today = timezone.localdate()
    Absence.objects.create(
        user=service.coordinator,
        deputy=service.colleague,
        starts_on=today,
        ends_on=today + timedelta(days=3),
        recorded_by=service.manager,
    )
    row = rows(service.manager)[0]
    assert f"{service.colleague} stands in" in row.away[0]
    give = reverse("cases:task_give", kwargs={"public_id": given.public_id})
    assert row.reassign_url == give


def test_what_cannot_be_given_by_itself_goes_with_the_case(service):
    family = make_family(service)
    task(family, service.coordinator, -1, kind=Task.Kind.AGREE_RISK)
    allocate = reverse("cases:referral_allocate", kwargs={"public_id": family.case.public_id})
    assert rows(service.manager)[0].reassign_url == allocate


def test_a_task_of_managers_says_so(service):
    task(make_family(service), None, 0, for_managers_of=service.team)
    assert rows(service.manager)[0].managers_of == f"Managers of {service.team}"
    assert rows(service.referring_manager) == []


def test_what_one_may_not_know_of_is_neither_shown_nor_counted(service):
    other = make_service()
    review = {"is_restricted": True, "restriction_review_on": timezone.localdate()}
    restricted, excluded = make_family(service, **review), make_family(service)
    elsewhere = make_family(other)
    for family in (restricted, excluded, elsewhere):
        task(family, service.coordinator, -1)
        Case.objects.filter(pk=family.case.pk).update(
            next_step_on=timezone.localdate() - timedelta(days=9)
        )
    Exclusion.objects.create(
        case=excluded.case, user=service.manager, ground="known", recorded_by=service.colleague
    )
    response = client_of(service.manager).get(URL)
    assert response.context["page"].rows == []
    assert response.context["page"].count == 0
    assert len(rows(service.referring_manager)) == 2


def test_pages_follow_each_other_without_a_gap(service):
    family = make_family(service, next_step_on=timezone.localdate() - timedelta(days=1))
    for number in range(64):
        task(family, service.coordinator, -(number % 3))
    client, address, seen, pages = client_of(service.manager), URL, [], 0
    while address:
        response = client.get(address)
        seen += [row.place for row in response.context["page"].rows]
        address, pages = response.context["next_url"], pages + 1
        address = address and URL + address
    # The step of the case is told by a task of that day.
    assert pages == 3
    assert len(seen) == len(set(seen)) == 64
    assert seen == sorted(seen)


@pytest.mark.parametrize(
    "asked",
    [
        {"after": "junk"},
        {"after": "20260101.9.x"},
        {"after": "99999999.0.00000000-0000-0000-0000-000000000000"},
        {"team": "\x00", "person": "x", "kind": "y", "when": "z"},
    ],
)
def test_junk_in_an_address_is_as_if_it_were_not_there(service, asked):
    task(make_family(service), service.coordinator, -1)
    assert titles(service.manager, **asked) == ["Ring in -1"]


def test_it_costs_the_same_for_one_and_thirty(service):
    def more():
        conference = make_conference(
            service, stage="held", starts_at=timezone.now() - timedelta(days=130)
        )
        plan = make_plan(conference.meeting, service.coordinator)
        FamilyPlan.objects.filter(pk=plan.pk).update(review_on=timezone.localdate())
        family = make_family(service, next_step_on=timezone.localdate())
        task(family, service.coordinator, -3)

    client = client_of(service.manager)
    more()
    few = queries_of(client, URL)
    for _ in range(6):
        more()
    assert queries_of(client, URL) == few
