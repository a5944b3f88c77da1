"""A meeting is called off while the work with the family goes on."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Event, Task
from conferences.domain.calling_off import call_off_meeting, can_be_called_off
from conferences.domain.inviting import mark_told
from conferences.domain.meetings import date_meeting, move_meeting, open_meeting
from conferences.models import Booking, Meeting, Participant
from conferences.openings import openings_of
from tests.factories.conferences import make_conference, make_ready
from tests.factories.recording import make_member

pytestmark = pytest.mark.django_db
WHY = "Nan is in hospital for weeks"


@pytest.fixture
def conference():
    """One with a date in ten days, everybody coming, its coordinator booked."""
    made = make_conference()
    starts_at = timezone.now() + timedelta(days=10)
    date_meeting(
        made.meeting,
        by=made.service.coordinator,
        version=made.meeting.version,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=3),
        place="St Mark’s Hall",
    )
    make_ready(made.meeting, made.service.coordinator)
    made.meeting.refresh_from_db()
    return made


def call_off(made, by=None, **said):
    said = {"why": WHY, "asked_by": "family"} | said
    return call_off_meeting(made.meeting, by=by or made.service.coordinator, **said)


def address(meeting, name="meeting_call_off"):
    return reverse(f"conferences:{name}", kwargs={"public_id": meeting.public_id})


def test_it_is_not_held_and_what_was_booked_is_let_go(conference):
    assert Booking.objects.standing().filter(meeting=conference.meeting).count() == 1

    meeting = call_off(conference)

    assert (meeting.stage, meeting.starts_at) == ("not_held", None)
    assert Booking.objects.standing().filter(meeting=meeting).count() == 0
    assert Case.objects.get(pk=conference.case.pk).stage == Case.Stage.ALLOCATED


def test_the_timeline_says_who_asked_and_why(client, conference):
    call_off(conference)

    events = Event.objects.filter(
        subject_type="meeting", subject_id=conference.meeting.pk, why__contains=WHY
    )
    assert [(event.kind, event.to_value, event.why) for event in events.order_by("pk")] == [
        (Event.Kind.MEETING_DATED, "No date yet", f"The family asked. {WHY}"),
        (Event.Kind.MEETING_MOVED, "Not held", f"The family asked. {WHY}"),
    ]
    client.force_login(conference.service.worker)
    timeline = client.get(
        reverse("cases:case_timeline", kwargs={"public_id": conference.case.public_id})
    )
    assert WHY in timeline.content.decode()
    page = client.get(conference.meeting.get_absolute_url()).content.decode()
    assert f"The family asked. {WHY}" in page


def test_another_can_be_opened_in_its_place(conference):
    assert openings_of(conference.case) == []

    call_off(conference)

    (opening, *_) = openings_of(conference.case)
    assert opening.format.key == "family_group_conference"
    second = open_meeting(
        conference.case, "family_group_conference", by=conference.service.coordinator
    )
    assert second.stage == "preparing"
    assert openings_of(conference.case) == []


def test_a_review_that_was_called_off_can_be_opened_again(conference):
    service = conference.service
    Meeting.objects.filter(pk=conference.meeting.pk).update(
        stage="distributed", starts_at=timezone.now() - timedelta(days=40)
    )
    conference.meeting.refresh_from_db()
    review = open_meeting(
        conference.case, "review_conference", by=service.coordinator, reviews=conference.meeting
    )
    assert openings_of(conference.case) == []

    call_off_meeting(review, by=service.manager, why=WHY, asked_by="service")

    (opening,) = openings_of(conference.case)
    assert (opening.format.key, opening.reviews) == ("review_conference", conference.meeting)


def test_who_was_told_of_it_is_told_that_it_is_off(client, conference):
    people = Participant.objects.with_names().filter(meeting=conference.meeting)
    mark_told(people.get(pk=conference["Pat"].pk), by=conference.service.coordinator, how="Rang")
    client.force_login(conference.service.coordinator)

    page = client.post(address(conference.meeting), {"asked_by": "family", "why": WHY}, follow=True)

    said = page.content.decode()
    assert page.redirect_chain[0][0] == address(conference.meeting, "meeting_invitations")
    assert "Tell those who expect it" in said
    assert "To tell again" in said
    overview = client.get(conference.meeting.get_absolute_url()).content.decode()
    assert "Tell the person who expect" not in overview
    assert "Tell the one person who expects it" in overview


def test_what_was_asked_for_it_is_asked_no_more(conference):
    Task.objects.create(
        kind="sign_brief",
        title="Sign",
        case=conference.case,
        assigned_to=conference.service.referring_manager,
        due_on=timezone.localdate(),
    )
    other = Task.objects.create(
        title="Ring school",
        case=conference.case,
        assigned_to=conference.service.coordinator,
        due_on=timezone.localdate(),
    )

    call_off(conference)

    assert list(Task.objects.open().filter(case=conference.case)) == [other]


@pytest.mark.parametrize("said", [{"why": " "}, {"asked_by": ""}, {"asked_by": "nobody"}])
def test_who_asked_and_why_are_needed(conference, said):
    with pytest.raises(ValidationError):
        call_off(conference, **said)

    assert Meeting.objects.get(pk=conference.meeting.pk).stage == "scheduled"


def test_it_cannot_be_called_off_twice_nor_once_its_day_has_come(conference):
    call_off(conference)
    with pytest.raises(ValidationError) as refused:
        call_off(conference)
    assert refused.value.code == "not_to_come"

    past = make_conference(stage="scheduled", starts_at=timezone.now() - timedelta(days=1))
    assert not can_be_called_off(past.meeting)
    with pytest.raises(ValidationError):
        call_off(past)
    moved = move_meeting(past.meeting, "preparing", by=past.service.coordinator, why="Nobody came")
    assert can_be_called_off(moved)


def test_the_page_says_what_is_missing_and_keeps_what_was_typed(client, conference):
    client.force_login(conference.service.coordinator)
    assert "Call it off" in client.get(conference.meeting.get_absolute_url()).content.decode()

    page = client.post(address(conference.meeting), {"why": WHY})

    assert "Select who asked for it" in page.content.decode()
    assert WHY in page.content.decode()
    assert Meeting.objects.get(pk=conference.meeting.pk).stage == "scheduled"


def test_the_page_of_one_that_is_over_has_no_form(client, conference):
    call_off(conference)
    client.force_login(conference.service.manager)

    page = client.get(address(conference.meeting)).content.decode()

    assert "It cannot be called off any more" in page
    assert 'name="why"' not in page


def test_the_referrer_cannot_call_it_off(client, conference):
    for user in (
        conference.service.worker,
        make_member(conference.service.team, "business_support", "B", "S"),
    ):
        client.force_login(user)
        assert client.post(address(conference.meeting), {"why": WHY}).status_code == 403
