"""What every declared format must keep, or its pages would fail when somebody opens them."""

import pytest

from accounts.permissions import Permission
from cases.models.compartment import Compartment
from conferences.formats import FORMATS, Answer, Tally, held_stages, leading
from conferences.formats.records import NOWHERE
from conferences.formats.tallies import Again, Growth, Later
from conferences.meeting_page import TABS
from conferences.models import Participant

ALL = pytest.mark.parametrize("declared", FORMATS.values(), ids=lambda one: one.key)


@ALL
def test_its_stages_lead_to_stages_it_has(declared):
    keys = {stage.key for stage in declared.stages}
    for stage in declared.stages:
        assert set(stage.to) <= keys
        assert set(stage.needs_reason) <= set(stage.to)
        assert {*stage.needs_entries, *stage.needs_settled, *stage.none_open} <= set(declared.kinds)
    assert declared.not_held in keys
    assert declared.stage(declared.not_held).clears_date


@ALL
def test_its_tabs_are_pages(declared):
    pages = {page.key for page in declared.pages}
    assert pages.isdisjoint(TABS)
    assert set(declared.tabs) <= pages | set(TABS)
    assert pages <= set(declared.tabs)


@ALL
def test_its_kinds_say_what_they_name(declared):
    assert len(declared.kinds) == sum(len(page.kinds) for page in declared.pages)
    for kind in declared.kinds.values():
        fields = [one.key for one in kind.fields]
        assert len(fields) == len(set(fields))
        assert "version" not in fields
        assert "compartment" not in fields
        assert kind.named_by.key in fields
        if kind.due:
            assert kind.field(kind.due).answer == Answer.DATE
            assert kind.field(kind.settled).later
        if kind.from_stage:
            assert declared.stage(kind.from_stage)
        for one in kind.fields:
            assert bool(one.offered) == (one.answer in ("choice", "several", "yes_no"))
    for key in declared.pack:
        assert declared.kinds[key].compartment == "open"
        assert not declared.kinds[key].chooses_side
        assert "participant" not in {one.answer for one in declared.kinds[key].fields}
    if declared.begins_with:
        assert declared.begins_with in declared.kinds


@ALL
def test_its_clocks_and_tallies_read_what_there_is(declared):
    for clock in declared.clocks:
        for source in (*clock.starts, *clock.ends):
            what, _, which = source.partition(":")
            assert what in ("opened", "date", "held", "stage", "entry", "settled", "every")
            if what == "stage":
                assert declared.stage(which)
            if what in ("entry", "settled", "every"):
                kind, _, name = which.partition(".")
                assert declared.kinds[kind]
                assert not name or declared.kinds[kind].field(name).answer == Answer.DATE
    for tally in declared.tallies:
        kind = declared.kinds[tally.kind]
        # Else a figure would count what its reader may not read.
        assert kind.reads == Permission.MEETING_VIEW
        match tally:
            case Tally() | Later():
                answers, wheres = [(tally.field, tally.counted)], [getattr(tally, "among", NOWHERE)]
                assert not tally.on or kind.field(tally.on).answer == Answer.DATE
            case Again():
                answers, wheres = [], [(tally.same, ()), tally.says]
            case Growth():
                answers, wheres = [], [tally.first, tally.last]
        if not isinstance(tally, Tally):
            assert kind.compartment == Compartment.OPEN
            assert not kind.chooses_side
        for field, some in [*answers, *(one for one in wheres if one != NOWHERE)]:
            assert set(some) <= set(dict(kind.field(field).offered))
    assert sum(isinstance(tally, Growth) for tally in declared.tallies) <= 1


@ALL
def test_only_what_needs_no_case_stands_without_one(declared):
    if declared.alone:
        assert declared.alone in ("team", "named")
        assert not declared.leads_case
        assert not declared.is_prepared
    for role in declared.roles:
        assert role.key in Participant.Part


@ALL
def test_those_who_may_have_asked_for_another_date_are_told_apart_by_their_words(declared):
    said = [f"{label} asked." for _, label in declared.who_asks]
    assert len({key for key, _ in declared.who_asks}) == len(said) == len(set(said))
    for one in said:
        assert [other for other in said if one.startswith(other)] == [one]


WITH_SIDES = [one for one in FORMATS.values() if one.sides]
KNOW_SIDES = {"entry_due", "clock_due", "meeting_ahead", "feedback_day", "feedback_three_months",
              "feedback_six_months"}  # fmt: skip


@pytest.mark.parametrize("declared", WITH_SIDES, ids=lambda one: one.key)
def test_one_with_sides_declares_nothing_by_which_one_would_learn_of_the_other(declared):
    walled = {kind.key for kind in declared.kinds.values() if kind.has_sides}
    for clock in declared.clocks:
        for source in (*clock.starts, *clock.ends):
            assert source.partition(":")[2].partition(".")[0] not in walled
    for kind in declared.kinds.values():
        if kind.key not in walled:
            assert all(one.answer != Answer.PARTICIPANT for one in kind.fields)
    assert {rule.occasion for rule in declared.reminders} <= KNOW_SIDES
    assert not any(stage.follows_by_itself or stage.can_be_forced for stage in declared.stages)
    assert not declared.alone
    assert not declared.takes_walk_ins
    assert not declared.has_brief
    assert not declared.has_plan


def test_what_stands_beside_is_never_taken_for_the_day_of_a_family():
    for key, declared in FORMATS.items():
        if key not in leading():
            assert {stage.key for stage in declared.stages}.isdisjoint(held_stages())
            assert not declared.is_a_beginning
            assert declared.about
            assert declared.source
