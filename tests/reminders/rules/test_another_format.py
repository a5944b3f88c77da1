"""A kind of meeting that nobody thought of brings a reminder of its own, and shares others."""

import pytest

from cases.models import Event
from cases.reminders import occasions, rules
from cases.reminders.occasions import occasion
from cases.reminders.rules import Channel, Rule, Step, register_rules
from conferences.domain.meetings import move_meeting
from conferences.formats import FORMATS, Format, Stage
from conferences.models import Participant
from conferences.reminders.reading import about, meetings
from conferences.reminders.rules import MEETING_ENDED, MEETING_SOON, NOT_PREPARED
from tests.factories.conferences import make_conference
from tests.reminders.rules.ledger import plan, rows, set_date, steps, to

pytestmark = pytest.mark.django_db

BRING = Rule(
    key="bring_something",
    name="Bring something",
    occasion="circle_agreed",
    trigger="A circle has a day.",
    stops="They sat together.",
    steps=(Step("before", "coordinator", -3, working=True, how=Channel.NOTICE),),
    notice="{reference}: ask who brings what.",
    source="Made up for this test.",
)
CIRCLE = Format(
    key="school_circle",
    name="School circle",
    short_name="Circle",
    source="Made up for this test.",
    working_days_to_meet=15,
    not_held="called_off",
    word="circle",
    has_brief=False,
    has_plan=False,
    stages=(
        Stage("asking", "Asking everybody", "turquoise", to=("agreed_day",), clears_date=True),
        Stage("agreed_day", "Day agreed", "blue", to=("sat_together", "asking"), needs_date=True),
        Stage("sat_together", "Sat together", "green", to=("mended",), is_day=True),
        Stage("mended", "Mended", "green"),
        Stage("called_off", "Called off", "grey", clears_date=True),
    ),
    reminders=(BRING, MEETING_SOON, MEETING_ENDED),
)


@pytest.fixture
def circle(clock, monkeypatch):
    """A circle on Monday 7 December 2026, declared for this test alone."""
    monkeypatch.setattr(rules, "_RULES", dict(rules._RULES))
    monkeypatch.setattr(rules, "_FORMATS", dict(rules._FORMATS))
    monkeypatch.setattr(occasions, "_FINDERS", dict(occasions._FINDERS))
    monkeypatch.setitem(FORMATS, CIRCLE.key, CIRCLE)

    @occasion("circle_agreed", listens=(Event.Kind.MEETING_MOVED,))
    def circle_agreed(scope):
        for one in meetings(scope):
            if one.is_to_come and one.day:
                yield about(one, since=one.day, recipients=one.staff.roles("coordinator"))

    register_rules(CIRCLE.reminders, format=CIRCLE.key)
    one = make_conference(format=CIRCLE.key)
    set_date(one.meeting, "2026-12-07 10:00", stage="agreed_day")
    return one


def test_its_own_rule_and_those_it_shares_are_planned(circle):
    Participant.objects.filter(meeting=circle.meeting).update(attendance="comes")
    plan(circle.case)

    assert rows(circle.case, "bring_something") == [("before", "Cora", "2026-12-02 09:00")]
    assert to(circle.case, "meeting_soon") == sorted(circle.people)
    assert steps(circle.case, "meeting_ended") == [("same_day", "2026-12-07 17:00")]


def test_what_it_does_not_declare_is_not(circle):
    plan(circle.case)

    assert rows(circle.case, NOT_PREPARED.key) == []


def test_its_own_stages_stop_them(circle, time_machine):
    Participant.objects.filter(meeting=circle.meeting).update(attendance="comes")
    plan(circle.case)
    time_machine.move_to("2026-12-07 12:00Z", tick=False)

    move_meeting(circle.meeting, "sat_together", by=circle.service.coordinator)
    assert rows(circle.case, "bring_something") == []
    assert rows(circle.case, "meeting_soon") == []
    assert rows(circle.case, "meeting_ended")

    move_meeting(circle.meeting, "mended", by=circle.service.coordinator)
    assert rows(circle.case, "meeting_ended") == []


def test_a_date_taken_away_stops_them(circle):
    plan(circle.case)

    move_meeting(circle.meeting, "asking", by=circle.service.coordinator)

    assert rows(circle.case, "bring_something") == []
    assert rows(circle.case, "meeting_soon") == []
