from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from accounts.kept_page import KEY, keep_page
from accounts.models import Membership
from conferences.models import Meeting, Participant
from tests.factories.conferences import make_conference

pytestmark = pytest.mark.django_db
PIN = "4918"
HALF_AN_HOUR = timedelta(minutes=31)


@pytest.fixture
def conference(client, clock):
    """A meeting that began an hour ago and takes three; its coordinator is signed in."""
    conference = make_conference(starts_at=timezone.now() - timedelta(hours=1), stage="scheduled")
    client.force_login(conference.service.coordinator)
    return conference


@pytest.fixture
def day(client, conference):
    """The address of its day, with day mode on."""
    assert start(client, conference).status_code == 302
    return of(conference, "meeting_day")


def of(conference, name, *args):
    return reverse(f"conferences:{name}", args=[conference.meeting.public_id, *args])


def start(client, conference, pin=PIN):
    return client.post(of(conference, "day_mode_start"), {"pin": pin})


def unlock(client, conference, pin=PIN):
    return client.post(of(conference, "day_mode_unlock"), {"pin": pin})


def leads_to_sign_in(answer):
    return answer.status_code == 302 and answer.url.startswith("/account/login/")


def test_without_day_mode_the_page_signs_out_as_any_other(client, conference, clock):
    day = of(conference, "meeting_day")
    client.get(day)

    clock.shift(HALF_AN_HOUR)

    assert leads_to_sign_in(client.get(day))


def test_after_a_while_the_page_is_locked_and_the_pin_opens_it(client, conference, day, clock):
    clock.shift(HALF_AN_HOUR)

    answer = client.get(day)
    assert answer.url == of(conference, "day_mode_unlock")
    lock = client.get(answer.url).content.decode()
    assert "This page is locked" in lock
    for name in ("Okafor", "Amira", conference.case.reference):
        assert name not in lock

    assert unlock(client, conference).url == day
    assert client.get(day).status_code == 200


def test_everything_the_page_does_works_behind_the_pin(client, conference, day, clock):
    clock.shift(HALF_AN_HOUR)
    unlock(client, conference)
    arrival = of(conference, "arrival_record", conference["Pat"].public_id)

    assert client.post(arrival, {"what": "here"}).url.startswith(day)
    assert client.get(of(conference, "walk_in_add")).status_code == 200
    part = of(conference, "part_time", "private")
    assert client.post(part, {"what": "begin"}).url.startswith(day)
    assert Participant.objects.get(pk=conference["Pat"].pk).arrived_at


def test_a_tap_on_a_locked_page_does_nothing_but_ask_for_the_pin(client, conference, day, clock):
    clock.shift(HALF_AN_HOUR)
    arrival = of(conference, "arrival_record", conference["Pat"].public_id)

    assert client.post(arrival, {"what": "here"}).url == of(conference, "day_mode_unlock")
    assert Participant.objects.get(pk=conference["Pat"].pk).arrived_at is None


def test_it_locks_again_and_again_and_stays_open_while_it_is_used(client, conference, day, clock):
    for _ in range(2):
        clock.shift(HALF_AN_HOUR)
        assert client.get(day).status_code == 302
        unlock(client, conference)
    for _ in range(3):
        clock.shift(timedelta(minutes=20))
        assert client.get(day).status_code == 200


@pytest.mark.parametrize(
    "name",
    ["meeting_detail", "run_sheet", "meeting_seating", "day_mode_start", "day_decide"],
)
def test_the_pin_opens_no_other_page_of_the_meeting(client, conference, day, clock, name):
    clock.shift(HALF_AN_HOUR)
    unlock(client, conference)

    assert leads_to_sign_in(client.get(of(conference, name)))
    assert leads_to_sign_in(client.get(day))


@pytest.mark.parametrize("path", ["/", "/cases/", "/conferences/", "/you/", "/nowhere/"])
def test_the_pin_opens_nothing_else(client, conference, day, clock, path):
    clock.shift(HALF_AN_HOUR)
    unlock(client, conference)

    answer = client.get(path)

    assert answer.status_code in (302, 404)
    assert KEY not in client.session
    assert leads_to_sign_in(client.get(day))


def test_a_form_sent_from_another_page_ends_the_session(client, conference, day, clock):
    clock.shift(HALF_AN_HOUR)
    unlock(client, conference)
    seat = reverse("conferences:seat_move", args=[conference["Pat"].public_id])

    assert client.post(seat, {"to": "in"}).status_code in (302, 401)
    assert Participant.objects.get(pk=conference["Pat"].pk).seat is None
    assert KEY not in client.session


def test_the_frame_of_the_page_and_other_tabs_do_not_end_it(client, conference, day, clock):
    clock.shift(HALF_AN_HOUR)

    assert client.get(reverse("brand_css")).status_code == 200
    assert client.get("/account/login/").status_code == 200
    assert client.get("/cases/", headers={"X-Background": "1"}).status_code == 401
    assert client.post("/you/keep-signed-in/", headers={"X-Background": "1"}).status_code == 401

    unlock(client, conference)
    assert client.get(day).status_code == 200


def test_a_background_request_does_not_keep_the_page_open(client, conference, day, clock):
    clock.shift(HALF_AN_HOUR)
    unlock(client, conference)
    clock.shift(timedelta(minutes=20))
    client.get(day, headers={"X-Background": "1"})

    clock.shift(timedelta(minutes=15))

    assert client.get(day).status_code == 302


def test_five_wrong_pins_end_day_mode_and_the_session(client, conference, day, clock):
    clock.shift(HALF_AN_HOUR)
    for left in (4, 3, 2):
        assert (
            f"You can try {left} more times" in unlock(client, conference, "0000").content.decode()
        )
    assert "You can try 1 more time." in unlock(client, conference, "1111").content.decode()

    assert leads_to_sign_in(unlock(client, conference, "2222"))
    assert leads_to_sign_in(unlock(client, conference))
    assert leads_to_sign_in(client.get(day))


