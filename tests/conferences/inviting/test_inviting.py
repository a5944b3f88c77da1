from datetime import time, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone
from icalendar import Calendar

from cases.domain.restricting import restrict_case
from cases.models import Consent, Event, KeepApart, Reminder, Task
from cases.reminders.channels.base import Outcome, Result
from cases.reminders.when import moment
from conferences.domain.inviting import (
    drop_invitation,
    invitations_stale,
    mark_told,
    prepare_invitation,
    record_answer,
    release_invitation,
    send_by_hand,
    send_invitation,
)
from conferences.invitations.ledger import messages_of
from conferences.models import MeetingInvitation, Participant
from tests.conferences.inviting.inviting import (
    decide,
    fresh,
    give_contact,
    make_inviting,
    move_date,
    soon,
)
from tests.dispatching import dispatch

pytestmark = pytest.mark.django_db


@pytest.fixture
def family():
    return make_inviting()


def prepared(family, name="Pat", channel="email", contact=None, **contact_fields):
    kind = {"email": "email", "text": "mobile", "letter": "address"}[channel]
    contact = contact or give_contact(family[name], kind, **contact_fields)
    return prepare_invitation(
        fresh(family[name]),
        by=family.service.coordinator,
        channel=channel,
        contact_point=contact,
    )


def sent(family, name="Pat", **fields):
    invitation = prepared(family, name, **fields)
    dispatch()
    invitation.refresh_from_db()
    return invitation


def keep_apart(family, first, second):
    return KeepApart.objects.create(
        first=family[first].person,
        second=family[second].person,
        kind="must_not_meet",
        reason="He hurt her.",
        source="order",
        review_on=timezone.localdate() + timedelta(days=60),
        recorded_by=family.service.coordinator,
    )


def test_a_text_says_when_and_whom_to_ring_and_nothing_else(family):
    start = timezone.localtime(family.meeting.starts_at)

    invitation = prepared(family, channel="text")

    assert invitation._text == (
        f"You have a meeting on {start:%a %-d %b} at 4pm. Questions? Ring Cora on 01632 960123."
    )
    assert (invitation.subject, invitation.state, invitation.revision) == ("", "ready", 1)


def test_an_email_says_when_how_long_and_where(family):
    invitation = prepared(family)
    start = timezone.localtime(family.meeting.starts_at)

    assert invitation.subject == "Family meeting"
    assert (
        f"When: {start:%A %-d %B %Y} at 4pm\nHow long: about 3 hours\nWhere: St Mark’s Hall"
        in invitation._text
    )
    assert "You do not have to come." in invitation._text


def test_an_email_goes_to_one_address_with_a_calendar_entry(family):
    invitation = sent(family)

    (message,) = mail.outbox
    assert (message.to, message.cc, message.bcc) == (["pat@example.org"], [], [])
    assert message.body == invitation._text
    (attachment,) = message.attachments
    assert attachment.mimetype == "text/calendar; method=REQUEST"
    (event,) = Calendar.from_ical(attachment.content).walk("VEVENT")
    assert event["attendee"] == "mailto:pat@example.org"
    assert event["uid"] == f"{family['Pat'].public_id}@restorative"
    assert (event["sequence"], event["summary"]) == (1, "Family meeting")
    assert event["dtstart"].dt == family.meeting.starts_at
    assert str(event["dtstart"].to_ical(), "ascii").endswith("Z")
    assert "pat@example.org" not in invitation.calendar_file


def test_a_new_date_makes_a_change_with_a_higher_sequence_and_the_same_uid(family):
    first = sent(family)
    move_date(family.meeting, soon(days=30))
    assert invitations_stale(family.meeting) == [(family["Pat"], "Was told the old time.")]

    contact = first.contact_point
    second = sent(family, contact=contact)

    assert (second.purpose, second.revision) == ("change", 2)
    events = [
        Calendar.from_ical(message.attachments[0].content).walk("VEVENT")[0]
        for message in mail.outbox
    ]
    assert [event["sequence"] for event in events] == [1, 2]
    assert events[0]["uid"] == events[1]["uid"]
    assert invitations_stale(family.meeting) == []


