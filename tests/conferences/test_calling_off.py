from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cases.case_list import choices_for, list_page, read_filter
from cases.domain.closing import close_case, mark_not_viable, withdraw_case
from cases.models import Event
from conferences.domain.case_hooks import next_meeting_date, next_meetings
from conferences.domain.meetings import date_meeting, move_meeting, open_meeting
from conferences.formats import FORMATS
from conferences.models import Meeting, MeetingParty
from tests.factories.conferences import make_plan, make_ready
from tests.factories.lifecycle import make_service

WHY = "Mum took her agreement back"


@pytest.fixture
def service(db, clock):
    return make_service()


@pytest.fixture
def case(service):
    return service.case(coordinator=service.coordinator)


def opened(case, service, *, days=None, stages=()):
    """A conference of the case, with a date so many days from now and taken on from there."""
    meeting = open_meeting(case, "family_group_conference", by=service.coordinator)
    if days is not None:
        meeting = dated(meeting, service, days)
        make_ready(meeting, service.coordinator)
        make_plan(meeting, service.coordinator)
        for stage in stages:
            meeting = move_meeting(meeting, stage, by=service.coordinator, why="Because.")
    return meeting


def dated(meeting, service, days):
    starts_at = timezone.now() + timedelta(days=days)
    return date_meeting(
        meeting,
        by=service.coordinator,
        version=meeting.version,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=3),
        place="St Mark’s Hall",
    )


def now(meeting):
    return Meeting.objects.get(pk=meeting.pk)


def told_of(meeting):
    events = Event.objects.filter(subject_type="meeting", subject_id=meeting.pk, why=WHY)
    return [(event.kind, event.from_value, event.to_value) for event in events.order_by("pk")]


@pytest.mark.parametrize("end", [withdraw_case, mark_not_viable])
def test_a_case_that_ends_early_calls_off_its_meeting(service, case, end):
    meeting = opened(case, service, days=2)

    end(case, WHY, by=service.manager)

    assert (now(meeting).stage, now(meeting).starts_at) == ("not_held", None)
    assert told_of(meeting) == [
        (
            Event.Kind.MEETING_DATED,
            "Wednesday 25 November 2026, 09:30, St Mark’s Hall",
            "No date yet",
        ),
        (Event.Kind.MEETING_MOVED, "Date set", "Not held"),
    ]


def test_a_meeting_that_was_still_being_prepared_is_not_held_either(service, case):
    meeting = opened(case, service)
    assert list(Meeting.objects.without_a_date()) == [meeting]

    close_case(case, by=service.manager, outcome="not_met", why=WHY, told="Mum")

    assert now(meeting).stage == "not_held"
    assert list(Meeting.objects.without_a_date()) == []
    assert told_of(meeting) == [(Event.Kind.MEETING_MOVED, "Preparing", "Not held")]


def test_what_the_family_has_done_stays_as_it_is(service, case):
    meeting = opened(case, service, days=-9, stages=("held", "plan_agreed"))

    withdraw_case(case, WHY, by=service.manager)

    assert now(meeting).stage == "plan_agreed"
    assert now(meeting).starts_at == meeting.starts_at
    assert told_of(meeting) == []


def test_a_day_that_has_passed_is_not_said_to_be_called_off(service, case):
    meeting = opened(case, service, days=-1)

    withdraw_case(case, WHY, by=service.manager)

    assert (now(meeting).stage, now(meeting).starts_at) == ("scheduled", meeting.starts_at)


def test_an_adjourned_meeting_stays_adjourned_without_its_next_date(service, case):
    meeting = opened(case, service, days=-1, stages=("held", "adjourned"))
    meeting = dated(meeting, service, 5)

    withdraw_case(case, WHY, by=service.manager)

    assert (now(meeting).stage, now(meeting).starts_at) == ("adjourned", None)
    assert [kind for kind, _, _ in told_of(meeting)] == [Event.Kind.MEETING_DATED]


def test_a_meeting_that_is_held_for_another_family_too_goes_on_for_them(service, case):
    meeting = opened(case, service, days=2)
    other = service.case(coordinator=service.coordinator)
    MeetingParty.objects.create(meeting=meeting, case=other, side="harmed")

    withdraw_case(case, WHY, by=service.manager)
    case.refresh_from_db()

    assert now(meeting).starts_at == meeting.starts_at
    assert next_meeting_date(case) is None
    assert set(next_meetings([case.pk, other.pk])) == {other.pk}

    withdraw_case(other, "Their own reason", by=service.manager)

    assert now(meeting).stage == "not_held"
    assert not Event.objects.of_case(case).filter(why="Their own reason").exists()


def shown(client, case, meeting):
    """What header, meeting page, list of meetings and list of cases say lies ahead."""
    address = reverse("conferences:case_meetings", kwargs={"public_id": case.public_id})
    page = client.get(address)
    user = page.wsgi_request.user
    [row] = list_page(user, read_filter({"stage": "any"}, choices_for()), choices_for()).rows
    return (
        page.context["case_header"].next_date_text,
        "Wednesday 25 November 2026, 09:30" in page.content.decode(),
        client.get(meeting.get_absolute_url()).context["meeting"].starts_at is not None,
        client.get(reverse("conferences:meeting_list")).context["dated"],
        row.next_date,
    )


def test_no_page_of_an_ended_case_shows_a_meeting_ahead(client, service, case):
    meeting = opened(case, service, days=2)
    client.force_login(service.manager)
    assert shown(client, case, meeting) == (
        "Family group conference: Wednesday 25 November 2026, 09:30",
        True,
        True,
        [meeting],
        "Family group conference, 25 November 2026, 09:30",
    )

    withdraw_case(case, WHY, by=service.manager)

    assert shown(client, case, meeting) == ("", False, False, [], "Ended")


def test_a_meeting_of_an_ended_case_gets_no_date(service, case):
    meeting = opened(case, service)
    withdraw_case(case, WHY, by=service.manager)

    with pytest.raises(ValidationError) as refused:
        dated(now(meeting), service, 2)

    assert refused.value.code == "case_ended"


def test_who_withdraws_is_told_which_meeting_is_called_off(client, service, case):
    opened(case, service, days=2)
    client.force_login(service.manager)

    for name in ("case_withdraw", "case_not_viable"):
        page = client.get(reverse(f"cases:{name}", kwargs={"public_id": case.public_id}))
        assert "called off with the case" in page.content.decode()
        assert "Take its date away first" not in page.content.decode()


def test_a_case_can_be_closed_once_its_meeting_is_postponed(service, case):
    meeting = opened(case, service, days=2)
    move_meeting(meeting, "preparing", by=service.coordinator, why="Nan is ill.")

    close_case(case, by=service.manager, outcome="not_met", why=WHY, told="Mum")

    assert now(meeting).stage == "not_held"


@pytest.mark.parametrize("key", FORMATS)
def test_each_format_says_where_a_meeting_that_was_not_held_ends(key):
    stage = FORMATS[key].stage(FORMATS[key].not_held)

    assert stage.is_last
    assert stage.clears_date
    assert stage not in FORMATS[key].from_its_day
