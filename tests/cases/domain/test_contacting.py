from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from accounts.models import AccessEvent
from cases.domain.contacting import (
    add_contact,
    change_contact,
    confirm_contact,
    end_contact,
    is_allowed,
    may_reveal,
    reveal_contact,
)
from cases.models import ContactPoint, Event
from cases.search import search_people
from restorative.conflicts import StaleVersion
from tests.factories.cases import CaseFactory, NetworkMemberFactory
from tests.factories.people import ContactPointFactory, PersonFactory
from tests.factories.staff import UserFactory

pytestmark = pytest.mark.django_db
Channel, May = ContactPoint.Channel, ContactPoint.May


def refused(act):
    with pytest.raises(ValidationError) as refusal:
        act()
    return refusal.value.code


def mother_of(case):
    return case.network.first().person


@pytest.mark.parametrize(
    ("channel", "typed", "kept"),
    [
        (Channel.MOBILE, "+44 7400-123 456", "07400 123456"),
        (Channel.PHONE, "(01632) 960001", "01632 960001"),
        (Channel.MOBILE, "07700 900123", "07700 900123"),
        (Channel.MOBILE, "+48 22 123 45 67", "+48 22 123 45 67"),
        (Channel.EMAIL, " Pat@Example.org ", "pat@example.org"),
        (Channel.ADDRESS, " 2 Mill Lane, WB1 4AA ", "2 Mill Lane, WB1 4AA"),
    ],
)
def test_a_value_is_written_one_way(channel, typed, kept):
    assert ContactPointFactory(channel=channel, value=typed).shown == kept


@pytest.mark.parametrize(
    ("channel", "typed", "code"),
    [
        (Channel.MOBILE, "07400123456; 07400123457", "several"),
        (Channel.MOBILE, "07400 123456 or 07400 123457", "several"),
        (Channel.PHONE, "01632 960001 ext 5", "invalid"),
        (Channel.MOBILE, "12", "invalid"),
        (Channel.MOBILE, "ring Nan", "invalid"),
        (Channel.EMAIL, "pat@", "invalid"),
        (Channel.ADDRESS, "   ", "value_missing"),
        (Channel.OTHER, "x" * 501, "too_long"),
    ],
)
def test_what_is_not_one_number_is_refused(channel, typed, code):
    assert refused(lambda: ContactPointFactory(channel=channel, value=typed)) == code


def test_the_database_and_its_history_hold_the_value_encrypted():
    contact = ContactPointFactory(value="07700 900321")

    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM cases_contactpoint WHERE id = %s", [contact.pk])
        (stored,) = cursor.fetchone()
        cursor.execute("SELECT value FROM cases_contactpointevent")
        history = [row[0] for row in cursor.fetchall()]
    assert "900321" not in stored
    assert history
    assert not any("900321" in row for row in history)


def test_a_number_and_a_postcode_are_found_but_never_a_secret_one():
    coordinator = UserFactory(coordinator=True)
    case = CaseFactory(coordinator=coordinator, team=coordinator.current_memberships[0].team)
    mother = mother_of(case)
    ContactPointFactory(person=mother, value="07700 900111")
    home = ContactPointFactory(person=mother, address=True, value="2 Mill Lane, WB1 4AA")
    found = [search_people(coordinator, text).people for text in ("+447700900111", "wb14aa")]
    assert found == [[mother], [mother]]

    change_contact(home, by=coordinator, version=1, changes={"is_confidential": True})
    secret = ContactPointFactory(person=mother, value="07700 900222", confidential=True)

    home.refresh_from_db()
    assert (home.value_hash, home.postcode_hash, secret.value_hash) == ("", "", "")
    assert search_people(coordinator, "WB1 4AA").people == []
    assert search_people(coordinator, "07700900222").people == []


