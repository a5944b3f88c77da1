from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.models import Event
from conferences.apart import pairs_of
from conferences.domain.deciding_attendance import decide_attendance, decide_pair
from conferences.models import AttendanceDecision, PairDecision, Participant
from tests.conferences.people.test_gathering import keep_away, later
from tests.factories.conferences import make_conference
from tests.factories.people import KeepApartFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference():
    return make_conference()


@pytest.fixture
def by(conference):
    return conference.service.coordinator


def kept_apart(conference, first, second, kind="must_not_meet"):
    return KeepApartFactory(
        first=conference[first].person,
        second=conference[second].person,
        kind=kind,
        recorded_by=conference.service.coordinator,
    )


@pytest.mark.parametrize("left_out", ["ground", "heard", "review_on", "decided_by"])
def test_keeping_somebody_away_needs_all_four(conference, by, left_out):
    with pytest.raises(ValidationError) as refusal:
        keep_away(conference["Obi"], by, **{left_out: None if left_out == "review_on" else ""})

    assert set(refusal.value.message_dict) == {left_out}
    assert not AttendanceDecision.objects.exists()


def test_a_review_lies_within_a_year_and_an_order_has_not_ended(conference, by):
    for said in (
        {"review_on": later(-1)},
        {"review_on": later(400)},
        {"ends_on": later(-1)},
        {"ground": "other"},
    ):
        with pytest.raises(ValidationError):
            keep_away(conference["Obi"], by, **said)


def test_who_is_kept_away_loses_seat_and_requirement_and_keeps_their_answer(conference, by):
    uncle = conference["Obi"]
    Participant.objects.filter(pk=uncle.pk).update(seat=4, answer="yes")

    keep_away(uncle, by)

    uncle.refresh_from_db()
    assert (uncle.seat, uncle.is_required, uncle.way, uncle.answer) == (
        None,
        False,
        "letter",
        "yes",
    )
    assert uncle not in Participant.objects.reachable()


def test_arrangements_are_said(conference, by):
    with pytest.raises(ValidationError) as refusal:
        decide_attendance(conference["Pat"], by=by, outcome="with_arrangements")

    assert "arrangements" in refusal.value.message_dict
    with pytest.raises(ValidationError):
        decide_attendance(conference["Pat"], by=by, outcome="whatever")
    with pytest.raises(ValidationError):
        decide_attendance(conference["Pat"], by=by, outcome="")


def test_the_newest_decision_counts_and_the_old_ones_stay(conference, by):
    uncle = conference["Obi"]
    keep_away(uncle, by)
    decide_attendance(
        uncle, by=by, outcome="with_arrangements", arrangements="Comes at 11 by the back door."
    )

    uncle.refresh_from_db()
    assert (uncle.attendance, uncle.way) == ("with_arrangements", "in_person")
    assert uncle.decisions.count() == 2
    events = Event.objects.filter(kind="attendance_decided")
    assert {event.audience for event in events} == {"service"}
    assert not any("back door" in event.to_value + event.why for event in events)


def test_who_is_not_invited_where_the_other_is_cannot_come(conference, by):
    kept_apart(conference, "Emeka", "Ngozi", kind="not_invited")

    with pytest.raises(ValidationError) as refusal:
        decide_attendance(conference["Emeka"], by=by, outcome="comes")
    assert refusal.value.code == "not_invited"
    # The other one may.
    decide_attendance(conference["Ngozi"], by=by, outcome="comes")

    decide_pair(
        conference["Emeka"],
        conference["Ngozi"],
        by=by,
        outcome="separate_arrival",
        why="The order allows it.",
        decided_by="Helen Osei",
    )
    assert decide_attendance(conference["Emeka"], by=by, outcome="comes")


def test_where_the_other_stays_away_the_first_may_come(conference, by):
    kept_apart(conference, "Emeka", "Ngozi", kind="not_invited")
    keep_away(conference["Ngozi"], by, ground="other", why="She asked.")

    assert decide_attendance(conference["Emeka"], by=by, outcome="comes")


def test_a_pair_is_decided_whichever_way_round_it_is_named(conference, by):
    kept_apart(conference, "Emeka", "Ngozi")
    (pair,) = pairs_of(conference.meeting)
    assert pair.stands_open

    made = decide_pair(
        conference["Emeka"],
        conference["Ngozi"],
        by=by,
        outcome="separate_arrival",
        why="Separate arrivals and rooms.",
        decided_by="Helen Osei",
    )

    assert made.first_id < made.second_id
    (pair,) = pairs_of(conference.meeting)
    assert pair.is_decided
    assert not pair.stands_open


def test_a_pair_needs_outcome_reason_and_decider(conference, by):
    kept_apart(conference, "Emeka", "Ngozi")

    with pytest.raises(ValidationError) as refusal:
        decide_pair(
            conference["Emeka"], conference["Ngozi"], by=by, outcome="", why=" ", decided_by=""
        )

    assert set(refusal.value.message_dict) == {"outcome", "why", "decided_by"}


def test_only_those_who_are_kept_apart_are_decided_about(conference, by):
    with pytest.raises(ValidationError) as refusal:
        decide_pair(
            conference["Emeka"],
            conference["Ngozi"],
            by=by,
            outcome="separate_arrival",
            why="Safe.",
            decided_by="Helen",
        )

    assert refusal.value.code == "not_apart"


def test_an_arrangement_newer_than_the_decision_opens_it_again(conference, by):
    kept_apart(conference, "Emeka", "Ngozi", kind="separate_arrival")
    decide_pair(
        conference["Emeka"],
        conference["Ngozi"],
        by=by,
        outcome="separate_arrival",
        why="Safe.",
        decided_by="Helen",
    )
    PairDecision.objects.update(at=timezone.now() - timedelta(days=1))
    kept_apart(conference, "Emeka", "Ngozi", kind="must_not_meet")

    (pair,) = pairs_of(conference.meeting)

    assert pair.stands_open


def test_deciding_that_one_is_heard_another_way_is_not_enough_while_both_come(conference, by):
    kept_apart(conference, "Emeka", "Ngozi")
    decide_pair(
        conference["Emeka"],
        conference["Ngozi"],
        by=by,
        outcome="another_way",
        why="The order says so.",
        decided_by="Helen",
    )
    (pair,) = pairs_of(conference.meeting)
    assert pair.stands_open

    keep_away(conference["Emeka"], by)

    (pair,) = pairs_of(conference.meeting)
    assert not pair.stands_open
