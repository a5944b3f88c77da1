"""Sign-in and all that belongs to it, in a browser: dressed alike, sound, with plain errors."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)

from tests.browser.soundness import AXE, NARROW, WIDE, Watcher
from tests.factories.staff import PASSWORD, UserFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not AXE.exists(), reason="npm ci has not run"),
]
# As long as real ones are: wider than a phone, and nowhere to break.
LONG = "alexandria.featherstonehaugh-cholmondeley@exampleshire.example"
PAGES = [
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/2fa/webauthn/",
    "/account/2fa/webauthn/add/",
    "/account/password/change/",
    "/account/sessions/",
    "/account/3rdparty/",
    "/account/email/",
    "/account/logout/",
]


@pytest.fixture
def watcher(page, request):
    page.set_viewport_size({"width": getattr(request, "param", WIDE), "height": 900})
    return Watcher(page)


def sign_in(page, live_server):
    user = UserFactory(coordinator=True, email=LONG)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    page.goto(f"{live_server.url}/account/login/")
    page.fill("#id_login", user.email)
    page.fill("#id_password", PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"{live_server.url}/")
    return user


def sign_in_twice(page, live_server):
    """Pages that change how one signs in ask for the password once more."""
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/account/reauthenticate/?next=/help/")
    page.fill("#id_password", PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url(f"{live_server.url}/help/")


@pytest.mark.parametrize("watcher", [WIDE, NARROW], indirect=True)
def test_the_way_in_is_sound(page, live_server, watcher):
    for address in ("/account/login/", "/account/password/reset/"):
        page.goto(live_server.url + address)
        watcher.assert_sound()
        page.locator("main form button[data-prevent-double-click]").first.click()
        page.wait_for_load_state()
        assert page.title().startswith("Error: ")
        assert page.get_by_text("Enter your email address").count() == 2
        watcher.assert_sound()


@pytest.mark.parametrize("watcher", [WIDE, NARROW], indirect=True)
def test_what_belongs_to_an_account_is_sound(page, live_server, watcher):
    sign_in_twice(page, live_server)
    for address in PAGES:
        page.goto(live_server.url + address)
        assert page.url == live_server.url + address
        watcher.assert_sound()
        assert page.locator("h1").count() == 1


@pytest.mark.parametrize("watcher", [WIDE, NARROW], indirect=True)
def test_showing_again_that_it_is_you_is_sound(page, live_server, watcher):
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/account/reauthenticate/")
    watcher.assert_sound()

    page.get_by_role("button", name="Continue").click()
    page.wait_for_load_state()
    assert page.title().startswith("Error: Show that it is you – ")
    watcher.assert_sound()


@pytest.mark.parametrize("watcher", [WIDE, NARROW], indirect=True)
def test_an_authenticator_app_is_set_up_and_leads_to_recovery_codes(page, live_server, watcher):
    sign_in_twice(page, live_server)
    page.goto(f"{live_server.url}/account/2fa/totp/activate/")
    page.get_by_role("button", name="Set up").click()
    page.wait_for_load_state()
    assert page.get_by_text("Enter your code").count() == 2
    watcher.assert_sound()

    page.get_by_text("You cannot use the camera").click()
    secret = page.locator(".govuk-details strong").inner_text()
    counter = next(yield_hotp_counters_from_time())
    page.fill("#id_code", format_hotp_value(hotp_value(secret, counter)))
    page.get_by_role("button", name="Set up").click()
    page.wait_for_url("**/recovery-codes/")
    assert len(page.input_value("#recovery_codes").split()) == 10
    watcher.assert_sound()


def test_a_wrong_password_is_told_without_saying_which_was_wrong(page, live_server, watcher):
    page.goto(f"{live_server.url}/account/login/")
    page.fill("#id_login", "nobody@exampleshire.example")
    page.fill("#id_password", "not-the-password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_load_state()

    summary = page.locator(".govuk-error-summary")
    assert "email address and/or password" in summary.inner_text()
    assert page.input_value("#id_password") == ""
    watcher.assert_sound()