def test_a_postponed_meeting_is_called_off_in_the_calendar(family):
    first = sent(family)
    told_for = family.meeting.starts_at
    move_date(family.meeting, None)
    assert invitations_stale(family.meeting) == [
        (family["Pat"], "Still expects the meeting, which has no date now.")
    ]

    off = sent(family, contact=first.contact_point)

    assert (off.purpose, off.starts_at) == ("cancellation", told_for)
    assert "METHOD:CANCEL" in mail.outbox[1].attachments[0].content
    assert "is off" in off._text
    assert invitations_stale(family.meeting) == []


def test_who_was_invited_and_is_kept_away_is_told_neutrally_after_a_second_look(family):
    first = sent(family, name="Obi")
    decide(family["Obi"], "another_way")
    move_date(family.meeting, soon(days=30))

    off = prepared(family, "Obi", contact=first.contact_point)

    assert (off.purpose, off.state) == ("cancellation", "waiting")
    assert "You do not need to come to the meeting" in off._text
    assert "St Mark" not in off._text
    assert f"{soon(days=30):%-d %B}" not in off._text


@pytest.mark.parametrize("attendance", ["another_way", "no_part"])
def test_nobody_kept_away_is_invited(family, attendance):
    decide(family["Obi"], attendance)

    with pytest.raises(ValidationError, match="do not take part"):
        prepared(family, "Obi")
    assert not MeetingInvitation.objects.exists()


def test_who_left_the_meeting_is_not_invited(family):
    Participant.objects.filter(pk=family["Obi"].pk).update(removed_at=timezone.now())

    with pytest.raises(ValidationError, match="do not take part"):
        prepared(family, "Obi")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"attendance": ""}, "First decide"),
        ({"way": "letter"}, "heard another way"),
        ({"arrives_at": time(20)}, "after the end"),
    ],
)
def test_what_is_not_settled_stops_an_invitation(family, changes, words):
    Participant.objects.filter(pk=family["Pat"].pk).update(**changes)

    with pytest.raises(ValidationError, match=words):
        prepared(family)


def test_no_date_no_invitation(family):
    move_date(family.meeting, None)

    with pytest.raises(ValidationError, match="Set the date"):
        prepared(family)


def test_a_day_that_has_come_is_not_invited_to(family):
    move_date(family.meeting, timezone.now() - timedelta(hours=1))

    with pytest.raises(ValidationError, match="has come"):
        prepared(family)


def test_a_coordinator_without_a_phone_stops_it(family):
    family.service.coordinator.phone = ""
    family.service.coordinator.save()

    with pytest.raises(ValidationError, match="work phone"):
        prepared(family)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"confirmed_on": None}, "Not confirmed"),
        ({"may_write": "no"}, "They said no emails"),
        ({"may_write": ""}, "Nobody has asked them about emails"),
    ],
)
def test_a_way_that_is_not_known_to_be_safe_is_closed(family, fields, words):
    with pytest.raises(ValidationError, match=words):
        prepared(family, **fields)


def test_a_way_no_longer_in_use_or_of_somebody_else_is_not_there(family):
    ended = give_contact(family["Pat"], ended_at=timezone.now())
    anothers = give_contact(family["Obi"])

    for contact in (ended, anothers):
        with pytest.raises(ValidationError, match="not on file"):
            prepared(family, contact=contact)


@pytest.mark.parametrize(("years", "may"), [(9, False), (15, False), (16, True), (17, True)])
def test_no_message_goes_to_a_child_under_sixteen(family, years, may):
    child = family["Amira"].person
    child.date_of_birth = timezone.localdate() - timedelta(days=round(years * 365.25) + 5)
    child.save()
    give_contact(family["Amira"], "mobile")

    if may:
        assert prepared(family, "Amira", "text", contact=child.contact_points.get())
    else:
        with pytest.raises(ValidationError, match="Under 16"):
            prepared(family, "Amira", "text", contact=child.contact_points.get())


def test_a_child_is_told_in_person(family):
    told = mark_told(fresh(family["Amira"]), by=family.service.coordinator, how="In person")

    assert (told.state, told.channel, told._to, told.contact_point) == (
        "told",
        "told",
        "In person",
        None,
    )


