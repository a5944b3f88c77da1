from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from cases.models import Event
from conferences.domain.seating import (
    in_order,
    leave_seat,
    move_seat,
    seat_everyone,
    take_seat,
)
from conferences.models import PairDecision, Participant
from tests.factories.conferences import make_conference
from tests.factories.people import KeepApartFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference():
    return make_conference()


@pytest.fixture
def seated(conference):
    seat_everyone(conference.meeting, by=conference.service.coordinator)
    return conference


def order(conference):
    people = Participant.objects.filter(meeting=conference.meeting).with_names()
    names = [one.person.first_name if one.person else "Will" for one in in_order(people)]
    return names[: people.exclude(seat=None).count()]


def seat(conference, name):
    return Participant.objects.get(pk=conference[name].pk).seat


def keep_apart(conference, one, other, **fields):
    return KeepApartFactory(
        first=conference[one].person,
        second=conference[other].person,
        recorded_by=conference.service.coordinator,
        **fields,
    )


def test_everybody_is_seated_clockwise_from_the_child(seated):
    names = order(seated)

    assert names[0] == "Amira"
    assert sorted(names) == sorted(seated.people)
    assert names.index("Pat") < names.index("Lal") < names.index("Obi")


def test_seating_again_leaves_those_who_sit_where_they_are(seated):
    by = seated.service.coordinator
    move_seat(seated["Pat"], by=by, up=True)
    before = order(seated)

    seat_everyone(seated.meeting, by=by)

    assert order(seated) == before


def test_a_seat_moves_up_and_down_by_one(seated):
    by, before = seated.service.coordinator, order(seated)
    third = seated[before[2]]

    move_seat(third, by=by, up=True)
    assert order(seated)[:3] == [before[0], before[2], before[1]]

    move_seat(third, by=by, up=False)
    assert order(seated) == before


def test_the_child_stays_the_first(seated):
    by, names = seated.service.coordinator, order(seated)

    with pytest.raises(ValidationError) as refusal:
        move_seat(seated[names[1]], by=by, up=True)
    assert refusal.value.code == "no_further"
    with pytest.raises(ValidationError):
        move_seat(seated[names[0]], by=by, up=False)
    with pytest.raises(ValidationError):
        move_seat(seated[names[-1]], by=by, up=False)


def test_somebody_leaves_the_circle_and_comes_back_last(seated):
    by = seated.service.coordinator

    leave_seat(seated["Pat"], by=by)
    assert "Pat" not in order(seated)
    with pytest.raises(ValidationError):
        move_seat(seated["Pat"], by=by, up=True)

    take_seat(seated["Pat"], by=by)
    assert order(seated)[-1] == "Pat"


@pytest.mark.parametrize(
    "fields", [{"attendance": "another_way"}, {"attendance": "no_part"}, {"way": "letter"}]
)
def test_whoever_is_not_in_the_room_has_no_seat(conference, fields):
    Participant.objects.filter(pk=conference["Obi"].pk).update(**fields)

    seat_everyone(conference.meeting, by=conference.service.coordinator)

    assert "Obi" not in order(conference)
    with pytest.raises(ValidationError) as refusal:
        take_seat(conference["Obi"], by=conference.service.coordinator)
    assert refusal.value.code == "not_in_the_room"


def test_a_seat_is_given_up_by_whoever_is_kept_away_or_leaves(seated):
    by = seated.service.coordinator
    Participant.objects.filter(pk=seated["Obi"].pk).update(attendance="no_part")
    Participant.objects.filter(pk=seated["Lal"].pk).update(removed_at=timezone.now())

    move_seat(seated[order(seated)[2]], by=by, up=True)

    assert seat(seated, "Obi") is None
    assert seat(seated, "Lal") is None


def test_two_who_are_better_apart_are_not_put_side_by_side(conference):
    keep_apart(conference, "Ngozi", "Pat", kind="separate_arrival")

    seat_everyone(conference.meeting, by=conference.service.coordinator)

    names = order(conference)
    assert abs(names.index("Ngozi") - names.index("Pat")) not in (1, len(names) - 1)


def test_one_sitting_is_one_event_for_the_service_alone(seated):
    by, service = seated.service.coordinator, seated.service
    for _ in range(3):
        move_seat(seated[order(seated)[2]], by=by, up=False)

    events = Event.objects.filter(kind=Event.Kind.SEATING_CHANGED)
    assert events.count() == 1
    assert events.visible_to(service.manager).exists()
    assert not events.visible_to(service.worker).exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_move_seats_at_the_same_moment_leave_no_seat_taken_twice():
    conference = make_conference()
    service = conference.service
    seat_everyone(conference.meeting, by=service.coordinator)
    barrier = Barrier(2)

    def move(participant, by):
        barrier.wait(timeout=30)
        try:
            for turn in range(6):
                # The other may have pushed them to an end meanwhile.
                with suppress(ValidationError):
                    move_seat(participant, by=by, up=bool(turn % 2))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        moves = [
            pool.submit(move, conference["Pat"], service.coordinator),
            pool.submit(move, conference["Lal"], service.colleague),
        ]
        for one in moves:
            one.result()

    seats = Participant.objects.filter(meeting=conference.meeting).values_list("seat", flat=True)
    assert sorted(seats) == [1, 2, 3, 4, 5, 6, 7]


