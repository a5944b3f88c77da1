import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.db import connection
from django.urls import reverse

from accounts.models import AccessEvent, Role
from restorative.fields import decrypt
from tests.factories.staff import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
GATE = "/you/second-step/"


@pytest.fixture
def required(settings):
    settings.REQUIRE_MFA = True


@pytest.fixture
def user():
    from accounts.domain.inviting import accept_invitation, invite_staff
    from tests.factories.staff import TeamFactory

    _, token = invite_staff(
        by=UserFactory(administrator=True),
        email="amy@example.org",
        first_name="Amy",
        last_name="New",
        team=TeamFactory(),
        role=Role.COORDINATOR,
    )
    return accept_invitation(token, password=PASSWORD)


def sign_in(client, user):
    return client.post("/account/login/", {"login": user.email, "password": PASSWORD})


def code_for(secret):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_a_password_alone_leads_to_setting_up_a_second_step(client, required, user):
    sign_in(client, user)

    response = client.get("/staff/")

    assert (response.status_code, response.url) == (302, GATE)
    gate = client.get(GATE)
    assert gate.context["is_set_up"] is False
    assert gate.context["navigation"] == []
    assert client.get(reverse("mfa_activate_totp")).status_code in (200, 302)


def test_posting_is_held_back_as_well(client, required, user):
    sign_in(client, user)

    response = client.post("/you/", {"first_name": "X", "last_name": "Y", "version": "1"})

    assert response.url == GATE
    user.refresh_from_db()
    assert user.first_name == "Amy"


def test_where_it_is_not_required_a_password_is_enough(client, user):
    sign_in(client, user)

    assert client.get("/you/").status_code == 200


def test_having_set_it_up_one_signs_in_once_more_with_it(client, required, user):
    sign_in(client, user)
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    assert client.get("/you/").url == GATE
    assert client.get(GATE).context["is_set_up"] is True
    client.post("/account/logout/")

    sign_in(client, user)
    assert client.get("/you/").url.startswith("/account/login/")
    client.post(reverse("mfa_authenticate"), {"code": code_for(secret)})

    assert client.get("/you/").status_code == 200


def test_a_wrong_code_is_recorded_and_lets_nobody_in(client, required, user):
    TOTP.activate(user, generate_totp_secret())
    sign_in(client, user)

    client.post(reverse("mfa_authenticate"), {"code": "000000"})

    assert client.get("/you/").url.startswith("/account/login/")
    failed = AccessEvent.objects.get(action="second_factor_failed")
    assert (failed.object_id, failed.outcome) == (str(user.pk), "denied")


def test_the_secret_is_encrypted_where_it_lies(user):
    secret = generate_totp_secret()
    TOTP.activate(user, secret)

    with connection.cursor() as cursor:
        cursor.execute("SELECT data::text FROM mfa_authenticator WHERE user_id = %s", [user.pk])
        stored = cursor.fetchone()[0]

    assert secret not in stored
    authenticator = Authenticator.objects.get(user=user)
    assert decrypt(authenticator.data["secret"]) == secret


def test_public_pages_stay_open(client, required, user):
    sign_in(client, user)

    assert client.get("/help/").status_code == 200


def test_a_passkey_is_kept_for_signing_in_by_itself_unless_unticked(client, user):
    sign_in(client, user)
    client.post("/account/reauthenticate/", {"password": PASSWORD})

    form = client.get(reverse("mfa_add_webauthn")).context["form"]

    assert form["passwordless"].initial is True