def test_wrong_pins_are_forgotten_once_it_was_right_and_not_before(client, conference, day, clock):
    clock.shift(HALF_AN_HOUR)
    for _ in range(4):
        unlock(client, conference, "0000")
    cache.clear()
    assert client.session[KEY]["wrong"] == 4
    unlock(client, conference)
    assert client.session[KEY]["wrong"] == 0

    clock.shift(HALF_AN_HOUR)
    assert "4 more times" in unlock(client, conference, "0000").content.decode()


def test_a_cache_that_was_emptied_gives_no_more_tries(client, conference, day, clock):
    clock.shift(HALF_AN_HOUR)
    for _ in range(4):
        unlock(client, conference, "0000")
        cache.clear()

    assert leads_to_sign_in(unlock(client, conference, "0000"))


def test_two_hours_after_the_end_it_is_over(client, conference, day, clock):
    clock.shift(timedelta(hours=3, minutes=59))
    client.get(day)
    assert unlock(client, conference).url == day

    clock.shift(timedelta(minutes=2))

    assert leads_to_sign_in(client.get(day))


def test_it_never_outlives_the_limit_of_the_session(client, conference, clock):
    client.get(of(conference, "meeting_day"))
    Meeting.objects.update(ends_at=timezone.now() + timedelta(hours=11))
    for _ in range(20):
        clock.shift(timedelta(minutes=25))
        client.get("/you/")
    start(client, conference)
    day = of(conference, "meeting_day")

    clock.shift(timedelta(hours=3))
    assert client.get(day).url == of(conference, "day_mode_unlock")
    unlock(client, conference)
    clock.shift(timedelta(minutes=41))

    assert leads_to_sign_in(client.get(day))


def test_another_meeting_is_not_kept(client, conference, day, clock):
    other = make_conference(conference.service, starts_at=timezone.now(), stage="scheduled")
    clock.shift(HALF_AN_HOUR)
    unlock(client, conference)
    mixed = of(conference, "arrival_record", other["Pat"].public_id)
    assert client.post(mixed, {"what": "here"}).status_code == 404

    assert leads_to_sign_in(client.get(of(other, "meeting_day")))


def test_whoever_loses_the_right_meanwhile_sees_nothing_more(client, conference, day, clock):
    clock.shift(HALF_AN_HOUR)
    Membership.objects.filter(user=conference.service.coordinator).delete()

    assert unlock(client, conference).status_code in (403, 404)
    assert client.get(day).status_code in (302, 403, 404)

    clock.shift(timedelta(seconds=1))
    assert "Okafor" not in client.get(day, follow=True).content.decode()


def test_whoever_is_deactivated_meanwhile_is_out(client, conference, day, clock):
    clock.shift(HALF_AN_HOUR)
    conference.service.coordinator.is_active = False
    conference.service.coordinator.save()

    assert leads_to_sign_in(unlock(client, conference))


def test_day_mode_can_be_ended_by_hand(client, conference, day, clock):
    client.post(of(conference, "day_mode_start"), {"what": "end"})
    assert KEY not in client.session

    clock.shift(HALF_AN_HOUR)

    assert leads_to_sign_in(client.get(day))


@pytest.mark.parametrize(
    ("pin", "words"),
    [
        ("", "Enter the PIN"),
        ("123", "Enter a PIN of 4 to 6 digits"),
        ("12a4", "Enter a PIN of 4 to 6 digits"),
        ("1234567", "Enter a PIN of 4 to 6 digits"),
        ("٤٩١٨", "Enter a PIN of 4 to 6 digits"),
        ("1234", "harder to guess"),
        ("9876", "harder to guess"),
        ("0000", "harder to guess"),
    ],
)
def test_a_pin_that_is_none_or_too_easy_is_refused(client, conference, pin, words):
    assert words in start(client, conference, pin).content.decode()
    assert KEY not in client.session


@pytest.mark.parametrize(
    ("starts", "ends", "words"),
    [
        (None, None, "Set the date and the place first."),
        (24, 27, "Day mode can be started on the day itself."),
        (-8, -3, "This meeting is over."),
    ],
)
def test_day_mode_is_for_the_day(client, conference, starts, ends, words):
    now = timezone.now()
    Meeting.objects.update(
        starts_at=None if starts is None else now + timedelta(hours=starts),
        ends_at=None if ends is None else now + timedelta(hours=ends),
    )

    assert words in start(client, conference).content.decode()
    assert KEY not in client.session


def test_the_pin_is_kept_as_a_hash_and_never_shown_again(client, conference, day):
    kept = Session.objects.get().get_decoded()[KEY]

    assert PIN not in str(kept)
    assert PIN not in client.get(of(conference, "day_mode_start")).content.decode()


def test_the_cookie_of_the_session_is_as_strict_as_ever(client, conference, settings):
    cookie = start(client, conference).cookies["sessionid"]

    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Lax"
    assert bool(cookie["secure"]) == settings.SESSION_COOKIE_SECURE
    assert cookie["expires"] == ""


def test_only_those_who_keep_the_day_start_it(client, conference):
    for user in (conference.service.worker, conference.service.support):
        client.force_login(user)
        assert start(client, conference).status_code == 403


def test_the_lock_page_leads_back_while_nothing_is_locked(client, conference, day):
    assert client.get(of(conference, "day_mode_unlock")).url == day


def test_a_kept_page_has_its_lock_under_its_own_address(rf):
    with pytest.raises(ValueError, match="does not lie under"):
        keep_page(rf.get("/"), root="/a/", lock="/b/", until=0, pin=PIN)
