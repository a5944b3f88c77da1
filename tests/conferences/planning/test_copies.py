from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.models import ContactPoint, Event, KeepApart
from conferences.domain.agreeing import amend_plan
from conferences.domain.copying_plans import (
    check_copy,
    leave_without_copy,
    make_copy,
    receive_copy,
    send_copy,
)
from conferences.domain.planning import add_action, edit_plan
from conferences.guards import CHECKS, load
from conferences.models import Meeting, PlanCopy
from conferences.plan_copy import pieces_of, proposed_omissions, without_ways_to_reach
from tests.conferences.planning.making import make_agreed, make_met, make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def met():
    return make_met()


@pytest.fixture
def by(met):
    return met.service.coordinator


def keep_away(participant):
    participant.attendance = "another_way"
    participant.save()


def keep_apart(met, one, other):
    return KeepApart.objects.create(
        first=met[one].person,
        second=met[other].person,
        kind="must_not_meet",
        reason="An order.",
        source="order",
        review_on=timezone.localdate() + timedelta(days=30),
        recorded_by=met.service.coordinator,
    )


def agree_with(met, by, *, writing=lambda plan: None):
    from conferences.domain.agreeing import agree_plan, record_agreement

    plan = make_plan(met)
    writing(plan)
    for name in ("Pat", "Emeka"):
        record_agreement(plan, met[name], by=by, answer="yes")
    return agree_plan(plan, by=by)


def copy_text(plan, participant, by, **fields):
    return make_copy(plan, participant, by=by, channel="hand", **fields)._text


def test_a_copy_holds_the_plan_word_for_word(met, by):
    text = copy_text(make_agreed(met), met["Pat"], by)

    agreed = timezone.localdate()
    assert text == (
        "# Our family plan\n\n"
        "This copy is for Pat.\n\n"
        f"Plan 1, agreed on {agreed:%A %-d %B %Y}.\n\n"
        "## What you do or check\n\n"
        "Pat: Does bedtime Monday to Friday\nWho checks: Lal\n\n"
        "## What others do\n\n"
        "Dad: Pays for swimming\n\n"
        "## What we were asked, and our answer\n\n"
        "Amira is never alone with strangers.\nOur answer: One of us is always there.\n\n"
        "## Who agrees\n\n"
        "Pat: agrees. Gladly.\n\n"
        "Emeka: agrees with part of it\n"
    )


def test_whoever_is_kept_away_gets_no_copy_and_is_not_named(met, by):
    plan = agree_with(
        met,
        by,
        writing=lambda plan: [
            add_action(plan, by=by, what="Sends money", who="Uncle", participant=met["Obi"]),
            add_action(plan, by=by, what="Tells obi by letter", who="Mum"),
            edit_plan(plan, by=by, version=1, contingency="Then Obi is rung."),
            keep_away(met["Obi"]),
        ],
    )

    with pytest.raises(ValidationError) as refusal:
        make_copy(plan, met["Obi"], by=by, channel="hand")
    assert refusal.value.code == "kept_away"
    text = copy_text(plan, met["Pat"], by)
    assert "obi" not in text.casefold()
    assert "Sends money" not in text
    kept = copy_text(plan, met["Pat"], by, leave_out=[])
    assert "Then Obi is rung." in kept


def test_two_kept_apart_are_not_in_each_others_copies(met, by):
    plan = agree_with(met, by)
    keep_apart(met, "Emeka", "Pat")

    proposed = proposed_omissions(pieces_of(plan, met["Emeka"]))
    why = "Pat and Emeka must be kept apart"
    assert list(proposed.values()) == [why, why]
    text = copy_text(plan, met["Emeka"], by)
    assert "Pat" not in text
    assert "Pays for swimming" in text
    assert "Emeka" not in copy_text(plan, met["Pat"], by)
    assert "Emeka" in copy_text(plan, met["Ngozi"], by)


@pytest.mark.parametrize(
    "typed",
    [
        "Ring 01632 960 123 first",
        "Ring +44 7700 900123",
        "Text 07700900123.",
        "Lives at 14 Elm Tree Road now",
        "In LS1 4AB",
        "Write to nan@example.org",
    ],
)
def test_ways_to_reach_somebody_are_taken_out(typed):
    assert "[left out]" in without_ways_to_reach(typed)
    assert not any(digit in without_ways_to_reach(typed) for digit in ("0123", "14 ", "4AB"))
    assert "nan@" not in without_ways_to_reach(typed)


@pytest.mark.parametrize("typed", ["Every day at 6pm, 3 times", "By 3 March 2027", "Year 2 of 12"])
def test_other_numbers_stay(typed):
    assert without_ways_to_reach(typed) == typed


def test_typed_text_makes_no_heading(met, by):
    plan = agree_with(
        met,
        by,
        writing=lambda plan: edit_plan(plan, by=by, version=1, arrangements="## Who agrees"),
    )
    assert "How things will be\n\nWho agrees\n" in copy_text(plan, met["Pat"], by)


