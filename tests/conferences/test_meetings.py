from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.permissions import Seat
from cases.models import Event
from conferences.domain.case_hooks import current_stage_label, next_meeting_date
from conferences.domain.meetings import date_meeting, move_meeting, open_meeting
from conferences.formats import FORMATS, format_of, prepared
from conferences.models import Meeting
from conferences.openings import openings_of
from restorative.conflicts import StaleVersion
from tests.access.world import make_world
from tests.factories.conferences import make_plan, make_ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world(Seat.COORDINATOR, "own")


def dated(world, *, days):
    start = timezone.now() + timedelta(days=days)
    meeting = world.records["meeting"]
    return date_meeting(
        meeting,
        by=world.user,
        version=meeting.version,
        starts_at=start,
        ends_at=start + timedelta(hours=3),
        place="St Mark’s Hall",
    )


def taken_to(world, *stages, days=-1):
    meeting = dated(world, days=days)
    make_ready(meeting, world.user)
    make_plan(meeting, world.user)
    for stage in stages:
        meeting = move_meeting(meeting, stage, by=world.user, why="Because.")
    return meeting


@pytest.mark.parametrize("key", FORMATS)
def test_a_format_names_only_its_own_stages(key):
    declared = format_of(key)
    known = {stage.key for stage in declared.stages}

    for stage in declared.stages:
        assert set(stage.to) <= known
        assert set(stage.needs_reason) <= set(stage.to)
    assert not declared.review_key or declared.review_key in FORMATS


@pytest.mark.parametrize("key", FORMATS)
def test_every_stage_can_be_reached(key):
    declared = format_of(key)
    reached, frontier = set(), {declared.first.key, declared.not_held}
    while frontier:
        reached |= frontier
        frontier = {to for here in frontier for to in declared.stage(here).to} - reached

    assert reached == {stage.key for stage in declared.stages}


def test_a_second_meeting_of_the_format_waits_for_the_first(world):
    with pytest.raises(ValidationError) as refusal:
        open_meeting(world.case, "family_group_conference", by=world.user)

    assert refusal.value.code == "under_way"


def test_a_meeting_needs_a_case_with_a_coordinator(world):
    world.case.stage = "accepted"
    world.case.save()

    with pytest.raises(ValidationError) as refusal:
        open_meeting(world.case, "family_group_conference", by=world.user)

    assert refusal.value.code == "not_allocated"
    assert openings_of(world.case) == []


def test_a_review_looks_back_at_a_plan(world):
    meeting = world.records["meeting"]
    with pytest.raises(ValidationError) as refusal:
        open_meeting(world.case, "review_conference", by=world.user, reviews=meeting)
    assert refusal.value.code == "nothing_to_review"

    meeting = taken_to(world, "ready", "held", "plan_agreed")
    [opening] = openings_of(world.case)
    review = open_meeting(world.case, opening.format.key, by=world.user, reviews=opening.reviews)

    assert (review.reviews, review.stage) == (meeting, "preparing")


def test_a_date_is_needed_before_it_is_set(world):
    with pytest.raises(ValidationError) as refusal:
        move_meeting(world.records["meeting"], "scheduled", by=world.user)

    assert refusal.value.code == "no_date"


def test_a_meeting_ahead_has_not_been_held(world):
    meeting = taken_to(world, days=2)

    with pytest.raises(ValidationError) as refusal:
        move_meeting(meeting, "held", by=world.user)

    assert refusal.value.code == "not_yet"


def test_a_stage_leads_only_where_its_format_says(world):
    with pytest.raises(ValidationError) as refusal:
        move_meeting(world.records["meeting"], "distributed", by=world.user)

    assert refusal.value.code == "not_from_here"


def test_going_back_needs_a_reason(world):
    meeting = taken_to(world, days=2)

    with pytest.raises(ValidationError) as refusal:
        move_meeting(meeting, "preparing", by=world.user, why=" ")

    assert refusal.value.code == "why_missing"


def test_a_postponed_meeting_has_no_date_and_its_timeline_says_which_it_had(world, clock):
    meeting = dated(world, days=2)
    version = meeting.version

    meeting = move_meeting(meeting, "preparing", by=world.user, why="Nan is ill.")

    assert (meeting.starts_at, meeting.ends_at, meeting.version) == (None, None, version + 1)
    event = Event.objects.filter(kind=Event.Kind.MEETING_DATED).first()
    assert (event.from_value, event.to_value, event.why) == (
        "Wednesday 25 November 2026, 09:30, St Mark’s Hall",
        "No date yet",
        "Nan is ill.",
    )


def test_each_move_leaves_an_event(world):
    dated(world, days=2)

    event = Event.objects.filter(kind=Event.Kind.MEETING_MOVED).get()
    assert (event.from_value, event.to_value) == ("Preparing", "Date set")


@pytest.mark.parametrize("key", prepared())
def test_a_date_takes_a_meeting_to_the_stage_that_asks_for_one(key, world):
    meeting, declared = world.records["meeting"], FORMATS[key]
    waits = next(stage for stage in declared.stages if declared.once_dated(stage))
    Meeting.objects.filter(pk=meeting.pk).update(format=key, stage=waits.key)
    meeting.refresh_from_db()

    meeting = dated(world, days=2)

    assert Meeting.objects.get(pk=meeting.pk).stage_now.needs_date
    assert not meeting.stage_now.is_day


def test_another_date_leaves_a_meeting_where_it_is(world):
    meeting = taken_to(world, "ready", days=2)
    events = Event.objects.filter(kind=Event.Kind.MEETING_MOVED).count()

    meeting = date_meeting(
        meeting,
        by=world.user,
        version=meeting.version,
        starts_at=meeting.starts_at + timedelta(days=1),
        ends_at=meeting.ends_at + timedelta(days=1),
        place="St Mark’s Hall",
    )

    assert meeting.stage == "ready"
    assert Event.objects.filter(kind=Event.Kind.MEETING_MOVED).count() == events


def test_the_second_to_change_a_date_is_told(world):
    meeting = Meeting.objects.get(pk=world.records["meeting"].pk)
    dated(world, days=5)
    start = timezone.now() + timedelta(days=9)

    with pytest.raises(StaleVersion):
        date_meeting(
            meeting,
            by=world.user,
            version=1,
            starts_at=start,
            ends_at=start + timedelta(hours=1),
            place="Elsewhere",
        )

    meeting.refresh_from_db()
    assert meeting.place == "St Mark’s Hall"


@pytest.mark.parametrize(
    ("hours", "code"),
    [(-1, "ends_before_it_starts"), (0, "ends_before_it_starts"), (12, None), (13, "too_long")],
)
def test_a_meeting_lasts_from_a_moment_to_twelve_hours(world, hours, code):
    meeting, start = world.records["meeting"], timezone.now()

    with pytest.raises(ValidationError) if code else nullcontext() as refusal:
        date_meeting(
            meeting,
            by=world.user,
            version=meeting.version,
            starts_at=start,
            ends_at=start + timedelta(hours=hours),
            place="Hall",
        )

    assert code is None or refusal.value.code == code


def test_the_case_header_shows_stage_and_date_of_its_meeting(world, clock):
    assert next_meeting_date(world.case) is None
    dated(world, days=2)

    assert next_meeting_date(world.case) == (
        "Wednesday 25 November 2026, 09:30",
        "Family group conference",
    )
    assert current_stage_label(world.case) == "Date set"
