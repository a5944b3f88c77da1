from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from cases.domain.alerting import raise_alert
from cases.domain.noting import correct_note, write_note
from cases.domain.recording import record_event
from cases.domain.tasking import add_task
from cases.models import Event
from cases.timeline import read_timeline
from cases.timeline_questions import Cursor, Wanted
from tests.factories.recording import make_family, make_service

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    return make_service()


@pytest.fixture
def family(service):
    return make_family(service, children=3)


def write(family, by, days_ago=0, **changes):
    given = {
        "children": family.children,
        "kind": "visit",
        "happened_on": timezone.localdate() - timedelta(days=days_ago),
        "text": "We met.",
    }
    return write_note(family.case, by=by, **given | changes)


def titles(family, user, **wanted):
    return [entry.title for entry in read_timeline(family.case, user, Wanted(**wanted)).entries]


def everything(family, user, limit, **wanted):
    """Walk the pages to the end, as somebody who presses Older does."""
    entries, before = [], None
    while True:
        page = read_timeline(family.case, user, Wanted(before=before, **wanted), limit=limit)
        entries += page.entries
        if page.older is None:
            return entries
        before = Cursor.read(str(page.older))


def test_notes_stand_on_their_day_and_events_on_theirs(service, family):
    record_event(family.case, Event.Kind.REFERRAL_SENT, by=service.worker)
    write(family, service.worker, days_ago=3, kind="call")
    write(family, service.worker)

    assert titles(family, service.worker) == ["Visit", "Referral sent", "Phone call"]


def test_one_note_for_three_stands_on_each_timeline_once(service, family):
    write(family, service.worker, text="For all three.")
    write(family, service.worker, text="Sami alone.", children=[family.children[1]])

    texts = [
        [entry.text for entry in everything(family, service.worker, 60, child=child)]
        for child in family.children
    ]
    assert texts == [["For all three."], ["Sami alone.", "For all three."], ["For all three."]]


def test_a_note_is_shown_once_however_often_it_was_corrected(service, family):
    note = write(family, service.worker)
    correct_note(note, by=service.worker, version=1, text="At school.", child_voice="", why="Slip.")

    [entry] = read_timeline(family.case, service.worker, Wanted()).entries

    assert (entry.text, entry.tags) == ("At school.", ("Corrected",))


def test_a_corrected_note_names_its_author_and_each_who_corrected_it(service, family, time_machine):
    time_machine.move_to(datetime(2026, 3, 27, 12, tzinfo=UTC), tick=False)
    note = write(family, service.worker)
    for day, by in ((28, service.worker), (29, service.coordinator), (30, service.worker)):
        time_machine.move_to(datetime(2026, 3, day, 12, tzinfo=UTC), tick=False)
        said = {"text": f"As on the {day}th.", "child_voice": "", "why": "Slip."}
        note = correct_note(note, by=by, version=note.version, **said)

    [entry] = read_timeline(family.case, service.manager, Wanted()).entries

    assert entry.by == "Will Worker"
    assert entry.corrected_by == (
        "Will Worker on 30 March 2026 and Cora Coordinator on 29 March 2026"
    )


def test_a_note_that_nobody_corrected_names_its_author_alone(service, family):
    write(family, service.worker)

    [entry] = read_timeline(family.case, service.worker, Wanted()).entries

    assert (entry.by, entry.corrected_by) == ("Will Worker", "")


def test_a_note_on_the_wrong_child_leaves_that_childs_timeline(service, family):
    amira, sami, _ = family.children
    note = write(family, service.worker, children=[sami])
    said = {"text": note.text, "child_voice": "", "why": "It was Amira."}

    correct_note(note, by=service.worker, version=1, children=[amira], **said)

    assert titles(family, service.worker, child=sami) == []
    assert titles(family, service.worker, child=amira) == ["Visit"]


def test_nothing_of_a_coordinators_note_reaches_the_referrer(service, family):
    write(family, service.coordinator, text="Mum is afraid.", minutes=25)

    for part in (service.worker, service.referring_manager):
        assert titles(family, part) == []
    [own] = read_timeline(family.case, service.coordinator, Wanted()).entries
    assert (own.text, own.tags) == ("Mum is afraid.", ("Coordinator only",))