def test_nothing_is_allowed_until_it_is_confirmed():
    contact = ContactPointFactory(may_text=May.YES)
    assert not is_allowed(contact, "may_text")

    contact = confirm_contact(
        contact,
        by=contact.recorded_by,
        version=1,
        confirmed_on=timezone.localdate(),
        may_ring=May.NO,
    )

    assert is_allowed(contact, "may_text")
    assert not is_allowed(contact, "may_ring")
    assert not is_allowed(contact, "may_leave_message")
    assert not is_allowed(end_contact(contact, by=contact.recorded_by), "may_text")


def test_a_new_value_has_to_be_confirmed_anew():
    contact = ContactPointFactory(confirmed=True)

    same = change_contact(
        contact, by=contact.recorded_by, version=1, changes={"value": contact.shown}
    )
    assert is_allowed(same, "may_text")
    other = change_contact(
        contact, by=contact.recorded_by, version=2, changes={"value": "07700 900555"}
    )

    assert other.shown == "07700 900555"
    assert (other.confirmed_on, other.confirmed_by) == (None, None)


def changed(changes, **kept):
    contact = ContactPointFactory(confirmed=True, **kept)
    return change_contact(contact, by=contact.recorded_by, version=1, changes=changes)


@pytest.mark.parametrize("use", ["may_leave_message", "may_write"])
def test_a_new_yes_is_not_covered_by_an_old_confirmation(use):
    contact = changed({use: May.YES})

    assert (contact.confirmed_on, contact.confirmed_by) == (None, None)
    assert not is_allowed(contact, use)
    assert not is_allowed(contact, "may_text")


def test_a_no_that_becomes_yes_has_to_be_asked_about():
    assert changed({"may_leave_message": May.YES}, may_leave_message=May.NO).confirmed_on is None


@pytest.mark.parametrize(
    "changes",
    [
        {"may_text": May.NO},
        {"may_ring": May.NOT_CONFIRMED},
        {"may_text": May.YES, "may_ring": May.YES, "label": "Work"},
    ],
)
def test_allowing_less_or_the_same_keeps_the_confirmation(changes):
    contact = changed(changes)

    assert contact.confirmed_on == timezone.localdate()
    assert is_allowed(contact, "may_text") == (changes.get("may_text") != May.NO)


@pytest.mark.parametrize(
    ("since", "until", "stays"),
    [
        (time(10), time(14), True),
        (time(11), time(14), True),
        (time(10), time(13), True),
        (time(11), time(13), True),
        (time(9, 59), time(14), False),
        (time(10), time(14, 1), False),
        (time(12), time(16), False),
        (None, time(14), False),
        (time(10), None, False),
        (None, None, False),
    ],
)
def test_hours_that_nobody_was_asked_about_are_not_confirmed(since, until, stays):
    contact = changed(
        {"safe_from": since, "safe_until": until}, safe_from=time(10), safe_until=time(14)
    )

    assert (contact.confirmed_on is not None) == stays


def test_first_hours_narrow_what_was_safe_at_any_time():
    assert changed({"safe_from": time(10), "safe_until": time(14)}).confirmed_on


def test_the_case_says_that_it_is_no_longer_confirmed(clock):
    case = CaseFactory(accepted=True)
    mother, by = mother_of(case), case.created_by
    contact = ContactPointFactory(person=mother, confirmed=True, recorded_by=by)

    change_contact(contact, by=by, version=1, changes={"may_leave_message": May.YES})

    event = Event.objects.of_case(case).filter(subject_type="contactpoint").first()
    assert event.from_value == "leave a message: Not confirmed; confirmed: 23 November 2026"
    assert event.to_value == (
        f"Mobile phone of {mother.full_name}, changed, no longer confirmed: "
        "leave a message: Yes; confirmed: No"
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"confirmed_on": date(2026, 11, 24)}, "in_the_future"),
        ({"safe_from": time(14), "safe_until": time(10)}, "times_reversed"),
        ({"safe_from": time(10), "safe_until": time(10)}, "times_reversed"),
    ],
)
def test_what_cannot_be_is_refused(clock, changes, code):
    assert refused(lambda: ContactPointFactory(**changes)) == code


