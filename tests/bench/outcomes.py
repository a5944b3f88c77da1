"""`make bench PART=outcomes SIZE=300000`: the page of outcomes beside its limit, and its growth.

make bench PART=outcomes SIZE=30000 ARGS="--json outcomes.json"
"""

import argparse
import json
import os
import platform
from dataclasses import asdict, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median
from time import monotonic
from types import SimpleNamespace

import django

from restorative.embedded.places import Place, only_one
from restorative.embedded.steps import say, step
from restorative.embedded.supervisor import Supervisor
from tests.bench.rounds import ratio_of, run_rounds
from tests.drill.stage import Stage

SMALL = 1_000
GOAL, GROWTH = 3, 1.3
# Since it was last opened: an answer was recorded; or nothing was drawn yet.
CHANGED, ANEW = ", changed", ", first"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="make bench PART=outcomes")
    parser.add_argument("--size", type=int, default=30_000, help="how many cases (30000)")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args(arguments)
    place = Place("drill")
    with only_one("drill"), Supervisor(place.logs) as supervisor:
        stage = Stage(supervisor, place)
        os.environ |= stage.environment | {
            "DJANGO_SETTINGS_MODULE": "restorative.settings",
            "DATABASE_AS_OWNER": "1",
        }
        django.setup()
        found = _measure(given.size)
    _tell(found)
    if given.json:
        given.json.write_text(json.dumps(found, indent=1) + "\n")
    return 0


def _measure(size: int) -> dict:
    """Sizes cannot stand in one database at once: each has rounds of its own, small ones first."""
    from django.conf import settings

    # As in life: with DEBUG every query would be kept.
    settings.DEBUG, settings.ROOT_URLCONF = False, "tests.bench.limits"
    sizes = [_measure_size(cases) for cases in dict.fromkeys((SMALL, size))]
    took = [one.pop("seconds") for one in sizes]
    pages = [name for name in took[-1] if not name.startswith("limit")]
    return {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "sizes": sizes,
        "pages": [
            {
                "name": name,
                "milliseconds": round(median(took[-1][name]) * 1000, 1),
                "limit_milliseconds": round(median(took[-1][_limit_of(name)]) * 1000, 1),
                "times_limit": asdict(ratio_of(took[-1][name], took[-1][_limit_of(name)])),
                "growth": asdict(ratio_of(took[-1][name], took[0][name])),
                "limit_growth": asdict(
                    ratio_of(took[-1][_limit_of(name)], took[0][_limit_of(name)])
                ),
            }
            for name in pages
        ],
    }


def _limit_of(name: str) -> str:
    return f"limit, {name.removesuffix(CHANGED).removesuffix(ANEW)}"


def _measure_size(cases: int) -> dict:
    from conferences.models import FigureCell
    from conferences.summaries.making import make_months
    from tests.bench.many_cases import make_many

    with step(f"{cases:,} cases"):
        manager = make_many(cases)
    started = monotonic()
    with step("their months"):
        while make_months():
            pass
    made = monotonic() - started
    load = os.getloadavg()[0]
    with step("rounds"):
        took = run_rounds(_things(manager), before=_before(manager))
    return {
        "cases": cases,
        "cells": FigureCell.objects.count(),
        "cells_megabytes": _megabytes(FigureCell),
        "seconds_to_make_months": round(made, 1),
        "most_memory_megabytes": getrusage(RUSAGE_SELF).ru_maxrss // 1024,
        "load_before_and_after": [round(one, 1) for one in (load, os.getloadavg()[0])],
        "seconds": took,
    }


def _megabytes(model) -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_total_relation_size(%s)", [model._meta.db_table])
        return cursor.fetchone()[0] // 2**20


