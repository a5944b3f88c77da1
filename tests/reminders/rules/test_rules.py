"""What must be so of every rule, whatever it is about, and the page that lists them."""

import re
from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from cases.models import Reminder
from cases.reminders import occasions, rules
from cases.reminders.case_rules import RULES
from cases.reminders.rule_table import as_markdown, when_words
from cases.reminders.rules import Step, all_rules, formats_with, register_rules, rule_of
from cases.reminders.when import due
from cases.reminders.words import ROLES
from conferences.formats import FORMATS

Channel = Reminder.Channel
# What may be filled in for a family, and for colleagues.
FOR_FAMILIES = {"day", "time", "coordinator", "phone"}
FOR_STAFF = FOR_FAMILIES | {"reference", "meeting", "count", "due", "what"}
TO_FAMILIES = ("attendees", "attended", "owner", "checker", "invited")
# Tells of what it is about, to whoever looks at a phone.
TELLING = re.compile(
    r"child|family|conference|social|council|court|safeguard|protect|plan\b|review|worker",
    re.IGNORECASE,
)


@pytest.fixture(params=all_rules(), ids=lambda rule: rule.key)
def rule(request):
    return request.param


def placeholders(*texts):
    return {name for text in texts for name in re.findall(r"{(\w*)}", text)}


def test_it_says_what_starts_and_stops_it_and_why_it_is_there(rule):
    for words in (rule.name, rule.trigger, rule.stops, rule.source):
        assert words
    for words in (rule.trigger, rule.stops):
        assert words.endswith(".")


def test_its_occasion_can_be_found_and_listens_to_events(rule):
    assert occasions.listens(rule)


def test_its_steps_have_keys_of_their_own_and_can_be_late(rule):
    assert len({step.key for step in rule.steps}) == len(rule.steps)
    for step in rule.steps:
        assert step.to in ROLES
        found = due(step, date(2026, 11, 23))
        assert found.at < found.expires_at


def test_it_has_the_words_for_every_way_it_goes(rule):
    for step in rule.steps:
        if step.how == Channel.NOTICE:
            assert rule.notice
        elif step.how == Channel.EMAIL:
            assert rule.subject
            assert rule.body.startswith("Hello,\n\n")
        elif rule.is_editable:
            assert rule.text
            assert rule.subject
            assert rule.body


def test_its_words_fill_in_what_is_allowed_and_no_more(rule):
    to_families = any(step.to in TO_FAMILIES for step in rule.steps)
    allowed = FOR_FAMILIES if to_families else FOR_STAFF

    assert placeholders(rule.text, rule.subject, rule.body, rule.notice) <= allowed
    assert len(rule.text) <= 160
    assert len(rule.notice) <= 200


def test_what_goes_to_families_tells_nothing_to_whoever_looks_over_a_shoulder(rule):
    if any(step.to in TO_FAMILIES for step in rule.steps):
        for words in (rule.text, rule.subject, rule.body):
            assert not TELLING.search(words)


def test_what_goes_to_colleagues_names_the_case_by_its_reference(rule):
    if not any(step.to in TO_FAMILIES for step in rule.steps):
        for words in (rule.subject, rule.notice):
            assert not words or "{reference}" in words


def test_no_two_rules_have_one_key():
    with pytest.raises(ValueError, match="two rules"):
        register_rules((replace(all_rules()[0], name="Another"),))


def test_a_rule_that_two_formats_declare_is_one():
    ended = rule_of("meeting_ended")

    assert ended is not None
    assert formats_with(ended) == {
        "family_group_conference",
        "review_conference",
        "lifelong_links",
        "child_protection_conference",
        "referral_order",
    }
    assert formats_with(RULES[0]) == frozenset()


def test_every_rule_a_format_declares_is_known():
    for declared in FORMATS.values():
        for one in declared.reminders:
            assert rule_of(one.key) is one


def test_a_rule_nobody_has_any_more_is_none():
    assert rule_of("long_gone") is None
    assert "long_gone" not in rules._RULES


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (Step("s", "attendees", at_once=True), "at once"),
        (Step("s", "attendees"), "on the day, 09:00"),
        (Step("s", "attendees", -1), "1 day before, 09:00"),
        (Step("s", "attendees", 2, working=True), "2 working days after, 09:00"),
        (
            Step("s", "managers", 3, working=True, repeats=9),
            "3 working days after, 09:00, then on 9 more working days",
        ),
    ],
)
def test_when_a_step_goes_is_said_in_words(step, words):
    assert when_words(step) == words


def test_the_page_in_the_docs_is_what_the_rules_say():
    page = settings.BASE_DIR / "docs" / "reminders.md"

    assert page.read_text() == as_markdown(), "run: python manage.py document_reminders"


def test_the_command_writes_it(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()

    call_command("document_reminders", verbosity=0, stdout=StringIO())

    assert (tmp_path / "docs" / "reminders.md").read_text() == as_markdown()
