"""A circle without a case: started, filled, held, agreed, looked back at, in its own words."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.models import Event
from conferences.domain.meetings import move_meeting, open_alone
from conferences.models import Booking, Entry, Meeting, Participant, Resource
from tests.conferences.practice.furniture import (
    FOREIGN,
    agree,
    errors_of,
    in_boxes,
    main_of,
    make_circle,
    sit_together,
    token_of,
    url,
    write_purpose,
)
from tests.factories.conferences import make_conference
from tests.factories.recording import make_family, make_service

pytestmark = pytest.mark.django_db

START = "/practice/start/circle/"
PAGES = (
    ("meeting_detail", {}),
    ("meeting_who", {}),
    ("practice_who_add", {}),
    ("practice_when", {}),
    ("practice_go_on", {}),
    ("meeting_records", {"page": "purpose"}),
    ("meeting_records", {"page": "rounds"}),
    ("meeting_records", {"page": "agreement"}),
    ("entry_add", {"kind": "purpose"}),
    ("entry_add", {"kind": "round"}),
    ("entry_add", {"kind": "promise"}),
    ("entry_add", {"kind": "check_back"}),
)


@pytest.fixture
def service():
    return make_service()


@pytest.fixture
def worker(client, service):
    """A social worker: no coordinator is needed to sit in a circle."""
    client.force_login(service.worker)
    return client


def test_a_social_worker_walks_one_from_start_to_checking_back(worker, service):
    page = worker.get(START)
    assert "Everybody has a turn to speak" in main_of(page)
    sent = worker.post(START, {"subject": "Argument over a phone", **token_of(page)})
    circle = Meeting.objects.get(format="circle")
    assert sent.url == circle.get_absolute_url()
    assert (circle.team, circle.open_to) == (service.referring, "team")

    page = worker.get(url("practice_who_add", circle))
    worker.post(
        url("practice_who_add", circle),
        {"who": "J.B.\nK.L.\nK.L. 2", "part": "child", **token_of(page)},
    )
    assert list(Participant.objects.values_list("initials", flat=True)) == [
        "J.B.",
        "K.L.",
        "K.L. 2",
    ]

    write(worker, circle, "purpose", setting="school", why="A phone was broken in the yard.")
    today = timezone.localdate()
    saved = worker.post(
        url("practice_when", circle),
        {
            **in_boxes("day", today - timedelta(days=1)),
            "start": "9:30",
            "minutes": "45",
            "place": "Room 4",
            "version": circle.version,
        },
    )
    assert saved.status_code == 302, errors_of(saved)
    worker.post(url("practice_go_on", circle), {"to": "sat_together"})
    write(
        worker, circle, "round", question="What happened?", said="I threw it because I was angry."
    )
    jb = Participant.objects.get(initials="J.B.")
    write(worker, circle, "promise", what="J.B. says sorry to K.L.", who=str(jb.public_id))
    write(worker, circle, "check_back", **in_boxes("on", today))
    worker.post(url("practice_go_on", circle), {"to": "circle_agreed"})

    listed = main_of(worker.get("/practice/"))
    assert "To look at again" in listed
    back = Entry.objects.get(kind="check_back")
    answered = worker.post(
        url("entry_edit", back),
        {**in_boxes("on", today), "how": "better", "happened_again": "no", "version": 1},
    )
    assert answered.status_code == 302, errors_of(answered)
    worker.post(url("practice_go_on", circle), {"to": "looked_back"})

    circle.refresh_from_db()
    assert circle.stage_now.label == "Checked back"
    said = main_of(worker.get(circle.get_absolute_url()))
    for words in ("J.B. says sorry to K.L.", "Better than before", "Done in time", "Room 4"):
        assert words in said
    assert "To look at again" not in main_of(worker.get("/practice/"))


def write(client, meeting, kind, **values):
    page = client.get(url("entry_add", meeting, kind=kind))
    response = client.post(
        url("entry_add", meeting, kind=kind), {"version": 0, **values, **token_of(page)}
    )
    assert response.status_code == 302, errors_of(response)


@pytest.mark.parametrize("who", ["worker", "coordinator", "referring_manager", "manager"])
def test_every_page_speaks_its_own_words(client, service, who):
    user = getattr(service, who)
    team = service.team if who in ("coordinator", "manager") else service.referring
    team.name = "Restorative practice"
    team.save()
    user.last_name = "Keeper"
    user.save()
    client.force_login(user)
    circle = make_circle(team, user)
    for step in ("ready", "sat", "agreed"):
        if step == "sat":
            sit_together(circle, user)
        if step == "agreed":
            agree(circle, user, back_on=timezone.localdate())
        for name, more in PAGES:
            response = client.get(url(name, circle, **more), follow=True)
            assert FOREIGN.findall(main_of(response)) == [], (step, name, more)
    for entry in Entry.objects.filter(meeting=circle):
        for name in ("entry_edit", "entry_remove"):
            assert FOREIGN.findall(main_of(client.get(url(name, entry)))) == []
    for page in ("/practice/", START):
        assert FOREIGN.findall(main_of(client.get(page))) == []


def test_its_tabs_are_its_own(worker, service):
    circle = make_circle(service.referring, service.worker)

    tabs = worker.get(circle.get_absolute_url()).context["meeting_tabs"]

    assert [tab.label for tab in tabs] == ["Overview", "Who", "Purpose", "Rounds", "Agreement"]


@pytest.mark.parametrize(
    "page",
    ["meeting_people", "meeting_brief", "find_date", "meeting_invitations", "meeting_day",
     "run_sheet", "meeting_plan", "meeting_feedback", "meeting_seating", "meeting_move",
     "meeting_call_off", "meeting_date"],
)  # fmt: skip
def test_it_has_none_of_the_pages_of_a_meeting_that_is_prepared(client, service, page):
    family = make_family(service)
    client.force_login(service.coordinator)
    on_case = open_on(family.case, service)
    alone = make_circle(service.team, service.coordinator)

    assert client.get(url(page, on_case)).status_code == 404
    assert client.get(url(page, alone)).status_code == 404


def open_on(case, service):
    from conferences.domain.meetings import open_meeting

    return open_meeting(case, "circle", by=service.coordinator, subject="The yard")


def test_it_goes_on_only_with_what_its_stages_ask_for(service):
    circle = make_circle(service.team, service.coordinator)
    by = service.coordinator

    with pytest.raises(ValidationError) as undated:
        move_meeting(circle, "sat_together", by=by)
    assert undated.value.code == "no_date"
    sit_together(circle, by)
    with pytest.raises(ValidationError) as unwritten:
        move_meeting(circle, "circle_agreed", by=by)
    assert unwritten.value.messages == [
        "What was agreed: nothing is written down yet.",
        "Check-backs: nothing is written down yet.",
    ]
    agree(circle, by, back_on=timezone.localdate())
    with pytest.raises(ValidationError) as unsettled:
        move_meeting(circle, "looked_back", by=by)
    assert unsettled.value.messages == ["Check-backs: it does not say yet what came of it."]


def test_it_is_not_needed_after_all_with_a_reason(worker, service):
    circle = make_circle(service.referring, service.worker)
    address = url("practice_go_on", circle)

    refused = worker.post(address, {"to": "called_off"})
    assert errors_of(refused) == ["Enter why."]
    worker.post(address, {"to": "called_off", "why": "They made up at lunch."})

    circle.refresh_from_db()
    assert circle.stage == "called_off"
    assert "They made up at lunch." in main_of(worker.get(circle.get_absolute_url()))
    assert worker.get(url("entry_add", circle, kind="round")).status_code == 200
    page = worker.get(url("entry_add", circle, kind="round"))
    refused = worker.post(
        url("entry_add", circle, kind="round"), {"question": "Why?", "version": 0, **token_of(page)}
    )
    assert "did not take place" in errors_of(refused)[0]


def test_more_than_initials_is_refused_and_kept(worker, service):
    circle = make_circle(service.referring, service.worker, initials=())

    page = worker.post(url("practice_who_add", circle), {"who": "Jonah Bell", "part": "child"})

    assert "is more than initials" in errors_of(page)[0]
    assert "Jonah Bell" in main_of(page)
    assert not Participant.objects.exists()


def test_one_of_several_that_is_there_already_adds_none(worker, service):
    circle = make_circle(service.referring, service.worker, initials=("J.B.",))

    page = worker.post(url("practice_who_add", circle), {"who": "A.A.\nJ.B.", "part": "child"})

    assert "J.B. is on the list already" in errors_of(page)[0]
    assert Participant.objects.count() == 1


def test_somebody_is_taken_off_the_list(worker, service):
    circle = make_circle(service.referring, service.worker)
    jb = Participant.objects.get(initials="J.B.")

    worker.post(url("practice_who_remove", jb))

    assert "J.B." not in main_of(worker.get(url("meeting_who", circle)))


def test_a_date_that_somebody_changed_meanwhile_is_shown(worker, service):
    circle = make_circle(service.referring, service.worker)
    sit_together(circle, service.worker)

    page = worker.post(
        url("practice_when", circle),
        {**in_boxes("day", timezone.localdate()), "start": "9:30", "minutes": "45", "version": 1},
    )

    assert page.status_code == 409
    assert "Room 4" in main_of(page)


def test_its_events_belong_to_no_case(service):
    circle = make_circle(service.team, service.coordinator)
    write_purpose(circle, service.coordinator)

    events = Event.objects.all()
    assert {event.case_id for event in events} == {None}
    assert [event.to_value for event in events.filter(kind="entry_added")] == ["Purpose"]


def test_on_a_case_it_stands_beside_the_work(client, service):
    family = make_family(service)
    client.force_login(service.worker)
    address = f"/cases/{family.case.public_id}/meetings/start/circle/"
    page = client.get(address)
    client.post(address, {"subject": "The yard", **token_of(page)})
    circle = Meeting.objects.get(format="circle")

    assert circle.open_to == "case"
    assert circle.parties.get().case == family.case
    header = client.get(family.case.get_absolute_url()).content.decode()
    assert "Getting ready" not in header
    assert "The yard" in main_of(client.get(f"/cases/{family.case.public_id}/meetings/"))
    assert "The yard" in main_of(client.get(circle.get_absolute_url()))
    known = client.get(url("practice_who_add", circle)).context["known"]
    assert [one.label.split(",")[0] for one in known][:1] == ["Amira Okafor"]


def test_a_closed_case_is_read_only(client, service):
    family = make_family(service)
    circle = open_on(family.case, service)
    family.case.stage, family.case.ended_by = "closed", service.manager
    family.case.ended_at = timezone.now()
    family.case.save()
    client.force_login(service.worker)

    assert client.get(circle.get_absolute_url()).status_code == 200
    assert client.get(url("entry_add", circle, kind="round")).status_code == 403


def test_nobody_starts_one_for_a_team_that_is_not_theirs(service):
    with pytest.raises(ValidationError) as refused:
        open_alone("circle", service.team, by=service.worker)

    assert refused.value.code == "not_your_team"
    with pytest.raises(ValidationError) as needs_case:
        open_alone("family_group_conference", service.team, by=service.coordinator)
    assert needs_case.value.code == "needs_a_case"


def test_its_date_holds_nobody_and_is_held_up_by_nobody(service):
    conference = make_conference(service, starts_at=timezone.now() + timedelta(days=3))
    venue = Resource.objects.create(kind="venue", name="Hall", added_by=service.coordinator)
    Booking.objects.create(
        resource=venue,
        meeting=conference.meeting,
        held=(timezone.now(), timezone.now() + timedelta(days=9)),
        booked_by=service.coordinator,
    )
    circle = sit_together(
        make_circle(service.team, service.coordinator), service.coordinator, days=1
    )

    assert circle.starts_at
    assert not Booking.objects.filter(meeting=circle).exists()
