from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.models import CaseChild, Event, NetworkMember, Person
from cases.relationships import Kind
from conferences.domain.contacting_people import say_needs
from conferences.domain.deciding_attendance import decide_attendance
from conferences.domain.gathering import (
    add_participant,
    add_walk_in,
    change_participant,
    gather_network,
    remove_participant,
)
from conferences.domain.meetings import open_meeting
from conferences.models import AttendanceDecision, Meeting, Participant, Resource
from restorative.conflicts import StaleVersion
from tests.factories.conferences import make_conference
from tests.factories.people import PersonFactory, RelationshipFactory
from tests.factories.recording import end_case, make_family, make_service

pytestmark = pytest.mark.django_db


def later(days=30):
    return timezone.localdate() + timedelta(days=days)


def keep_away(participant, by, **said):
    return decide_attendance(
        participant,
        by=by,
        **{
            "outcome": "another_way",
            "ground": "order",
            "heard": "letter",
            "review_on": later(),
            "decided_by": "The court",
            "ends_on": later(200),
        }
        | said,
    )


@pytest.fixture
def service():
    return make_service()


def network_of(family, service, *names, **fields):
    people = []
    for name in names:
        person = Person.objects.create(
            first_name=name, last_name="Okafor", created_by=service.worker
        )
        NetworkMember.objects.create(
            case=family.case, person=person, added_by=service.worker, **fields
        )
        people.append(person)
    return people


def test_opening_a_meeting_gathers_children_network_and_social_worker(service):
    family = make_family(service, children=2)
    network_of(family, service, "Pat", side="mother", suggested_by="Mum")
    network_of(family, service, "Lal", part="friend")

    meeting = open_meeting(family.case, "family_group_conference", by=service.coordinator)

    said = {(one.name, one.part, one.is_required) for one in meeting.participants.all()}
    assert said == {
        ("Amira Okafor", "child", True),
        ("Sami Okafor", "child", True),
        ("Pat Okafor", "family", True),
        ("Lal Okafor", "friend", False),
        ("Will Worker", "referrer", True),
    }
    pat = meeting.participants.get(person__first_name="Pat")
    assert (pat.family_side, pat.suggested_by, pat.attendance) == ("mother", "Mum", "")


def test_what_somebody_is_to_the_child_comes_with_them(service):
    family = make_family(service)
    (pat,) = network_of(family, service, "Pat")
    RelationshipFactory(
        person=pat, relative=family.children[0].person, kind=Kind.GRANDPARENT, detail="Nan"
    )

    meeting = open_meeting(family.case, "family_group_conference", by=service.coordinator)

    assert meeting.participants.get(person=pat).relation == "Nan"


def test_gathering_again_adds_only_who_is_new_and_nobody_who_was_taken_off(service):
    family = make_family(service)
    network_of(family, service, "Pat", "Obi")
    meeting = open_meeting(family.case, "family_group_conference", by=service.coordinator)
    obi = meeting.participants.get(person__first_name="Obi")
    remove_participant(obi, by=service.coordinator, why="Lives abroad.")
    network_of(family, service, "Kez")

    added = gather_network(meeting, by=service.coordinator)

    assert [one.name for one in added] == ["Kez Okafor"]
    assert gather_network(meeting, by=service.coordinator) == []


def test_the_dead_and_the_unborn_are_not_gathered(service):
    family = make_family(service)
    (gran,) = network_of(family, service, "Gran")
    Person.objects.filter(pk=gran.pk).update(died_on=timezone.localdate())
    baby = PersonFactory(unborn=True, created_by=service.worker)
    CaseChild.objects.create(case=family.case, person=baby)

    meeting = open_meeting(family.case, "family_group_conference", by=service.coordinator)

    assert not meeting.participants.filter(person__in=[gran, baby]).exists()


def test_a_review_takes_over_people_needs_and_decisions_and_no_dates():
    conference = make_conference(stage="distributed")
    by = conference.service.coordinator
    pat, uncle, emeka = conference["Pat"], conference["Obi"], conference["Emeka"]
    Participant.objects.filter(pk=pat.pk).update(
        prepared_on=timezone.localdate(), answer="yes", way="video", views="Hello"
    )
    say_needs(pat, by=by, needs={"lift": "No stairs"})
    decide_attendance(pat, by=by, outcome="comes")
    keep_away(uncle, by)
    remove_participant(emeka, by=by, why="He asked.")

    review = open_meeting(conference.case, "review_conference", by=by, reviews=conference.meeting)

    here = {one.person.first_name: one for one in review.participants.filter(user=None)}
    assert "Emeka" not in here
    assert (here["Pat"].way, here["Pat"].attendance) == ("video", "comes")
    assert (here["Pat"].prepared_on, here["Pat"].answer, here["Pat"].views) == (None, "", "")
    assert [need.detail for need in here["Pat"].needs.all()] == ["No stairs"]
    assert here["Obi"].attendance == "another_way"
    assert here["Obi"].decisions.get().review_on == later()
    assert here["Obi"] not in Participant.objects.reachable()
    assert review.participants.get(user=conference.service.worker).part == "referrer"


def test_taking_somebody_off_and_adding_them_again_opens_no_door():
    conference = make_conference()
    by = conference.service.coordinator
    uncle = conference["Obi"]
    keep_away(uncle, by)
    remove_participant(uncle, by=by, why="Mistake.")

    again = add_participant(conference.meeting, by=by, part="family", person=uncle.person)

    again.refresh_from_db()
    assert again.attendance == "another_way"
    assert again not in Participant.objects.reachable()