def test_a_place_is_kept_from_a_way_that_others_read(family):
    invitation = prepared(family, used_by_others="Her partner")

    assert "St Mark" not in invitation._text
    assert "Where: Cora will tell you." in invitation._text
    assert (invitation.state, invitation.warnings) == ("waiting", "Others use it or see it.")


def test_a_place_that_is_a_secret_address_is_told_to_nobody(family):
    give_contact(family["Ngozi"], "address", "3 Hidden Close, WB9 9ZZ", is_confidential=True)
    family.meeting.place = "Ngozi's, 3 Hidden Close"
    family.meeting.save()

    invitation = prepared(family)

    assert "Hidden" not in invitation._text
    assert "LOCATION" not in invitation.calendar_file


def test_a_confidential_address_is_neither_kept_nor_printed(family):
    invitation = prepared(
        family, channel="letter", value="3 Hidden Close, WB9 9ZZ", is_confidential=True
    )

    assert invitation._to == "Held securely"


def test_an_email_to_a_confidential_address_goes_there_and_is_kept_nowhere(family):
    invitation = sent(
        family,
        value="new.life@example.org",
        is_confidential=True,
    )

    assert mail.outbox[0].to == ["new.life@example.org"]
    assert invitation._to == "Held securely"
    assert "new.life" not in invitation.calendar_file


def test_somebody_with_a_time_of_their_own_hears_that_time_alone(family):
    Participant.objects.filter(pk=family["Pat"].pk).update(arrives_at=time(16, 30))

    invitation = prepared(family)

    assert "at 4:30pm" in invitation._text
    assert "4pm" not in invitation._text
    assert "about 2 and a half hours" in invitation._text


def test_a_colleague_is_told_by_email_with_the_reference(family):
    invitation = prepare_invitation(
        fresh(family["Will"]), by=family.service.coordinator, channel="email"
    )

    assert invitation._to == family.service.worker.email
    assert f"about {family.case.reference}" in invitation._text
    assert "Okafor" not in invitation._text


def test_two_kept_apart_need_a_second_person(family):
    keep_apart(family, "Pat", "Emeka")
    invitation = prepared(family)

    assert invitation.state == "waiting"
    assert invitation.warnings == "Must be kept apart from somebody else who is asked to come."
    with pytest.raises(ValidationError, match="A second person"):
        send_invitation(invitation, by=family.service.coordinator)
    with pytest.raises(ValidationError, match="You wrote this"):
        release_invitation(invitation, by=family.service.coordinator)

    released = release_invitation(invitation, by=family.service.colleague)

    assert (released.state, released.released_by, released.released_alone_why) == (
        "ready",
        family.service.colleague,
        "",
    )
    assert not Task.objects.exists()


def test_released_alone_it_gives_the_managers_something_to_check(family):
    keep_apart(family, "Pat", "Emeka")
    invitation = prepared(family)

    released = release_invitation(
        invitation, by=family.service.coordinator, alone_why="It is tomorrow, nobody answers."
    )

    assert (released.state, released.released_alone_why) == (
        "ready",
        "It is tomorrow, nobody answers.",
    )
    (task,) = Task.objects.owed_by(family.service.manager)
    assert task.title == "Look at an invitation that was released by one person"


def test_the_same_number_on_two_people_is_a_warning(family):
    give_contact(family["Emeka"], "mobile")

    invitation = prepared(family, channel="text")

    assert (invitation.state, invitation.warnings) == (
        "waiting",
        "Somebody else has the same number or address.",
    )


