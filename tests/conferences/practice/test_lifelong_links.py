"""Lifelong Links: nothing before the child agrees, nobody called safe before it is known."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.models import Event
from conferences.clocks import State, clocks_of
from conferences.domain.deciding_attendance import decide_attendance, let_in
from conferences.domain.entries import add_entry, change_entry
from conferences.domain.inviting import mark_told, prepare_invitation
from conferences.domain.meetings import move_meeting
from conferences.models import Entry, Meeting
from tests.conferences.practice.furniture import in_boxes, main_of, token_of, url
from tests.conferences.practice.lifelong import (
    KEY,
    add_pat,
    agree,
    ask,
    begin,
    connect,
    count_network,
    give_a_date,
    known_safe,
    let_the_child_come,
    search,
    tell,
)
from tests.factories.recording import make_family, make_service

pytestmark = pytest.mark.django_db

FOREIGN = re.compile(
    r"family group conference|\bFGC\b|bottom line|private family time|family.s plan|family plan"
    r"|review conference|information report",
    re.IGNORECASE,
)
PAGES = (
    *("meeting_detail", "meeting_people", "meeting_checklist", "participant_add", "find_date"),
    *("meeting_date", "meeting_invitations", "meeting_messages", "meeting_day", "run_sheet"),
    *("meeting_seating", "meeting_move", "meeting_call_off", "meeting_feedback"),
)


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


def test_nothing_is_looked_for_before_the_child_and_the_authority_agree(case, by):
    links = begin(case, by)
    wish = {"kind": "person", "what": "My first foster nan"}
    refused(lambda: add_entry(links, "wish", by=by, values=wish), "too_early")
    said = refused(lambda: move_meeting(links, "exploring", by=by), "guarded")
    assert "The child has not said yes" in said
    assert "parental responsibility" in said

    ask(links, by, "authority")
    ask(links, by, "child", "later")
    said = refused(lambda: move_meeting(links, "exploring", by=by), "guarded")
    assert "The child has not said yes" in said
    assert "parental responsibility" not in said
    ask(links, by, "child", "some", words="Not my dad.")
    links = move_meeting(links, "exploring", by=by)
    looked = {"on": timezone.localdate(), "whom": "Pat", "where": "file", "outcome": "A letter."}
    refused(lambda: add_entry(links, "search", by=by, values=looked), "too_early")


def test_the_newest_answer_of_the_child_counts(case, by):
    links = agree(begin(case, by), by)
    add_entry(links, "wish", by=by, values={"kind": "place", "what": "The sea"})
    count_network(links, by, "before")

    ask(links, by, "child", "no")

    said = refused(lambda: move_meeting(links, "searching", by=by), "guarded")
    assert said == "The child has not said yes, or has taken it back."


def test_the_child_stops_it_at_any_stage_and_nothing_is_lost(office, case, by):
    links, _ = tell(begin(case, by), by)
    give_a_date(links, by, days=9)
    links.refresh_from_db()
    assert links.stage == "scheduled"
    for stage in ("agreeing", "exploring", "searching", "telling", "scheduled"):
        assert "stopped" in links.declared.stage(stage).to
        assert "stopped" in links.declared.stage(stage).needs_reason

    assert "in their own words" in main_of(office.get(url("meeting_move", links)))
    refused(lambda: move_meeting(links, "stopped", by=by), "why_missing")
    links = move_meeting(links, "stopped", by=by, why="“I do not want to know any more.”")

    assert links.starts_at is None
    assert Entry.objects.current().filter(meeting=links).count() == 6
    assert "My first foster nan" in main_of(
        office.get(url("meeting_records", links, page="wishes"))
    )
    assert "any more" in Event.objects.filter(kind="meeting_moved").order_by("pk").last().why
    refused(lambda: ask(links, by, "child"), "not_held")


def test_after_the_celebration_its_day_stays_when_the_child_ends_it(case, by):
    links = begin(case, by)
    Meeting.objects.filter(pk=links.pk).update(stage="celebrated")
    day = give_a_date(links, by, days=-3).starts_at

    links = move_meeting(links, "ended", by=by, why="“Leave it now.”")

    assert (links.stage, links.starts_at) == ("ended", day)


def test_safety_is_said_with_how_it_is_known(case, by):
    links = agree(begin(case, by), by)
    refused(lambda: connect(links, by, safe="yes"), "missing")
    connect(links, by, safe="checking")
    connect(links, by, safe="no", safe_why="Convicted of harm to children.")


def test_nobody_is_asked_or_brought_back_before_they_are_known_to_be_safe(case, by):
    links = agree(begin(case, by), by)
    said = refused(lambda: connect(links, by, willing="yes"), "too_soon")
    assert said == (
        "“Do they want to be in touch?” can be answered once “Safe for the child?” is "
        "“Safe” or “Safe, on conditions”."
    )
    refused(lambda: connect(links, by, reconnected_on=timezone.localdate()), "too_soon")

    safe = {"safe": "with_help", "safe_why": "Not alone with him."}
    connection = connect(links, by, willing="yes", **safe)
    worse = {"safe": "no", "safe_why": "Her new partner."}
    changed = change_entry(connection, by=by, version=1, values=worse)
    assert changed.values["willing"] == "yes"


def test_somebody_not_known_to_be_safe_is_never_invited(case, by):
    links, connection = tell(begin(case, by), by)
    pat = add_pat(links, by)
    give_a_date(links, by, days=9)
    says = "It is not written down that this person is safe for the child."
    assert says in refused(lambda: decide_attendance(pat, by=by, outcome="comes"), "not_cleared")
    refused(lambda: let_in([pat], by=by), "not_cleared")
    connection = change_entry(
        connection, by=by, version=1, values={"safe": "checking", "person": str(pat.public_id)}
    )
    refused(lambda: decide_attendance(pat, by=by, outcome="comes"), "not_cleared")

    connection = change_entry(connection, by=by, version=2, values=known_safe(pat))
    decide_attendance(pat, by=by, outcome="comes")
    mark_told(pat, by=by, how="On the phone")
    worse = {"safe": "no", "safe_why": "She drinks again."}
    change_entry(connection, by=by, version=3, values=worse)

    refused(lambda: decide_attendance(pat, by=by, outcome="with_arrangements", arrangements="x"))
    cancelled = mark_told(pat, by=by, how="On the phone")
    assert cancelled.purpose == "cancellation"
    refused(lambda: prepare_invitation(pat, by=by, channel="letter"))


def test_a_second_entry_that_says_not_safe_comes_before_one_that_says_safe(case, by):
    links = agree(begin(case, by), by)
    pat = add_pat(links, by)
    connect(links, by, **known_safe(pat))
    connect(links, by, **known_safe(pat) | {"safe": "no"})

    refused(lambda: decide_attendance(pat, by=by, outcome="comes"), "not_cleared")


def test_the_celebration_names_who_is_not_known_to_be_safe(case, by):
    links, connection = tell(begin(case, by), by)
    pat = add_pat(links, by)
    change_entry(connection, by=by, version=1, values=known_safe(pat))
    decide_attendance(pat, by=by, outcome="comes")
    let_the_child_come(links, by)
    give_a_date(links, by, days=9)
    Meeting.objects.filter(pk=links.pk).update(starts_at=timezone.now() - timedelta(hours=1))
    change_entry(connection, by=by, version=2, values={"safe": "checking"})

    said = refused(lambda: move_meeting(links, "celebrated", by=by), "guarded")

    assert "It is not known that Pat is safe for the child." in said
    change_entry(connection, by=by, version=3, values=known_safe(pat))
    assert move_meeting(links, "celebrated", by=by).stage == "celebrated"


def test_the_network_is_a_picture_a_number_and_words(office, case, by):
    links = agree(begin(case, by), by)
    connect(links, by, before="weekly", now="daily", safe="yes", safe_why="Known for years.")
    connect(links, by, name="Ray Dean", relation="Uncle", before="none")
    connect(links, by, name="Jo Dean", relation="Aunt", safe="no", safe_why="Police.")
    count_network(links, by, "before")
    page = url("meeting_records", links, page="connections")
    assert "7 people were there for the child before the search" in main_of(office.get(page))

    count_network(links, by, "after", family=11, friends=5)
    response = office.get(page)
    said = main_of(response)

    assert "7 people were there for the child before, 20 now" in said
    assert "Together 7 20" in said
    assert "Ray Dean, Uncle Not in touch Not said yet Not known yet if safe" in said
    assert "Jo Dean, Aunt Not in touch Not said yet Not safe" in said
    svg = " ".join(re.findall(r"<svg.*?</svg>", response.content.decode(), flags=re.DOTALL))
    assert svg.count("<title") == 2
    assert "Every week or more: Pat Nunn (Foster nan)." in svg
    assert "Ray Dean (not known yet if safe)" in svg
    assert "Ray Dean (Uncle)" not in svg


def test_it_is_walked_to_the_look_back_and_the_clock_says_when(office, case, by):
    links, _ = tell(begin(case, by), by, safe="yes", safe_why="Known for years.")
    assert [one.state for one in clocks_of(links)] == [State.RUNNING, State.NOT_RUNNING]
    let_the_child_come(links, by)
    give_a_date(links, by, days=2)
    Meeting.objects.filter(pk=links.pk).update(starts_at=timezone.now() - timedelta(hours=1))
    links = move_meeting(links, "celebrated", by=by)
    refused(lambda: move_meeting(links, "supported", by=by), "guarded")
    today = timezone.localdate()
    promise = add_entry(
        links,
        "support",
        by=by,
        values={"who": "Pat", "what": "Sunday tea", "look_again_on": today},
    )
    add_entry(links, "merged", by=by, values={"which": "care", "on": today, "by": "Her worker"})
    links = move_meeting(links, "supported", by=by)
    assert clocks_of(links)[1].state == State.RUNNING

    said = refused(lambda: move_meeting(links, "a_year_on", by=by), "guarded")
    assert "The network has not been counted again." in said
    assert "it does not say yet what came of it" in said
    change_entry(promise, by=by, version=1, values={"lasts": "yes"})
    count_network(links, by, "after", family=9)
    add_entry(links, "look_back", by=by, values={"on": today, "words": "“I have a nan.”"})
    assert move_meeting(links, "a_year_on", by=by).stage_now.label == "Looked back after a year"
    assert FOREIGN.findall(main_of(office.get(links.get_absolute_url()))) == []


@pytest.mark.parametrize("days", [None, 6, -1])
def test_nothing_of_another_kind_of_meeting_shows_through(office, service, case, by, days):
    address = f"/cases/{case.public_id}/meetings/open/{KEY}/"
    page = office.get(address)
    assert "The child decides who is looked for" in main_of(page)
    assert FOREIGN.findall(main_of(page)) == []
    office.post(address, token_of(page))
    links = Meeting.objects.get(format=KEY)
    links, connection = tell(links, by)
    pat = add_pat(links, by)
    change_entry(connection, by=by, version=1, values=known_safe(pat))
    decide_attendance(pat, by=by, outcome="comes")
    child = let_the_child_come(links, by)
    if days:
        give_a_date(links, by, days=6)
        mark_told(pat, by=by, how="On the phone")
    if days == -1:
        start = timezone.now() - timedelta(days=1)
        Meeting.objects.filter(pk=links.pk).update(
            starts_at=start, ends_at=start + timedelta(hours=2)
        )
        move_meeting(links, "celebrated", by=by)

    for name in PAGES:
        assert FOREIGN.findall(main_of(office.get(url(name, links)))) == [], name
    declared = links.declared
    for one in declared.pages:
        said = main_of(office.get(url("meeting_records", links, page=one.key)))
        assert FOREIGN.findall(said) == [], one.key
    links.refresh_from_db()
    for key, kind in declared.kinds.items():
        if declared.has_come_to(links.stage_now, kind.from_stage):
            said = main_of(office.get(url("entry_add", links, kind=key)))
            assert FOREIGN.findall(said) == [], key
    for person in (pat, child):
        for name in ("participant_detail", "participant_edit", "participant_decide"):
            assert FOREIGN.findall(main_of(office.get(url(name, person)))) == [], name
    if days == -1:
        assert FOREIGN.findall(main_of(office.get(url("day_decide", links)))) == []
    assert office.get(url("meeting_plan", links)).status_code == 404
    office.force_login(service.worker)
    assert FOREIGN.findall(main_of(office.get(links.get_absolute_url()))) == []


def test_a_search_under_way_stays_on_the_list_of_those_without_a_date(case, by):
    links = search(begin(case, by), by)
    assert links in Meeting.objects.all().without_a_date()
    links = move_meeting(links, "stopped", by=by, why="“No.”")
    assert links not in Meeting.objects.all().without_a_date()


def test_what_stands_open_leads_to_the_page_where_it_is_written(office, case, by):
    links = begin(case, by)
    said = office.get(links.get_absolute_url()).content.decode()
    assert "The child has not said yes" in said
    assert url("meeting_records", links, page="agreed") in said


def test_the_form_keeps_what_was_typed_when_something_is_too_soon(office, case, by):
    links = agree(begin(case, by), by)
    page = office.get(url("entry_add", links, kind="connection"))
    sent = office.post(
        url("entry_add", links, kind="connection"),
        {
            "name": "Pat Nunn", "relation": "Foster nan", "wanted": "yes", "before": "none",
            "willing": "yes", **in_boxes("reconnected_on", timezone.localdate()),
            "version": 0, **token_of(page),
        },
    )  # fmt: skip
    assert "can be answered once" in main_of(sent)
    assert 'value="Pat Nunn"' in sent.content.decode()
    assert not Entry.objects.filter(kind="connection").exists()
