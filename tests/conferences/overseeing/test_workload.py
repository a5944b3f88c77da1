"""Who has how much work: by name, of what the reader may see, equal to the lists behind it."""

import re
from datetime import time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Absence, Role
from cases.models import Case, CaseChild, Exclusion
from conferences.models import Away, Resource, WeeklyHours
from conferences.overseeing import workload
from tests.factories.conferences import make_conference
from tests.factories.recording import make_family, make_member, make_service, queries_of, reload

pytestmark = pytest.mark.django_db
URL = reverse("conferences:workload")


@pytest.fixture
def service():
    return make_service()


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


def page(user):
    response = client_of(user).get(URL)
    assert response.status_code == 200
    return response.content.decode()


def row_of(rows, user):
    return next(row for row in rows if row.user == user)


def test_open_cases_are_counted_and_lead_to_as_many(service):
    for _ in range(3):
        make_family(service)
    make_family(service, stage=Case.Stage.CLOSED)
    row = row_of(workload.coordinators(reload(service.manager)), service.coordinator)
    assert row.cases == 3
    listed = client_of(service.manager).get(row.cases_url)
    assert listed.context["page"].count == 3
    assert f"Coordinator: {service.coordinator}" in listed.content.decode()


def test_a_colleague_without_a_case_stands_there_too(service):
    rows = workload.coordinators(reload(service.manager))
    assert row_of(rows, service.colleague).cases == 0


def test_rows_are_in_the_order_of_names(service):
    for _ in range(2):
        make_family(service)
    names = [str(row.user) for row in workload.coordinators(reload(service.manager))]
    assert names == sorted(names)


def test_who_left_with_open_cases_is_still_counted_and_listed(service):
    make_family(service)
    service.coordinator.memberships.update(ended_at=timezone.now())
    row = row_of(workload.coordinators(reload(service.manager)), service.coordinator)
    listed = client_of(service.manager).get(row.cases_url)
    assert row.cases == listed.context["page"].count == 1


def test_meetings_of_four_weeks_hours_and_absence(service):
    for days in (-3, 3, 20, 40):
        make_conference(service, starts_at=timezone.now() + timedelta(days=days))
    resource = Resource.objects.create(kind="coordinator", name="Cora", user=service.coordinator)
    WeeklyHours.objects.create(resource=resource, weekday=1, starts=time(9), ends=time(16, 30))
    today = timezone.localdate()
    Absence.objects.create(
        user=service.coordinator,
        deputy=service.colleague,
        starts_on=today,
        ends_on=today + timedelta(days=3),
        recorded_by=service.manager,
    )
    Away.objects.create(
        resource=resource, starts_on=today, ends_on=today, recorded_by=service.manager
    )
    row = row_of(workload.coordinators(reload(service.manager)), service.coordinator)
    assert row.meetings == 2
    assert row.hours == "7.5 hours a week: Tue"
    assert len(row.away) == 2
    assert f"{service.colleague} stands in" in row.away[0]
    assert "stands in" in page(service.manager)


def test_who_waits_for_a_coordinator_can_be_allocated_from_here(service):
    waiting = make_family(service, stage=Case.Stage.ACCEPTED)
    allocate = reverse("cases:referral_allocate", kwargs={"public_id": waiting.case.public_id})
    assert allocate in page(service.manager)
    referring = page(service.referring_manager)
    assert waiting.case.reference in referring
    assert allocate not in referring


def test_social_workers_of_a_referring_manager(service):
    make_family(service, children=2)
    alone = make_family(service)
    CaseChild.objects.filter(case=alone.case).update(social_worker=None)
    reader = reload(service.referring_manager)
    row = row_of(workload.social_workers(reader), service.worker)
    client = client_of(service.referring_manager)
    assert row.cases == client.get(row.cases_url).context["page"].count == 1
    waiting = workload.without_worker(reader)
    assert waiting.count == client.get(waiting.url).context["page"].count == 1
    body = page(service.referring_manager)
    assert reverse("cases:worker_allocate", kwargs={"public_id": alone.case.public_id}) in body
    assert "Coordinators and their work" not in body


def test_what_one_may_not_know_of_is_not_counted(service):
    other = make_service()
    make_family(service)
    make_family(service, is_restricted=True, restriction_review_on=timezone.localdate())
    make_family(other)
    closed = make_family(service)
    Exclusion.objects.create(
        case=closed.case, user=service.manager, ground="known", recorded_by=service.colleague
    )
    rows = workload.coordinators(reload(service.manager))
    assert row_of(rows, service.coordinator).cases == 1
    assert other.coordinator not in [row.user for row in rows]
    hidden = make_family(
        service,
        stage=Case.Stage.ACCEPTED,
        is_restricted=True,
        restriction_review_on=timezone.localdate(),
    )
    assert hidden.case.reference not in page(service.manager)


def test_junk_for_a_social_worker_is_as_if_not_asked(service):
    make_family(service)
    client = client_of(service.manager)
    for junk in ("x", "\x00", "00000000-0000-0000-0000-000000000000"):
        listed = client.get(reverse("cases:case_list"), {"worker": junk})
        assert listed.context["page"].count == 1


def test_it_costs_the_same_for_one_and_thirty(service):
    def more():
        user = make_member(service.team, Role.COORDINATOR, "An", "Other")
        make_conference(service, starts_at=timezone.now() + timedelta(days=3), coordinator=user)
        make_family(service, stage=Case.Stage.ACCEPTED)
        Resource.objects.create(kind="coordinator", name=str(user), user=user)

    for user in (service.manager, service.referring_manager):
        client = client_of(user)
        more()
        few = queries_of(client, URL)
        for _ in range(6):
            more()
        assert queries_of(client, URL) == few


def test_the_page_has_no_ranking(service):
    make_family(service)
    assert not re.search(r"govuk-tag--(red|green)|rank|most cases", page(service.manager))
