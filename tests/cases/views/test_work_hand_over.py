import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent
from cases.models import Case
from tests.factories.cases import ExclusionFactory
from tests.factories.lifecycle import make_service
from tests.factories.staff import MembershipFactory, UserFactory


@pytest.fixture
def service(db):
    return make_service()


def url_of(user, name="work_hand_over"):
    return reverse(f"cases:{name}", kwargs={"public_id": user.public_id})


def test_a_manager_hands_over_and_reads_what_went_and_what_did_not(client, service):
    moved = service.case(coordinator=service.coordinator)
    stays = service.case(coordinator=service.coordinator)
    ExclusionFactory(case=stays, user=service.colleague)
    client.force_login(service.manager)

    response = client.post(
        url_of(service.coordinator), {"to": service.colleague.public_id}, follow=True
    )

    page = response.content.decode()
    assert response.redirect_chain[0][0] == url_of(service.coordinator, "work_handed_over")
    assert str(moved) in page
    assert f"{stays}, as coordinator" in page
    assert "is excluded from this case" in page
    assert Case.objects.get(pk=moved.pk).coordinator == service.colleague


def test_an_administrator_reads_numbers_and_no_case(client, service):
    administrator = UserFactory(administrator=True, team=service.team)
    moved = service.case(coordinator=service.coordinator)
    stays = service.case(coordinator=service.coordinator)
    ExclusionFactory(case=stays, user=service.colleague)
    client.force_login(administrator)
    assert "Coordinates 2 cases." in client.get(url_of(service.coordinator)).content.decode()

    response = client.post(
        url_of(service.coordinator), {"to": service.colleague.public_id}, follow=True
    )

    page = response.content.decode()
    assert Case.objects.get(pk=moved.pk).coordinator == service.colleague
    assert str(moved) not in page
    assert str(stays) not in page
    assert "could not go to" in page


@pytest.mark.parametrize("who", ["worker", "coordinator"])
def test_other_seats_hand_nothing_over(client, service, who):
    client.force_login(getattr(service, who))

    response = client.post(url_of(service.coordinator), {"to": service.colleague.public_id})

    assert response.status_code == 403


def test_a_manager_of_another_team_finds_nobody(client, service):
    client.force_login(make_service().manager)

    assert client.get(url_of(service.coordinator)).status_code == 404
    assert client.get(url_of(service.coordinator, "work_handed_over")).status_code == 404


def test_work_goes_only_to_colleagues_of_the_same_teams(client, service):
    stranger = UserFactory(coordinator=True)
    client.force_login(service.manager)

    response = client.post(url_of(service.coordinator), {"to": stranger.public_id})

    assert "to" in response.context["form"].errors


@pytest.mark.parametrize("posted", [{}, {"to": ""}, {"to": "nobody"}])
def test_somebody_must_be_chosen(client, service, posted):
    client.force_login(service.manager)

    response = client.post(url_of(service.coordinator), posted)

    assert response.status_code == (422 if posted.get("to") == "nobody" else 200)
    assert "to" in response.context["form"].errors


def test_a_manager_reads_numbers_of_what_they_may_know_of(client, service):
    service.case(coordinator=service.coordinator)
    service.case(coordinator=service.coordinator, restricted=True)
    client.force_login(service.manager)

    page = client.get(url_of(service.coordinator)).content.decode()

    assert "Coordinates 1 case." in page


def test_without_a_hand_over_there_is_no_summary(client, service):
    client.force_login(service.manager)

    response = client.get(url_of(service.coordinator, "work_handed_over"))

    assert response.url == url_of(service.coordinator)


def test_a_hand_over_is_recorded(client, service):
    client.force_login(service.manager)

    client.post(url_of(service.coordinator), {"to": service.colleague.public_id})

    event = AccessEvent.objects.get(action="work_handed_over")
    assert (event.actor, event.object_id) == (service.manager, str(service.coordinator.pk))


def test_a_manager_of_a_former_team_finds_nobody(client, service):
    other = make_service()
    MembershipFactory(user=service.coordinator, team=other.team, role="coordinator")
    service.coordinator.memberships.filter(team=service.team).update(ended_at=timezone.now())
    client.force_login(service.manager)
    assert client.get(url_of(service.coordinator)).status_code == 404

    client.force_login(other.manager)
    assert client.get(url_of(service.coordinator)).status_code == 200


def test_work_goes_to_colleagues_in_the_teams_that_the_manager_manages(client, service):
    other = make_service()
    MembershipFactory(user=service.coordinator, team=other.team, role="coordinator")
    client.force_login(service.manager)

    form = client.get(url_of(service.coordinator)).context["form"]

    assert str(service.colleague.public_id) in form.by_id
    assert str(other.colleague.public_id) not in form.by_id
