"""Nobody is named to whom may not know of them: by a guard, a date, an event or the door."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Role
from cases.models import Event, Exclusion, NetworkMember
from conferences.domain.deciding_attendance import decide_attendance
from conferences.domain.gathering import remove_participant
from conferences.domain.holding import plan_arrival, read_out_views, record_arrival
from conferences.domain.meetings import may_force, move_meeting
from conferences.guards import StandsOpen
from conferences.models import Availability, Participant
from conferences.walking_in import add_known
from tests.factories.conferences import make_conference, make_ready
from tests.factories.recording import make_family, make_service

pytestmark = pytest.mark.django_db
# None of these is part of another word on a page.
NAMED = "Pat"


@pytest.fixture
def conference():
    """A conference today whose coordinator is excluded from the other family of one of them."""
    made = make_conference(stage="scheduled", starts_at=timezone.now() - timedelta(minutes=5))
    others = make_family(made.service, coordinator=made.service.colleague).case
    person = made["Pat"].person
    NetworkMember.objects.create(
        case=others, person=person, part="family", side="mother", added_by=made.service.worker
    )
    Exclusion.objects.create(
        case=others,
        user=made.service.coordinator,
        ground="related",
        recorded_by=made.service.manager,
    )
    return made


def names_in(text):
    return f"{NAMED} " in text or f"{NAMED}." in text or f">{NAMED}<" in text


@pytest.mark.parametrize(
    "page",
    ["meeting_detail", "meeting_people", "run_sheet", "meeting_day", "day_decide", "find_date",
     "meeting_seating", "meeting_invitations", "meeting_checklist", "walk_in_add"],
)  # fmt: skip
def test_somebody_of_a_family_that_is_closed_to_the_coordinator_is_on_no_page(
    client, conference, page
):
    client.force_login(conference.service.coordinator)

    answer = client.get(reverse(f"conferences:{page}", args=[conference.meeting.public_id]))

    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Ngozi" in html or page not in ("meeting_people", "meeting_detail", "find_date")
    assert not names_in(html)


def test_the_circle_still_says_that_something_stands_open(client, conference):
    client.force_login(conference.service.coordinator)

    html = client.get(conference.meeting.get_absolute_url()).content.decode()

    assert "Decide whether somebody takes part." in html
    assert "Decide whether Ngozi takes part." in html


def test_a_refusal_to_move_on_names_those_alone_who_may_be_known_of(conference):
    with pytest.raises(StandsOpen) as refused:
        move_meeting(conference.meeting, "ready", by=conference.service.coordinator)

    said = " ".join(refused.value.messages)
    assert not names_in(said)
    with pytest.raises(StandsOpen) as refused:
        move_meeting(conference.meeting, "ready", by=conference.service.manager)
    assert names_in(" ".join(refused.value.messages))


def test_a_warning_about_a_date_names_those_alone_who_may_be_known_of(client, conference):
    day = timezone.localdate() + timedelta(days=14)
    for part in Availability.PartOfDay:
        for name in ("Pat", "Ngozi"):
            Availability.objects.create(
                participant=conference[name],
                day=day,
                part_of_day=part,
                can="no",
                recorded_by=conference.service.coordinator,
            )
    client.force_login(conference.service.coordinator)

    html = client.post(
        reverse("conferences:meeting_date", args=[conference.meeting.public_id]),
        {
            "day_day": day.day,
            "day_month": day.month,
            "day_year": day.year,
            "start": "16:30",
            "hours": "3",
            "place": "Library",
            "why": "Nan is ill.",
            "asked_by": "family",
            "version": conference.meeting.version,
        },
    ).content.decode()

    assert "Ngozi cannot come then" in html
    assert "Somebody else cannot come then" in html
    assert not names_in(html)


def test_what_a_manager_went_past_is_told_to_the_service_alone_and_without_names(conference):
    meeting, manager = conference.meeting, conference.service.manager
    make_ready(meeting, conference.service.coordinator)
    type(meeting).objects.filter(pk=meeting.pk).update(stage="ready")
    Participant.objects.filter(pk=conference["Obi"].pk).update(prepared_on=None, reached_on=None)

    move_meeting(meeting, "held", by=manager, why="Obi was met at the door by Ngozi.")

    passed = Event.objects.get(kind=Event.Kind.GUARD_PASSED)
    assert passed.audience == Event.Audience.SERVICE
    assert passed.to_value == "Somebody is not prepared yet."
    assert passed.why == "Obi was met at the door by Ngozi."
    moved = Event.objects.get(kind=Event.Kind.MEETING_MOVED)
    assert moved.why == ""
    seen = Event.objects.visible_to(conference.service.worker)
    assert not [event for event in seen if "Obi" in f"{event.to_value} {event.why}"]


def test_events_of_the_day_name_nobody(conference):
    by = conference.service.coordinator
    record_arrival(conference["Ngozi"], by=by)
    plan_arrival(conference["Emeka"], by=by, arrives_at=None, note="By the side door.")
    read_out_views(conference["Obi"], by=by, reader="Lal")

    said = " ".join(f"{one.from_value} {one.to_value} {one.why}" for one in Event.objects.all())
    for words in ("Ngozi", "Emeka", "Obi", "side door"):
        assert words not in said


def test_who_was_kept_away_is_not_let_in_at_the_door_by_one_press(conference):
    by = conference.service.coordinator
    obi = conference["Obi"]
    decide_attendance(
        obi,
        by=by,
        outcome="no_part",
        ground="safety",
        why="He hit somebody.",
        heard="letter",
        review_on=timezone.localdate() + timedelta(days=30),
        decided_by="Mo Manager",
    )
    remove_participant(obi, by=by, why="Entered twice.")

    with pytest.raises(ValidationError, match="not to be there"):
        add_known(conference.meeting, obi.person, by=by)

    assert not Participant.objects.current().filter(person=obi.person).exists()


def test_a_manager_of_another_team_goes_past_nothing_here(conference):
    meeting, by = conference.meeting, conference.service.coordinator
    Membership.objects.create(user=by, team=make_service().team, role=Role.MANAGER)

    assert not may_force(meeting, by)
    assert may_force(meeting, conference.service.manager)