def test_a_second_conference_of_the_family_keeps_away_whom_the_first_kept_away():
    conference = make_conference()
    by = conference.service.coordinator
    keep_away(conference["Obi"], by)
    Meeting.objects.filter(pk=conference.meeting.pk).update(stage="not_held")

    second = open_meeting(conference.case, "family_group_conference", by=by)

    uncle = second.participants.get(person=conference["Obi"].person)
    assert uncle.is_kept_away
    assert not uncle.is_required


def test_somebody_is_on_the_list_once():
    conference = make_conference()

    with pytest.raises(ValidationError) as refusal:
        add_participant(
            conference.meeting,
            by=conference.service.coordinator,
            part="family",
            person=conference["Pat"].person,
        )

    assert refusal.value.code == "already_there"


def test_one_human_being_is_one_of_four_things():
    conference = make_conference()
    advocate = Resource.objects.create(kind="advocate", name="Ada Advocate")
    by = conference.service.coordinator

    with pytest.raises(ValidationError):
        add_participant(conference.meeting, by=by, part="advocate")
    with pytest.raises(ValidationError):
        add_participant(
            conference.meeting, by=by, part="advocate", resource=advocate, initials="AA"
        )
    made = add_participant(conference.meeting, by=by, part="advocate", resource=advocate)

    assert (made.name, made.is_required) == ("Ada Advocate", True)


def test_a_walk_in_needs_a_first_name_and_joins_the_network_too():
    conference = make_conference(starts_at=timezone.now())

    kez = add_walk_in(
        conference.meeting, by=conference.service.coordinator, first_name="Kez", relation="Cousin"
    )

    assert (kez.walked_in, kez.is_required, kez.relation) == (True, False, "Cousin")
    assert kez.arrived_at
    assert NetworkMember.objects.filter(case=conference.case, person=kez.person).exists()
    with pytest.raises(ValidationError):
        add_walk_in(conference.meeting, by=conference.service.coordinator, first_name=" ")


def test_somebody_kept_away_does_not_walk_in_under_a_new_row():
    conference = make_conference(starts_at=timezone.now())
    by = conference.service.coordinator
    keep_away(conference["Obi"], by)

    with pytest.raises(ValidationError) as refusal:
        add_walk_in(conference.meeting, by=by, first_name="obi")

    assert refusal.value.code == "kept_away"
    assert add_walk_in(conference.meeting, by=by, first_name="Obi", last_name="Brown")


def test_a_change_says_what_changed_and_not_to_what():
    conference = make_conference()
    by, pat = conference.service.coordinator, conference["Pat"]

    change_participant(pat, by=by, version=1, changes={"worries": "He shouts.", "way": "video"})

    event = Event.objects.filter(kind="participant_changed").get()
    assert event.to_value == "what worries them, way of taking part"
    assert event.audience == "service"
    with pytest.raises(StaleVersion):
        change_participant(pat, by=by, version=1, changes={"way": "phone"})


def test_who_is_kept_away_cannot_be_required():
    conference = make_conference()
    by, uncle = conference.service.coordinator, conference["Obi"]
    keep_away(uncle, by)
    uncle.refresh_from_db()

    with pytest.raises(ValidationError) as refusal:
        change_participant(uncle, by=by, version=uncle.version, changes={"is_required": True})

    assert refusal.value.code == "kept_away"


def test_somebody_supports_another_of_the_same_meeting():
    conference, elsewhere = make_conference(), make_conference()
    by, pat = conference.service.coordinator, conference["Pat"]

    with pytest.raises(ValidationError):
        change_participant(pat, by=by, version=1, changes={"supports": elsewhere["Ngozi"]})
    with pytest.raises(ValidationError):
        change_participant(pat, by=by, version=1, changes={"supports": pat})
    changed = change_participant(pat, by=by, version=1, changes={"supports": conference["Ngozi"]})

    assert changed.supports == conference["Ngozi"]


def test_who_is_taken_off_leaves_their_seat_and_their_reason():
    conference = make_conference()
    by, pat = conference.service.coordinator, conference["Pat"]
    Participant.objects.filter(pk=pat.pk).update(seat=3)

    with pytest.raises(ValidationError):
        remove_participant(pat, by=by, why=" ")
    remove_participant(pat, by=by, why="She moved away.")

    pat.refresh_from_db()
    assert (pat.seat, pat.removed_why) == (None, "She moved away.")
    assert "moved" not in Event.objects.filter(kind="participant_left").get().why


def test_nothing_changes_once_the_case_has_ended():
    conference = make_conference()
    end_case(conference, conference.service)
    by, pat = conference.service.coordinator, conference["Pat"]

    for act in (
        lambda: gather_network(conference.meeting, by=by),
        lambda: remove_participant(pat, by=by, why="Ended."),
        lambda: change_participant(pat, by=by, version=1, changes={"way": "video"}),
        lambda: keep_away(pat, by),
        lambda: say_needs(pat, by=by, needs={}),
    ):
        with pytest.raises(ValidationError) as refusal:
            act()
        assert refusal.value.code == "case_ended"
    assert not AttendanceDecision.objects.exists()


def test_what_somebody_needs_is_known_from_their_record():
    service = make_service()
    case = make_family(service).case
    person = PersonFactory(
        created_by=service.worker,
        interpreter="given",
        interpreter_language="Polish",
        access="given",
        access_needs="No stairs",
    )
    NetworkMember.objects.create(case=case, person=person, added_by=service.worker)

    meeting = open_meeting(case, "family_group_conference", by=service.coordinator)

    needs = Participant.objects.get(meeting=meeting, person=person).needs
    assert dict(needs.values_list("kind", "detail")) == {
        "interpreter": "Polish",
        "access": "No stairs",
    }
