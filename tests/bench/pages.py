"""`make bench OPS=list,search SIZES=1k,30k,300k ROUNDS=7`: everything beside its limit.

Over HTTP, from the server of the image, signed in as whoever uses the page. Without OPS, all.
"""

import argparse
import html
import json
import os
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from restorative.embedded.places import CHECKOUT, Place, only_one
from restorative.embedded.steps import say, step
from restorative.embedded.supervisor import Supervisor
from tests.bench.council.stage import Server, Stage
from tests.bench.ops.asked import COORDINATOR, Asked, Asking
from tests.bench.ops.browser import Browser
from tests.bench.ops.comparing import lasting
from tests.bench.ops.loading import load
from tests.bench.ops.machine import machine, pss
from tests.bench.ops.parts import outcomes, reminders
from tests.bench.ops.serving import export, memory, row, start_up
from tests.bench.ops.table import tell
from tests.bench.ops.written import write_page
from tests.bench.rounds import ratio_of, run_rounds

# Pages first, and in rounds of their own: what is written changes what they show.
READING = ("list", "search", "summary", "timeline", "dates", "calendar", "audit")
WRITING = ("refer", "note", "book")
PAGES = (*READING, *WRITING)
SERVER = ("export", "start", "memory", "load")
PARTS = ("reminders", "outcomes")
OPS = (*PAGES, *SERVER, *PARTS)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--ops", default=",".join(OPS))
    parser.add_argument("--sizes", default="1k,30k")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--requests", type=int, default=10_000, help="for memory")
    parser.add_argument("--seconds", type=int, default=180, help="for load")
    parser.add_argument("--json", type=Path, default=CHECKOUT / ".run" / "bench-pages.json")
    parser.add_argument("--write", action="store_true", help="write docs/speed.md as well")
    given = parser.parse_args(arguments)
    ops = given.ops.split(",")
    if unknown := set(ops) - set(OPS):
        parser.error(f"there is no {', '.join(sorted(unknown))}: choose of {', '.join(OPS)}")
    sizes = sorted(int(one.replace("k", "000")) for one in given.sizes.split(","))
    place = Place("bench")
    with only_one("bench"), Supervisor(place.logs) as supervisor:
        stage = Stage(supervisor, place)
        casts = {size: stage.make(size) for size in sizes}
        servers = [stage.serve(size, casts[size]) for size in sizes]
        for server in servers:
            stage.sign_in(server)
        found = _measure(stage, servers, [op for op in PAGES if op in ops], given.rounds)
        found["others"] = [
            one for op in SERVER if op in ops for one in _of_server(stage, servers, op, given)
        ]
    for op, part in (("reminders", reminders), ("outcomes", partial(outcomes, sizes[-1]))):
        found["others"] += _kept(op, part) if op in ops else []
    given.json.write_text(json.dumps(found, indent=1, default=str) + "\n")
    tell(found)
    say(f"\nAll of it, with the plan of every query: {given.json}")
    if given.write:
        write_page(found, CHECKOUT / "docs")
    whole = {
        name
        for row in found["rows"]
        for one in row["sizes"].values()
        for name in one["scanned_whole"]
    }
    if whole:
        say(f"Failed: a page reads the whole of {', '.join(sorted(whole))}: its index is lost.")
    return 1 if whole else 0


def _of_server(
    stage: Stage, servers: list[Server], op: str, given: argparse.Namespace
) -> list[dict[str, Any]]:
    """What is measured at the largest size alone; of the list as CSV, at every one."""
    last = servers[-1]
    doings: dict[str, Callable[[], list[dict[str, Any]]]] = {
        "export": lambda: [one for server in servers for one in export(stage, server)],
        "start": lambda: start_up(stage, last, given.rounds),
        "memory": lambda: memory(stage, last, given.requests),
        "load": lambda: load(stage, last, given.seconds),
    }
    return _kept(op, doings[op])


