"""What can be said: a few blanks, words without a family in them, versions kept."""

import pytest
from django.core.exceptions import ValidationError

from cases.models import Event, ReminderText
from cases.reminders.rules import all_rules, rule_of
from cases.reminders.texts import (
    FOR_COLLEAGUES,
    PLACEHOLDERS,
    CannotBeSaid,
    check_text,
    compose,
    current_text,
    example,
    goes_to_families,
    save_text,
)
from tests.factories.recording import make_service

pytestmark = pytest.mark.django_db
VALUES = {"coordinator": "Lee", "phone": "01632 960123", "day": "Tue 3 Mar", "time": "4pm"}


@pytest.fixture
def rule():
    return rule_of("meeting_soon")


@pytest.fixture
def manager():
    return make_service().manager


def test_no_blank_could_hold_a_name_a_child_a_reason_or_a_place():
    for word in ("name", "child", "person", "reason", "venue", "place", "service", "team"):
        assert not any(word in blank for blank in PLACEHOLDERS)


def test_all_words_we_ship_can_be_said_and_are_neutral():
    for rule in all_rules():
        if not rule.is_editable:
            continue
        for kind, subject, body in (
            ("text", "", rule.text),
            ("email", rule.subject, rule.body),
            ("notice", "", rule.notice),
        ):
            if body:
                check_text(kind, subject, body, rule=rule)


def test_every_step_has_words_for_its_way():
    for rule in all_rules():
        if not rule.is_editable:
            continue
        for step in rule.steps:
            if step.how == "notice":
                assert rule.notice, rule.key
            elif step.how == "email":
                assert rule.body, rule.key
            else:
                assert rule.text, rule.key
                assert rule.body, rule.key


@pytest.mark.parametrize("blank", ["child", "name", "venue", "case.reference", "0", ""])
def test_a_blank_that_is_not_known_is_refused(rule, blank):
    with pytest.raises(ValidationError) as refusal:
        check_text("text", "", f"Hello {{{blank}}}", rule=rule)

    assert f"There is no {{{blank}}}." in refusal.value.message_dict["body"][0]


@pytest.mark.parametrize("blank", sorted(FOR_COLLEAGUES))
def test_what_is_for_colleagues_is_not_for_families(rule, blank):
    for kind in ("text", "email"):
        with pytest.raises(ValidationError, match="colleagues only"):
            check_text(kind, "Subject", f"About {{{blank}}}", rule=rule)


@pytest.mark.parametrize(
    "words",
    ["Your family group conference", "from Children’s Services", "Social workers", "COURT"],
)
def test_words_that_tell_what_it_is_about_are_refused(rule, words):
    with pytest.raises(ValidationError, match="over a shoulder"):
        check_text("text", "", words, rule=rule)


def test_a_colleagues_text_may_say_them():
    staff = next(rule for rule in all_rules() if rule.notice and not goes_to_families(rule))

    check_text("notice", "", "{reference}: the family group conference is on {day}.", rule=staff)


def test_three_texts_long_is_the_most(rule):
    check_text("text", "", "a" * 480, rule=rule)
    with pytest.raises(ValidationError, match="480 characters or less"):
        check_text("text", "", "a" * 481, rule=rule)
    with pytest.raises(ValidationError, match="480 characters or less"):
        check_text("text", "", "a" * 470 + "{coordinator} {phone}", rule=rule)


def test_an_email_needs_a_subject_and_everything_needs_words(rule):
    with pytest.raises(ValidationError) as refusal:
        check_text("email", " ", " ", rule=rule)

    assert set(refusal.value.message_dict) == {"subject", "body"}


def test_the_newest_words_count_and_the_old_ones_are_kept(rule, manager):
    assert current_text(rule.key, "text") == ("", rule.text, 0)

    save_text(rule, "text", subject="", body="See you on {day}.", by=manager)
    save_text(rule, "text", subject="", body="We meet on {day}.\r\n", by=manager)

    assert current_text(rule.key, "text") == ("", "We meet on {day}.", 2)
    assert current_text(rule.key, "email") == (rule.subject, rule.body, 0)
    assert ReminderText.objects.count() == 2
    assert compose(rule.key, "text", VALUES, is_staff=False).body == "We meet on Tue 3 Mar."
    assert compose(rule.key, "text", VALUES, is_staff=False).version == 2


def test_changing_words_is_on_the_record(rule, manager):
    save_text(rule, "text", subject="", body="See you on {day}.", by=manager)

    event = Event.objects.get(kind="reminders_changed")
    assert (event.case_id, event.actor_id) == (None, manager.pk)
    assert event.to_value == f"{rule.name}: text message 1"


def test_words_that_are_refused_are_not_kept(rule, manager):
    with pytest.raises(ValidationError):
        save_text(rule, "text", subject="", body="{child} is expected.", by=manager)

    assert not ReminderText.objects.exists()


def test_words_of_ours_go_where_the_services_own_cannot_be_said(rule, manager):
    ReminderText.objects.create(
        rule=rule.key, kind="text", number=1, body="Case {reference}", made_by=manager
    )

    written = compose(rule.key, "text", VALUES | {"reference": "FGC-2026-0042"}, is_staff=False)

    assert "FGC-2026-0042" not in written.body
    assert (written.version, written.body[:18]) == (0, "You have a meeting")


def test_a_blank_with_nothing_to_fill_it_stops_the_message(rule):
    with pytest.raises(CannotBeSaid):
        compose(rule.key, "text", VALUES | {"phone": ""}, is_staff=False)


def test_values_are_filled_in_once_and_never_read_as_blanks(rule, manager):
    save_text(rule, "text", subject="", body="{day} {coordinator}", by=manager)

    written = compose(rule.key, "text", VALUES | {"coordinator": "{phone}"}, is_staff=False)

    assert written.body == "Tue 3 Mar {phone}"


def test_an_example_shows_how_it_reads(rule):
    subject, body = example(rule, "email", rule.subject, rule.body)

    assert subject == "Your meeting"
    assert body.startswith("Hello Alex,\n\nYou have a meeting on Tuesday 3 March 2026 at 4pm.")
    assert example(rule, "text", "", "{day} {nonsense}")[1] == "Tue 3 Mar {nonsense}"
