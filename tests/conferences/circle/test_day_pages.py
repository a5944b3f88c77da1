from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import NetworkMember, Person
from conferences.formats import FORMATS
from conferences.guards import CHECKS, PAGES
from conferences.models import AttendanceDecision, Meeting, Participant, PartTime
from tests.factories.conferences import make_conference, make_plan, make_ready
from tests.factories.people import KeepApartFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference(client, clock):
    conference = make_conference(starts_at=timezone.now() - timedelta(hours=1), stage="scheduled")
    client.force_login(conference.service.coordinator)
    return conference


def address(conference, name, *args):
    return reverse(f"conferences:{name}", args=[conference.meeting.public_id, *args])


def arrival(conference, name):
    return address(conference, "arrival_record", conference[name].public_id)


def now(participant):
    return Participant.objects.get(pk=participant.pk)


def keep_away(conference, name, attendance="no_part"):
    Participant.objects.filter(pk=conference[name].pk).update(attendance=attendance)


def said(client, answer):
    return client.get(answer.url).content.decode()


def test_arrivals_take_one_tap_and_can_be_taken_back(client, conference):
    client.post(arrival(conference, "Pat"), {"what": "here"})
    assert "1 of 7" in client.get(address(conference, "meeting_day")).content.decode()

    client.post(arrival(conference, "Pat"), {"what": "undo"})
    client.post(arrival(conference, "Lal"), {"what": "apologies"})

    assert now(conference["Pat"]).arrived_at is None
    assert now(conference["Lal"]).apologies_at


@pytest.mark.parametrize("what", ["", "maybe"])
def test_an_arrival_that_says_nothing_is_asked_again(client, conference, what):
    answer = client.post(arrival(conference, "Pat"), {"what": what})

    assert answer.status_code == 200
    assert "Say whether they came" in answer.content.decode()


def test_somebody_kept_away_at_the_door_is_a_warning_and_no_record(client, conference):
    keep_away(conference, "Obi")

    answer = client.post(arrival(conference, "Obi"), {"what": "here"})

    assert answer.status_code == 409
    assert "Nothing has been recorded" in answer.content.decode()
    assert now(conference["Obi"]).arrived_at is None


def test_two_kept_apart_who_are_both_there_are_warned_of_at_once(client, conference):
    KeepApartFactory(
        first=conference["Ngozi"].person,
        second=conference["Emeka"].person,
        recorded_by=conference.service.coordinator,
    )
    first = client.post(arrival(conference, "Ngozi"), {"what": "here"})
    assert "to be kept apart" not in said(client, first)

    second = client.post(arrival(conference, "Emeka"), {"what": "here"})

    assert "Emeka Okafor and Ngozi Okafor are to be kept apart." in said(client, second)


def test_a_participant_is_reached_under_their_own_meeting_alone(client, conference):
    other = make_conference(conference.service, starts_at=timezone.now(), stage="scheduled")
    mixed = address(conference, "arrival_record", other["Pat"].public_id)

    assert client.post(mixed, {"what": "here"}).status_code == 404
    mixed = address(conference, "views_read", other["Pat"].public_id)
    assert client.post(mixed, {"reader": "Cora"}).status_code == 404


def test_a_cousin_walks_in_with_two_taps(client, conference):
    page = address(conference, "walk_in_add")
    assert client.get(page).status_code == 200

    answer = client.post(page, {"first_name": "Kwame", "part": "family"})

    assert "Kwame</strong> (walked in)" in said(client, answer)


def test_somebody_of_the_network_who_was_not_invited_is_one_press(client, conference):
    coordinator = conference.service.coordinator
    person = Person.objects.create(first_name="Kwame", created_by=coordinator)
    NetworkMember.objects.create(
        case=conference.case, person=person, part="family", side="father", added_by=coordinator
    )
    page = address(conference, "walk_in_add")
    [known] = client.get(page).context["known"]
    assert (known.person, known.apart_from) == (person, [])

    client.post(page, {"person": str(person.public_id)})

    one = Participant.objects.get(person=person)
    assert (one.walked_in, one.family_side, one.part) == (True, "father", "family")