def test_a_manager_sees_that_there_was_a_contact_and_how_long_it_took(service, family):
    write(family, service.coordinator, text="Mum is afraid.", minutes=25, child_voice="Me too.")

    [stub] = read_timeline(family.case, service.manager, Wanted()).entries

    assert (stub.title, stub.change) == ("Visit", "A note for the coordinator only. 25 minutes.")
    assert (stub.text, stub.child_voice, stub.url, stub.children) == ("", "", "", "")


def test_the_chronology_has_what_is_significant(service, family):
    record_event(family.case, Event.Kind.REFERRAL_SENT, by=service.worker)
    add_task(
        title="Ring",
        due_on=timezone.localdate(),
        assigned_to=service.worker,
        case=family.case,
        by=service.worker,
    )
    write(family, service.worker)
    write(family, service.worker, is_significant=True, kind="decision")
    write(family, service.coordinator, is_significant=True, kind="call")

    assert titles(family, service.manager, is_significant=True) == ["Decision", "Referral sent"]


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ("notes", ["Visit"]),
        ("decisions", ["Referral sent"]),
        ("alerts", ["Safeguarding alert"]),
        ("meetings", []),
    ],
)
def test_a_timeline_can_be_narrowed_to_a_kind(service, family, group, expected):
    record_event(family.case, Event.Kind.REFERRAL_SENT, by=service.worker)
    write(family, service.worker)
    raise_alert(
        family.case,
        by=service.worker,
        children=family.children[:1],
        what="A bruise.",
        who_was_told="Duty",
        told_at=timezone.now(),
    )

    assert titles(family, service.worker, group=group) == expected


def test_events_that_name_no_child_are_about_each(service, family):
    record_event(family.case, Event.Kind.REFERRAL_SENT, by=service.worker)
    amira, sami, _ = family.children
    record_event(family.case, Event.Kind.CHILD_CHANGED, by=service.worker, children=[amira])

    assert titles(family, service.worker, child=sami) == ["Referral sent"]


@pytest.mark.parametrize("limit", [1, 2, 7])
def test_older_pages_miss_nothing_and_repeat_nothing(service, family, time_machine, limit):
    for number in range(12):
        # Several at the very same moment, days that were written down late.
        time_machine.move_to(datetime(2026, 3, 27 + number // 6, 23, 30, tzinfo=UTC), tick=False)
        write(family, service.worker, days_ago=number % 4, text=f"note {number}")
        record_event(family.case, Event.Kind.CASE_HELD, by=service.worker, why=f"event {number}")

    entries = everything(family, service.worker, limit)

    found = [entry.text or entry.why for entry in entries]
    assert sorted(found) == sorted(
        f"{kind} {number}" for number in range(12) for kind in ("note", "event")
    )
    days = [entry.cursor.day for entry in entries]
    assert days == sorted(days, reverse=True)


def test_a_timeline_costs_the_same_however_long_it_is(service, family, django_assert_num_queries):
    def fill(number):
        for _ in range(number):
            note = write(family, service.worker)
            said = {"text": "At school.", "child_voice": "", "why": "Slip."}
            correct_note(note, by=service.worker, version=1, **said)
            write(family, service.coordinator)
            raise_alert(
                family.case,
                by=service.worker,
                children=family.children,
                what="A bruise.",
                who_was_told="Duty",
                told_at=timezone.now(),
            )

    fill(1)
    service.manager.seats  # noqa: B018  # what every request has read already
    service.manager.stands_in_for  # noqa: B018
    # children, notes with contacts, correctors, events, alerts
    with django_assert_num_queries(5):
        read_timeline(family.case, service.manager, Wanted())
    fill(29)
    with django_assert_num_queries(5):
        read_timeline(family.case, service.manager, Wanted())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "1-2-3-4",
        "20260101-nan-0-1",
        "20260101-inf-0-1",
        "99991231-1.0-0-1",
        "00010101-1.0-0-1",
        "20260230-1.0-0-1",
        "20260101-1e300-0-1",
        "20260101-1.0-2-1",
        "20260101-1.0-0-" + "9" * 400,
        "20260101-1.0-0-\u0661",
        "-" * 300,
        "20260101-1.0-0-1-1",
    ],
)
def test_an_odd_cursor_is_none_or_harmless(service, family, text):
    write(family, service.worker)

    page = read_timeline(family.case, service.worker, Wanted(before=Cursor.read(text)))

    assert len(page.entries) <= 1
