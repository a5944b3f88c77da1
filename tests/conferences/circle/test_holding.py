from datetime import time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.models import Event, NetworkMember, Person
from conferences.domain.gathering import add_walk_in
from conferences.domain.holding import (
    forget_part,
    plan_arrival,
    read_out_views,
    record_apology,
    record_arrival,
    time_part,
    undo_arrival,
    unread_views,
)
from conferences.models import Meeting, Participant, PartTime
from conferences.walking_in import add_known, namesake_of
from tests.factories.conferences import make_conference

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference(clock):
    return make_conference(starts_at=timezone.now() - timedelta(hours=1), stage="scheduled")


def now(participant):
    return Participant.objects.get(pk=participant.pk)


def by(conference):
    return conference.service.coordinator


def code_of(act):
    with pytest.raises(ValidationError) as refusal:
        act()
    return refusal.value.code


def test_an_arrival_is_recorded_once_and_taken_back(conference):
    pat = conference["Pat"]
    record_arrival(pat, by=by(conference))
    record_arrival(pat, by=by(conference))

    assert now(pat).arrived_at == timezone.now()
    assert Event.objects.filter(kind=Event.Kind.ARRIVAL_RECORDED).count() == 1

    undo_arrival(pat, by=by(conference))
    undo_arrival(pat, by=by(conference))

    assert now(pat).arrived_at is None
    assert Event.objects.filter(kind=Event.Kind.ARRIVAL_RECORDED).count() == 2


def test_an_apology_and_an_arrival_outweigh_each_other(conference):
    pat = conference["Pat"]
    record_apology(pat, by=by(conference), words=" Bus did not come. ")
    assert now(pat).apology == "Bus did not come."

    record_arrival(pat, by=by(conference), at=timezone.now() - timedelta(minutes=5))
    assert now(pat).apologies_at is None
    assert now(pat).apology == ""

    record_apology(pat, by=by(conference))
    assert now(pat).arrived_at is None


@pytest.mark.parametrize("attendance", ["another_way", "no_part"])
def test_whoever_is_kept_away_cannot_be_recorded_as_arrived(conference, attendance):
    Participant.objects.filter(pk=conference["Obi"].pk).update(attendance=attendance)

    assert code_of(lambda: record_arrival(conference["Obi"], by=by(conference))) == "kept_away"
    assert code_of(lambda: record_apology(conference["Obi"], by=by(conference))) == "kept_away"
    plan = lambda: plan_arrival(conference["Obi"], by=by(conference), arrives_at=None, note="x")  # noqa: E731
    assert code_of(plan) == "kept_away"
    assert now(conference["Obi"]).arrived_at is None


def test_nobody_arrives_before_the_day_or_in_time_to_come(conference):
    pat, later = conference["Pat"], timezone.now() + timedelta(minutes=1)
    assert code_of(lambda: record_arrival(pat, by=by(conference), at=later)) == "ahead"

    Meeting.objects.update(
        starts_at=timezone.now() + timedelta(days=1), ends_at=timezone.now() + timedelta(days=2)
    )
    assert code_of(lambda: record_arrival(pat, by=by(conference))) == "not_yet"
    record_apology(pat, by=by(conference))

    Meeting.objects.update(starts_at=None, ends_at=None)
    assert code_of(lambda: record_arrival(pat, by=by(conference))) == "no_date"


def test_somebody_who_left_the_meeting_meanwhile_is_refused(conference):
    Participant.objects.update(removed_at=timezone.now())

    assert code_of(lambda: record_arrival(conference["Pat"], by=by(conference))) == "left"


def test_who_came_is_told_to_the_service_alone(conference):
    record_arrival(conference["Pat"], by=by(conference))
    plan_arrival(conference["Pat"], by=by(conference), arrives_at=time(16), note="Side door.")

    events = Event.objects.filter(
        kind__in=(Event.Kind.ARRIVAL_RECORDED, Event.Kind.PARTICIPANT_CHANGED)
    )
    assert events.visible_to(conference.service.manager).count() == 2
    assert not events.visible_to(conference.service.worker).exists()
    assert "Side door" not in "".join(f"{e.to_value}{e.why}" for e in events)