def test_somebody_of_the_network_who_is_kept_apart_is_marked(client, conference):
    coordinator = conference.service.coordinator
    person = Person.objects.create(first_name="Kwame", created_by=coordinator)
    NetworkMember.objects.create(
        case=conference.case, person=person, part="family", added_by=coordinator
    )
    KeepApartFactory(first=person, second=conference["Pat"].person, recorded_by=coordinator)

    html = client.get(address(conference, "walk_in_add")).content.decode()

    assert "Kept apart from Pat Okafor" in html


def test_a_name_of_somebody_kept_away_is_asked_about_first(client, conference):
    keep_away(conference, "Obi")
    page = address(conference, "walk_in_add")
    before = Participant.objects.count()

    answer = client.post(page, {"first_name": "obi", "part": "family"})

    assert answer.status_code == 409
    assert "must not come in" in answer.content.decode()
    assert Participant.objects.count() == before

    client.post(page, {"first_name": "obi", "part": "family", "is_another": "on"})
    assert Participant.objects.count() == before + 1


def test_a_name_on_the_list_already_is_pointed_out(client, conference):
    answer = client.post(
        address(conference, "walk_in_add"), {"first_name": "Pat", "part": "family"}
    )

    assert answer.status_code == 200
    assert "is on the list already" in answer.content.decode()


def test_a_walk_in_without_a_name_or_before_the_day_is_refused_in_words(client, conference):
    page = address(conference, "walk_in_add")
    assert "Enter their first name" in client.post(page, {"part": "family"}).content.decode()

    Meeting.objects.update(
        starts_at=timezone.now() + timedelta(days=2), ends_at=timezone.now() + timedelta(days=3)
    )
    answer = client.post(page, {"first_name": "Kwame", "part": "family"})
    assert "The meeting lies ahead." in answer.content.decode()


def test_the_three_parts_are_timed_by_taps_and_by_typing(client, conference, clock):
    private = address(conference, "part_time", "private")
    client.post(private, {"what": "begin"})
    clock.shift(timedelta(minutes=20))
    client.post(private, {"what": "end"})
    row = PartTime.objects.get()
    assert row.ended_at - row.began_at == timedelta(minutes=20)

    client.post(private, {"private-began": "8.45", "private-ended": "9:15am"})
    row.refresh_from_db()
    assert f"{row.began_at:%H:%M}-{row.ended_at:%H:%M}" == "08:45-09:15"

    client.post(private, {"what": "undo"})
    assert not PartTime.objects.exists()


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"private-began": "soon"}, "Private family time: "),
        ({}, "Enter when it began or ended."),
        ({"private-began": "9:00", "private-ended": "8:30"}, "The end must be after the start."),
        ({"private-ended": "23:50"}, "That time lies ahead."),
    ],
)
def test_times_that_cannot_be_are_refused_in_words(client, conference, sent, words):
    answer = client.post(address(conference, "part_time", "private"), sent)

    assert words in said(client, answer)
    assert not PartTime.objects.exists()


def test_a_part_that_is_none_is_not_there(client, conference):
    assert client.post(address(conference, "part_time", "dinner")).status_code == 404


def test_words_sent_with_the_private_part_are_kept_nowhere(client, conference):
    client.post(
        address(conference, "part_time", "private"), {"what": "begin", "notes": "They quarrelled"}
    )

    row = PartTime.objects.get()
    assert "They quarrelled" not in str(vars(row))
    html = client.get(address(conference, "meeting_day")).content.decode()
    assert "<textarea" not in html
    assert "They quarrelled" not in html


def test_views_of_somebody_heard_another_way_are_read_out(client, conference):
    keep_away(conference, "Obi", "another_way")
    Participant.objects.filter(pk=conference["Obi"].pk).update(views="I can drive.")
    assert "I can drive." in client.get(address(conference, "meeting_day")).content.decode()
    page = address(conference, "views_read", conference["Obi"].public_id)

    assert "Enter who read it out" in said(client, client.post(page, {}))
    assert "by Cora" in said(client, client.post(page, {"reader": "Cora"}))
    client.post(page, {"what": "undo"})
    assert now(conference["Obi"]).views_read_at is None


