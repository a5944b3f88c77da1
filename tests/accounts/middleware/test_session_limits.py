from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.messages import get_messages
from django.contrib.sessions.models import Session

from accounts.models import AccessEvent
from tests.factories.staff import UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/you/"


@pytest.fixture
def signed_in(client, clock):
    client.force_login(UserFactory(coordinator=True))
    client.get(PAGE)
    return client


def is_signed_in(client):
    return client.get(PAGE).status_code == 200


@pytest.mark.parametrize(("minutes", "expected"), [(29, True), (31, False)])
def test_doing_nothing_for_half_an_hour_signs_out(signed_in, clock, minutes, expected):
    clock.shift(timedelta(minutes=minutes))

    assert is_signed_in(signed_in) == expected


def test_working_keeps_a_person_in_until_twelve_hours_are_over(signed_in, clock):
    for _ in range(28):
        clock.shift(timedelta(minutes=25))
        assert is_signed_in(signed_in)

    clock.shift(timedelta(minutes=25))

    assert not is_signed_in(signed_in)


def test_what_a_page_does_by_itself_is_not_work(signed_in, clock):
    clock.shift(timedelta(minutes=20))
    background = signed_in.get(PAGE, headers={"X-Background": "1"})
    assert background.status_code == 200
    assert background.wsgi_request.session_ends == 10 * 60

    clock.shift(timedelta(minutes=15))

    assert not is_signed_in(signed_in)


def test_pressing_stay_signed_in_is(signed_in, clock):
    clock.shift(timedelta(minutes=29))
    assert signed_in.post("/you/keep-signed-in/").status_code == 204

    clock.shift(timedelta(minutes=29))

    assert is_signed_in(signed_in)


def test_the_page_knows_when_the_session_ends(signed_in, clock):
    assert signed_in.get(PAGE).context["session_ends_in"] == 30 * 60
    for _ in range(28):
        clock.shift(timedelta(minutes=25))
        signed_in.get(PAGE)

    # 11 hours and 40 minutes in, the working day ends before the half hour does.
    assert signed_in.get(PAGE).context["session_ends_in"] == 20 * 60


def test_last_seen_is_written_once_a_minute(signed_in, clock):
    before = Session.objects.get().session_data
    clock.shift(timedelta(seconds=50))
    signed_in.get(PAGE)
    assert Session.objects.get().session_data == before

    clock.shift(timedelta(seconds=20))
    signed_in.get(PAGE)

    assert Session.objects.get().session_data != before


def test_somebody_signed_out_is_told_why_and_it_is_recorded(signed_in, clock):
    clock.shift(timedelta(minutes=31))

    response = signed_in.get(PAGE)

    assert [str(message) for message in get_messages(response.wsgi_request)] == [
        "You were signed out because you did nothing here for 30 minutes."
    ]
    assert AccessEvent.objects.filter(action="signed_out").count() == 1
    assert response["Clear-Site-Data"] == '"cache", "storage"'


def test_three_sessions_at_most_and_the_newest_win(client, clock):
    from django.test import Client

    user = UserFactory(administrator=True)
    from accounts.domain.staffing import _follow_email

    _follow_email(user)
    browsers = [Client() for _ in range(4)]
    for browser in browsers:
        clock.shift(timedelta(seconds=5))
        browser.post(
            "/account/login/", {"login": user.email, "password": "correct-horse-battery-staple"}
        )

    assert [is_signed_in(browser) for browser in browsers] == [False, True, True, True]
    assert UserSession.objects.filter(user=user).count() == 3
