from datetime import timedelta

import pytest
from django.utils import timezone

from cases.models import Offer, OfferReply
from conferences.domain.checking import settle_check
from conferences.domain.deciding_attendance import decide_pair
from conferences.models import AttendanceDecision, Meeting, Participant
from conferences.prompts import prompts_of
from tests.conferences.people.test_gathering import keep_away
from tests.factories.conferences import make_conference
from tests.factories.people import KeepApartFactory, PersonFactory, ResponsibilityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference():
    return make_conference()


@pytest.fixture
def by(conference):
    return conference.service.coordinator


def asked(conference, user=None):
    return [
        prompt.text
        for prompt in prompts_of(conference.meeting, user or conference.service.coordinator)
    ]


def is_asked(conference, words):
    return any(words in text for text in asked(conference))


def test_the_referrer_and_managers_of_their_side_are_asked_nothing(conference):
    assert asked(conference, conference.service.worker) == []
    assert asked(conference, conference.service.referring_manager) == []
    assert asked(conference, conference.service.manager)


def test_nothing_is_asked_once_the_day_has_come(conference):
    Meeting.objects.filter(pk=conference.meeting.pk).update(stage="held")
    conference.meeting.refresh_from_db()

    assert asked(conference) == []


def test_every_prompt_says_where_to_deal_with_it(conference, by):
    KeepApartFactory(
        first=conference["Emeka"].person, second=conference["Ngozi"].person, recorded_by=by
    )

    prompts = prompts_of(conference.meeting, by)

    assert prompts
    assert all(prompt.url and prompt.link_text for prompt in prompts)
    assert "must be kept apart" in prompts[0].text


def test_two_kept_apart_are_no_longer_asked_about_once_decided(conference, by):
    KeepApartFactory(
        first=conference["Emeka"].person, second=conference["Ngozi"].person, recorded_by=by
    )
    assert is_asked(conference, "must be kept apart")

    decide_pair(
        conference["Emeka"],
        conference["Ngozi"],
        by=by,
        outcome="separate_arrival",
        why="Safe.",
        decided_by="Helen",
    )

    assert not is_asked(conference, "must be kept apart")


def test_a_side_without_anybody_is_asked_about_until_it_is_answered(conference, by):
    assert not is_asked(conference, "father’s side")
    for name in ("Emeka", "Obi"):
        keep_away(conference[name], by)
    assert is_asked(conference, "father’s side")

    settle_check(conference.meeting, "side_father", by=by, state="not_needed", why="Not safe")

    assert not is_asked(conference, "father’s side")


def test_a_child_without_an_advocate_offered(conference, by):
    assert is_asked(conference, "Amira has not been offered an advocate")
    settle_check(conference.meeting, "advocate_offered", by=by, participant=conference["Amira"])
    assert not is_asked(conference, "advocate")


def test_a_review_that_is_due(conference, by):
    keep_away(conference["Obi"], by)
    assert not is_asked(conference, "Obi was to be looked at")
    AttendanceDecision.objects.update(review_on=timezone.localdate() - timedelta(days=1))
    assert is_asked(conference, "The decision about Obi was to be looked at again")


def test_somebody_nobody_reached_for_five_working_days(conference):
    Participant.objects.update(
        added_at=timezone.now() - timedelta(days=12), reached_on=timezone.localdate()
    )
    assert not is_asked(conference, "Nobody has reached")
    Participant.objects.filter(pk=conference["Pat"].pk).update(reached_on=None)
    assert is_asked(conference, "Nobody has reached Pat for more than 5 working days")


def test_more_professionals_than_family(conference, by):
    assert not is_asked(conference, "More professionals")
    for number in range(6):
        Participant.objects.create(
            meeting=conference.meeting, initials=f"P{number}", part="professional", added_by=by
        )
    assert is_asked(conference, "More professionals (7) than family and friends (6)")


def test_nobody_required(conference):
    Participant.objects.update(is_required=False)
    assert is_asked(conference, "Nobody is marked as required")


def test_somebody_with_parental_responsibility_who_is_not_on_the_list(conference, by):
    father = PersonFactory(first_name="Tobi", created_by=by)
    ResponsibilityFactory(child=conference["Amira"].person, holder=father, recorded_by=by)

    assert is_asked(conference, "Tobi has parental responsibility")
    Participant.objects.create(
        meeting=conference.meeting, person=father, part="family", added_by=by
    )
    assert not is_asked(conference, "Tobi")


def test_an_application_before_the_meeting_that_was_accepted(conference, by):
    offer = Offer.objects.create(
        case=conference.case,
        team=conference.service.referring,
        letter_on=timezone.localdate(),
        made="yes",
        made_on=timezone.localdate(),
        created_by=conference.service.worker,
    )
    reply = OfferReply.objects.create(
        offer=offer, person=conference["Ngozi"].person, reply="accepted"
    )
    assert not is_asked(conference, "The application")

    Offer.objects.update(application_on=timezone.localdate())
    assert is_asked(conference, "was made before any meeting was held, although it was accepted")

    reply.reply = "declined"
    reply.save()
    assert not is_asked(conference, "The application")