def test_confirming_without_an_answer_is_no_confirmation():
    contact = ContactPointFactory()

    assert (
        refused(
            lambda: confirm_contact(
                contact,
                by=contact.recorded_by,
                version=1,
                confirmed_on=timezone.localdate(),
                may_text="",
            )
        )
        == "nothing_answered"
    )


def test_the_number_of_somebody_else_on_the_case_needs_a_tick():
    case = CaseFactory(accepted=True)
    nan = NetworkMemberFactory(case=case).person
    ContactPointFactory(person=nan, value="07700 900777", recorded_by=case.created_by)
    said = {"channel": Channel.MOBILE, "value": "+44 7700 900777"}
    mother, by = mother_of(case), case.created_by

    assert refused(lambda: add_contact(mother, by=by, **said)) == "anothers"
    assert add_contact(mother, by=by, is_shared=True, **said).shown == "07700 900777"
    assert add_contact(PersonFactory(), by=by, **said)


def test_a_secret_number_is_not_given_away_by_the_question():
    case = CaseFactory(accepted=True)
    nan = NetworkMemberFactory(case=case).person
    ContactPointFactory(person=nan, value="07700 900777", confidential=True)

    contact = add_contact(
        mother_of(case), by=case.created_by, channel=Channel.MOBILE, value="07700 900777"
    )

    assert contact.shown == "07700 900777"


def test_a_secret_value_is_revealed_with_a_reason_that_stays():
    coordinator = UserFactory(coordinator=True)
    case = CaseFactory(coordinator=coordinator, team=coordinator.current_memberships[0].team)
    other_case = CaseFactory(children=[case.children.get().person])
    contact = ContactPointFactory(
        person=mother_of(case), value="07700 900888", confidential=True, recorded_by=coordinator
    )
    assert contact.shown == "Held securely"

    assert reveal_contact(contact, by=coordinator, reason=" To ring her ") == "07700 900888"

    event = Event.objects.get(kind=Event.Kind.CONTACT_REVEALED)
    assert (event.case_id, event.audience, event.why) == (case.pk, "service", "To ring her")
    assert "900888" not in event.to_value
    look = AccessEvent.objects.get(action="contact_revealed")
    assert (look.actor, look.case_ids, look.reason) == (coordinator, [case.pk], "To ring her")
    assert look.object_id == str(contact.pk)
    assert other_case.pk not in look.case_ids


def test_no_reason_no_value():
    coordinator = UserFactory(coordinator=True)
    case = CaseFactory(coordinator=coordinator, team=coordinator.current_memberships[0].team)
    contact = ContactPointFactory(person=mother_of(case), confidential=True)

    assert refused(lambda: reveal_contact(contact, by=coordinator, reason="  ")) == "reason_missing"
    assert not AccessEvent.objects.exists()


def test_a_social_worker_or_a_coordinator_elsewhere_cannot_reveal():
    case = CaseFactory(allocated=True)
    contact = ContactPointFactory(person=mother_of(case), confidential=True)

    for user in (case.created_by, UserFactory(coordinator=True)):
        assert not may_reveal(contact, user)
        with pytest.raises(PermissionDenied):
            reveal_contact(contact, by=user, reason="Curious")
    assert not Event.objects.filter(kind=Event.Kind.CONTACT_REVEALED).exists()


def test_editing_is_no_way_round_the_record_of_reveals():
    case = CaseFactory(allocated=True)
    worker = case.created_by
    contact = ContactPointFactory(person=mother_of(case), confidential=True)
    open_up = {"is_confidential": False}

    with pytest.raises(PermissionDenied):
        change_contact(contact, by=worker, version=1, changes=open_up)

    contact.refresh_from_db()
    assert contact.is_confidential
    again = change_contact(
        contact, by=worker, version=1, changes=open_up | {"value": "07700 900999"}
    )
    assert again.shown == "07700 900999"


