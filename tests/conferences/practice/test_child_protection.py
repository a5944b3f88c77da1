"""The restorative child protection conference: nobody reads on the day, nothing is new."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from conferences.clocks import State, clocks_of
from conferences.domain.entries import add_entry, change_entry
from conferences.domain.meetings import move_meeting, open_meeting
from conferences.formats import Count
from conferences.models import Entry, Meeting, Participant
from conferences.openings import openings_of
from restorative.months import add_months
from restorative.working_days import add_working_days
from tests.conferences.practice.furniture import in_boxes, main_of, token_of, url
from tests.conferences.practice.protecting import (
    KEY,
    call,
    days_ago,
    decide,
    hold,
    make_plan,
    say_the_five,
    set_date,
    share_report,
)
from tests.factories.recording import make_family, make_service

pytestmark = pytest.mark.django_db

FOREIGN = re.compile(
    r"family group conference|\bFGC\b|bottom line|private family time|family.s plan|family plan"
    r"|review conference|information report|celebration|side of the family",
    re.IGNORECASE,
)
PAGES = (
    *("meeting_detail", "meeting_people", "meeting_checklist", "participant_add", "find_date"),
    *("meeting_date", "meeting_invitations", "meeting_messages", "meeting_day", "run_sheet"),
    *("meeting_seating", "meeting_move", "meeting_call_off", "meeting_feedback"),
)
OPEN_REPORT = "A report is not in and shared, and it does not say why."


@pytest.fixture
def service():
    made = make_service()
    made.team.name = "Restorative practice"
    made.team.save()
    return made


@pytest.fixture
def case(service):
    case = make_family(service).case
    case.reference = "RP-2026-00001"
    case.save()
    return case


@pytest.fixture
def by(service):
    return service.coordinator


@pytest.fixture
def office(client, by):
    client.force_login(by)
    return client


def refused(act, code=None):
    with pytest.raises(ValidationError) as error:
        act()
    assert code is None or error.value.code == code
    return " ".join(error.value.messages)


def clock(conference, key, **more):
    return next((one for one in clocks_of(conference, **more) if one.clock.key == key), None)


def test_it_is_not_held_while_a_report_is_neither_shared_nor_a_reason_given(case, by):
    conference = call(case, by)
    conference = set_date(conference, by, days=-1)
    said = refused(lambda: move_meeting(conference, "held", by=by), "guarded")
    assert "Reports: nothing is written down yet." in said
    share_report(conference, by)
    late = add_entry(conference, "report", by=by, values={"whose": "Police", "in_on": days_ago(1)})
    for stage in ("ready", "held"):
        assert refused(lambda to=stage: move_meeting(conference, to, by=by)) == OPEN_REPORT

    change_entry(late, by=by, version=1, values={"why_not": "Told in the room by the sergeant."})

    assert move_meeting(conference, "held", by=by).stage == "held"


def test_nobody_forces_it_with_a_report_missing(case, by, service):
    conference = set_date(call(case, by), by, days=-1)

    refused(lambda: move_meeting(conference, "held", by=service.manager, why="Today."), "guarded")


def test_a_report_is_shared_once_it_is_in_and_on_a_day_that_has_been(case, by):
    conference = call(case, by)
    only_shared = {"whose": "School", "shared_on": days_ago(1)}
    to_come = {"whose": "School", "in_on": days_ago(-1)}

    def write(values):
        return lambda: add_entry(conference, "report", by=by, values=values)

    assert "It came in on" in refused(write(only_shared), "missing")
    assert "still to come" in refused(write(to_come), "to_come")


def test_nobody_is_kept_away_without_a_decision_ground_and_time(office, case, by):
    conference = call(case, by)
    share_report(conference, by)
    conference = set_date(conference, by, days=-1)
    parent = Participant.objects.filter(meeting=conference, part="family").first()
    asked = {"who": parent, "asked_on": days_ago(5), "asked_by": "Wes Worker"}
    no_ground = {**asked, "evidence": "Threats last week."}
    refused(lambda: add_entry(conference, "exclusion", by=by, values=no_ground), "missing")
    values = {**no_ground, "ground": "disrupts"}
    request = add_entry(conference, "exclusion", by=by, values=values)

    said = refused(lambda: move_meeting(conference, "held", by=by), "guarded")
    assert said == "It is asked that somebody is kept away, and nothing is decided."
    yes = {"decision": "yes", "heard": "advocate"}
    no_time = refused(lambda: change_entry(request, by=by, version=1, values=yes), "missing")
    assert "From when to when?" in no_time
    change_entry(request, by=by, version=1, values={**yes, "time": "The first half hour"})
    page = main_of(office.get(url("meeting_records", conference, page="kept_away")))
    assert "The first half hour" in page
    assert "shortest time that is enough" in page
    assert move_meeting(conference, "held", by=by).stage == "held"


def test_who_is_kept_away_is_read_by_the_service_alone(client, case, by, service):
    conference = call(case, by)
    client.force_login(service.worker)

    assert client.get(url("meeting_records", conference, page="kept_away")).status_code == 404
    assert client.get(url("entry_add", conference, kind="report")).status_code == 200
    assert client.get(url("entry_add", conference, kind="harm")).status_code == 403


def test_the_first_one_is_held_within_15_working_days_of_the_strategy_discussion(case, by):
    conference = call(case, by)
    reading = clock(conference, "held_in_time")
    due = add_working_days(days_ago(6), 15)
    assert (reading.state, reading.due_on, reading.words) == (
        State.RUNNING, due, "15 working days after",
    )  # fmt: skip
    assert clock(conference, "held_in_time", today=due + timedelta(days=1)).state == State.LATE

    conference = hold_from(conference, by)
    reading = clock(conference, "held_in_time")
    assert (reading.state, reading.done_on) == (State.MET, days_ago(1))


def hold_from(conference, by):
    share_report(conference, by)
    return move_meeting(set_date(conference, by, days=-1), "held", by=by)


def test_the_day_of_the_strategy_discussion_is_asked_of_the_first_one_alone(case, by):
    conference = open_meeting(case, KEY, by=by)
    values = {"which": "first", "why": "Bruises.", "chair": "Ann Chair"}
    said = refused(lambda: add_entry(conference, "basis", by=by, values=values), "missing")
    assert "strategy discussion" in said
    add_entry(conference, "basis", by=by, values={**values, "which": "moved"})

    assert clock(conference, "held_in_time") is None


def test_every_report_stops_the_clocks_and_not_the_first(case, by):
    conference = set_date(call(case, by), by)
    day = timezone.localdate(conference.starts_at)
    share_report(conference, by)
    police = add_entry(conference, "report", by=by, values={"whose": "Police"})
    reading = clock(conference, "reports_in")
    assert (reading.due_on, reading.done_on) == (add_working_days(day, -2), None)
    assert clock(conference, "reports_shared").due_on == add_working_days(day, -1)

    change_entry(police, by=by, version=1, values={"in_on": days_ago(1), "shared_on": days_ago(0)})

    assert clock(conference, "reports_in").done_on == days_ago(1)
    assert clock(conference, "reports_shared").done_on == days_ago(0)


def test_a_report_that_does_not_come_is_accounted_for_on_the_day_that_is_said(case, by):
    conference = set_date(call(case, by), by)
    add_entry(conference, "report", by=by, values={"whose": "Police", "why_not": "None is kept."})

    assert clock(conference, "reports_shared").done_on == days_ago(0)


def test_the_core_group_meets_within_ten_days_and_every_six_weeks(case, by):
    conference, _, group = make_plan(hold(case, by), by)
    assert clock(conference, "first_core_group").due_on == add_working_days(days_ago(1), 10)
    assert clock(conference, "core_group").state == State.NOT_RUNNING
    assert clock(conference, "second").due_on == add_months(days_ago(1), 3)
    assert clock(conference, "later") is None

    change_entry(group, by=by, version=1, values={"met_on": days_ago(0), "words": "It goes well."})
    conference = Meeting.objects.get(pk=conference.pk)

    assert conference.stage == "core_group"
    assert clock(conference, "first_core_group").state == State.MET
    following = clock(conference, "core_group")
    assert following.clock.unit == Count.WEEKS
    assert (following.due_on, following.words) == (days_ago(-42), "6 weeks after")


def test_a_core_group_that_did_not_meet_says_why_and_is_no_meeting(case, by):
    conference, _, group = make_plan(hold(case, by), by)

    changed = change_entry(group, by=by, version=1, values={"why_not": "Snow."})

    assert changed.due_on is None
    assert Meeting.objects.get(pk=conference.pk).stage == "planned"


def test_a_plan_wants_the_five_things_and_the_decision(case, by):
    conference = hold(case, by)
    said = refused(lambda: move_meeting(conference, "planned", by=by), "guarded")
    for words in ("Harm: nothing", "What better looks like: nothing", "No child protection plan"):
        assert words in said
    say_the_five(conference, by)
    decide(conference, by, "in_need")

    assert "No child protection plan is decided." in refused(
        lambda: move_meeting(conference, "planned", by=by), "guarded"
    )
    assert move_meeting(conference, "no_plan", by=by).stage == "no_plan"
    assert clock(conference, "first_core_group") is None


def test_the_next_conference_looks_at_the_plan_again(case, by):
    conference, step, group = make_plan(hold(case, by), by)
    change_entry(group, by=by, version=1, values={"met_on": days_ago(0)})
    opening = openings_of(case)[0]
    assert (opening.format.key, opening.reviews) == (KEY, conference)

    following = open_meeting(case, KEY, by=by, reviews=Meeting.objects.get(pk=conference.pk))
    assert following.participants.filter(attendance="comes").count() > 0
    refused(lambda: open_meeting(case, KEY, by=by), "under_way")
    conference.refresh_from_db()
    said = refused(lambda: move_meeting(conference, "looked_again", by=by), "guarded")
    assert said == "It does not say of each step of the plan what became of it."
    change_entry(step, by=by, version=1, values={"done": "yes"})
    assert move_meeting(conference, "looked_again", by=by).stage_now.is_last


@pytest.mark.parametrize("held", [False, True])
def test_nothing_of_another_kind_of_meeting_shows_through(office, service, case, by, held):
    address = f"/cases/{case.public_id}/meetings/open/{KEY}/"
    page = office.get(address)
    assert "what better looks like" in main_of(page)
    assert FOREIGN.findall(main_of(page)) == []
    conference = make_plan(hold(case, by), by)[0] if held else set_date(call(case, by), by)
    declared = conference.declared

    for name in PAGES:
        assert FOREIGN.findall(main_of(office.get(url(name, conference)))) == [], name
    for one in declared.pages:
        said = main_of(office.get(url("meeting_records", conference, page=one.key)))
        assert FOREIGN.findall(said) == [], one.key
    for key, kind in declared.kinds.items():
        if declared.has_come_to(conference.stage_now, kind.from_stage):
            answer = office.get(url("entry_add", conference, kind=key), follow=True)
            assert FOREIGN.findall(main_of(answer)) == [], key
    for person in Participant.objects.filter(meeting=conference):
        for name in ("participant_detail", "participant_edit", "participant_decide"):
            assert FOREIGN.findall(main_of(office.get(url(name, person)))) == [], name
    assert office.get(url("meeting_plan", conference)).status_code == 404
    office.force_login(service.worker)
    assert FOREIGN.findall(main_of(office.get(conference.get_absolute_url()))) == []


def test_the_form_keeps_what_was_typed_when_a_day_is_still_to_come(office, case, by):
    conference = call(case, by)
    address = url("entry_add", conference, kind="report")
    sent = office.post(
        address,
        {
            "whose": "School", **in_boxes("in_on", days_ago(-3)),
            "version": 0, **token_of(office.get(address)),
        },
    )  # fmt: skip
    assert "a day still to come" in main_of(sent)
    assert 'value="School"' in sent.content.decode()
    assert not Entry.objects.filter(kind="report").exists()
