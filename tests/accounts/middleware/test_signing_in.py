from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import AccessEvent, Team
from tests.factories.staff import UserFactory

pytestmark = pytest.mark.django_db
TYPED = {"name": "Night team <b>", "kind": "referring", "form_token": "x"}


@pytest.fixture
def admin():
    return UserFactory(administrator=True)


def test_a_stranger_is_led_to_sign_in_and_back(client):
    assert client.get("/staff/").url == "/account/login/?next=/staff/"


def test_a_form_sent_after_the_session_ended_comes_back_with_its_text(client, admin, clock):
    client.force_login(admin)
    client.get("/teams/add/")
    clock.shift(timedelta(minutes=45))

    response = client.post("/teams/add/", TYPED)

    assert response.status_code == 401
    assert response.context["action"] == "/teams/add/"
    assert dict(response.context["fields"]) == TYPED
    assert b"Night team &lt;b&gt;" in response.content
    assert Team.objects.filter(name="Night team <b>").count() == 0


def test_it_can_be_sent_again_after_signing_in(client, admin):
    fields = dict(client.post("/teams/add/", TYPED).context["fields"])
    client.force_login(admin)

    client.post("/teams/add/", fields)

    assert Team.objects.filter(name="Night team <b>").count() == 1


@pytest.mark.parametrize(
    ("path", "posted"),
    [
        ("/account/password/change/", {"oldpassword": "secret words", "password1": "x"}),
        ("/you/", {"password": "secret words"}),
        ("/account/2fa/totp/activate/", {"code": "123456"}),
    ],
)
def test_passwords_and_codes_never_come_back(client, path, posted):
    response = client.post(path, posted)

    assert response.status_code == 302
    assert response.url.startswith("/account/login/")


@pytest.mark.parametrize(
    "headers",
    [{"X-Background": "1"}, {"Accept": "application/json"}, {"Sec-Fetch-Dest": "empty"}],
)
def test_a_script_is_told_in_its_own_way(client, headers):
    response = client.post("/you/keep-signed-in/", headers=headers)

    assert (response.status_code, response.json()) == (401, {"signed_in": False})


def test_an_old_csrf_token_gives_the_text_back(admin):
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin)
    client.get("/teams/add/")

    response = client.post("/teams/add/", {**TYPED, "csrfmiddlewaretoken": "a" * 64})

    assert response.status_code == 403
    assert dict(response.context["fields"]) == TYPED


def test_another_site_gets_nothing_repeated(admin):
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin)
    client.get("/teams/add/")

    response = client.post("/teams/add/", TYPED, headers={"Origin": "https://evil.example"})

    assert response.status_code == 403
    assert "fields" not in response.context
    assert b"Night team" not in response.content


def test_nothing_is_kept_by_browsers_or_on_the_way(client, admin):
    assert client.get("/account/login/")["Cache-Control"].count("no-store") == 1
    client.force_login(admin)
    assert client.get("/staff/")["Cache-Control"] == "no-store"


def test_signing_out_clears_what_the_browser_holds(client, admin):
    client.force_login(admin)

    response = client.post("/account/logout/")

    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/staff/").status_code == 302


def ended_sessions():
    return AccessEvent.objects.filter(action="ended_session_used", outcome="denied")


def test_who_has_no_session_or_loses_it_now_leaves_no_mark(client, admin, clock):
    client.get("/account/login/")
    client.get("/staff/")
    client.force_login(admin)
    client.get("/staff/")
    clock.shift(timedelta(minutes=45))
    assert client.get("/staff/").status_code == 302

    assert not ended_sessions().exists()


def test_made_up_sessions_do_not_fill_the_record(client, clock):
    for number in range(40):
        client.cookies["sessionid"] = f"{number:032}"
        client.get("/staff/")

    assert ended_sessions().count() == 30
