from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.domain.recording import record_event
from cases.models import Case, ContactPoint, Event
from conferences.models import (
    AttendanceDecision,
    Brief,
    FamilyPlan,
    InformationReport,
    Meeting,
    MeetingParty,
    Need,
    Participant,
    Resource,
)
from conferences.readiness import read_readiness
from tests.factories.conferences import make_conference
from tests.factories.people import KeepApartFactory, PersonFactory
from tests.factories.recording import make_family, queries_of

pytestmark = pytest.mark.django_db
SECRET = ("side door", "afraid of Obi", "Polish", "A court order says so.")


@pytest.fixture
def conference(clock):
    conference = make_conference(starts_at=timezone.now() + timedelta(days=7), stage="scheduled")
    participants = Participant.objects.filter(meeting=conference.meeting)
    participants.filter(pk=conference["Pat"].pk).update(answer="yes")
    participants.filter(pk=conference["Ngozi"].pk).update(
        answer="yes",
        worries="afraid of Obi",
        arrives_at="16:00",
        arrival_note="side door",
        visited_on=timezone.localdate(),
    )
    participants.filter(pk=conference["Lal"].pk).update(answer="no")
    participants.filter(pk=conference["Obi"].pk).update(attendance="another_way")
    AttendanceDecision.objects.create(
        participant=conference["Obi"],
        outcome="another_way",
        ground="order",
        why="A court order says so.",
        heard="letter",
        decided_by="Mo Manager",
        recorded_by=conference.service.manager,
    )
    Need.objects.create(participant=conference["Pat"], kind="interpreter", detail="Polish")
    return conference


def page_of(client, conference, user):
    client.force_login(user)
    return client.get(conference.meeting.get_absolute_url())


def read(conference):
    case = Case.objects.with_relations_for(conference.service.coordinator).get()
    return read_readiness(conference.meeting, case, conference.service.coordinator)


def names(people):
    return [one.short_name for one in people]


def test_everybody_stands_where_they_are_heard(conference):
    readiness = read(conference)

    assert names(readiness.children) == ["Amira"]
    assert set(names(readiness.seats)) == {"Ngozi", "Emeka", "Pat", "Lal", "Will Worker"}
    assert names(readiness.outer_ring) == ["Obi"]
    assert readiness.outer_ring[0].heard == "a letter"
    assert (readiness.coming, readiness.answered, readiness.asked) == (2, 3, 6)


def test_somebody_who_takes_no_part_is_neither_in_the_room_nor_heard(conference):
    Participant.objects.filter(pk=conference["Obi"].pk).update(attendance="no_part")

    readiness = read(conference)

    assert names(readiness.no_part) == ["Obi"]
    assert readiness.outer == []


def test_working_days_are_counted_to_the_date_or_to_the_day_it_is_due(conference):
    assert read(conference).working_days == 5

    Meeting.objects.update(starts_at=None, ends_at=None, opened_at=timezone.now())
    conference.meeting.refresh_from_db()
    assert read(conference).working_days == 40


@pytest.mark.parametrize(
    ("fields", "words", "numbers"),
    [
        ({"may_ring": "yes", "may_text": "yes"}, "Ring, text", 1),
        ({"may_ring": "no", "may_text": "yes"}, "Text", 0),
        ({"may_ring": ""}, "Not confirmed", 0),
        ({"may_ring": "yes", "is_confidential": True}, "Ring", 0),
    ],
)
def test_only_a_number_confirmed_as_safe_is_shown(conference, fields, words, numbers):
    coordinator = conference.service.coordinator
    ContactPoint.objects.create(
        person=conference["Pat"].person,
        channel="mobile",
        _value="07700 900123",
        confirmed_on=timezone.localdate(),
        confirmed_by=coordinator,
        recorded_by=coordinator,
        **fields,
    )

    [pat] = [one for one in read(conference).seats if one.short_name == "Pat"]

    assert pat.contact == words
    assert len(pat.phones) == numbers


def test_the_circle_says_what_is_needed_and_what_is_next(client, conference):
    page = page_of(client, conference, conference.service.coordinator)
    html = page.content.decode()

    assert page.context["finding"] == "2 of 6 are coming, 3 have not answered"
    assert page.context["next_thing"].text.startswith("The planning meeting")
    for words in ("St Mark’s Hall", "Needed, nobody booked", "Interpreter", "Move on"):
        assert words in html
    assert "afraid of Obi" not in html


def test_two_who_are_kept_apart_are_marked_in_picture_and_list(client, conference):
    KeepApartFactory(
        first=conference["Ngozi"].person,
        second=conference["Emeka"].person,
        recorded_by=conference.service.coordinator,
    )

    html = page_of(client, conference, conference.service.coordinator).content.decode()

    assert "Kept apart: Ngozi and Emeka." in html
    assert "Kept apart from Emeka" in html
    assert 'stroke-dasharray="6 3"' in html


def test_a_meeting_with_nobody_in_it_says_so(client, conference):
    Participant.objects.update(removed_at=timezone.now())

    page = page_of(client, conference, conference.service.coordinator)

    assert page.context["finding"] == "Nobody has been invited yet"
    assert page.context["next_thing"].text.startswith("The planning meeting")


# What referrers see -------------------------------------------------------------------


@pytest.mark.parametrize("who", ["worker", "referring_manager"])
def test_a_referrer_sees_where_things_stand_and_nothing_that_is_not_theirs(client, conference, who):
    page = page_of(client, conference, getattr(conference.service, who))
    html = page.content.decode()

    assert "The conference is on Monday 30 November 2026 at 09:30." in html
    assert "Cora Coordinator" in html and "01632 960123" in html  # noqa: PT018
    assert page.context["standing"].coming == ["Ngozi Okafor", "Pat Okafor"]
    assert page.context["standing"].waiting == 3
    assert "readiness" not in page.context
    for words in (*SECRET, "Obi", "Lal", "Interpreter", "letter"):
        assert words not in html


