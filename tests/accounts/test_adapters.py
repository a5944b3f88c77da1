"""Nobody makes an account for themselves, by a form or by a work account."""

import pytest
from allauth.core.context import request_context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage

from accounts.adapters import EncryptingMFAAdapter, WorkAccountAdapter
from accounts.models import AccessEvent, User
from tests.factories.staff import UserFactory

TENANT = "11111111-2222-3333-4444-555555555555"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_tenant(settings):
    settings.OIDC_ISSUER = f"https://login.microsoftonline.com/{TENANT}/v2.0"
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "work",
                    "name": "Work",
                    "client_id": "x",
                    "secret": "y",
                    "settings": {"server_url": settings.OIDC_ISSUER, "uid_field": "oid"},
                }
            ]
        }
    }


def arrive(rf, user=None, **claims):
    """Come back from the provider with these claims; return the account that opens."""
    request = rf.get("/")
    request.user = user or AnonymousUser()
    request.session = {}
    request._messages = FallbackStorage(request)
    claims = {"oid": "person-1", "tid": TENANT, **claims}
    account = SocialAccount(provider="work", uid=claims["oid"], extra_data={"id_token": claims})
    arrival = SocialLogin(user=User(), account=account)
    with request_context(request):
        arrival.lookup()
        WorkAccountAdapter().pre_social_login(request, arrival)
    return arrival.user


def is_turned_away(rf, **claims):
    with pytest.raises(ImmediateHttpResponse) as answer:
        arrive(rf, **claims)
    assert AccessEvent.objects.get().outcome == "denied"
    return answer.value.response.status_code == 403


def test_sign_up_is_closed(client):
    page = client.get("/account/signup/")
    assert b"password" not in page.content.lower()

    client.post(
        "/account/signup/",
        {"email": "me@example.org", "password1": "a b c d e f g", "password2": "a b c d e f g"},
    )

    assert User.objects.get_queryset().count() == 0


def test_a_connected_work_account_opens_its_own_account(rf):
    user = UserFactory()
    SocialAccount.objects.create(user=user, provider="work", uid="person-1")

    assert arrive(rf, email="somebody.else@example.org") == user


def test_a_vouched_for_address_of_a_colleague_connects_them(rf, mailoutbox):
    user = UserFactory()

    assert arrive(rf, email=user.email.upper(), xms_edov=True) == user
    assert SocialAccount.objects.get(user=user).uid == "person-1"


@pytest.mark.parametrize("vouched", [{}, {"xms_edov": False}, {"email_verified": "false"}])
def test_an_address_nobody_vouches_for_opens_nothing(rf, vouched):
    user = UserFactory()

    assert is_turned_away(rf, email=user.email, **vouched)
    assert not SocialAccount.objects.exists()


def test_somebody_not_invited_is_turned_away(rf):
    assert is_turned_away(rf, email="stranger@example.org", xms_edov=True)


def test_a_leaver_is_turned_away(rf):
    user = UserFactory(is_active=False)

    assert is_turned_away(rf, email=user.email, xms_edov=True)


@pytest.mark.parametrize("tenant", ["", "99999999-2222-3333-4444-555555555555"])
def test_another_tenant_is_turned_away(rf, tenant):
    user = UserFactory()
    SocialAccount.objects.create(user=user, provider="work", uid="person-1")

    assert is_turned_away(rf, tid=tenant, email=user.email, xms_edov=True)


def test_a_secret_whose_key_is_gone_matches_no_code(settings):
    stored = EncryptingMFAAdapter().encrypt("JBSWY3DPEHPK3PXP")
    settings.FIELD_ENCRYPTION_KEYS = "new:YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXoxMjM0NTY="

    assert EncryptingMFAAdapter().decrypt(stored) == ""