def _things(manager) -> dict:
    """The page without a filter and with all, as the manager of a team; each by its limit.

    And as it is when somebody has recorded an answer since, and when nothing was ever drawn.
    """
    from django.conf import settings
    from django.test import Client
    from django.test.utils import override_settings
    from django.urls import reverse
    from django.utils import timezone

    from accounts.models import User
    from conferences.dashboards.change_over_time import reach
    from conferences.dashboards.filtering import chosen_from
    from conferences.summaries.reading import months_of
    from restorative.months import add_months
    from tests.bench.limits import ADDRESS, Limit, lasting, limits

    host = {"host": "localhost"}
    client, bare = Client(headers=host), Client(headers=host)
    client.force_login(manager)
    bare.cookies = client.cookies
    with override_settings(MIDDLEWARE=[]):
        bare.handler.load_middleware()
    team = manager.current_memberships[0].team
    one = User.objects.filter(memberships__team=team, memberships__role="coordinator").first()
    this = timezone.localdate().replace(day=1)
    asked = {
        "from": f"{add_months(this, -24):%Y-%m}",
        "to": f"{this - timedelta(days=1):%Y-%m}",
        "team": str(team.public_id),
        "pathway": "family_group_conference",
        "coordinator": str(one.public_id),
    }
    request = SimpleNamespace(COOKIES={name: one.value for name, one in client.cookies.items()})
    things = {}
    for number, (name, filters) in enumerate((("no filter", {}), ("all filters", asked))):
        chosen = chosen_from(filters, manager)
        address = reverse("conferences:outcomes") + (f"?{chosen.query}" if filters else "")
        page = partial(_open, client, address)
        page()
        before = page()
        selection = chosen.selection
        reached = reach(chosen)
        assert reached is not None
        wide = replace(selection, start=reached[0])
        limits[str(number)] = Limit(
            before,
            request,
            months=[first for first, _ in months_of(wide)],
            period=(chosen.start, chosen.end),
            pathway=selection.pathway or "*",
            coordinator=selection.coordinator or 0,
            chosen=(filters.get("team", ""), filters.get("coordinator", "")),
        )
        limit = partial(_open, bare, f"{ADDRESS}{number}/")
        if lasting(limit()) != lasting(page()):
            raise RuntimeError(f"{name}: the limit does not say the same as the page")
        say(f"  {name}: {len(before):,} bytes, {len(limits[str(number)].holes)} places filled")
        things |= {f"{name}{after}": page for after in ("", CHANGED, ANEW)}
        things[f"limit, {name}"] = limit
    assert settings.MIDDLEWARE
    return things


def _before(manager) -> dict:
    """What happens before a page is opened: a plan was agreed; or the server has just started."""
    from django.utils import timezone

    from conferences.dashboards.drawn import forget
    from restorative.months import add_months

    month = add_months(timezone.localdate().replace(day=1), -2)
    change = partial(_agree_a_plan, manager.current_memberships[0].team_id, month)
    kinds = ("no filter", "all filters")
    return {f"{name}{CHANGED}": change for name in kinds} | {
        f"{name}{ANEW}": forget for name in kinds
    }


def _agree_a_plan(team: int, month) -> None:
    """One more meeting with an agreed plan in each cell of a team and month: a headline,
    a section and a chart have changed."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE conferences_figurecell SET counts = counts || jsonb_build_object(
                'plan_agreed', jsonb_build_object(
                    'numerator', coalesce((counts->'plan_agreed'->>'numerator')::int, 0) + 1,
                    'denominator', coalesce((counts->'plan_agreed'->>'denominator')::int, 0) + 1,
                    'unknown', coalesce((counts->'plan_agreed'->>'unknown')::int, 0)))
            WHERE team = %s AND month = %s AND dimension = ''
            """,
            [team, month],
        )


def _open(client, address: str) -> bytes:
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}: {answer.headers}")
    return answer.content


def _tell(found: dict) -> None:
    say(f"\n{found['machine']}\n")
    for one in found["sizes"]:
        before, after = one["load_before_and_after"]
        say(
            f"{one['cases']:,} cases: {one['cells']:,} cells, {one['cells_megabytes']} MB, made in "
            f"{one['seconds_to_make_months']} s with {one['most_memory_megabytes']} MB;"
            f" load {before} to {after} (1 is the bench's own)"
        )
    for page in found["pages"]:
        for goal, key in ((GOAL, "times_limit"), (GROWTH, "growth")):
            ratio = page[key]
            words = "times its limit" if key == "times_limit" else f"growth from {SMALL:,}"
            spread = f"{ratio['middle']:.2f} ({ratio['low']:.2f} to {ratio['high']:.2f})"
            met = "met" if ratio["middle"] <= goal else "not met"
            say(f"{page['name']:<22}{words:<20}{spread:<24} goal {goal}: {met}")
        say(
            f"{'':<22}{page['milliseconds']} ms, limit {page['limit_milliseconds']} ms,"
            f" which grew by {page['limit_growth']['middle']:.2f}"
        )