def test_a_number_shared_with_somebody_kept_away_says_so(family):
    give_contact(family["Obi"], "mobile", is_confidential=True)
    decide(family["Obi"], "no_part")

    invitation = prepared(family, channel="text")

    assert invitation.warnings == (
        "Somebody who is kept away from this meeting has the same number or address."
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda family, row: move_date(family.meeting, soon(days=31)),
        lambda family, row: decide(family["Pat"], "no_part"),
        lambda family, row: type(row.contact_point).objects.update(ended_at=timezone.now()),
        lambda family, row: type(row.contact_point).objects.update(may_write="no"),
        lambda family, row: keep_apart(family, "Pat", "Emeka"),
        lambda family, row: type(family.meeting).objects.update(place="The library"),
        lambda family, row: type(family.service.coordinator).objects.update(phone="01632 960999"),
        lambda family, row: Participant.objects.update(arrives_at=time(17)),
        lambda family, row: restrict_case(family.case, by=family.service.manager, why="Known."),
    ],
)
def test_what_has_changed_since_it_was_looked_at_stops_the_sending(family, change):
    invitation = prepared(family)
    change(family, invitation)

    assert dispatch() == []

    invitation.refresh_from_db()
    assert invitation.state == "failed"
    (task,) = Task.objects.filter(kind="ring")
    assert (task.assigned_to, task.for_managers_of) == (
        family.service.coordinator,
        family.case.team,
    )
    with pytest.raises(ValidationError, match="Something has changed"):
        send_invitation(invitation, by=family.service.coordinator)


def test_what_would_say_something_else_than_was_seen_is_not_even_written(family):
    contact = give_contact(family["Pat"])

    with pytest.raises(ValidationError, match="Something has changed"):
        prepare_invitation(
            fresh(family["Pat"]),
            by=family.service.coordinator,
            channel="email",
            contact_point=contact,
            seen="another",
        )


def test_an_email_waits_for_a_safe_hour(family):
    invitation = prepared(family, safe_from=time(15), safe_until=time(16))
    tomorrow = timezone.localdate() + timedelta(days=1)

    assert dispatch(at=moment(tomorrow, time(14, 59))) == []
    message = messages_of([invitation.pk])[invitation.pk]
    assert (message.state, message.next_attempt_at) == (
        "scheduled",
        moment(tomorrow, time(15)),
    )

    assert len(dispatch(at=moment(tomorrow, time(15)))) == 1


def test_an_email_without_a_safe_hour_left_is_told_by_a_human(family):
    invitation = prepared(family, safe_from=time(21), safe_until=time(22))

    assert dispatch() == []

    invitation.refresh_from_db()
    assert invitation.failed_why == "There is no safe hour left before it is too late."
    assert Task.objects.filter(kind="ring").count() == 1


def test_what_a_provider_refuses_is_seen_and_can_be_tried_again(family):
    row = prepared(family)
    assert dispatch(Result(Outcome.REFUSED, code="bad")) == []
    row.refresh_from_db()
    assert (row.state, row.failed_why) == ("failed", "The provider refused it.")
    assert dispatch() == []

    send_invitation(row, by=family.service.coordinator)
    assert len(dispatch()) == 1

    row.refresh_from_db()
    assert (row.state, row.failed_why, len(mail.outbox)) == ("sent", "", 1)
    assert dispatch() == []


def test_who_no_longer_agrees_to_be_contacted_gets_no_invitation(family):
    row = prepared(family)
    Consent.objects.create(
        case=family.case,
        person=family["Pat"].person,
        kind="contact",
        capacity="adult",
        answer="withdrawn",
        given_on=timezone.localdate(),
        recorded_by=family.service.coordinator,
    )

    assert dispatch() == []

    row.refresh_from_db()
    assert row.failed_why.startswith("They do not agree, or no longer agree")


def test_what_is_on_its_way_is_not_sent_again(family):
    row = prepared(family)

    with pytest.raises(ValidationError, match="on its way already"):
        send_invitation(row, by=family.service.coordinator)


def test_a_text_sent_by_hand_is_not_sent_by_the_product(family):
    row = prepared(family, channel="text")

    row = send_by_hand(row, by=family.service.coordinator)

    assert row.state == "sent"
    assert dispatch() == []


def test_a_text_goes_word_for_word(family):
    row = sent(family, channel="text")

    assert row.state == "sent"
    assert row.sent_at is not None
    assert Event.objects.filter(kind="invitation_sent", actor_id=None).count() == 1


def test_what_was_dropped_in_between_does_not_go(family):
    drop_invitation(prepared(family), by=family.service.coordinator)

    assert dispatch() == []
    assert Reminder.objects.get().state == "cancelled"


def test_somebody_told_meanwhile_gets_no_message(family):
    prepared(family)

    mark_told(fresh(family["Pat"]), by=family.service.coordinator, how="By phone")

    assert dispatch() == []