def test_an_arrival_is_planned_for_the_coordinators_eyes_alone(client, conference):
    page = reverse("conferences:arrival_plan", args=[conference["Ngozi"].public_id])
    assert "Enter a real time" not in client.get(page).content.decode()

    answer = client.post(page, {"arrives_at": "4pm", "note": "Side door"})

    html = said(client, answer)
    assert "16:00 Ngozi arrives: Side door" in html
    client.force_login(conference.service.worker)
    for name in ("run_sheet", "meeting_day"):
        assert client.get(address(conference, name)).status_code == 403
    assert client.get(page).status_code == 403
    assert "Side door" not in client.get(conference.meeting.get_absolute_url()).content.decode()


def test_the_run_sheet_holds_the_day_and_who_must_not_come_in(client, conference):
    keep_away(conference, "Obi")
    Participant.objects.filter(pk=conference["Pat"].pk).update(attendance="with_arrangements")
    AttendanceDecision.objects.create(
        participant=conference["Pat"],
        outcome="with_arrangements",
        arrangements="Sits by the door.",
        recorded_by=conference.service.coordinator,
    )

    html = client.get(address(conference, "run_sheet")).content.decode()

    assert "08:30–09:15" in html
    assert "09:15–10:45" in html
    assert "Sits by the door." in html
    assert "<strong>Obi Okafor</strong>: ring Will Worker" in html
    assert html.count("Obi Okafor") == 1
    assert "Food and drink arranged" in html


def test_the_run_sheet_without_a_date_has_no_clock_times(client, conference):
    Meeting.objects.update(starts_at=None, ends_at=None)

    html = client.get(address(conference, "run_sheet")).content.decode()

    assert "No date yet" in html
    assert "45 minutes" in html


# What came of it ------------------------------------------------------------------------


def test_the_family_has_met_then_what_came_of_it(client, conference):
    make_ready(conference.meeting, conference.service.coordinator)
    make_plan(conference.meeting, conference.service.coordinator)
    page = address(conference, "day_decide")
    assert client.post(page).url == address(conference, "meeting_plan")
    assert Meeting.objects.get().stage == "held"

    refused = client.post(page, {"to": "plan_not_agreed"})
    assert "Enter why" in refused.content.decode()
    client.post(page, {"to": "plan_agreed"})
    assert Meeting.objects.get().stage == "plan_agreed"


@pytest.mark.parametrize("to", ["", "ready", "junk"])
def test_a_decision_that_is_none_is_refused_in_words(client, conference, to):
    Meeting.objects.update(stage="held")

    answer = client.post(address(conference, "day_decide"), {"to": to})

    assert answer.status_code in (200, 422)
    assert Meeting.objects.get().stage == "held"


def test_a_meeting_where_nothing_follows_says_so(client, conference):
    Meeting.objects.update(stage="distributed")

    assert "Nothing follows" in client.get(address(conference, "day_decide")).content.decode()


@pytest.fixture
def guarded(monkeypatch):
    """The day can be entered with everybody prepared only; a manager may go on."""
    declared = FORMATS["family_group_conference"]
    monkeypatch.setitem(CHECKS, "everybody_prepared", lambda meeting: ["Pat has not been met."])
    monkeypatch.setitem(PAGES, "everybody_prepared", "conferences:meeting_people")
    stages = tuple(
        replace(stage, guards=("everybody_prepared",), can_be_forced=True)
        if stage.is_day
        else stage
        for stage in declared.stages
    )
    monkeypatch.setitem(FORMATS, declared.key, replace(declared, stages=stages))


def test_what_is_open_is_shown_and_a_manager_records_it_with_a_reason(client, conference, guarded):
    page = address(conference, "day_decide")
    answer = client.post(page, {"why": "They came."})
    assert "Pat has not been met." in answer.content.decode()
    assert Meeting.objects.get().stage == "scheduled"

    client.force_login(conference.service.manager)
    assert "Enter why" in client.post(page, {}).content.decode()
    client.post(page, {"why": "The family could not wait."})
    assert Meeting.objects.get().stage == "held"
