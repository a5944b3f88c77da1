"""That reminders are searched: something goes out, and what is planted in it is found."""

from dataclasses import replace

import pytest

from cases.reminders import by_hand, checking
from cases.reminders.texts import compose
from conferences.models import Participant
from tests.leaks.harness import ARTEFACTS, leaks_in
from tests.leaks.reminders import reminders_of, wrong_addresses
from tests.leaks.twists import TWISTS
from tests.leaks.world import World

pytestmark = pytest.mark.django_db
OURS = ("reminders", "where reminders went", "titles of tasks to ring", "tasks to ring", "notices")


def found_in(world: World, key: str = "mother") -> set[str]:
    return {leak.artefact for leak in leaks_in(world, key)}


def test_reminders_do_go_out_and_each_is_looked_at(world):
    TWISTS["says_no"](world)
    made = reminders_of(world)

    assert len(made.sent) > 15
    assert made.tasks
    assert made.notices
    for name in OURS:
        assert ARTEFACTS[name].render(world, world["father"]), name
    assert ARTEFACTS["reminders"].render(world, world["mother"]) is None
    assert found_in(world) == set()


def test_a_name_in_a_reminder_is_found(world, monkeypatch):
    def leaky(*args, **fields):
        written = compose(*args, **fields)
        return replace(written, body=f"{written.body} Zephyrine will be there.")

    monkeypatch.setattr(checking, "compose", leaky)

    assert "reminders" in found_in(world)


def test_anothers_hour_in_a_reminder_is_found(world, monkeypatch):
    TWISTS["both_come_apart"](world)
    assert found_in(world) == set()
    world.reminded = None

    def leaky(*args, **fields):
        written = compose(*args, **fields)
        return replace(written, body=f"{written.body} He comes at 4:23pm.")

    monkeypatch.setattr(checking, "compose", leaky)

    assert "reminders" in found_in(world)


def test_a_message_to_somebody_kept_away_is_found(world, monkeypatch):
    TWISTS["uncle_kept_away"](world)
    monkeypatch.setattr(Participant, "KEPT_AWAY", ())
    monkeypatch.setattr(Participant, "COMING", ("comes", "another_way"))
    reminders_of(world)
    monkeypatch.undo()

    text = ARTEFACTS["where reminders went"].render(world, world["mother"])
    assert any(one.value in text for one in wrong_addresses(world, "mother"))


def test_a_secret_number_in_a_task_is_found(world, monkeypatch):
    TWISTS["mother_in_refuge"](world)
    TWISTS["says_no"](world)
    monkeypatch.setattr(by_hand, "_why", lambda row: "ring her on 07700 913013")

    assert "tasks to ring" in found_in(world)
