import pytest
from django.db import connection
from django.urls import path

from accounts.decorators import requires
from accounts.models import AccessEvent
from accounts.permissions import Permission
from restorative.conflicts import StaleVersion
from tests.factories.staff import UserFactory

NOT_THERE = "00000000-0000-4000-8000-000000000000"
pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


def denials():
    return list(
        AccessEvent.objects.filter(outcome="denied").values_list("actor", "action", "object_id")
    )


def test_a_look_at_what_is_not_there_is_recorded_without_looking(client, admin):
    assert client.get(f"/staff/{NOT_THERE}/").status_code == 404

    assert denials() == [(admin.pk, "staff_detail", NOT_THERE)]


def test_a_refusal_is_recorded_and_says_whom_to_ask(client, admin):
    worker = UserFactory(social_worker=True)
    client.force_login(worker)

    response = client.get("/staff/")

    assert response.status_code == 403
    assert denials() == [(worker.pk, "staff_list", "")]
    assert response.context["action"] == "Invite, move and deactivate staff, keep teams"
    assert response.context["roles"] == ["Administrator"]
    assert response.context["ask"] == [admin]


@pytest.mark.django_db(transaction=True)
def test_a_denial_outlives_the_rollback_of_its_request(client):
    user = UserFactory(administrator=True)
    client.force_login(user)

    client.get(f"/teams/{NOT_THERE}/")

    assert denials() == [(user.pk, "team_detail", NOT_THERE)]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "kept"),
    [
        (0, "203.0.113.7", "10.0.0"),  # nobody in front of us: whoever sends this made it up
        (1, "198.51.100.9, 203.0.113.7", "203.0.113"),
        (1, None, "10.0.0"),
        (1, "198.51.100.9, 2001:db8:1:2::7", "2001:db8:1"),
    ],
)
def test_where_somebody_is_is_kept_behind_proxies_too(
    client, admin, settings, proxies, forwarded, kept
):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    headers = {"x-forwarded-for": forwarded} if forwarded else {}

    client.get(f"/staff/{NOT_THERE}/", headers=headers, REMOTE_ADDR="10.0.0.1")

    assert AccessEvent.objects.get(outcome="denied").ip_prefix == kept


def test_nothing_is_shown_when_looking_cannot_be_recorded(client):
    client.force_login(UserFactory(privacy_officer=True))
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE accounts_accessevent ADD CONSTRAINT shut CHECK (action = 'x') NOT VALID"
        )

    response = client.get("/audit/")

    assert response.status_code == 503
    assert response["Retry-After"] == "60"


@requires(Permission.OWN_ACCOUNT)
def careless_view(request):
    raise StaleVersion(request.user)


urlpatterns = [path("careless/", careless_view, name="careless")]


def test_a_conflict_that_a_view_forgot_keeps_what_was_typed(client, admin, settings):
    settings.ROOT_URLCONF = "tests.accounts.middleware.urls_with_careless_view"

    response = client.post("/careless/", {"text": "Half an hour of typing", "version": "1"})

    assert response.status_code == 409
    assert response.context["typed"] == [("Text", "Half an hour of typing")]
    assert b"Half an hour of typing" in response.content


def test_a_refused_form_gives_its_words_back(client):
    client.force_login(UserFactory(social_worker=True))

    response = client.post("/teams/add/", {"name": "Night <team>", "form_token": "x"})

    assert response.status_code == 403
    assert response.context["typed"] == [("Name", "Night <team>")]
    assert b"Name: Night &lt;team&gt;" in response.content


def test_a_form_about_what_is_not_there_gives_its_words_back(client, admin):
    response = client.post(f"/teams/{NOT_THERE}/edit/", {"name": "Night team"})

    assert response.status_code == 404
    assert b"Name: Night team" in response.content
    assert denials() == [(admin.pk, "team_edit", NOT_THERE)]


def test_a_refused_form_with_a_password_gives_nothing_back(client):
    client.force_login(UserFactory(social_worker=True))

    response = client.post("/teams/add/", {"name": "Night team", "password": "secret words"})

    assert response.context["typed"] == []