# The page ------------------------------------------------------------------------------


def page_of(client, conference, user=None, **query):
    client.force_login(user or conference.service.coordinator)
    return client.get(
        reverse("conferences:meeting_seating", args=[conference.meeting.public_id]), query
    )


def press(client, participant, to):
    return client.post(reverse("conferences:seat_move", args=[participant.public_id]), {"to": to})


def test_the_page_moves_a_seat_and_keeps_the_focus_on_it(client, seated):
    page_of(client, seated)
    third = seated[order(seated)[2]]

    answer = press(client, third, "up")
    page = client.get(answer.url)

    assert order(seated)[1] == third.person.first_name
    # At the top there is no button up any more: the row has the focus.
    assert answer.url.endswith(f"#seat-{third.public_id}")
    assert f'id="seat-{third.public_id}" tabindex="-1"' in page.content.decode()
    assert press(client, third, "down").url.endswith(f"#down-{third.public_id}")
    page = client.get(answer.url)
    assert page.context["page"].status == (
        f"{third.person.first_name} has seat 3, between {order(seated)[1]} and {order(seated)[3]}."
    )


def test_every_button_of_the_page_works(client, conference):
    page_of(client, conference)
    address = reverse("conferences:meeting_seating", args=[conference.meeting.public_id])

    assert client.post(address).status_code == 302
    assert len(order(conference)) == 7
    press(client, conference["Pat"], "out")
    assert "Pat" not in order(conference)
    press(client, conference["Pat"], "in")
    press(client, conference["Pat"], "up")
    assert order(conference)[-2] == "Pat"
    press(client, conference["Pat"], "down")
    assert order(conference)[-1] == "Pat"


@pytest.mark.parametrize("to", ["", "sideways", "down"])
def test_what_makes_no_sense_is_refused_in_words(client, seated, to):
    page_of(client, seated)
    before = order(seated)

    answer = press(client, seated[before[-1]], to)

    assert order(seated) == before
    assert "moj-alert" in client.get(answer.url).content.decode() or answer.status_code == 302


def test_two_side_by_side_who_are_better_apart_are_warned_of(client, seated):
    keep_apart(seated, "Ngozi", "Pat", kind="separate_arrival")

    page = page_of(client, seated).context["page"]

    assert page.warnings == ["Ngozi and Pat are better apart, and sit side by side."]
    assert {row.warning for row in page.rows} == {
        "",
        "Better apart from Pat",
        "Better apart from Ngozi",
    }


def test_two_who_must_not_meet_are_warned_of_wherever_they_sit(client, seated):
    keep_apart(seated, "Ngozi", "Obi")

    assert page_of(client, seated).context["page"].warnings == [
        "Ngozi and Obi must not meet, and both have a seat."
    ]

    first, second = sorted([seated["Ngozi"], seated["Obi"]], key=lambda one: one.pk)
    PairDecision.objects.create(
        meeting=seated.meeting,
        first=first,
        second=second,
        outcome="separate_arrival",
        why="Both asked for it.",
        decided_by="Mo",
        recorded_by=seated.service.manager,
    )
    assert page_of(client, seated).context["page"].warnings == []


def test_whoever_is_kept_away_is_not_on_the_page(client, seated):
    Participant.objects.filter(pk=seated["Obi"].pk).update(attendance="another_way")

    page = page_of(client, seated).context["page"]

    shown = [row.participant for row in page.rows] + page.standing
    assert seated["Obi"] not in shown
    assert "Obi" not in page.picture


def test_only_those_who_prepare_see_seats(client, seated):
    for user in (seated.service.worker, seated.service.referring_manager, seated.service.support):
        assert page_of(client, seated, user).status_code == 403


def test_a_button_pressed_twice_moves_somebody_once(client, seated):
    client.force_login(seated.service.coordinator)
    one = Participant.objects.filter(meeting=seated.meeting).order_by("seat")[2]
    pressed = {"to": "down", "sat": one.seat}

    for _ in range(2):
        client.post(reverse("conferences:seat_move", args=[one.public_id]), pressed)

    assert Participant.objects.get(pk=one.pk).seat == one.seat + 1


@pytest.mark.parametrize("sat", ["", "x", "-1", "9" * 40])
def test_a_seat_that_is_none_moves_nobody_or_as_asked(client, seated, sat):
    client.force_login(seated.service.coordinator)
    one = Participant.objects.filter(meeting=seated.meeting).order_by("seat")[2]

    answer = client.post(
        reverse("conferences:seat_move", args=[one.public_id]), {"to": "down", "sat": sat}
    )

    assert answer.status_code == 302
