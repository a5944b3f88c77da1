"""The restorative conference after harm: voluntary on both sides, and each behind a wall."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.models import Event
from conferences.domain.entries import change_entry
from conferences.domain.gathering import add_participant
from conferences.domain.meetings import move_meeting, open_meeting
from conferences.domain.sides import join_side
from conferences.guards import NOT_YET, what_stands_open
from conferences.models import Meeting, MeetingParty
from tests.conferences.practice.after_harm import (
    KEY,
    OTHER,
    acknowledge,
    agree,
    bring,
    decide_invited,
    give_a_date,
    look_at,
    make_harm,
    meet,
    prepare,
    say,
    see_risk,
    write,
)
from tests.conferences.practice.furniture import url

pytestmark = pytest.mark.django_db
SIDES = ("harmed", "harming")


@pytest.fixture
def harm():
    return make_harm()


def stage_of(harm):
    return harm.refreshed().stage


def refusal(act):
    with pytest.raises(ValidationError) as caught:
        act()
    return caught.value


def go(harm, to, why=""):
    return move_meeting(harm.refreshed(), to, by=harm.facilitator, why=why)


# How it starts.


def test_it_starts_from_either_case_which_says_its_side():
    for first in SIDES:
        harm = make_harm(joined=False, first=first)
        assert [party.side for party in harm.meeting.parties.all()] == [first]


def test_it_does_not_start_without_a_side():
    harm = make_harm(joined=False)
    error = refusal(lambda: open_meeting(harm.cases["harmed"], KEY, by=harm.facilitator))
    assert error.code == "side_missing"


def test_the_other_case_is_joined_by_its_reference(harm):
    sides = {party.side: party.case for party in MeetingParty.objects.filter(meeting=harm.meeting)}
    assert sides == harm.cases


def test_a_case_that_one_may_not_know_of_is_answered_like_one_that_is_not_there():
    harm = make_harm(joined=False)
    reference, by = harm.cases["harmed"].reference, harm.coordinators["harming"]
    hidden = refusal(lambda: join_side(harm.meeting, reference, by=by))
    missing = refusal(lambda: join_side(harm.meeting, "FGC-1999-99999", by=by))
    assert (hidden.code, hidden.messages) == (missing.code, missing.messages)
    assert hidden.code == "no_such_case"


def test_a_third_case_is_not_joined(harm):
    from tests.factories.recording import make_family

    third = make_family(harm.services["harmed"]).case
    error = refusal(lambda: join_side(harm.meeting, third.reference, by=harm.facilitator))
    assert error.code == "both_there"


def test_it_stands_beside_the_work_with_each_family(harm):
    for case in harm.cases.values():
        open_meeting(case, "family_group_conference", by=harm.facilitator)
    assert Meeting.objects.count() == 3


# What it does not go ahead without.


def test_it_does_not_go_ahead_without_acknowledgement_of_the_harm(harm):
    decide_invited(harm)
    for side in SIDES:
        look_at(harm, side)
        say(harm, side)
    for answer in (None, "no"):
        if answer:
            acknowledge(harm, answer)
        error = refusal(lambda: go(harm, "preparing_both"))
        assert error.messages == ["The person who harmed has not acknowledged the harm."]
    change = harm.meeting.entries.get(kind="acknowledgement")
    change_entry(change, by=harm.facilitator, version=change.version, values={"answer": "partly"})
    go(harm, "preparing_both")
    assert stage_of(harm) == "preparing_both"


def test_nobody_is_prepared_before_both_want_to_and_it_is_decided(harm):
    error = refusal(lambda: go(harm, "preparing_both"))
    assert error.messages == [
        "The person who harmed has not acknowledged the harm.",
        "It is not written down whether the person harmed was invited, and why.",
        "It is not decided that it fits the person harmed.",
        "It is not decided that it fits the person who harmed.",
        "The person harmed has not said that they want to go on.",
        "The person who harmed has not said that they want to go on.",
        "Nobody has looked at the risk on the side of the person harmed.",
        "Nobody has looked at the risk on the side of the person who harmed.",
    ]


@pytest.mark.parametrize("side", SIDES)
def test_each_side_can_change_its_mind_at_any_time(harm, side):
    prepare(harm)
    give_a_date(harm, days=-1)
    see_risk(harm, bring(harm, "harmed", "Hatty"), bring(harm, "harming", "Gus"))
    say(harm, side, "no")
    assert len(refusal(lambda: go(harm, "conference_met")).messages) == 1
    say(harm, side, "yes")
    go(harm, "conference_met")
    assert stage_of(harm) == "conference_met"


@pytest.mark.parametrize("side", SIDES)
def test_they_do_not_meet_before_the_risk_with_a_supporter_is_looked_at(harm, side):
    prepare(harm)
    give_a_date(harm, days=-1)
    see_risk(harm, bring(harm, "harmed", "Hatty"), bring(harm, "harming", "Gus"))
    supporter = bring(harm, side, "Una", part="supporter")
    error = refusal(lambda: go(harm, "conference_met"))
    assert error.messages == ["Look at the risk with Una."]
    see_risk(harm, supporter)
    go(harm, "conference_met")
    assert stage_of(harm) == "conference_met"


def test_whoever_takes_part_is_on_one_side(harm):
    def add():
        add_participant(harm.meeting, by=harm.facilitator, part="family", initials="J.B.")

    assert refusal(add).code == "side_missing"


# How it ends.


def test_they_meet_agree_and_are_asked_again(harm):
    meet(harm)
    today = timezone.localdate()
    promise = write(harm, "undertaking", what="Mend the fence", who="harming", by=today)
    agree(harm)
    assert len(refusal(lambda: go(harm, "followed_up")).messages) == 3
    for side in SIDES:
        write(harm, f"follow_up_{side}", on=today, how="better")
    assert promise.due_on == today
    change_entry(promise, by=harm.facilitator, version=promise.version, values={"kept": "done"})
    go(harm, "followed_up")
    assert stage_of(harm) == "followed_up"


def test_without_meeting_something_is_passed_on(harm):
    prepare(harm)
    go(harm, "passing_on")
    agree(harm)
    assert stage_of(harm) == "after_harm_agreed"
    assert harm.refreshed().starts_at is None


@pytest.mark.parametrize("side", SIDES)
def test_when_one_side_leaves_the_other_learns_no_more_than_that(harm, side):
    prepare(harm)
    give_a_date(harm, days=9)
    say(harm, side, "no", words="I am frightened of him.")
    go(harm, "left_off", why="She is frightened of him.")
    other = harm.cases[OTHER[side]]
    told = Event.objects.filter(case_id=other.pk).order_by("-pk")
    assert [(one.kind, one.from_value, one.to_value, one.why) for one in told[:1]] == [
        ("meeting_moved", "They have a date", "Does not go ahead", "")
    ]
    assert not told.filter(why__icontains="frightened").exists()
    whole = Event.objects.filter(case_id=None, subject_id=harm.meeting.pk, why__gt="")
    assert {one.why for one in whole} == {"She is frightened of him."}
    assert {one.kind for one in whole} == {"meeting_dated", "meeting_moved"}


def test_once_it_does_not_go_ahead_nothing_more_is_written(harm):
    go(harm, "left_off", why="They moved away.")
    assert refusal(lambda: say(harm, "harmed")).code == "not_held"


# One side is told nothing of the other by what stands open.


@pytest.mark.parametrize("side", SIDES)
def test_what_stands_in_the_way_is_told_to_those_who_know_both(harm, side):
    there = harm.meeting.declared.stage("preparing_both")
    assert what_stands_open(harm.meeting, there, reader=harm.workers[side]) == [NOT_YET]
    assert len(what_stands_open(harm.meeting, there, reader=harm.facilitator)) == 8


@pytest.mark.parametrize("side", SIDES)
def test_what_is_there_once_is_there_once_on_each_side(harm, side):
    """That the other side has written theirs is not told by a refusal."""
    look_at(harm, OTHER[side])
    look_at(harm, side)
    error = refusal(lambda: look_at(harm, side))
    assert error.code == "there_already"


def test_what_both_read_is_written_by_those_who_know_both(harm, client):
    meet(harm)
    client.force_login(harm.coordinators["harmed"])
    url = f"/conferences/{harm.meeting.public_id}/write/outcome/"
    assert client.get(url).status_code == 403
    client.force_login(harm.facilitator)
    assert client.get(url).status_code == 200


def test_due_days_stand_until_they_are_settled(harm):
    soon = timezone.localdate() + timedelta(days=5)
    entry = say(harm, "harmed", ask_again=soon)
    assert entry.due_on == soon
    change_entry(entry, by=harm.facilitator, version=entry.version, values={"asked": "again"})
    entry.refresh_from_db()
    assert entry.due_on is None


def test_a_worker_of_one_side_writes_on_it_alone(harm, client):
    client.force_login(harm.coordinators["harmed"])
    url = f"/conferences/{harm.meeting.public_id}/write/"
    assert client.get(f"{url}risk_harmed/").status_code == 200
    assert client.get(f"{url}risk_harming/").status_code == 404
    assert client.get(f"{url}nothing_of_the_kind/").status_code == 404


def test_who_asked_for_another_date_is_said_in_its_own_words(harm, client):
    prepare(harm)
    give_a_date(harm, days=5)
    client.force_login(harm.facilitator)
    offered = ["The person harmed", "The person who harmed", "The service", "Somebody else"]
    for name in ("meeting_move", "meeting_call_off", "meeting_date"):
        form = client.get(url(name, harm.meeting)).context["form"]
        assert [label for _, label in form.fields["asked_by"].choices] == offered, name

    error = refusal(
        lambda: move_meeting(
            harm.refreshed(), "preparing_both", by=harm.facilitator, why="Ill.", asked_by="family"
        )
    )
    assert error.code == "asked_by_missing"
    move_meeting(
        harm.refreshed(), "preparing_both", by=harm.facilitator, why="Ill.", asked_by="harmed"
    )
    whole = Event.objects.filter(kind="meeting_dated", case_id=None).latest("pk")
    assert whole.why == "The person harmed asked. Ill."
    # Neither side is told which of them it was.
    told = Event.objects.filter(
        kind="meeting_dated", case_id__in=[c.pk for c in harm.cases.values()]
    )
    assert {event.why for event in told} == {""}