def test_a_new_message_settles_the_task_to_ring(family):
    contact = give_contact(family["Pat"])
    prepared(family, contact=contact)
    type(contact).objects.update(ended_at=timezone.now())
    dispatch()
    assert Task.objects.open().filter(kind="ring").count() == 1

    mark_told(fresh(family["Pat"]), by=family.service.coordinator, how="By phone")

    assert not Task.objects.open().filter(kind="ring").exists()


def test_nothing_is_written_half_an_hour_before(family):
    move_date(family.meeting, timezone.now() + timedelta(minutes=20))

    with pytest.raises(ValidationError, match="too near for a message"):
        prepared(family)


def test_while_sending_is_off_it_waits(family):
    row = prepared(family)

    assert dispatch(is_on=False) == []
    row.refresh_from_db()
    assert row.state == "ready"
    assert len(dispatch()) == 1


def test_one_message_is_ready_at_a_time_and_one_that_is_old_makes_way(family):
    contact = give_contact(family["Pat"])
    first = prepared(family, contact=contact)
    with pytest.raises(ValidationError, match="ready already"):
        prepared(family, contact=contact)

    move_date(family.meeting, soon(days=30))
    second = prepared(family, contact=contact)

    first.refresh_from_db()
    assert (first.state, second.state, second.revision) == ("dropped", "ready", 2)


def test_what_is_dropped_is_kept_and_never_sent(family):
    invitation = drop_invitation(prepared(family), by=family.service.coordinator)

    assert invitation.state == "dropped"
    for act in (send_invitation, drop_invitation):
        with pytest.raises(ValidationError):
            act(invitation, by=family.service.coordinator)


def test_a_letter_is_sent_once_it_is_posted(family):
    invitation = send_invitation(prepared(family, channel="letter"), by=family.service.coordinator)

    assert (invitation.state, invitation.calendar_file) == ("sent", "")
    assert mail.outbox == []


def test_an_answer_is_recorded_with_the_words(family):
    answered = record_answer(
        fresh(family["Pat"]), by=family.service.coordinator, answer="yes", words=" After lunch. "
    )

    assert (answered.answer, answered.answer_words) == ("yes", "After lunch.")
    event = Event.objects.get(kind="invitation_answered")
    assert (event.from_value, event.to_value, event.audience) == (
        "No answer yet",
        "Coming",
        "service",
    )


def test_the_same_answer_pressed_twice_is_recorded_once(family):
    by, pat = family.service.coordinator, family["Pat"]
    first = record_answer(fresh(pat), by=by, answer="yes", words="After lunch.")

    again = record_answer(fresh(pat), by=by, answer="yes", words="After lunch. ")

    assert again.answered_at == first.answered_at
    assert Event.objects.filter(kind="invitation_answered").count() == 1
    record_answer(fresh(pat), by=by, answer="no", words="After lunch.")
    assert Event.objects.filter(kind="invitation_answered").count() == 2


def test_nobody_kept_away_answers(family):
    decide(family["Obi"], "no_part")

    with pytest.raises(ValidationError, match="nothing to answer"):
        record_answer(fresh(family["Obi"]), by=family.service.coordinator, answer="yes")


def test_an_answer_is_one_of_three(family):
    with pytest.raises(ValidationError, match="Select yes"):
        record_answer(fresh(family["Pat"]), by=family.service.coordinator, answer="perhaps")


def test_events_say_by_which_way_and_nobodys_name(family):
    sent(family)

    rows = list(Event.objects.order_by("pk").values_list("kind", "to_value", "audience"))
    assert rows == [
        ("invitation_made", "Invitation, email", "service"),
        ("invitation_sent", "Invitation, email", "service"),
    ]


def test_an_ended_case_invites_nobody(family):
    type(family.case).objects.update(
        stage="closed", ended_at=timezone.now(), ended_by=family.service.manager
    )

    with pytest.raises(ValidationError, match="has ended"):
        prepared(family)


def test_a_colleague_of_another_family_cannot_invite_here(family):
    stranger = make_inviting().service.coordinator
    contact = give_contact(family["Pat"])

    with pytest.raises(ValidationError, match=r"not on file|not part"):
        prepare_invitation(
            fresh(family["Pat"]), by=stranger, channel="email", contact_point=contact
        )
