"""What the server itself takes: to start, of memory, and with many at once."""

import json
import re
import urllib.error
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from random import Random
from statistics import median
from threading import Thread
from time import monotonic, perf_counter, sleep
from typing import Any

from restorative.embedded.steps import step
from tests.bench.council.stage import Server, Stage
from tests.bench.ops.asked import COORDINATOR, VALUE
from tests.bench.ops.browser import Browser
from tests.bench.ops.machine import pss
from tests.bench.rounds import ratio_of

MOST_PSS, FLAT = 100, 1.1
CASE = re.compile(rb'href="(/cases/[0-9a-f-]{36}/)"')


def row(name: str, value: str, goal: str, met: bool | None, **more: Any) -> dict[str, Any]:
    """One line of what is no page: what was found, what was to be reached, whether it was."""
    return {"name": name, "value": value, "goal": goal, "met": met, **more}


def start_up(stage: Stage, server: Server, rounds: int) -> list[dict[str, Any]]:
    """From the start of the program to the first list, beside a bare Django, in turn."""
    key = server.cast["sessions"][COORDINATOR]
    environment = stage.database(server.cases) | {"WEB_CONCURRENCY": "1"}
    bare = {name: value for name, value in environment.items() if name != "DJANGO_SETTINGS_MODULE"}
    ours: list[float] = []
    theirs: list[float] = []
    with step(f"{rounds + 1} starts of each"):
        for number in range(rounds + 1):
            for took, given, said in (
                (
                    ours,
                    ["--config", "python:restorative.gunicorn", "restorative.wsgi"],
                    environment,
                ),
                (
                    theirs,
                    ["--worker-class", "gthread", "--threads", "4", "tests.bench.ops.bare"],
                    bare,
                ),
            ):
                started = perf_counter()
                port, program = stage.start(given, said)
                _until_it_answers(port, key)
                if number:
                    took.append(perf_counter() - started)
                stage.stop(program)
    ratio = ratio_of(ours, theirs)
    value = f"{ratio.middle:.2f} ({ratio.low:.2f}-{ratio.high:.2f}) x a bare Django's"
    return [
        row(
            "start to the first list page", f"{value}; {median(ours):.1f} s", "<= 3", ratio.middle <= 3,
            ratio=asdict(ratio), seconds=ours, bare_seconds=theirs,
        )
    ]  # fmt: skip


def _until_it_answers(port: int, key: str) -> None:
    until = monotonic() + 60
    while monotonic() < until:
        try:
            Browser(port, key).get("/cases/")
        except (OSError, urllib.error.URLError):
            sleep(0.02)
        else:
            return
    raise RuntimeError("the server did not come up")


class Visitor:
    """Somebody who goes from page to page, looks somebody up and now and then writes a note."""

    def __init__(self, server: Server, key: str, number: int) -> None:
        self.browser, self.rng = Browser(server.port, key), Random(number)
        self.typed = [one["surname"] for one in server.cast["typed"]]
        found = CASE.findall(self.browser.get("/cases/"))
        self.cases = list(dict.fromkeys(one.decode() for one in found))[:20] or ["/cases/"]
        self.browser.search(self.typed[0])
        self.pages: list[tuple[int, Callable[[], Any]]] = [
            (4, lambda: self.browser.get("/cases/")),
            (5, lambda: self.browser.get(self._case())),
            (3, lambda: self.browser.get(f"{self._case()}timeline/")),
            (2, lambda: self.browser.get("/")),
            (2, lambda: self.browser.get("/calendar/")),
            (2, lambda: self.browser.get(self.browser.search(self.rng.choice(self.typed)))),
            (2, self._write),
        ]

    def step(self) -> None:
        weights = [weight for weight, _ in self.pages]
        self.rng.choices([doing for _, doing in self.pages], weights)[0]()

    def _case(self) -> str:
        return self.rng.choice(self.cases)

    def _write(self) -> None:
        """Open the form of a note and send it; where notes are closed, the form says so."""
        address = f"{self._case()}notes/add/"
        answer = self.browser.ask("GET", address, also=(403,))
        children = re.findall(VALUE.format("children"), answer.body.decode())
        if answer.status == 403 or not children:
            return
        day = date.today()  # noqa: DTZ011
        data = {
            "happened_on_day": day.day, "happened_on_month": day.month, "happened_on_year": day.year,
            "children": children[-1:], "text": "Rang. All is well.", "audience": "case",
        }  # fmt: skip
        self.browser.post(address, data, also=(200,))


def memory(stage: Stage, server: Server, requests: int) -> list[dict[str, Any]]:
    """A worker of its own after so many mixed requests, four at a time."""
    fresh = stage.serve(server.cases, server.cast)
    readings: dict[int, int] = {}
    with step(f"{requests:,} mixed requests"):
        visitors = [Visitor(fresh, server.cast["crowd"][n], n) for n in range(4)]
        done = 0
        for share in (0.1, 0.5, 1.0):
            each = round(requests * share - done) // 4
            together([_steps(one, each) for one in visitors])
            done = round(requests * share)
            readings[done] = pss(fresh.program.process.pid)
    stage.stop(fresh.program)
    first, half, last = readings.values()
    flat = last <= half * FLAT
    words = ", ".join(f"{megabytes} MB after {n:,}" for n, megabytes in readings.items())
    goal = f"<= {MOST_PSS} MB PSS, flat"
    return [
        row(
            f"web worker after {requests:,} mixed requests", words, goal, last <= MOST_PSS and flat,
            megabytes=readings, first=first,
        )
    ]  # fmt: skip


def _steps(visitor: Visitor, number: int) -> Callable[[], None]:
    def go() -> None:
        for _ in range(number):
            visitor.step()

    return go


def together(doings: list[Callable[[], None]]) -> None:
    failed: list[BaseException] = []

    def kept(doing: Callable[[], None]) -> None:
        try:
            doing()
        except BaseException as error:
            failed.append(error)

    threads = [Thread(target=kept, args=(one,)) for one in doings]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]


def export(stage: Stage, server: Server) -> list[dict[str, Any]]:
    """A list of every family as CSV beside COPY: by the job that makes it, then the way to it."""
    with step("A list of every family as CSV"):
        said = stage.run(
            "tests.bench.council.filing", "3", environment=stage.database(server.cases)
        )
        found = json.loads(said.strip().splitlines()[-1])
        browser = Browser(server.port, found["session"])
        first = [browser.first_byte(f"/files/{found['file']}/download/") for _ in range(3)]
    share = ratio_of(found["copy_seconds"], found["seconds"])
    rows, seconds = found["rows"], median(found["seconds"])
    name = f"CSV of {rows:,} families"
    return [
        row(
            name, f"{share.middle:.3f} ({share.low:.3f}-{share.high:.3f}) of COPY's speed; "
            f"{rows / seconds:,.0f} rows a second", ">= 0.5", share.middle >= 0.5, **found,
        ),
        row("its memory", f"{found['megabytes_more']} MB more", "<= 10 MB", found["megabytes_more"] <= 10),
        row(
            "its first byte", f"{median(first):.2f} s once it is made, which takes {seconds:.1f} s",
            "<= 0.5 s", median(first) <= 0.5, first_bytes=first,
        ),
    ]  # fmt: skip
