from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.models import SafeguardingAlert
from conferences import guards
from conferences.domain.checking import reopen_check, settle_check
from conferences.domain.contacting_people import arrange_need, record_contact, say_needs
from conferences.domain.deciding_attendance import decide_attendance, decide_pair
from conferences.domain.gathering import add_walk_in
from conferences.models import Check, Meeting, Participant
from tests.conferences.people.test_gathering import keep_away
from tests.factories.conferences import make_conference
from tests.factories.people import KeepApartFactory

pytestmark = pytest.mark.django_db
KEYS = (
    "invitations_decided",
    "child_taking_part",
    "everyone_prepared",
    "needs_arranged",
    "venue_chosen",
    "pairs_decided",
    "manager_agreed",
)


@pytest.fixture
def conference():
    return make_conference()


@pytest.fixture
def by(conference):
    return conference.service.coordinator


def open_for(key, conference):
    guards.load()
    return list(guards.CHECKS[key](conference.meeting))


@pytest.mark.parametrize("key", KEYS)
def test_history_without_people_breaks_no_check(key):
    conference = make_conference()
    Meeting.objects.filter(pk=conference.meeting.pk).update(stage="not_held")
    Participant.objects.filter(meeting=conference.meeting).delete()

    assert isinstance(open_for(key, conference), list)


def test_everybody_has_a_decision(conference, by):
    assert len(open_for("invitations_decided", conference)) == 7
    for one in conference.people.values():
        decide_attendance(one, by=by, outcome="comes")

    assert open_for("invitations_decided", conference) == []


def test_each_child_is_offered_an_advocate(conference, by):
    assert open_for("child_taking_part", conference) == ["Offer Amira an advocate."]
    settle_check(conference.meeting, "advocate_offered", by=by, participant=conference["Amira"])

    assert open_for("child_taking_part", conference) == []


def test_whoever_walks_in_was_neither_decided_about_nor_prepared(conference, by):
    conference.meeting.starts_at = timezone.now()
    conference.meeting.ends_at = timezone.now() + timedelta(hours=3)
    conference.meeting.save()
    add_walk_in(conference.meeting, by=by, first_name="Kez")

    for key in ("invitations_decided", "everyone_prepared"):
        assert not [words for words in open_for(key, conference) if "Kez" in words]


def test_the_family_is_prepared_but_for_those_who_are_kept_away(conference, by):
    assert "Pat is not prepared yet." in open_for("everyone_prepared", conference)
    record_contact(
        [conference[name] for name in ("Amira", "Ngozi", "Emeka", "Pat", "Lal")],
        by=by,
        kind="visit",
        happened_on=timezone.localdate(),
        text="Prepared.",
        prepared=True,
    )
    assert open_for("everyone_prepared", conference) == ["Obi is not prepared yet."]

    keep_away(conference["Obi"], by)

    assert open_for("everyone_prepared", conference) == []


def test_somebody_reached_with_the_contact_on_record_counts_and_a_bare_date_does_not(
    conference, by
):
    Participant.objects.filter(meeting=conference.meeting).update(prepared_on=timezone.localdate())
    Participant.objects.filter(pk__in=[conference["Pat"].pk, conference["Lal"].pk]).update(
        prepared_on=None, reached_on=timezone.localdate()
    )
    record_contact(
        [conference["Lal"]], by=by, kind="call", happened_on=timezone.localdate(), text="Talked."
    )

    assert open_for("everyone_prepared", conference) == ["Pat is not prepared yet."]


def test_needs_are_arranged_but_for_those_who_are_kept_away(conference, by):
    (lift,) = say_needs(conference["Pat"], by=by, needs={"lift": ""})
    say_needs(conference["Obi"], by=by, needs={"lift": ""})
    keep_away(conference["Obi"], by)

    assert open_for("needs_arranged", conference) == ["Something Pat needs is not arranged yet."]
    arrange_need(lift, by=by, how="Taxi")
    assert open_for("needs_arranged", conference) == []


def test_the_venue_is_chosen_with_the_family(conference, by):
    assert open_for("venue_chosen", conference)
    settle_check(conference.meeting, "venue_chosen", by=by)
    assert open_for("venue_chosen", conference) == []


def test_a_pair_is_decided_and_names_nobody(conference, by):
    KeepApartFactory(
        first=conference["Emeka"].person, second=conference["Ngozi"].person, recorded_by=by
    )
    (sentence,) = open_for("pairs_decided", conference)
    assert "Emeka" not in sentence

    decide_pair(
        conference["Emeka"],
        conference["Ngozi"],
        by=by,
        outcome="separate_arrival",
        why="Safe.",
        decided_by="Helen",
    )
    assert open_for("pairs_decided", conference) == []


def test_a_risk_asks_for_a_manager_who_is_not_the_coordinator(conference, by):
    assert open_for("manager_agreed", conference) == []
    keep_away(conference["Obi"], by)
    assert open_for("manager_agreed", conference)

    with pytest.raises(ValidationError) as refusal:
        settle_check(conference.meeting, "manager_agreed", by=by)
    assert refusal.value.code == "not_manager"

    settle_check(conference.meeting, "manager_agreed", by=conference.service.manager)
    assert open_for("manager_agreed", conference) == []


def test_a_manager_agrees_again_when_there_is_a_new_risk(conference, by):
    keep_away(conference["Obi"], by)
    settle_check(conference.meeting, "manager_agreed", by=conference.service.manager)

    SafeguardingAlert.objects.create(
        case=conference.case,
        what="New harm.",
        who_was_told="Duty",
        told_at=timezone.now(),
        raised_by=by,
    )

    assert open_for("manager_agreed", conference)


def test_an_uncle_kept_away_because_the_child_asked_is_no_risk(conference, by):
    keep_away(conference["Obi"], by, ground="child")

    assert open_for("manager_agreed", conference) == []


def test_an_item_is_settled_reopened_and_belongs_to_the_list(conference, by):
    pat = conference["Pat"]
    with pytest.raises(ValidationError) as refusal:
        settle_check(conference.meeting, "food", by=by, state="not_needed")
    assert refusal.value.code == "why_missing"
    for key, participant in (("rocket", None), ("advocate_offered", pat), ("food", pat)):
        with pytest.raises(ValidationError) as refusal:
            settle_check(conference.meeting, key, by=by, participant=participant)
        assert refusal.value.code == "no_such_item"
    settle_check(conference.meeting, "food", by=by, state="not_needed", why="A short meeting.")
    settle_check(conference.meeting, "food", by=by)
    assert Check.objects.get().state == "done"

    reopen_check(conference.meeting, "food", by=by)
    reopen_check(conference.meeting, "food", by=by)

    assert not Check.objects.exists()


def test_a_person_of_another_meeting_has_no_item_here(conference, by):
    with pytest.raises(ValidationError):
        settle_check(conference.meeting, "travel", by=by, participant=make_conference()["Pat"])
