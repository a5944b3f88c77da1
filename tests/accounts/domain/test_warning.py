"""Who is told of what was refused: rows 46 to 48 of the bad inputs."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.domain.warning import warn_of_refusals
from accounts.models import AccessEvent, Membership
from tests.factories.staff import PASSWORD, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    user = UserFactory(coordinator=True)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def guess(client, email, times):
    for _ in range(times):
        response = client.post("/account/login/", {"login": email, "password": "wrong words"})
    return response


def test_the_owner_is_told_once_when_their_password_is_guessed(client, owner, mailoutbox):
    guess(client, owner.email, 4)
    assert warn_of_refusals() == 0

    guess(client, owner.email.upper(), 3)

    assert [warn_of_refusals(), warn_of_refusals()] == [1, 0]
    [message] = mailoutbox
    assert message.to == [owner.email]
    assert "a wrong password" in message.body


def test_on_the_next_day_they_are_told_again(client, owner, mailoutbox, clock):
    for _ in range(2):
        guess(client, owner.email, 6)
        warn_of_refusals()
        clock.shift(timedelta(days=1))

    assert len(mailoutbox) == 2


def test_an_address_that_nobody_has_is_answered_alike_and_told_to_nobody(client, owner, mailoutbox):
    answers = []
    for email in (owner.email, "nobody@example.org"):
        guess(client, email, 3)
        with CaptureQueriesContext(connection) as before:
            guess(client, email, 1)
        with CaptureQueriesContext(connection) as at_limit:
            fifth = guess(client, email, 1)
        more = len(at_limit) - len(before)
        answers.append((fifth.status_code, fifth.context["form"].errors, more))

    assert answers[0] == answers[1]
    assert mailoutbox == []
    assert warn_of_refusals() == 1


def test_the_owner_is_told_when_codes_are_guessed_after_their_password(client, owner, mailoutbox):
    TOTP.activate(owner, generate_totp_secret())
    client.post("/account/login/", {"login": owner.email, "password": PASSWORD})
    for _ in range(6):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})

    warn_of_refusals()

    [message] = mailoutbox
    assert message.to == [owner.email]
    assert "change your password now" in message.body


@pytest.fixture
def officer():
    return UserFactory(privacy_officer=True)


@pytest.fixture
def administrator(client):
    user = UserFactory(administrator=True)
    client.force_login(user)
    return user


def give_oneself_a_role(client, user, route):
    seat = user.memberships.get()
    keys = [user.public_id, seat.pk] if route == "membership_move" else [user.public_id]
    said = {"team": TeamFactory().public_id, "role": "manager"}
    if route == "staff_edit":
        said = {
            "version": user.version,
            "first_name": user.first_name,
            "last_name": user.last_name,
            "email": user.email,
            "is_privacy_officer": "on",
        }
    return client.post(reverse(f"accounts:{route}", args=keys), said)


@pytest.mark.parametrize("route", ["membership_add", "membership_move", "staff_edit"])
def test_who_gives_themselves_a_role_is_refused_and_told_of(
    client, administrator, officer, mailoutbox, route
):
    before = set(Membership.objects.values_list("user", "team", "role", "ended_at"))

    response = give_oneself_a_role(client, administrator, route)

    assert response.status_code == 403
    assert "You cannot change your own teams and roles" in response.content.decode()
    administrator.refresh_from_db()
    assert not administrator.is_privacy_officer
    assert set(Membership.objects.values_list("user", "team", "role", "ended_at")) == before
    denial = AccessEvent.objects.get(action="own_role_refused", outcome="denied")
    assert (denial.actor, denial.object_id) == (administrator, str(administrator.public_id))
    assert [warn_of_refusals(), warn_of_refusals()] == [1, 0]
    [message] = mailoutbox
    assert message.to == [officer.email]
    assert str(administrator) in message.body


def test_changing_ones_own_name_there_alerts_nobody(client, administrator, officer):
    changed = {
        "version": administrator.version,
        "first_name": "Deborah",
        "last_name": administrator.last_name,
        "email": administrator.email,
    }
    url = reverse("accounts:staff_edit", args=[administrator.public_id])

    assert client.post(url, changed).status_code == 302
    assert warn_of_refusals() == 0