def test_the_times_of_a_part_are_recorded_one_by_one(conference):
    start = timezone.now() - timedelta(minutes=50)
    time_part(conference.meeting, "private", by=by(conference), began_at=start)
    time_part(conference.meeting, "private", by=by(conference), ended_at=timezone.now())

    row = PartTime.objects.get()
    assert (row.began_at, row.ended_at) == (start, timezone.now())
    event = Event.objects.filter(kind=Event.Kind.PART_TIMED).first()
    assert event.to_value == "Private family time: 08:40 to 09:30"
    assert Event.objects.visible_to(conference.service.worker).filter(pk=event.pk).exists()

    forget_part(conference.meeting, "private", by=by(conference))
    assert not PartTime.objects.exists()


def test_times_that_cannot_be_are_refused(conference):
    before, later = timezone.now() - timedelta(hours=1), timezone.now() + timedelta(hours=1)
    meeting, user = conference.meeting, by(conference)

    def timed(key="private", **times):
        return code_of(lambda: time_part(meeting, key, by=user, **times))

    assert timed(began_at=timezone.now(), ended_at=before) == "ends_before_it_starts"
    assert timed(ended_at=later) == "ahead"
    assert timed("dinner", began_at=before) == "no_such_part"


def test_of_the_private_part_there_is_nowhere_to_write():
    fields = {field.name for field in PartTime._meta.concrete_fields}

    assert fields == {"id", "meeting", "key", "began_at", "ended_at", "recorded_by"}


def test_views_are_read_out_for_those_who_are_not_there(conference):
    obi, user = conference["Obi"], by(conference)
    Participant.objects.filter(pk=obi.pk).update(attendance="another_way", views="I can drive.")

    assert code_of(lambda: read_out_views(obi, by=user, reader=" ")) == "reader_missing"
    read_out_views(obi, by=user, reader="Cora Coordinator")
    assert now(obi).views_read_by == "Cora Coordinator"
    assert "drive" not in "".join(Event.objects.values_list("to_value", flat=True))

    unread_views(obi, by=user)
    assert now(obi).views_read_at is None

    record_arrival(conference["Pat"], by=user)
    assert code_of(lambda: read_out_views(conference["Pat"], by=user, reader="x")) == "is_there"


def test_a_walk_in_is_a_person_of_the_network_and_there(conference):
    one = add_walk_in(conference.meeting, by=by(conference), first_name="Kwame", relation="Cousin")

    assert one.walked_in
    assert one.arrived_at
    assert NetworkMember.objects.get(person=one.person).case == conference.case
    assert Person.objects.get(pk=one.person_id).first_name == "Kwame"


def test_a_walk_in_without_a_name_leaves_nothing_behind(conference):
    before = Person.objects.count()

    def nameless():
        add_walk_in(conference.meeting, by=by(conference), first_name=" ")

    assert code_of(nameless) == "name_missing"
    assert Person.objects.count() == before


def test_somebody_of_the_network_is_added_once(conference):
    user = by(conference)
    person = Person.objects.create(first_name="Kwame", created_by=user)

    assert code_of(lambda: add_known(conference.meeting, person, by=user)) == "not_in_network"
    NetworkMember.objects.create(
        case=conference.case, person=person, part="friend", side="", added_by=user
    )
    one = add_known(conference.meeting, person, by=user)
    assert one.part == "friend"
    assert one.walked_in
    assert one.arrived_at
    assert code_of(lambda: add_known(conference.meeting, person, by=user)) == "in_already"


def test_a_namesake_who_is_kept_away_is_found_first(conference):
    Participant.objects.filter(pk=conference["Obi"].pk).update(attendance="no_part")
    meeting, user = conference.meeting, by(conference)

    assert namesake_of(meeting, user, " obi", "") == conference["Obi"]
    assert namesake_of(meeting, user, "Obi", "OKAFOR") == conference["Obi"]
    assert namesake_of(meeting, user, "Obi", "Smith") is None
    assert namesake_of(meeting, user, "Kwame", "") is None