def _kept(op: str, doing: Callable[[], list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """What one of them finds; where it fails, that it did: the others took their time too."""
    try:
        return doing()
    except Exception as error:
        say(f"{op} failed: {error}")
        return [row(op, f"failed: {str(error).strip().splitlines()[-1][:200]}", "", False)]


def _measure(stage: Stage, servers: list[Server], ops: list[str], rounds: int) -> dict[str, Any]:
    told: dict[str, dict[str, Any]] = {}
    took: dict[str, list[float]] = {}
    asked_of: dict[int, list[Asked]] = {server.cases: [] for server in servers}
    load = os.getloadavg()[0]
    for group in (READING, WRITING):
        things: dict[str, Callable[[], object]] = {}
        chosen = [op for op in group if op in ops]
        for server in servers if chosen else ():
            # Each look, plan and round sends one more, the page as the limit.
            number = 2 + 2 * (2 * (rounds + 1) + 3) if "refer" in chosen else 0
            asking = Asking(server, stage.drafts(server, number) if number else [])
            with step(f"Looking at {', '.join(chosen)} of {server.cases:,} cases"):
                for asked in (one for op in chosen for one in asking.of(op)):
                    asked_of[server.cases].append(asked)
                    key = f"{asked.name} {server.cases}"
                    told[key] = _look(asking.browsers[COORDINATOR], asked)
                    things |= {f"page {key}": asked.page, f"limit {key}": asked.limit}
                    things |= {f"{name} {key}": doing for name, doing in asked.beside.items()}
        if things:
            with step(f"{rounds} rounds"):
                took |= run_rounds(things, rounds=rounds, calls=2)
    first, last = servers[0].cases, servers[-1].cases
    rows = []
    for asked in asked_of[last]:
        line: dict[str, Any] = {
            "name": asked.name, "op": asked.op, "goal": asked.goal, "goal_growth": asked.growth,
            "sizes": {},
        }  # fmt: skip
        for server in servers:
            key = f"{asked.name} {server.cases}"
            page, limit = took[f"page {key}"], took[f"limit {key}"]
            one = {
                "milliseconds": round(median(page) * 1000, 1),
                "limit_milliseconds": round(median(limit) * 1000, 2),
                "times_limit": asdict(ratio_of(page, limit)),
                **told[key],
            }
            for name in asked.beside:
                one[f"{name}_times_limit"] = asdict(ratio_of(took[f"{name} {key}"], limit))
            line["sizes"][server.cases] = one
        if first != last:
            line["growth"] = asdict(
                ratio_of(took[f"page {asked.name} {last}"], took[f"page {asked.name} {first}"])
            )
        rows.append(line)
    return {
        "machine": machine(),
        "load": [round(load, 1), round(os.getloadavg()[0], 1)],
        "rounds": rounds,
        "databases": [
            {name: server.cast[name] for name in ("cases", "people", "megabytes", "seconds")}
            | {"size": server.cases, "web_pss_megabytes": pss(server.program.process.pid)}
            for server in servers
        ],
        "found": _recall(servers[-1]) if "search" in ops else {},
        "rows": rows,
    }


def _look(browser: Browser, asked: Asked) -> dict[str, Any]:
    """Compare what page and limit leave or say, and ask the page for its queries."""
    newest = partial(_newest, browser)
    if asked.learn:
        before = newest()
        asked.page()
        left = _made(browser, before)
        asked.learn(before)
        between = newest()
        asked.limit()
        if (made := _made(browser, between)) != left:
            raise RuntimeError(f"{asked.name}: the page leaves {left}, the limit {made}")
        size = 0
    else:
        whole = asked.page()
        size, left = len(whole), {}
        if lasting(asked.limit()) != lasting(asked.page()):
            for name, said in (("limit", asked.limit()), ("page", asked.page())):
                (CHECKOUT / ".run" / f"bench-{name}.html").write_bytes(lasting(said))
            raise RuntimeError(f"{asked.name}: the limit does not say the same as the page")
    said = asked.explain()
    queries = json.loads(getattr(said, "body", said))["queries"]
    return {
        "bytes": size,
        "rows_written": left,
        "query_count": len(queries),
        "rows_read": sum(one.get("rows", 0) for one in queries),
        "buffers": sum(one.get("buffers", 0) for one in queries),
        "execution": round(sum(one.get("milliseconds", 0) for one in queries), 1),
        "planning": round(sum(one.get("planning", 0) for one in queries), 1),
        "scanned_whole": sorted({name for one in queries for name in one.get("scanned", ())}),
        "queries": queries,
    }


def _newest(browser: Browser) -> dict[str, int]:
    found: dict[str, int] = json.loads(browser.get("/bench-newest"))
    return found


def _made(browser: Browser, before: dict[str, int]) -> dict[str, int]:
    """How many rows each table has got since."""
    said = browser.ask("POST", "/bench-made", body=json.dumps(before))
    made: dict[str, int] = json.loads(said.body)
    return made


def _recall(server: Server) -> dict[str, Any]:
    """How many of a sample are among the first twenty, with a slip."""
    browser = Browser(server.port, server.cast["sessions"][COORDINATOR])
    typed = server.cast["typed"]
    found = {}
    for key in ("surname", "each"):
        hits = 0
        for one in typed:
            page = html.unescape(browser.get(browser.search(one[key])).decode())
            hits += one["person"] in page
        found[key] = round(hits / len(typed), 3)
    return {"sample": len(typed), **found}
