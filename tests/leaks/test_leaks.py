"""Sixty and more people, each with what they get: nothing in it is anybody else's."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from conferences.invitations import composing
from tests.leaks.harness import (
    ARTEFACTS,
    Artefact,
    Leak,
    expected,
    leaks_in,
    make_invitation,
    missing_in,
    refusal_of,
)
from tests.leaks.twists import TWISTS
from tests.leaks.world import Secret

pytestmark = pytest.mark.django_db

SCENARIOS = tomllib.loads(Path(__file__).with_name("scenarios.toml").read_text())["scenario"]


# By what happened in a family, the first scenario of it: calendars and pages that are nobody's
# in particular are searched there, once for each family.
FIRST = {tuple(one.get("twists", ())): one["name"] for one in reversed(SCENARIOS)}


def twisted(world, scenario):
    for name in scenario.get("twists", ()):
        world.refresh()
        TWISTS[name](world)
    return world


def extra_secrets(world, scenario):
    """What would be allowed by this way, and is not in this family."""
    lacking = scenario.get("lacks", ())
    world.secrets = [
        replace(secret, key="not here") if secret.key in lacking else secret
        for secret in world.secrets
    ]


def test_there_are_at_least_sixty_and_no_two_alike():
    assert len(SCENARIOS) >= 60
    assert len({scenario["name"] for scenario in SCENARIOS}) == len(SCENARIOS)
    assert {name for scenario in SCENARIOS for name in scenario.get("twists", ())} <= set(TWISTS)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["name"])
def test_nobody_gets_what_is_anothers(world, scenario, django_capture_on_commit_callbacks):
    twisted(world, scenario)
    extra_secrets(world, scenario)
    key, by = scenario["to"], scenario["by"]

    if "refused" in scenario:
        why = refusal_of(world, key, by, django_capture_on_commit_callbacks)
        assert scenario["refused"] in why
        assert world.invitation is None
    else:
        make_invitation(world, key, by, django_capture_on_commit_callbacks)
        wanted = expected(world, key, scenario.get("says", []))
        assert missing_in(world, key, wanted) == []
        assert world.invitation.purpose == scenario.get("purpose", "invitation")
        assert world.invitation.state in ("sent", "told")
    is_first = FIRST[tuple(scenario.get("twists", ()))] == scenario["name"]
    assert leaks_in(world, key, with_family=is_first) == []


# That the net holds: what is planted is found.


def caught(world, text, key="father", by="letter", callbacks=None, **fields):
    """What the harness says of one artefact more, which says this."""
    make_invitation(world, key, by, callbacks)
    planted = Artefact("planted", lambda world, recipient: text, outward=True, **fields)
    ARTEFACTS["planted"] = planted
    try:
        return leaks_in(world, key)
    finally:
        del ARTEFACTS["planted"]


@pytest.mark.parametrize(
    "text",
    [
        "Come to 13 Thistlewoode Rise, Secretton",
        "come with ZEPHYRINE",
        "ring 0770 091 3013",
        r"LOCATION:13 Thistlewoode Rise\, Secretton\, SX13 1AA",
        "Bruise-wickery",
        "about ZQX-2026-77431",
        "from the Kingfisherdale team",
    ],
)
def test_a_leak_that_is_planted_is_found(world, text, django_capture_on_commit_callbacks):
    found = caught(world, text, callbacks=django_capture_on_commit_callbacks)

    assert {leak.artefact for leak in found} == {"planted"}


def test_his_own_name_and_address_are_no_leak(world, django_capture_on_commit_callbacks):
    text = "Demetriosz Ravenscroftus, 14 Ravenscroftus Rise, Secretton, SX14 1AA, Juniperbank Hall"

    assert caught(world, text, callbacks=django_capture_on_commit_callbacks) == []


def test_another_arrival_time_is_a_leak_and_his_own_is_not(
    world, django_capture_on_commit_callbacks
):
    TWISTS["both_come_apart"](world)

    found = caught(world, "4:23pm, she at 4:07pm", callbacks=django_capture_on_commit_callbacks)

    assert found == [Leak("planted", Secret("arrival time", "4:07pm", "mother"))]


def test_words_that_name_the_child_fail_every_way(
    world, monkeypatch, django_capture_on_commit_callbacks
):
    true_words = composing.text_of
    monkeypatch.setattr(
        composing, "text_of", lambda said, channel: f"{true_words(said, channel)} Zephyrine"
    )
    make_invitation(world, "mother", "letter", django_capture_on_commit_callbacks)

    found = {leak.artefact for leak in leaks_in(world, "mother")}

    assert found == {
        "message",
        "every other way, too",
        "letter, as HTML",
        "letter, as PDF",
    }


def test_a_message_that_says_nothing_fails_too(
    world, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(composing, "text_of", lambda said, channel: "")
    make_invitation(world, "mother", "text", django_capture_on_commit_callbacks)

    assert len(missing_in(world, "mother", expected(world, "mother", []))) == 4
