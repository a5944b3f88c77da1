"""The referral order panel: statutory days, who sits, and a side that few may know of."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.domain.allocating import change_coordinator
from cases.models import Event
from conferences.clocks import State, clocks_of
from conferences.domain.dates import asked_by_of
from conferences.domain.entries import add_entry, change_entry
from conferences.domain.meetings import move_meeting
from conferences.models import Entry, Meeting
from restorative.working_days import add_working_days
from tests.conferences.practice.furniture import FOREIGN as FOREIGN_WORDS
from tests.conferences.practice.furniture import main_of, token_of, url
from tests.conferences.practice.panel import (
    KEY,
    agree_contract,
    assess,
    begin,
    decide_on_inviting,
    give_a_date,
    hold,
    order,
    report,
    sit,
    work_with_harmed,
)
from tests.factories.recording import make_family, make_service, reload
from tests.figures.test_other_work import counts

pytestmark = pytest.mark.django_db

# The people of a service are called what they are called, on pages of every kind of meeting.
FOREIGN = re.compile(
    FOREIGN_WORDS.pattern.replace(r"|\breferrer\b|coordinator", "").replace(
        r"\bplan\b", r"\bplan\b(?! the arrival)"
    ),
    FOREIGN_WORDS.flags,
)
PAGES = (
    *("meeting_detail", "meeting_people", "meeting_checklist", "participant_add", "find_date"),
    *("meeting_date", "meeting_invitations", "meeting_messages", "meeting_day", "run_sheet"),
    *("meeting_seating", "meeting_move", "meeting_call_off", "meeting_feedback"),
)
CANARY = "She is afraid to walk past the shelter."


@pytest.fixture
def service():
    made = make_service()
    made.team.name = "Youth justice"
    made.team.save()
    return made


@pytest.fixture
def case(service):
    case = make_family(service).case
    case.reference = "YJ-2026-00001"
    case.save()
    return case


@pytest.fixture
def by(service, case):
    work_with_harmed(case, service.coordinator)
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


def clock(panel, key):
    return next(one for one in clocks_of(panel) if one.clock.key == key)


def harmed(panel, by, **more):
    values = {"who": "M.T.", "consent": "yes", "words": CANARY}
    return add_entry(panel, "harmed_contact", by=by, values=values | more)


def test_the_statutory_days_run_from_the_order(case, by):
    panel = begin(case, by)
    assert clock(panel, "initial").state == State.NOT_RUNNING

    made = order(panel, by, days_ago=3)

    day = timezone.localdate() - timedelta(days=3)
    assert clock(panel, "appointment").due_on == add_working_days(day, 5)
    assert clock(panel, "initial").due_on == add_working_days(day, 20)
    assert clock(panel, "initial_intensive").state == State.NOT_RUNNING
    change_entry(made, by=by, version=1, values={"intensive": "yes"})
    assert clock(panel, "initial").state == State.NOT_RUNNING
    assert clock(panel, "initial_intensive").due_on == add_working_days(day, 5)


def test_the_panel_waits_for_visit_report_and_the_decision_on_inviting(case, by):
    panel = begin(case, by)
    refused(lambda: move_meeting(panel, "visiting", by=by), "guarded")
    panel = assess(panel, by)
    give_a_date(panel, by, days=2)
    Meeting.objects.filter(pk=panel.pk).update(starts_at=timezone.now() - timedelta(hours=2))
    panel.refresh_from_db()
    assert panel.stage == "scheduled"

    said = refused(lambda: move_meeting(panel, "panel_held", by=by), "guarded")

    assert "Report for the panel: nothing is written down yet." in said
    assert "whether the person harmed is invited to the panel, and why" in said
    assert "two trained volunteers" in said
    report(panel, by)
    decide_on_inviting(panel, by, invited="no", why="They do not want to be asked.")
    sit(panel, by, trained="no")
    said = refused(lambda: move_meeting(panel, "panel_held", by=by), "guarded")
    assert "two trained volunteers" in said
    assert "invited to the panel" not in said


def test_three_different_people_sit_on_a_panel(case, by):
    panel = assess(begin(case, by), by)
    give_a_date(panel, by, days=2)
    panel.refresh_from_db()
    said = refused(lambda: sit(panel, by, volunteer_2="ann field"), "not_different")
    assert said.endswith("enter different people.")
    refused(lambda: sit(panel, by, worker=""), "missing")


def test_the_order_starts_with_the_contract_and_panels_follow(case, by):
    panel = hold(begin(case, by), by)
    refused(lambda: move_meeting(panel, "contract_agreed", by=by), "guarded")
    panel, item = agree_contract(panel, by)
    today = timezone.localdate()
    assert clock(panel, "progress").state == State.RUNNING
    first = clock(panel, "progress").due_on
    sit(panel, by, "progress", on=today + timedelta(days=80))
    assert clock(panel, "progress").due_on > first
    ends = today + timedelta(days=182)
    assert clock(panel, "final").due_on == add_working_days(ends, -5)

    said = refused(lambda: move_meeting(panel, "final_held", by=by), "guarded")
    assert "the final panel sat with two trained volunteers" in said
    sit(panel, by, "final")
    panel = move_meeting(panel, "final_held", by=by)
    refused(lambda: move_meeting(panel, "completed", by=by), "guarded")
    change_entry(item, by=by, version=1, values={"compliance": "done"})
    panel = move_meeting(panel, "completed", by=by)
    assert panel.stage_now.label == "Order completed"
    assert clock(panel, "final").state == State.MET


def test_a_breach_goes_back_to_court_and_may_go_on(case, by):
    panel, _ = agree_contract(hold(begin(case, by), by), by)
    add_entry(
        panel,
        "change",
        by=by,
        values={"what": "breach", "on": timezone.localdate(), "why": "Nothing was done."},
    )
    refused(lambda: move_meeting(panel, "returned", by=by), "why_missing")
    panel = move_meeting(panel, "returned", by=by, why="Nothing was done.")
    assert clock(panel, "progress").state == State.MET
    assert move_meeting(panel, "contract_agreed", by=by).stage == "contract_agreed"


def test_the_person_harmed_is_known_to_those_of_that_side_alone(client, service, case, by):
    panel = begin(case, by)
    contact = harmed(panel, by)
    decision = decide_on_inviting(panel, by, why=CANARY)
    page = url("meeting_records", panel, page="harmed")
    client.force_login(by)
    assert CANARY in main_of(client.get(page))

    for other in (service.worker, service.colleague, service.manager, service.referring_manager):
        client.force_login(other)
        assert client.get(page).status_code == 404
        for one in (contact, decision):
            assert client.get(url("entry_edit", one)).status_code == 404
            assert client.get(url("entry_remove", one)).status_code == 404
        assert client.get(url("entry_add", panel, kind="harmed_contact")).status_code == 404
        for name in ("meeting_detail", "meeting_records"):
            more = {"page": "order"} if name == "meeting_records" else {}
            said = client.get(url(name, panel, **more)).content.decode()
            assert CANARY not in said
            assert page not in said
        assert not Event.objects.visible_to(other).filter(to_value=contact.declared.label).exists()
        assert not Entry.objects.visible_to(other).filter(kind="harmed_contact").exists()


def test_whoever_opens_it_works_with_the_person_harmed(service, case):
    panel = begin(case, service.colleague)
    harmed(panel, service.colleague)
    assert Entry.objects.visible_to(service.colleague).filter(kind="harmed_contact").exists()
    assert not Entry.objects.visible_to(service.manager).filter(kind="harmed_contact").exists()


def test_the_side_goes_with_the_case_to_its_next_coordinator(service, case, by):
    panel = begin(case, by)
    harmed(panel, by)
    allocated = [service.colleague, service.coordinator]
    for one, other in (allocated, reversed(allocated)):
        change_coordinator(case, one, by=service.manager, why="Long-term sick", instead_of=other)

        assert Entry.objects.visible_to(reload(one)).filter(kind="harmed_contact").exists()
        assert not Entry.objects.visible_to(reload(other)).filter(kind="harmed_contact").exists()


def test_what_stands_open_does_not_lead_where_its_reader_may_not_go(client, service, case, by):
    panel = assess(begin(case, by), by)
    give_a_date(panel, by, days=2)
    client.force_login(service.colleague)
    said = client.get(panel.get_absolute_url()).content.decode()
    assert "whether the person harmed is invited" in said
    assert url("meeting_records", panel, page="harmed") not in said


def test_people_harmed_who_took_part_are_counted_of_those_who_agreed(case, by):
    panel = begin(case, by)
    for took in ("came", "not"):
        change_entry(harmed(panel, by), by=by, version=1, values={"took_part": took})
    harmed(panel, by)
    harmed(panel, by, consent="no", words="")

    assert counts(f"{KEY}_harmed_engaged", by) == (1, 2, 1)
    assert counts(f"{KEY}_items_done", by) == (0, 0, 0)


@pytest.mark.parametrize("held", [False, True])
def test_nothing_of_another_kind_of_meeting_shows_through(office, case, by, held):
    address = f"/cases/{case.public_id}/meetings/open/{KEY}/"
    page = office.get(address)
    assert "Responsibility: to say what one has done." in main_of(page)
    assert FOREIGN.findall(main_of(page)) == []
    office.post(address, token_of(page))
    panel = Meeting.objects.get(format=KEY)
    if held:
        panel, _ = agree_contract(hold(panel, by), by)
    harmed(panel, by)

    for name in PAGES:
        assert FOREIGN.findall(main_of(office.get(url(name, panel)))) == [], name
    declared = panel.declared
    for one in declared.pages:
        said = main_of(office.get(url("meeting_records", panel, page=one.key)))
        assert FOREIGN.findall(said) == [], one.key
    for key, kind in declared.kinds.items():
        if declared.has_come_to(panel.stage_now, kind.from_stage) and not kind.one_per_meeting:
            said = main_of(office.get(url("entry_add", panel, kind=key)))
            assert FOREIGN.findall(said) == [], key
    assert office.get(url("meeting_plan", panel)).status_code == 404


def test_who_asked_for_another_day_is_said_in_words_of_a_panel(office, case, by):
    panel = assess(begin(case, by), by)
    report(panel, by)
    decide_on_inviting(panel, by)
    give_a_date(panel, by, days=5)
    panel.refresh_from_db()

    for name in ("find_date", "meeting_date", "meeting_call_off", "meeting_move"):
        asked = main_of(office.get(url(name, panel)))
        assert "The referrer" not in asked
        assert "The young person or their family" in asked
    page = office.get(url("meeting_call_off", panel))
    office.post(
        url("meeting_call_off", panel),
        {"asked_by": "family", "why": "He is ill.", **token_of(page)},
    )

    panel.refresh_from_db()
    assert panel.stage_now.key == "ended_before"
    moved = Event.objects.filter(kind=Event.Kind.MEETING_MOVED).latest("pk")
    assert moved.why == "The young person or their family asked. He is ill."
    assert asked_by_of(panel.declared, moved.why) == "family"
