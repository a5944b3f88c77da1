from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Absence
from cases.domain.allocating import allocate_coordinator
from cases.models import Case, Task
from tests.factories.cases import ExclusionFactory
from tests.factories.lifecycle import also_coordinates, make_service
from tests.factories.staff import UserFactory


@pytest.fixture
def service(db):
    return make_service()


@pytest.fixture
def case(service):
    return service.case(accepted=True)


def url_of(case):
    return reverse("cases:referral_allocate", kwargs={"public_id": case.public_id})


def choice_of(response, user):
    [choice] = [c for c in response.context["choices"] if c.user == user]
    return choice


def coordinator_of(case):
    return Case.objects.get(pk=case.pk).coordinator


@pytest.mark.parametrize("who", ["worker", "coordinator", "referring_manager"])
def test_other_seats_do_not_allocate(client, service, case, who):
    client.force_login(getattr(service, who))

    response = client.post(url_of(case), {"coordinator": service.coordinator.public_id})

    assert response.status_code == 403
    assert coordinator_of(case) is None


def test_what_may_not_be_known_is_not_there(client, service, case):
    client.force_login(make_service().manager)

    assert client.get(url_of(case)).status_code == 404
    posted = {"coordinator": service.coordinator.public_id}
    assert client.post(url_of(case), posted).status_code == 404


def test_a_case_goes_to_the_coordinator_chosen(client, service, case):
    client.force_login(service.manager)

    response = client.post(url_of(case), {"coordinator": service.coordinator.public_id})

    assert response.url == reverse("cases:referral_inbox")
    assert coordinator_of(case) == service.coordinator


def test_a_manager_sees_what_each_has_and_who_is_away(client, service, case):
    service.case(coordinator=service.coordinator)
    service.case(coordinator=service.coordinator, restricted=True)
    today = timezone.localdate()
    Absence.objects.create(
        user=service.colleague,
        deputy=service.coordinator,
        starts_on=today,
        ends_on=today + timedelta(days=3),
        recorded_by=service.manager,
    )
    client.force_login(service.manager)

    response = client.get(url_of(case))

    # The restricted one is hidden from this manager, and so is its number.
    assert choice_of(response, service.coordinator).hint == "1 open case."
    assert f"; {service.coordinator} stands in." in choice_of(response, service.colleague).hint


def test_the_familys_wishes_are_shown_and_block_nothing(client, service, case):
    case.referral.coordinator_wishes = "A woman who speaks Polish"
    case.referral.save()
    person = case.children.get().person
    person.interpreter, person.interpreter_language = "given", "Polish"
    person.save()
    client.force_login(service.manager)

    response = client.get(url_of(case))

    assert "A woman who speaks Polish" in response.content.decode()
    assert response.context["languages"] == ["Polish"]
    assert f"{person.liked_name}: Polish interpreter needed" in response.content.decode()


def test_what_would_help_people_take_part_is_shown_to_whoever_allocates(client, service, case):
    client.force_login(service.manager)
    assert "None needed" not in client.get(url_of(case)).content.decode()
    case.referral.access = "A room without stairs"
    case.referral.save()

    assert "A room without stairs" in client.get(url_of(case)).content.decode()


def test_a_line_manager_of_the_referrer_is_refused_with_the_reason(client, service, case):
    both = also_coordinates(service.referring_manager, service.team)
    service.worker.line_manager = both
    service.worker.save()
    client.force_login(service.manager)
    assert "Not independent" in choice_of(client.get(url_of(case)), both).hint

    response = client.post(url_of(case), {"coordinator": both.public_id})

    [text] = response.context["form"].errors["coordinator"]
    assert "must be independent" in text
    assert "the line manager of the referrer" in text
    assert coordinator_of(case) is None


def test_an_excluded_coordinator_is_refused(client, service, case):
    ExclusionFactory(case=case, user=service.coordinator)
    client.force_login(service.manager)

    response = client.post(url_of(case), {"coordinator": service.coordinator.public_id})

    assert "is excluded from this case" in response.context["form"].errors["coordinator"][0]


@pytest.mark.parametrize("posted", [{}, {"coordinator": "nobody"}, {"coordinator": "stranger"}])
def test_only_a_coordinator_of_the_list_can_be_chosen(client, service, case, posted):
    if posted.get("coordinator") == "stranger":
        posted = {"coordinator": UserFactory(coordinator=True).public_id}
    client.force_login(service.manager)

    response = client.post(url_of(case), posted)

    assert response.status_code == (422 if posted else 200)
    assert "coordinator" in response.context["form"].errors
    assert coordinator_of(case) is None


def test_the_slower_of_two_managers_is_told_who_did_it_and_when(client, service, case):
    allocate_coordinator(case, service.coordinator, by=service.second_manager)
    client.force_login(service.manager)

    response = client.post(
        url_of(case), {"coordinator": service.colleague.public_id, "instead_of": ""}
    )

    page = response.content.decode()
    assert response.status_code == 409
    assert f"{service.second_manager} gave it to {service.coordinator} on" in page
    assert coordinator_of(case) == service.coordinator


def test_a_case_with_a_coordinator_can_go_to_another_with_a_reason(client, service):
    case = service.case(coordinator=service.coordinator)
    client.force_login(service.manager)
    response = client.get(url_of(case))
    posted = {
        "coordinator": service.colleague.public_id,
        "instead_of": response.context["form"]["instead_of"].value(),
    }
    assert service.coordinator not in [choice.user for choice in response.context["choices"]]

    assert "why" in client.post(url_of(case), posted).context["form"].errors
    client.post(url_of(case), posted | {"why": "Off sick"})

    assert coordinator_of(case) == service.colleague
    assert Task.objects.open().get(case=case).assigned_to == service.colleague


def test_a_referral_that_is_not_accepted_has_no_coordinator_to_choose(client, service):
    client.force_login(service.manager)

    response = client.get(url_of(service.case()))

    assert "no longer waiting for a coordinator" in response.content.decode()


def test_a_closed_case_says_when_and_by_whom(client, service):
    case = service.case(closed=True)
    client.force_login(service.manager)

    response = client.get(url_of(case))

    assert response.status_code == 403
    assert f"by {case.ended_by}" in response.content.decode()


def test_the_list_costs_the_same_however_many_coordinators(
    client, service, case, django_assert_max_num_queries
):
    client.force_login(service.manager)
    client.get(url_of(case))
    counts = []
    for more in (0, 29):
        for coordinator in [UserFactory(coordinator=True, team=service.team) for _ in range(more)]:
            coordinator.line_manager = service.manager
            coordinator.save()
        with django_assert_max_num_queries(60) as captured:
            client.get(url_of(case))
        counts.append(len(captured))

    assert counts[0] == counts[1]
