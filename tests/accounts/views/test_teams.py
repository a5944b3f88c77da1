import pytest
from django.urls import reverse

from accounts.models import Team
from tests.factories.staff import TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _admin(client):
    client.force_login(UserFactory(administrator=True))
    client.get("/you/")


def test_a_team_is_added_once_however_often_the_button_is_pressed(client):
    posted = {
        "name": "Circles",
        "kind": "service",
        "reference_prefix": "rc",
        "form_token": "6f1f2a3e-8f4e-4b0e-9a63-0e7a3a7f7a02",
    }

    first, second = (client.post("/teams/add/", posted) for _ in range(2))

    team = Team.objects.get(name="Circles")
    assert (first.url, second.url) == (team.get_absolute_url(), team.get_absolute_url())
    assert team.reference_prefix == "RC"


def test_a_service_without_letters_is_explained_at_the_letters(client):
    response = client.post("/teams/add/", {"name": "Circles", "kind": "service"})

    assert set(response.context["form"].errors) == {"reference_prefix"}


def test_the_kind_of_a_team_stays(client):
    team = TeamFactory()

    client.post(
        reverse("accounts:team_edit", args=[team.public_id]),
        {"version": "1", "name": "Renamed", "reference_prefix": "ABC", "kind": "referring"},
    )

    team.refresh_from_db()
    assert (team.name, team.reference_prefix, team.kind) == ("Renamed", "ABC", "service")


def test_a_team_with_people_says_so(client):
    team = UserFactory(coordinator=True).memberships.get().team

    response = client.post(reverse("accounts:team_archive", args=[team.public_id]))

    assert response.status_code == 422
    assert response.context["left"] == ["1 person is in this team."]


def test_an_empty_team_is_archived_and_opened_again(client):
    team = TeamFactory()

    client.post(reverse("accounts:team_archive", args=[team.public_id]))
    assert Team.objects.open().filter(pk=team.pk).count() == 0

    client.post(reverse("accounts:team_reopen", args=[team.public_id]))
    assert Team.objects.open().filter(pk=team.pk).count() == 1


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_the_same_however_long_it_is(client, django_assert_num_queries, count):
    for _ in range(count):
        UserFactory(coordinator=True)

    with django_assert_num_queries(6):  # savepoint twice, session, user, seats, teams
        client.get("/teams/")
