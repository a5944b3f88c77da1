"""Once a case is closed, what was prepared and kept is read as before, and changed no more."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from conferences.models import (
    AttendanceDecision,
    Brief,
    Check,
    InformationReport,
    Meeting,
    MeetingInvitation,
    MeetingParty,
    Need,
    Participant,
    PlanCopy,
    Resource,
    ReviewRecord,
)
from tests.factories.conferences import make_conference, make_plan, make_ready

pytestmark = pytest.mark.django_db

# What stays to be done after closure (docs/permissions.md).
FEEDBACK = re.compile(r"/feedback/")
WORRY = "Is afraid of Obi’s temper"


@pytest.fixture
def conference():
    """A conference with something on each of its pages, its plan agreed, reviewed, its case closed."""
    held = timezone.now() - timedelta(days=30)
    made = make_conference(stage="distributed", starts_at=held)
    service, meeting = made.service, made.meeting
    Need.objects.create(participant=made["Pat"], kind="lift")
    make_ready(meeting, service.coordinator)
    Participant.objects.filter(pk=made["Pat"].pk).update(worries=WORRY, views="Sundays matter.")
    Participant.objects.filter(pk=made["Emeka"].pk).update(attendance="another_way", way="letter")
    AttendanceDecision.objects.create(
        participant=made["Emeka"],
        outcome="another_way",
        ground="safety",
        why="Violence",
        decided_by=service.manager,
        recorded_by=service.coordinator,
    )
    Check.objects.create(
        meeting=meeting, key="food", state="not_needed", why="They cook", by=service.coordinator
    )
    Participant.objects.filter(pk=made["Pat"].pk).update(arrived_at=held, seat=1)
    for state, channel in (("sent", "letter"), ("ready", "email"), ("waiting", "text")):
        MeetingInvitation.objects.create(
            participant=made["Pat"],
            revision={"sent": 1, "ready": 2, "waiting": 3}[state],
            channel=channel,
            state=state,
            subject="You are invited",
            sent_at=held if state == "sent" else None,
            calendar_file="BEGIN:VCALENDAR",
            made_by=service.coordinator,
        )
    plan = make_plan(meeting, service.coordinator)
    for one, sent_at in (("Pat", held), ("Ngozi", None)):
        PlanCopy.objects.create(
            plan=plan,
            participant=made[one],
            channel="hand",
            sent_at=sent_at,
            checked_at=sent_at,
            checked_by=service.coordinator if sent_at else None,
            made_by=service.coordinator,
        )
    review = Meeting.objects.create(
        format="review_conference",
        team=service.team,
        stage="reviewed",
        starts_at=held + timedelta(days=20),
        ends_at=held + timedelta(days=20, hours=2),
        reviews=meeting,
        opened_by=service.coordinator,
        opened_at=held,
    )
    MeetingParty.objects.create(meeting=review, case=made.case)
    ReviewRecord.objects.create(
        meeting=review, went_well="Bedtime.", decision="close", recorded_by=service.coordinator
    )
    close(made)
    return made


def close(made):
    Case.objects.filter(pk=made.case.pk).update(
        stage=Case.Stage.CLOSED,
        ended_at=timezone.now(),
        ended_by=made.service.manager,
        outcome="plan_working",
    )
    made.case.refresh_from_db()


def url(name, thing):
    return reverse(f"conferences:{name}", kwargs={"public_id": thing.public_id})


def links_of(text):
    """Where a page leads, as far as it is this family: the print in large letters is one more."""
    links = {link.split("#")[0] for link in re.findall(r'href="(/[^"]*)"', text)}
    return {link for link in links if re.match(r"/[a-z-]+/[0-9a-f-]{36}/", link)} - {
        link for link in links if link.endswith("?large=1")
    }


def walk(client, start):
    """Every page of the meeting that is reached from one by links; what each answered."""
    seen, waiting = {}, [start]
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen[here] = page = client.get(here)
        is_ours = re.match(r"/(conferences|participants|plans|plan-|invitations|feedback)", here)
        if page.status_code == 200 and is_ours and "text/html" in page["Content-Type"]:
            waiting += links_of(page.content.decode())
    return seen


def buttons_in(page):
    text = page.content.decode()
    main = text[text.index("<main") : text.index("</main>")]
    return re.findall(r'<button type="submit"[^>]*>', main)


@pytest.mark.parametrize("seat", ["coordinator", "manager", "worker"])
def test_no_page_leads_to_one_that_is_refused_and_none_has_a_button(client, conference, seat):
    client.force_login(getattr(conference.service, seat))

    pages = walk(client, conference.meeting.get_absolute_url())

    refused = {
        address: page.status_code for address, page in pages.items() if page.status_code >= 400
    }
    assert refused == {}
    assert len(pages) >= 10
    with_buttons = {
        address: buttons_in(page)
        for address, page in pages.items()
        if page.status_code == 200
        and "text/html" in page["Content-Type"]
        and re.match(r"/(conferences|participants|plan|invitations)", address)
        and not FEEDBACK.search(address)
        and buttons_in(page)
    }
    assert with_buttons == {}


RECORDS = (
    "meeting_people",
    "meeting_checklist",
    "find_date",
    "meeting_invitations",
    "meeting_day",
    "run_sheet",
    "meeting_seating",
)


@pytest.mark.parametrize("name", RECORDS)
def test_the_service_reads_what_was_prepared_and_nobody_else(client, conference, name):
    answers = {}
    for seat in ("coordinator", "manager", "worker", "referring_manager"):
        client.force_login(getattr(conference.service, seat))
        answers[seat] = client.get(url(name, conference.meeting)).status_code

    assert answers == {"coordinator": 200, "manager": 200, "worker": 403, "referring_manager": 403}


@pytest.mark.parametrize("name", ["meeting_checklist", "meeting_seating"])
def test_a_form_sent_to_a_page_that_is_read_is_refused(client, conference, name):
    client.force_login(conference.service.coordinator)
    before = list(Check.objects.values_list("key", "state"))

    page = client.post(url(name, conference.meeting), {"key": "food", "state": "open"})

    assert page.status_code == 403
    assert "was closed on" in page.content.decode()
    assert list(Check.objects.values_list("key", "state")) == before


def test_the_circle_and_its_tabs_stand_as_they_did(client, conference):
    client.force_login(conference.service.coordinator)

    page = client.get(conference.meeting.get_absolute_url()).content.decode()

    for label in ("People", "Date", "Invitations", "The day", "Plan", "Feedback"):
        assert f">{label}</a>" in page
    assert "The circle round" in page
    assert "The next thing" not in page


def test_one_person_is_read_whole_and_only_the_coordinator_reads_their_worries(client, conference):
    said = {}
    for seat in ("coordinator", "manager"):
        client.force_login(getattr(conference.service, seat))
        said[seat] = client.get(conference["Pat"].get_absolute_url()).content.decode()

    assert "Sundays matter." in said["coordinator"]
    assert "Sundays matter." in said["manager"]
    assert WORRY in said["coordinator"]
    assert WORRY not in said["manager"]


def test_the_checklist_says_what_was_done_and_what_was_not_needed(client, conference):
    client.force_login(conference.service.manager)

    page = client.get(url("meeting_checklist", conference.meeting)).content.decode()

    assert "They cook" in page
    assert ">Done</strong>" in page
    assert 'type="checkbox"' not in page


def test_a_copy_cannot_be_begun_on_a_closed_case(client, conference):
    plan = make_plan(conference.meeting, conference.service.coordinator)
    client.force_login(conference.service.coordinator)
    address = url("plan_copy_add", plan)

    assert client.get(address).status_code == 200
    assert client.get(f"{address}?to={conference['Lal'].public_id}").status_code == 403


def test_what_the_referrer_wrote_is_still_read(client, conference):
    Brief.objects.get(meeting=conference.meeting)
    InformationReport.objects.get(meeting=conference.meeting)
    assert Resource.objects.count() == 0
    client.force_login(conference.service.worker)

    for name in ("meeting_brief", "meeting_report", "meeting_plan"):
        assert client.get(url(name, conference.meeting)).status_code == 200