def test_what_was_open_when_somebody_went_on_is_not_told_to_a_referrer(client, conference):
    record_event(
        conference.case,
        Event.Kind.GUARD_PASSED,
        by=conference.service.manager,
        subject=conference.meeting,
        to_value="Obi has not been met.",
    )

    assert "Obi" not in page_of(client, conference, conference.service.worker).content.decode()
    html = page_of(client, conference, conference.service.coordinator).content.decode()
    assert "Obi has not been met." in html


def test_on_the_day_a_referrer_is_told_the_time(client, conference, clock):
    clock.shift(timedelta(days=7, hours=1))

    html = page_of(client, conference, conference.service.worker).content.decode()

    assert "The conference is today at 09:30." in html


def test_a_social_worker_owes_the_report_until_it_is_given(client, conference):
    service = conference.service
    owed = page_of(client, conference, service.worker).context["standing"].owed
    assert owed.text == "Write the information report for the family"

    InformationReport.objects.create(
        meeting=conference.meeting, written_by=service.worker, given_at=timezone.now()
    )
    assert page_of(client, conference, service.worker).context["standing"].owed is None
    owed = page_of(client, conference, service.referring_manager).context["standing"].owed
    assert owed.text == "Sign off the information report"


def test_a_manager_owes_a_signature_once_bottom_lines_were_sent(client, conference):
    manager = conference.service.referring_manager
    assert page_of(client, conference, manager).context["standing"].owed is None

    brief = Brief.objects.create(meeting=conference.meeting, sent_version=1, version=1)
    owed = page_of(client, conference, manager).context["standing"].owed
    assert owed.text == "Sign off the bottom lines and questions"

    Brief.objects.filter(pk=brief.pk).update(version=2)
    assert page_of(client, conference, manager).context["standing"].owed is None


def test_a_referrer_sees_that_the_family_has_a_plan(client, conference):
    FamilyPlan.objects.create(
        meeting=conference.meeting,
        number=1,
        state="agreed",
        agreed_at=timezone.now(),
        written_by=conference.service.coordinator,
    )

    html = page_of(client, conference, conference.service.worker).content.decode()

    assert "Agreed 23 November 2026" in html


# The list -----------------------------------------------------------------------------


LIST = "/conferences/"


def rows_of(page):
    return [row for _, rows, _ in page.context["lists"] for row in rows]


def test_the_list_says_what_is_missing_and_how_many_answered(client, conference):
    client.force_login(conference.service.coordinator)

    [row] = rows_of(client.get(LIST))

    assert row.answers == "3 of 6"
    assert row.missing == ["4 not met", "5 not decided", "1 need open"]


def test_a_referrer_sees_the_meeting_and_no_counts(client, conference):
    client.force_login(conference.service.worker)

    page = client.get(LIST)
    [row] = rows_of(page)

    assert row.answers == ""
    assert row.missing == []
    assert "Still missing" not in page.content.decode()


@pytest.mark.parametrize(
    ("whose", "seen"), [("", 0), ("mine", 0), ("team", 1), ("nonsense", 0), ("%00", 0)]
)
def test_somebody_sees_their_own_first_and_all_on_asking(client, conference, whose, seen):
    own = make_conference(conference.service, coordinator=conference.service.colleague)
    client.force_login(conference.service.colleague)

    rows = rows_of(client.get(f"{LIST}?whose={whose}"))

    assert own.meeting in [row.meeting for row in rows]
    assert len(rows) == 1 + seen


def test_whoever_has_none_of_their_own_sees_all(client, conference):
    client.force_login(conference.service.colleague)

    assert [row.meeting for row in rows_of(client.get(LIST))] == [conference.meeting]


def test_the_list_costs_the_same_for_one_and_for_thirty(client, conference):
    client.force_login(conference.service.coordinator)
    one = queries_of(client, LIST)
    for number in range(29):
        family = make_family(conference.service)
        meeting = Meeting.objects.create(
            format="family_group_conference",
            team=conference.service.team,
            stage="scheduled" if number % 2 else "preparing",
            starts_at=timezone.now() if number % 2 else None,
            ends_at=timezone.now() + timedelta(hours=3) if number % 2 else None,
            opened_by=conference.service.coordinator,
        )
        MeetingParty.objects.create(meeting=meeting, case=family.case)
        Participant.objects.create(
            meeting=meeting,
            person=family.children[0].person,
            part="child",
            added_by=conference.service.coordinator,
        )

    assert queries_of(client, LIST) == one
    assert len(rows_of(client.get(LIST))) == 30


@pytest.mark.parametrize("name", ["meeting_detail", "meeting_seating", "run_sheet", "meeting_day"])
def test_a_page_costs_the_same_for_a_few_people_and_for_twenty(client, conference, name):
    client.force_login(conference.service.coordinator)
    address = reverse(f"conferences:{name}", args=[conference.meeting.public_id])
    few = queries_of(client, address)
    coordinator = conference.service.coordinator
    for number in range(14):
        one = Participant.objects.create(
            meeting=conference.meeting,
            person=PersonFactory(created_by=coordinator),
            part="family",
            added_by=coordinator,
            seat=number + 1,
        )
        Need.objects.create(participant=one, kind="lift")
    Participant.objects.create(
        meeting=conference.meeting,
        resource=Resource.objects.create(kind="interpreter", name="Ewa"),
        part="interpreter",
        added_by=coordinator,
    )

    assert queries_of(client, address) == few
