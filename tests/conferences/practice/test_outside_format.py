"""A format from outside conferences/formats/: registered by a setting, and walked."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.models import CompartmentMember, Event
from cases.reminders.rules import register_rules
from conferences.clocks import State, clocks_of
from conferences.domain.entries import add_entry, change_entry
from conferences.domain.meetings import open_meeting
from conferences.formats import FORMATS, load_formats, register_format
from conferences.models import Entry, Meeting, MeetingParty
from tests.conferences.practice import lifelong_trial
from tests.conferences.practice.furniture import errors_of, in_boxes, main_of, token_of, url
from tests.factories.recording import make_family, make_service, reload

pytestmark = pytest.mark.django_db

KEY = "finding_people"


@pytest.fixture(autouse=True)
def registered(settings):
    settings.MORE_FORMATS = ["tests.conferences.practice.lifelong_trial"]
    load_formats()
    register_rules(FORMATS[KEY].reminders, format=KEY)
    yield
    del FORMATS[KEY]


@pytest.fixture
def service():
    return make_service()


@pytest.fixture
def case(service):
    return make_family(service).case


def start(case, service):
    return open_meeting(case, KEY, by=service.worker)


def test_a_setting_makes_it_known_and_a_key_is_given_once():
    assert FORMATS[KEY] is lifelong_trial.FORMAT
    register_format(lifelong_trial.FORMAT)
    from dataclasses import replace

    with pytest.raises(ValueError, match="two kinds"):
        register_format(replace(lifelong_trial.FORMAT, name="Another"))


def test_it_is_walked_from_its_link_to_its_end(client, service, case):
    client.force_login(service.worker)
    assert "Start: Finding people" in main_of(client.get(f"/cases/{case.public_id}/meetings/"))
    address = f"/cases/{case.public_id}/meetings/start/{KEY}/"
    page = client.get(address)
    assert "whom they miss" in main_of(page)
    sent = client.post(address, token_of(page))
    meeting = Meeting.objects.get(format=KEY)
    assert sent.url == url("entry_add", meeting, kind="wish")

    page = client.get(sent.url)
    wrong = client.post(
        sent.url,
        {"who": "", "how_often": "900", "at": "25:00", "version": 0, **token_of(page)},
    )
    assert errors_of(wrong) == [
        "Enter an answer to “Who would you like to find?”",
        "Your answer must be 365 or less",
        "Enter a time, like 9:30am or 14:00",
    ]
    today = timezone.localdate()
    saved = client.post(
        sent.url,
        {
            "who": "Nan",
            "how_often": "2",
            "ways": ["letter", "visit"],
            "at": "4pm",
            **in_boxes("look_by", today),
            "version": 0,
            **token_of(page),
        },
    )
    assert saved.status_code == 302, errors_of(saved)
    wish = Entry.objects.get()
    assert wish.values == {
        "who": "Nan",
        "how_often": 2,
        "ways": ["letter", "visit"],
        "at": "16:00",
        "look_by": today.isoformat(),
    }
    assert wish.due_on == today
    said = main_of(client.get(meeting.get_absolute_url()))
    for words in ("By letter, By a visit", "16:00", "3 months after", "Running"):
        assert words in said

    change_entry(wish, by=service.worker, version=1, values={"found": "found"})
    meeting.refresh_from_db()
    assert meeting.stage_now.label == "Looked for everybody"
    assert Entry.objects.get().due_on is None


def test_somebody_elses_change_is_shown_and_not_overruled(client, service, case):
    meeting = start(case, service)
    wish = add_entry(meeting, "wish", by=service.worker, values={"who": "Nan"})
    change_entry(wish, by=service.coordinator, version=1, values={"who": "Nan Pat"})
    client.force_login(service.worker)

    page = client.post(url("entry_edit", wish), {"who": "Nana", "version": 1})

    assert page.status_code == 409
    for words in ("Nan Pat", "Nana", "Cora Coordinator"):
        assert words in page.content.decode()
    again = client.post(url("entry_edit", wish), {"who": "Nana", "version": 2})
    assert again.status_code == 302
    wish.refresh_from_db()
    assert (wish.values, wish.version) == ({"who": "Nana"}, 3)


def test_what_was_taken_out_is_kept_and_shown_nowhere(client, service, case):
    meeting = start(case, service)
    wish = add_entry(meeting, "wish", by=service.worker, values={"who": "Nan"})
    client.force_login(service.worker)

    client.post(url("entry_remove", wish), {"why": "She asked us to."})

    assert "Nan" not in main_of(client.get(url("meeting_records", meeting, page="wishes")))
    assert client.get(url("entry_edit", wish)).status_code == 404
    wish.refresh_from_db()
    assert (wish.removed_why, wish.removed_by) == ("She asked us to.", service.worker)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({}, "missing"),
        ({"who": "x" * 301}, "too_long"),
        ({"who": "Nan", "how_often": 366}, "no_number"),
        ({"who": "Nan", "ways": ["pigeon"]}, "no_choice"),
        ({"who": "Nan", "look_by": "yesterday"}, "no_date"),
    ],
)
def test_the_domain_refuses_what_the_declaration_does_not_allow(service, case, values, code):
    meeting = start(case, service)

    with pytest.raises(ValidationError) as refused:
        add_entry(meeting, "wish", by=service.worker, values=values)

    assert refused.value.code == code
    with pytest.raises(ValidationError):
        add_entry(meeting, "nothing", by=service.worker, values={})


def test_who_writes_is_said_by_the_kind(client, service, case):
    meeting = start(case, service)
    client.force_login(service.worker)
    assert client.get(url("entry_add", meeting, kind="worry")).status_code == 403
    client.force_login(service.coordinator)
    assert client.get(url("entry_add", meeting, kind="worry")).status_code == 200


def test_one_side_learns_nothing_of_the_other(client, service, case):
    meeting = start(case, service)
    MeetingParty.objects.filter(meeting=meeting).update(side="harmed")
    other = make_family(make_service()).case
    MeetingParty.objects.create(meeting=meeting, case=other, side="harming")
    ours, theirs = case.coordinator, other.coordinator
    worry = add_entry(
        meeting, "worry", by=ours, values={"text": "He knows my street."}, compartment="harmed"
    )

    page = url("meeting_records", meeting, page="worries")
    client.force_login(ours)
    assert "He knows my street." in main_of(client.get(page))
    client.force_login(theirs)
    assert "He knows my street." not in main_of(client.get(page))
    assert client.get(url("entry_edit", worry)).status_code == 404
    events = Event.objects.filter(kind="entry_added")
    assert [(one.case_id, one.compartment) for one in events] == [(case.pk, "harmed")]
    assert not Event.objects.visible_to(theirs).filter(kind="entry_added").exists()

    CompartmentMember.objects.create(case=other, compartment="harmed", user=theirs)
    assert Entry.objects.visible_to(reload(theirs)).count() == 1


def test_the_side_is_asked_for_among_those_one_knows_of(client, service, case):
    meeting = start(case, service)
    MeetingParty.objects.filter(meeting=meeting).update(side="harmed")
    client.force_login(service.coordinator)

    form = client.get(url("entry_add", meeting, kind="worry")).context["form"]

    assert [key for key, _ in form.fields["compartment"].choices] == ["open", "harmed"]
    with pytest.raises(ValidationError) as refused:
        add_entry(meeting, "worry", by=service.coordinator, values={"text": "x"})
    assert refused.value.code == "side_missing"


def test_a_clock_begins_anew_with_what_was_settled_last(service, case):
    meeting = start(case, service)
    opened = timezone.localdate(meeting.opened_at)
    assert [(one.state, one.since) for one in clocks_of(meeting)] == [(State.RUNNING, opened)]
    late = clocks_of(meeting, today=opened + timedelta(days=100))
    assert late[0].state == State.LATE

    values = {"who": "Nan", "look_by": date(2031, 1, 31), "found": "found"}
    add_entry(meeting, "wish", by=service.worker, values=values)
    again = clocks_of(Meeting.objects.get(pk=meeting.pk))

    assert again[0].since == date(2031, 1, 31)
    assert again[0].due_on == date(2031, 4, 30)
