"""That a leak on any paper or in any calendar is found: one is planted in each."""

import pytest

from conferences import calendars, feed_text, plan_copy, where_things_stand
from conferences.domain import copying_plans
from conferences.models import Participant
from conferences.views import plan_copies, run_sheet
from tests.leaks.harness import ARTEFACTS, Searched, leaks_in, not_for_a_page
from tests.leaks.papers import (
    calendar_of,
    readers,
    wrong_in_a_copy,
    wrong_on_a_calendar_page,
)
from tests.leaks.twists import TWISTS

pytestmark = pytest.mark.django_db

CALENDARS = {f"calendar of the {who}" for who in ("coordinator", "social worker")}
FEEDS = {f"subscription of the {who}" for who in ("coordinator", "social worker")}


def found_in(world, key="mother"):
    return {leak.artefact for leak in leaks_in(world, key)}


def test_nothing_is_found_where_nothing_is_planted(world):
    TWISTS["both_come_apart"](world)
    TWISTS["uncle_kept_away"](world)
    TWISTS["mother_in_refuge"](world)

    assert found_in(world) == set()
    assert world.plan.copies.get().omissions.count() > 0


def test_no_view_of_a_calendar_names_anybody(world):
    TWISTS["at_grandmothers"](world)
    wrong = {one.value for one in wrong_on_a_calendar_page(world, "mother")}

    for user in readers(world).values():
        searched = Searched(calendar_of(world, user))
        assert [value for value in wrong if searched.holds(value)] == []


def test_a_number_in_a_copy_is_found_on_paper_too(world, monkeypatch):
    monkeypatch.setattr(plan_copy, "without_ways_to_reach", lambda text: text)

    assert found_in(world) == {"plan copy", "plan copy, as PDF"}


def test_somebody_kept_away_who_is_named_in_a_copy_is_found(world, monkeypatch):
    TWISTS["uncle_kept_away"](world)
    monkeypatch.setattr(plan_copy, "hidden_from", lambda plan, recipient: [])

    assert found_in(world) == {"plan copy", "plan copy, as PDF"}


def test_a_copy_says_nothing_of_somebody_kept_apart_from_its_reader(world, monkeypatch):
    TWISTS["parents_kept_apart"](world)
    assert "Demetriosz" in {one.value for one in wrong_in_a_copy(world, "mother")}
    assert "Demetriosz" not in {one.value for one in wrong_in_a_copy(world, "aunt")}
    monkeypatch.setattr(copying_plans, "proposed_omissions", lambda pieces: {})

    assert found_in(world) == {"plan copy", "plan copy, as PDF"}


def test_a_secret_number_on_the_page_of_a_copy_is_found(world, monkeypatch):
    TWISTS["mother_in_refuge"](world)
    monkeypatch.setattr(plan_copies, "called", lambda participant: "ring 07700 913013")

    assert "page of the plan copy" in found_in(world)


def test_somebody_kept_away_in_the_list_of_copies_is_found(world, monkeypatch):
    TWISTS["uncle_kept_away"](world)
    monkeypatch.setattr(Participant, "KEPT_AWAY", ())
    wrong = ARTEFACTS["list of copies"].wrong
    Participant.objects.filter(pk=world.people["uncle"].pk).update(attendance="comes")
    text = ARTEFACTS["list of copies"].render(world, world["mother"])
    monkeypatch.undo()
    Participant.objects.filter(pk=world.people["uncle"].pk).update(attendance="another_way")

    assert {one.value for one in wrong(world, "mother") if one.value in text} == {
        "Ignatiusz",
        *(one.value for one in not_for_a_page(world) if one.value in text),
    }


def test_a_reason_on_the_run_sheet_is_found(world, monkeypatch):
    TWISTS["both_come_apart"](world)
    monkeypatch.setattr(run_sheet, "_pair_words", lambda readiness, pair: "Strangledly she fears.")

    assert found_in(world) == {"run sheet"}


@pytest.mark.parametrize("words", ["Ignatiusz is coming", "for needede13x", "at 4:07pm"])
def test_what_a_referrer_must_not_read_is_found(world, monkeypatch, words):
    TWISTS["uncle_kept_away"](world)
    TWISTS["both_come_apart"](world)
    monkeypatch.setattr(where_things_stand, "_sentence", lambda meeting: words)

    assert found_in(world) == {"overview of the referrer"}


@pytest.mark.parametrize("words", ["At Wilhelminka’s", "13 Thistlewoode Rise", "Bruisewickery"])
def test_a_name_or_an_address_in_a_calendar_is_found(world, monkeypatch, words):
    for module in (calendars, feed_text):
        monkeypatch.setattr(module, "venues_of", lambda rows: {one.pk: words for one in rows})

    assert found_in(world) == {*CALENDARS, *FEEDS, "calendar of the business support"}


def test_a_restricted_family_is_busy_in_every_calendar(world, monkeypatch):
    TWISTS["restricted"](world)
    assert found_in(world) == set()

    true_who_may = calendars.who_may

    def who_may(meetings, user):
        openable, _ = true_who_may(meetings, user)
        return openable, {one.pk: [*map(_party_case, one.parties.all())] for one in meetings}

    monkeypatch.setattr(calendars, "who_may", who_may)
    monkeypatch.setattr(feed_text, "who_may", who_may)

    assert found_in(world) >= {"calendar of the business support"}


def _party_case(party):
    case = party.case
    return calendars.PartyCase(case.pk, case.reference, case.team_id, case.is_restricted)
