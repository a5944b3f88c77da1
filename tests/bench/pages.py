"""`make bench OPS=list,search,summary,timeline SIZES=1k,30k,300k ROUNDS=7`: pages beside limits.

Over HTTP, from the server of the image, signed in as whoever uses the page.
"""

import argparse
import html
import http.client
import json
import os
import platform
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import quote, urlencode

from restorative.embedded.places import CHECKOUT, Place, only_one
from restorative.embedded.steps import say, step
from restorative.embedded.supervisor import Supervisor
from tests.bench.council.stage import Server, Stage
from tests.bench.ops.comparing import lasting
from tests.bench.ops.table import tell
from tests.bench.ops.written import write_page
from tests.bench.rounds import ratio_of, run_rounds

OPS = ("list", "search", "summary", "timeline")
COOKIE = "__Host-sessionid"
COORDINATOR, MANAGER = "lee.marsh", "helen.osei"


@dataclass(frozen=True)
class Asked:
    """One thing to measure on one database, and what it stands beside."""

    name: str
    op: str
    goal: float
    growth: float
    who: str
    page: str
    limit: dict[str, str]
    textbook: str = ""


class Browser:
    """One connection that stays, as a browser's or a proxy's does."""

    def __init__(self, server: Server, session: str) -> None:
        self.server, self.session = server, session
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=300)

    def get(self, address: str, *, explain: bool = False) -> bytes:
        headers = {
            "Host": "localhost",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": "127.0.0.1",
            "Cookie": f"{COOKIE}={self.session}",
        }
        if explain:
            headers["X-Bench-Explain"] = "1"
        self.connection.request("GET", address, headers=headers)
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            where = answer.headers.get("Location", "")
            raise RuntimeError(f"{address} answered {answer.status} {where}")
        return body

    def search(self, text: str) -> str:
        """Type what is looked for, and return the address of its results."""
        form, cookies = self._ask("GET", f"{COOKIE}={self.session}")
        found = re.search(r"__Host-csrftoken=([^;]*)", cookies)
        token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]*)"', form)
        assert found
        assert token
        typed = {"csrfmiddlewaretoken": token[1].decode(), "text": text}
        _, address = self._ask("POST", f"{COOKIE}={self.session}; {found[0]}", urlencode(typed))
        return address

    def _ask(self, method: str, cookie: str, body: str | None = None) -> tuple[bytes, str]:
        headers = {
            "Host": "localhost",
            "X-Forwarded-Proto": "https",
            "Referer": "https://localhost/find/",
            "Cookie": cookie,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self.connection.request(method, "/find/", body=body, headers=headers)
        answer = self.connection.getresponse()
        said = answer.read()
        if answer.status != (302 if body else 200):
            raise RuntimeError(f"search answered {answer.status}")
        return said, answer.headers["Location" if body else "Set-Cookie"]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--ops", default=",".join(OPS))
    parser.add_argument("--sizes", default="1k,30k")
    parser.add_argument("--rounds", type=int, default=7)
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
        found = _measure(servers, ops, given.rounds)
    given.json.write_text(json.dumps(found, indent=1) + "\n")
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


def _measure(servers: list[Server], ops: list[str], rounds: int) -> dict[str, Any]:
    things: dict[str, Callable[[], object]] = {}
    told: dict[str, dict[str, Any]] = {}
    asked_of: dict[int, list[Asked]] = {}
    load = os.getloadavg()[0]
    for server in servers:
        browsers = {who: Browser(server, key) for who, key in server.cast["sessions"].items()}
        asked_of[server.cases] = _asked(server, browsers, ops)
        with step(f"Looking at the pages of {server.cases:,} cases"):
            for asked in asked_of[server.cases]:
                key = f"{asked.name} {server.cases}"
                page = partial(browsers[asked.who].get, asked.page)
                address = f"/bench-limit/{asked.op}?{urlencode(asked.limit)}"
                limit = partial(browsers[asked.who].get, address)
                told[key] = _look(browsers[asked.who], asked, page, limit)
                things |= {f"page {key}": page, f"limit {key}": limit}
                if asked.textbook:
                    textbook = partial(browsers[asked.who].get, asked.textbook)
                    things[f"textbook {key}"] = textbook
    with step(f"{rounds} rounds"):
        took = run_rounds(things, rounds=rounds, calls=2)
    first, last = servers[0].cases, servers[-1].cases
    rows = []
    for asked in asked_of[last]:
        row: dict[str, Any] = {
            "name": asked.name, "goal": asked.goal, "goal_growth": asked.growth, "sizes": {},
        }  # fmt: skip
        for server in servers:
            key = f"{asked.name} {server.cases}"
            page = took[f"page {key}"]
            one = {
                "milliseconds": round(median(page) * 1000, 1),
                "limit_milliseconds": round(median(took[f"limit {key}"]) * 1000, 2),
                "times_limit": asdict(ratio_of(page, took[f"limit {key}"])),
                **told[key],
            }
            if asked.textbook:
                one["textbook_times_limit"] = asdict(
                    ratio_of(took[f"textbook {key}"], took[f"limit {key}"])
                )
            row["sizes"][server.cases] = one
        row["growth"] = asdict(
            ratio_of(took[f"page {asked.name} {last}"], took[f"page {asked.name} {first}"])
        )
        rows.append(row)
    return {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "load": [round(load, 1), round(os.getloadavg()[0], 1)],
        "rounds": rounds,
        "databases": [
            {name: server.cast[name] for name in ("cases", "people", "megabytes", "seconds")}
            | {"size": server.cases, "web_pss_megabytes": _pss(server.program.process.pid)}
            for server in servers
        ],
        "found": _recall(servers[-1]) if "search" in ops else {},
        "rows": rows,
    }


def _asked(server: Server, browsers: dict[str, Browser], ops: list[str]) -> list[Asked]:
    cast = server.cast
    lee = {"user": str(cast["users"]["coordinator"]), "team": "3"}
    helen = {"user": str(cast["users"]["manager"]), "team": "3"}
    found = []
    if "list" in ops:
        filtered = f"/cases/?team={cast['team']}&stage=closed"
        last = f"/cases/?after={cast['last']}"
        textbook = "/bench-textbook/cases/"
        for name, who, page, more, beside in (
            ("list, first page, coordinator", COORDINATOR, "/cases/", {}, textbook),
            ("list, first page, manager", MANAGER, "/cases/", {}, ""),
            ("list, last page", COORDINATOR, last, {"after": cast["last"]}, f"{textbook}?page=last"),
            ("list, team and stage", COORDINATOR, filtered, {"stage": "closed"},
             f"{textbook}?stage=closed&team=3"),
        ):  # fmt: skip
            user = lee if who == COORDINATOR else helen
            found.append(
                Asked(name, "list", 3, 1.3, who, page, {**user, **more, "page": page}, beside)
            )
    if "search" in ops:
        for name, key, goal in (
            ("search, slip in the surname", "surname", 3.0),
            ("search, slip in each word", "each", 5.0),
        ):
            text = cast["typed"][0][key]
            page = browsers[COORDINATOR].search(text)
            textbook = f"/bench-textbook/people/?text={quote(text)}"
            limit = {**lee, "text": text, "page": page}
            found.append(Asked(name, "search", goal, 1.5, COORDINATOR, page, limit, textbook))
    for op, page, case, goal in (
        ("summary", f"/cases/{cast['usual']}/", cast["usual"], 4.0),
        ("timeline", f"/cases/{cast['long']}/timeline/", cast["long"], 3.0),
    ):
        if op in ops:
            limit = {**lee, "case": case, "page": page}
            beside = f"/bench-textbook/cases/{case}/"
            name = "case summary" if op == "summary" else "timeline, newest 60 of 5,000"
            found.append(Asked(name, op, goal, 1.1, COORDINATOR, page, limit, beside))
    return found


def _look(
    browser: Browser, asked: Asked, page: Callable[[], bytes], limit: Callable[[], bytes]
) -> dict[str, Any]:
    """Compare the two answers, and ask the page for its queries."""
    whole = page()
    if _plain(limit()) != _plain(page()):
        Path("/tmp/bench_limit.html").write_bytes(_plain(limit()))
        Path("/tmp/bench_page.html").write_bytes(_plain(page()))
        raise RuntimeError(f"{asked.name}: the limit does not say the same as the page")
    explained = json.loads(browser.get(asked.page, explain=True))
    queries = explained["queries"]
    return {
        "bytes": len(whole),
        "query_count": len(queries),
        "rows_read": sum(one.get("rows", 0) for one in queries),
        "buffers": sum(one.get("buffers", 0) for one in queries),
        "execution": round(sum(one.get("milliseconds", 0) for one in queries), 1),
        "planning": round(sum(one.get("planning", 0) for one in queries), 1),
        "scanned_whole": sorted({name for one in queries for name in one.get("scanned", ())}),
        "queries": queries,
    }


def _plain(page: bytes) -> bytes:
    return lasting(page)


def _recall(server: Server) -> dict[str, Any]:
    """How many of a sample are among the first twenty, with a slip."""
    browser = Browser(server, server.cast["sessions"][COORDINATOR])
    typed = server.cast["typed"]
    found = {}
    for key in ("surname", "each"):
        hits = 0
        for one in typed:
            page = html.unescape(browser.get(browser.search(one[key])).decode())
            hits += one["person"] in page
        found[key] = round(hits / len(typed), 3)
    return {"sample": len(typed), **found}


def _pss(master: int) -> int:
    """Megabytes of the worker below a gunicorn, its share of what is shared."""
    children = Path(f"/proc/{master}/task/{master}/children")
    found = 0
    for child in children.read_text().split():
        lines = Path(f"/proc/{child}/smaps_rollup").read_text().splitlines()
        found += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return found // 1024
