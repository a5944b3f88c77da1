from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent
from cases.domain.closing import hold_case
from cases.models import Case, Referral
from tests.factories.cases import ExclusionFactory
from tests.factories.lifecycle import make_service

URL = reverse("cases:referral_inbox")


@pytest.fixture
def service(db):
    return make_service()


def urgent(case, urgency=Referral.Urgency.URGENT):
    Referral.objects.filter(case=case).update(urgency=urgency)


@pytest.mark.parametrize("who", ["worker", "coordinator", "referring_manager"])
def test_only_managers_of_a_service_have_an_inbox(client, service, who):
    client.force_login(getattr(service, who))

    assert client.get(URL).status_code == 403


def test_what_waits_is_sorted_by_what_it_waits_for(client, service):
    new = service.case()
    asked = service.case(info_needed=True)
    accepted = service.case(accepted=True)
    held = service.case(accepted=True)
    hold_case(held, "Ill", timezone.localdate() + timedelta(days=7), by=service.manager)
    service.case(draft=True)
    service.case(coordinator=service.coordinator)
    service.case(declined=True)
    client.force_login(service.manager)

    inbox = client.get(URL).context["inbox"]

    assert [row.case for row in inbox.to_decide] == [new]
    assert [row.case for row in inbox.asked] == [asked]
    assert [row.case for row in inbox.to_allocate] == [accepted, held]


def test_the_urgent_come_first_then_the_oldest(client, service, time_machine):
    time_machine.move_to("2026-11-16 10:00Z", tick=False)
    oldest = service.case()
    time_machine.move_to("2026-11-18 10:00Z", tick=False)
    soon, hurry = service.case(), service.case()
    urgent(soon, Referral.Urgency.SOON)
    urgent(hurry)
    client.force_login(service.manager)

    rows = client.get(URL).context["inbox"].to_decide

    assert [row.case for row in rows] == [hurry, soon, oldest]
    assert [row.urgency for row in rows] == ["Urgent", "Soon", ""]


def test_each_says_how_many_working_days_it_has_waited(client, service, time_machine):
    time_machine.move_to("2026-11-20 10:00Z", tick=False)
    service.case()
    time_machine.move_to("2026-11-23 10:00Z", tick=False)
    client.force_login(service.manager)

    page = client.get(URL).content.decode()

    assert "1 working day<" in page


def test_what_nobody_decided_in_time_is_overdue(client, service):
    case = service.case()
    Case.objects.filter(pk=case.pk).update(next_step_on=timezone.localdate() - timedelta(days=1))
    client.force_login(service.manager)

    assert "Overdue" in client.get(URL).content.decode()


def test_hidden_families_are_not_there(client, service):
    restricted = service.case(restricted=True)
    shut = service.case()
    ExclusionFactory(case=shut, user=service.manager)
    client.force_login(service.manager)

    response = client.get(URL)

    assert response.context["inbox"].is_empty
    assert str(restricted) not in response.content.decode()
    assert "No referral is waiting for you." in response.content.decode()


def test_other_services_have_their_own_inbox(client, service):
    make_service().case()
    client.force_login(service.manager)

    assert client.get(URL).context["inbox"].is_empty


def test_the_look_is_recorded_with_its_cases(client, service):
    case = service.case()
    client.force_login(service.manager)

    client.get(URL)

    event = AccessEvent.objects.get(action="referral_inbox")
    assert (event.actor, event.case_ids, event.row_count) == (service.manager, [case.pk], 1)


def test_the_inbox_costs_the_same_however_long_it_is(
    client, service, django_assert_max_num_queries
):
    client.force_login(service.manager)
    client.get(URL)
    counts = []
    for cases in (1, 29):
        for _ in range(cases):
            service.case(info_needed=True, children=2)
        with django_assert_max_num_queries(40) as captured:
            response = client.get(URL)
        counts.append(len(captured))

    assert len(response.context["inbox"].asked) == 30
    assert counts[0] == counts[1]
