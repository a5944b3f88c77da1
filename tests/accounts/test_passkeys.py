"""What arrives where a passkey answers, from anybody (row 19 of the bad inputs)."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import reverse

from tests.factories.staff import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
JUNK = (
    "[" * 100_000,
    '{"a":' * 100_000,
    "[" * 15,
    "{",
    '"\\ud800"',
    '{"id": "\\ud800"}',
    "null",
    "1",
    "[]",
    "{}",
    '{"response": []}',
    '{"id": 1, "rawId": [], "response": {"userHandle": 7}, "type": "public-key"}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}',
    "x" * 60_000,
)
ids = [junk[:20] for junk in JUNK]


@pytest.fixture
def user():
    from allauth.account.models import EmailAddress

    user = UserFactory(coordinator=True)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sign_in(client, user):
    client.post("/account/login/", {"login": user.email, "password": PASSWORD})


@pytest.mark.parametrize("junk", JUNK, ids=ids)
def test_signing_in_with_a_damaged_passkey_is_an_error_in_words(client, junk):
    begun = client.get(
        reverse("mfa_login_webauthn"), headers={"x-requested-with": "XMLHttpRequest"}
    )
    assert begun.status_code == 200

    response = client.post(reverse("mfa_login_webauthn"), {"credential": junk}, follow=True)

    assert response.status_code == 200
    assert response.redirect_chain == [("/account/login/", 302)]
    assert len(response.context["messages"]) == 1


@pytest.mark.parametrize("junk", JUNK, ids=ids)
def test_a_damaged_passkey_after_the_password_lets_nobody_in(client, user, junk):
    TOTP.activate(user, generate_totp_secret())
    sign_in(client, user)

    response = client.post(reverse("mfa_authenticate"), {"credential": junk})

    assert response.status_code == 200
    assert junk[:1000] not in response.content.decode() or len(junk) < 5
    assert client.get("/you/").url.startswith("/account/login/")


@pytest.mark.parametrize("junk", JUNK, ids=ids)
def test_a_damaged_passkey_is_not_added_and_proves_nothing(client, user, junk):
    sign_in(client, user)
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    client.get(reverse("mfa_add_webauthn"))

    added = client.post(reverse("mfa_add_webauthn"), {"name": "Key", "credential": junk})
    again = client.post(reverse("mfa_reauthenticate_webauthn"), {"credential": junk})

    assert added.status_code == 200
    assert again.status_code == 302
    assert not Authenticator.objects.filter(user=user).exists()