def test_a_copy_is_checked_before_it_goes(met, by):
    copy = make_copy(make_agreed(met), met["Pat"], by=by, channel="hand")
    with pytest.raises(ValidationError) as refusal:
        send_copy(copy, by=by)
    assert refusal.value.code == "not_checked"

    check_copy(copy, by=by)
    send_copy(copy, by=by)
    copy = receive_copy(copy, by=by)

    assert (copy.checked_by, copy.sent_at is None, copy.received_at is None) == (by, False, False)
    events = Event.objects.filter(kind__in=("plan_copy_checked", "plan_copy_sent")).order_by("pk")
    assert [(event.kind, event.to_value, event.audience) for event in events] == [
        ("plan_copy_checked", "Pat: given by hand", "service"),
        ("plan_copy_sent", "Pat: given by hand", "service"),
    ]


def test_a_copy_does_not_go_once_somebody_must_be_kept_apart(met, by):
    copy = check_copy(make_copy(make_agreed(met), met["Pat"], by=by, channel="hand"), by=by)
    keep_apart(met, "Pat", "Emeka")

    with pytest.raises(ValidationError) as refusal:
        send_copy(copy, by=by)
    assert refusal.value.code == "changed_since"


def test_a_copy_does_not_go_to_somebody_kept_away_meanwhile(met, by):
    copy = check_copy(make_copy(make_agreed(met), met["Pat"], by=by, channel="hand"), by=by)
    keep_away(met["Pat"])

    with pytest.raises(ValidationError) as refusal:
        send_copy(copy, by=by)
    assert refusal.value.code == "kept_away"


def test_an_older_version_is_not_sent(met, by):
    plan = make_agreed(met)
    copy = check_copy(make_copy(plan, met["Pat"], by=by, channel="hand"), by=by)
    from conferences.domain.agreeing import agree_plan

    agree_plan(amend_plan(plan, by=by), by=by)

    with pytest.raises(ValidationError) as refusal:
        send_copy(copy, by=by)
    assert refusal.value.code == "not_agreed"


def test_post_needs_an_address_confirmed_as_safe(met, by):
    plan = make_agreed(met)
    point = ContactPoint.objects.create(
        person=met["Pat"].person, channel="address", recorded_by=by, may_write="yes"
    )
    with pytest.raises(ValidationError) as refusal:
        make_copy(plan, met["Pat"], by=by, channel="post")
    assert list(refusal.value.message_dict) == ["channel"]

    ContactPoint.objects.filter(pk=point.pk).update(
        confirmed_on=timezone.localdate(), confirmed_by=by
    )
    assert make_copy(plan, met["Pat"], by=by, channel="post").contact_point == point


def test_a_copy_made_anew_takes_the_place_of_one_that_has_not_gone(met, by):
    plan = make_agreed(met)
    make_copy(plan, met["Pat"], by=by, channel="hand")
    copy = make_copy(plan, met["Pat"], by=by, channel="read")

    assert list(PlanCopy.objects.filter(plan=plan)) == [copy]


def test_the_guard_counts_copies_and_reasons(met, by):
    load()
    guard = CHECKS["copies_ready"]
    assert list(guard(met.meeting)) == ["There is no agreed plan to send."]
    keep_away(met["Obi"])
    plan = make_agreed(met)
    assert list(guard(met.meeting)) == [
        "Amira has no copy of the plan yet.",
        "Ngozi has no copy of the plan yet.",
        "Emeka has no copy of the plan yet.",
        "Pat has no copy of the plan yet.",
        "Lal has no copy of the plan yet.",
        "Will Worker has no copy of the plan yet.",
        "Nobody of the family has a copy of the plan yet.",
        "The referrer has no copy of the plan yet.",
    ]

    for name in ("Amira", "Ngozi", "Lal"):
        leave_without_copy(plan, met[name], by=by, why="Does not want one.")
    for name in ("Emeka", "Pat", "Will"):
        copy = make_copy(plan, met[name], by=by, channel="hand")
        send_copy(check_copy(copy, by=by), by=by)
    assert list(guard(met.meeting)) == []


def test_with_the_last_copy_the_plan_is_with_the_family(met, by):
    plan = make_agreed(met)
    for name in ("Amira", "Ngozi", "Lal", "Emeka", "Obi"):
        leave_without_copy(plan, met[name], by=by, why="Does not want one.")
    for name in ("Pat", "Will"):
        assert Meeting.objects.get(pk=met.meeting.pk).stage == "plan_agreed"
        copy = make_copy(plan, met[name], by=by, channel="hand")
        send_copy(check_copy(copy, by=by), by=by)

    assert Meeting.objects.get(pk=met.meeting.pk).stage == "distributed"
    move = Event.objects.filter(kind=Event.Kind.MEETING_MOVED).order_by("pk").last()
    assert (move.from_value, move.to_value) == ("Plan agreed", "Plan with the family")
    without = Event.objects.filter(kind=Event.Kind.CHECK_SETTLED, audience="service").first()
    assert without.why == "Does not want one."
    assert without.to_value.startswith("Plan 1: no copy for ")