def test_a_coordinator_may_open_up_what_they_may_reveal():
    case = CaseFactory(allocated=True)
    contact = ContactPointFactory(
        person=mother_of(case), confidential=True, address=True, value="1 Quay, WB1 4AA"
    )

    contact = change_contact(
        contact, by=case.coordinator, version=1, changes={"is_confidential": False}
    )

    assert contact.shown == "1 Quay, WB1 4AA"
    assert contact.postcode_hash


def test_a_change_stands_on_the_case_without_the_value():
    case = CaseFactory(accepted=True)
    contact = ContactPointFactory(
        person=mother_of(case), value="07700 900444", recorded_by=case.created_by
    )
    change_contact(contact, by=case.created_by, version=1, changes={"label": "Work"})
    end_contact(contact, by=case.created_by, why="Phone lost")

    events = Event.objects.of_case(case).filter(subject_type="contactpoint")
    assert [event.kind for event in events] == [
        "contact_ended",
        "contact_recorded",
        "contact_recorded",
    ]
    name = mother_of(case).full_name
    assert events[1].to_value == f"Mobile phone of {name}, changed: what it is called"
    assert not any("900444" in event.to_value + event.why for event in events)


def test_a_change_says_which_answers_changed_and_never_the_number(clock):
    case = CaseFactory(accepted=True)
    by, mother = case.created_by, mother_of(case)
    contact = ContactPointFactory(
        person=mother, value="07700 900444", confirmed=True, is_confidential=True, recorded_by=by
    )

    change_contact(
        contact,
        by=by,
        version=1,
        changes={
            "may_text": May.NO,
            "safe_until": time(14),
            "safe_note": "Never on Fridays: Dean is home",
            "value": "07700 900555",
        },
    )

    event = Event.objects.of_case(case).filter(subject_type="contactpoint").first()
    assert event.from_value == "text: Yes; safe until: any time; confirmed: 23 November 2026"
    assert event.to_value == (
        f"Mobile phone of {mother.full_name}, changed, no longer confirmed: text: No; "
        "safe until: 2pm; confirmed: No; number or address; what else keeps it safe"
    )


def test_a_confirmation_says_what_was_answered(clock):
    case = CaseFactory(accepted=True)
    by, mother = case.created_by, mother_of(case)
    contact = ContactPointFactory(person=mother, recorded_by=by)

    confirm_contact(contact, by=by, version=1, confirmed_on=timezone.localdate(), may_ring=May.YES)

    event = Event.objects.of_case(case).filter(subject_type="contactpoint").first()
    assert event.from_value == "ring: Not confirmed; confirmed: No"
    assert event.to_value == (
        f"Mobile phone of {mother.full_name}, confirmed: ring: Yes; confirmed: 23 November 2026"
    )


def test_a_change_that_changes_nothing_is_not_on_the_timeline():
    case = CaseFactory(accepted=True)
    contact = ContactPointFactory(person=mother_of(case), recorded_by=case.created_by)
    count = Event.objects.count()

    change_contact(contact, by=case.created_by, version=1, changes={"label": ""})

    assert Event.objects.count() == count


def test_the_slower_of_two_is_told_and_what_has_ended_stays_so():
    contact = ContactPointFactory()
    by = contact.recorded_by
    change_contact(contact, by=by, version=1, changes={"label": "Work"})

    with pytest.raises(StaleVersion):
        change_contact(contact, by=by, version=1, changes={"label": "Home"})
    end_contact(contact, by=by)
    assert refused(lambda: change_contact(contact, by=by, version=3, changes={})) == "ended"


def test_a_confirmation_lies_in_the_past_or_today():
    contact = ContactPointFactory()
    tomorrow = timezone.localdate() + timedelta(days=1)

    assert (
        refused(
            lambda: confirm_contact(
                contact,
                by=contact.recorded_by,
                version=1,
                confirmed_on=tomorrow,
                may_text=May.YES,
            )
        )
        == "in_the_future"
    )
