from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.domain.resetting_factors import ask_for_factor_reset, confirm_factor_reset
from accounts.models import FactorReset
from tests.factories.staff import TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
KNOWN = "Came to my desk with her badge"


@pytest.fixture
def team():
    return TeamFactory()


@pytest.fixture
def loser(team):
    user = UserFactory(coordinator=True, team=team)
    TOTP.activate(user, generate_totp_secret())
    return user


@pytest.fixture
def reset(loser):
    return ask_for_factor_reset(loser, by=UserFactory(administrator=True), how_known=KNOWN)


def has_factor(user):
    return Authenticator.objects.filter(user=user).exists()


def refused(code, act, *args, **kwargs):
    with pytest.raises(ValidationError) as refusal:
        act(*args, **kwargs)
    assert refusal.value.code == code


def test_asking_alone_changes_nothing(reset, loser):
    assert has_factor(loser)


def test_a_second_administrator_takes_it_away_and_signs_out(reset, loser, client):
    client.force_login(loser)
    client.get("/you/")

    confirm_factor_reset(reset, by=UserFactory(administrator=True))

    assert not has_factor(loser)
    assert Session.objects.count() == 0


def test_the_manager_of_their_team_may_be_the_second(reset, loser, team):
    confirm_factor_reset(reset, by=UserFactory(service_manager=True, team=team))

    assert not has_factor(loser)


def test_who_may_not_be_the_second(reset, loser):
    for other in (reset.asked_by, loser, UserFactory(service_manager=True)):
        refused("not_confirmable", confirm_factor_reset, reset, by=other)
    assert has_factor(loser)


@pytest.mark.parametrize(("hours", "stays"), [(23, False), (24, True)])
def test_it_waits_for_a_day(clock, loser, hours, stays):
    reset = ask_for_factor_reset(loser, by=UserFactory(administrator=True), how_known=KNOWN)
    second = UserFactory(administrator=True)
    clock.shift(timedelta(hours=hours))

    if stays:
        refused("not_confirmable", confirm_factor_reset, reset, by=second)
    else:
        confirm_factor_reset(reset, by=second)
    assert has_factor(loser) == stays


def test_it_is_confirmed_once(reset):
    confirm_factor_reset(reset, by=UserFactory(administrator=True))

    refused("not_confirmable", confirm_factor_reset, reset, by=UserFactory(administrator=True))


def test_what_cannot_be_asked(reset, loser):
    admin = UserFactory(administrator=True)
    refused("waiting", ask_for_factor_reset, loser, by=admin, how_known=KNOWN)
    refused("own_factor", ask_for_factor_reset, admin, by=admin, how_known=KNOWN)
    refused("no_factor", ask_for_factor_reset, UserFactory(), by=admin, how_known=KNOWN)


def test_the_slower_of_two_who_confirm_is_told(client, reset, mailoutbox):
    faster = UserFactory(administrator=True)
    client.force_login(UserFactory(administrator=True))

    def meanwhile(execute, sql, params, many, context):
        if "FOR UPDATE" in sql and "accounts_factorreset" in sql:
            rows = FactorReset.objects.filter(pk=reset.pk, confirmed_at=None)
            rows.update(confirmed_at=timezone.now(), confirmed_by=faster)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(meanwhile):
        response = client.post(
            reverse("accounts:factor_reset_confirm", args=[reset.public_id]), follow=True
        )

    assert "can no longer be confirmed by you" in response.content.decode()
    assert mailoutbox == []


def test_two_people_do_it_over_the_pages(
    client, loser, team, mailoutbox, django_capture_on_commit_callbacks
):
    client.force_login(UserFactory(administrator=True))
    client.post(reverse("accounts:factor_reset_ask", args=[loser.public_id]), {"how_known": KNOWN})
    assert list(client.get("/second-step-resets/").context["resets"]) == []

    client.force_login(UserFactory(service_manager=True, team=team))
    [waiting] = client.get("/second-step-resets/").context["resets"]
    url = reverse("accounts:factor_reset_confirm", args=[waiting.public_id])
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url)

    assert not has_factor(loser)
    assert [mail.to for mail in mailoutbox] == [[loser.email]]
    assert client.post(url).status_code == 404
