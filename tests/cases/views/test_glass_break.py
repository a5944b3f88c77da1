import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AccessEvent
from accounts.permissions import Seat
from cases.domain.sweeping import warn_of_the_excluded
from cases.models import BreakGlass, Exclusion
from tests.access.world import make_user, make_world

pytestmark = pytest.mark.django_db
URL = reverse("cases:glass_break")
REASON = "Police rang: a child was found alone in the street."
PASSWORD = "three words that last"
NOBODYS = "FGC-2026-99999"


@pytest.fixture
def hidden(client):
    """A social worker, signed in, and a restricted case of their team that is hidden from them."""
    world = make_world(Seat.SOCIAL_WORKER, "restricted")
    client.force_login(world.user)
    return world


@pytest.fixture
def excluded(hidden):
    Exclusion.objects.create(
        case=hidden.case, user=hidden.user, ground="known", recorded_by=hidden.case.coordinator
    )
    return hidden


def ask(client, reference):
    return client.post(URL, {"reference": reference, "ground": "safety", "reason": REASON})


def refusals():
    rows = AccessEvent.objects.filter(action="glass_refused", outcome="denied")
    return list(rows.order_by("pk").values_list("actor", "case_id"))


def comparable(response, reference):
    """The page without what is made anew each time, and without what was typed."""
    text = re.sub(r'value="[A-Za-z0-9-]{30,}"', "", response.content.decode())
    return text.replace(reference, "")


def test_a_reference_of_no_case_is_refused_and_recorded(client, hidden):
    response = ask(client, NOBODYS)

    assert "There is no case with this reference" in response.content.decode()
    assert refusals() == [(hidden.user.pk, None)]


def test_the_excluded_are_answered_alike_and_recorded_on_the_case(client, excluded):
    ask(client, NOBODYS)
    with CaptureQueriesContext(connection) as unknown:
        nobodys = ask(client, NOBODYS)
    with CaptureQueriesContext(connection) as closed:
        theirs = ask(client, excluded.case.reference)

    assert comparable(theirs, excluded.case.reference) == comparable(nobodys, NOBODYS)
    assert len(closed) == len(unknown)
    assert refusals()[-1] == (excluded.user.pk, excluded.case.pk)
    refused = AccessEvent.objects.filter(action="glass_refused")
    assert set(refused.values_list("reason", flat=True)) == {"Nothing was opened"}
    assert not BreakGlass.objects.filter(user=excluded.user).exists()
    assert mail.outbox == []


def test_privacy_officers_are_told_of_the_excluded_once_and_without_detail(client, excluded):
    officer = make_user(Seat.PRIVACY_OFFICER, {}, "Officer")
    shut_out = make_user(Seat.PRIVACY_OFFICER, {}, "Another")
    Exclusion.objects.create(
        case=excluded.case, user=shut_out, ground="known", recorded_by=excluded.case.coordinator
    )
    ask(client, NOBODYS)
    for _ in range(2):
        ask(client, excluded.case.reference)

    assert [warn_of_the_excluded(), warn_of_the_excluded()] == [1, 0]

    [message] = mail.outbox
    assert message.to == [officer.email]
    assert str(excluded.user) in message.body
    for word in (excluded.case.reference, "Okafor", "Police"):
        assert word not in message.subject + message.body


def test_a_mistyped_reference_alerts_nobody(client, hidden):
    make_user(Seat.PRIVACY_OFFICER, {}, "Officer")
    ask(client, NOBODYS)

    assert warn_of_the_excluded() == 0
    assert mail.outbox == []


def test_once_the_day_is_used_up_no_reference_can_be_tried(client, hidden, clock):
    ask(client, hidden.case.reference)
    assert BreakGlass.objects.filter(user=hidden.user).count() == 1
    clock.shift(timedelta(hours=2))
    client.force_login(hidden.user)

    answers = [ask(client, reference) for reference in (hidden.case.reference, NOBODYS)]

    pages = [response.content.decode() for response in answers]
    assert all("as often as a day allows" in page for page in pages)
    assert not any("no case with this reference" in page for page in pages)
    assert refusals() == [(hidden.user.pk, None)] * 2


@pytest.fixture
def strong(client, hidden, settings, clock):
    """They have signed in with password and code, where that is required."""
    settings.REQUIRE_MFA = True
    hidden.user.set_password(PASSWORD)
    hidden.user.save()
    EmailAddress.objects.create(
        user=hidden.user, email=hidden.user.email, verified=True, primary=True
    )
    secret = generate_totp_secret()
    TOTP.activate(hidden.user, secret)
    client.logout()
    client.post("/account/login/", {"login": hidden.user.email, "password": PASSWORD})
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    client.post(reverse("mfa_authenticate"), {"code": code})
    return hidden


def test_whoever_has_just_signed_in_is_asked_nothing_more(client, strong):
    assert client.get(URL).status_code == 200
    assert ask(client, strong.case.reference).url == strong.case.get_absolute_url()


def test_after_five_minutes_they_show_once_more_that_it_is_they(client, strong, clock):
    clock.shift(timedelta(minutes=5))

    response = client.get(URL)
    assert response.url == f"/account/reauthenticate/?next={URL.replace('/', '%2F')}"
    assert client.get(response.url).status_code == 200

    back = client.post("/account/reauthenticate/", {"password": PASSWORD, "next": URL})
    assert back.url == URL
    assert client.get(URL).status_code == 200


def test_what_they_typed_for_longer_stays_and_opens_nothing(client, strong, clock):
    clock.shift(timedelta(minutes=5))

    response = ask(client, strong.case.reference)

    page = response.content.decode()
    assert "Show once more that it is you" in page
    assert REASON in page
    assert not BreakGlass.objects.filter(user=strong.user).exists()
    assert REASON not in str(dict(client.session.items()))


def test_where_no_second_step_is_required_nothing_is_asked(client, hidden):
    # As a demo's one-click people, who know no password.
    assert client.get(URL).status_code == 200
    assert ask(client, hidden.case.reference).url == hidden.case.get_absolute_url()
