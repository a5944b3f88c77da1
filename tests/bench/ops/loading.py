"""All at work at once: 32 people of several roles, messages that are sent, a list that is made."""

import json
import urllib.request
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from itertools import count
from statistics import mean, median, quantiles
from threading import Event, Lock, Thread
from time import monotonic, perf_counter, sleep
from typing import Any

from restorative.embedded.places import PYTHON
from restorative.embedded.steps import step
from restorative.embedded.supervisor import Program
from tests.bench.council.stage import Server, Stage
from tests.bench.ops.crowd import GRACE, LEE, Worker
from tests.bench.ops.machine import pss_of_each
from tests.bench.ops.serving import FLAT, row, together

# As in the drill: to its stand-in for GOV.UK Notify, which takes everything.
SENDING = {
    "DEBUG": "1",
    "DEMO": "0",
    "MESSAGES_VIA": "notify",
    "NOTIFY_API_KEY": (
        "drill-11111111-1111-4111-8111-111111111111-22222222-2222-4222-8222-222222222222"
    ),
    "NOTIFY_TEXT_TEMPLATE": "text",
    "NOTIFY_EMAIL_TEMPLATE": "email",
    "DJANGO_SETTINGS_MODULE": "restorative.settings",
    "PYTHONWARNINGS": "ignore",
}
MESSAGES_A_SECOND = 20
Times = dict[str, list[float]]


def load(stage: Stage, server: Server, seconds: int) -> list[dict[str, Any]]:
    """A crowd on mixed pages with writes beside a worker; then the same crowd on a textbook's list."""
    crowded = stage.serve(server.cases, server.cast, workers=2)
    master = crowded.program.process.pid
    [draft] = stage.drafts(server, 1)
    crowd = [
        Worker(crowded, one["role"], one["email"], one["key"], number, draft)
        for number, one in enumerate(server.cast["mixed"])
    ]
    # Those two book and refer, besides what all of their role do.
    first_of_each = {(one.role, one.email in (LEE, GRACE)): one for one in reversed(crowd)}
    with step("Each kind of user alone"):
        idle, *_ = _for(seconds / 4, [partial(_turns, list(first_of_each.values()), count())])
    with (
        step(f"{len(crowd)} users for {seconds} s"),
        _Beside(stage, server, seconds) as beside,
        _Watching(master, seconds) as watched,
    ):
        times, errors, took = _for(seconds, [one.step for one in crowd])
    with step("The same users on a textbook's list"):
        book = [partial(_textbook, one) for one in crowd]
        textbook, more, book_took = _for(seconds / 4, book)
    stage.stop(crowded.program)
    list_rate = len(textbook["textbook"]) / book_took
    rate = sum(map(len, times.values())) / took
    return _told(
        idle, times, errors + more, rate, list_rate, watched, beside, f"{len(crowd)} users", seconds
    )


def _turns(workers: list[Worker], numbers: Any) -> str:
    return workers[next(numbers) % len(workers)].step()


def _textbook(worker: Worker) -> str:
    worker.browser.get("/bench-textbook/cases/")
    return "textbook"


def _for(seconds: float, doings: list[Callable[[], str]]) -> tuple[Times, list[str], float]:
    """Do each over and over for so long, all at once: what each took, what failed, and all of it.

    What was begun is brought to its end.
    """
    times: Times = defaultdict(list)
    errors: list[str] = []
    lock, begun = Lock(), monotonic()
    until = begun + seconds

    def go(doing: Callable[[], str]) -> None:
        while monotonic() < until:
            started = perf_counter()
            try:
                name = doing()
            except Exception as error:
                with lock:
                    errors.append(str(error)[:200])
            else:
                with lock:
                    times[name].append(perf_counter() - started)

    together([partial(go, one) for one in doings])
    return times, errors, monotonic() - begun


class _Watching:
    """Reads the memory of each worker again and again, and keeps what it was."""

    def __init__(self, master: int, seconds: float) -> None:
        self.master, self.every = master, max(seconds / 30, 1)
        self.readings: list[dict[str, int]] = []
        self._over = Event()
        self._thread = Thread(target=self._watch)

    def __enter__(self) -> "_Watching":
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._over.set()
        self._thread.join()
        self.readings.append(pss_of_each(self.master))

    def _watch(self) -> None:
        while not self._over.wait(self.every):
            self.readings.append(pss_of_each(self.master))

    def flat(self) -> list[tuple[float, float, bool]]:
        """Of each worker: megabytes in the middle third and in the last, and whether they are alike.

        In the first it still meets pages for the first time.
        """
        found = []
        third = max(len(self.readings) // 3, 1)
        for worker in self.readings[-1]:
            held = [one[worker] for one in self.readings if worker in one]
            middle, last = mean(held[third : 2 * third] or held), mean(held[-third:])
            found.append((middle, last, last <= middle * FLAT))
        return found


class _Beside:
    """A worker and a beat that send messages, and a list of every family made over and over."""

    def __init__(self, stage: Stage, server: Server, seconds: float) -> None:
        self.stage, self.seconds = stage, seconds
        self.environment = stage.database(server.cases) | SENDING
        self.programs: list[Program] = []
        self.lists, self.found = 0, {"planned": 0, "open": 0, "twice": 0, "sent": 0}
        self._over = Event()
        self._thread = Thread(target=self._make_lists)

    def __enter__(self) -> "_Beside":
        provider = self._start("provider", "-m", "tests.drill.provider", "--faults", "0")
        until = monotonic() + 20
        while not provider.lines and monotonic() < until:
            sleep(0.05)
        self.address = f"http://127.0.0.1:{provider.lines[0]}"
        self.environment["NOTIFY_BASE_URL"] = self.address
        number = round(self.seconds * MESSAGES_A_SECOND)
        self.stage.run(
            "tests.bench.council.reminding", "plan", str(number), environment=self.environment
        )
        celery = ("-m", "celery", "--quiet", "-A", "tests.drill.worker")
        self._start("worker", *celery, "worker", "--concurrency", "2", "--loglevel", "ERROR")
        schedule = str(self.stage.place.logs / "beat")
        self._start("beat", *celery, "beat", "--schedule", schedule, "--pidfile=")
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._over.set()
        self._thread.join()
        until = monotonic() + 60
        while True:
            with urllib.request.urlopen(f"{self.address}/counts", timeout=20) as answer:
                counts = json.load(answer)["counts"]
            # Those that came more than once: all would be more than a command line takes.
            said = json.dumps({"counts": {key: n for key, n in counts.items() if n > 1}})
            told = self.stage.run(
                "tests.bench.council.reminding", "count", said, environment=self.environment
            )
            self.found = json.loads(told.strip().splitlines()[-1])
            if not self.found["open"] or monotonic() > until:
                break
            sleep(1)
        for program in reversed(self.programs):
            self.stage.stop(program)

    def _make_lists(self) -> None:
        while not self._over.is_set():
            self.stage.run("tests.bench.council.filing", "1", environment=self.environment)
            self.lists += 1

    def _start(self, name: str, *given: str) -> Program:
        command = [str(PYTHON), "-u", *given]
        program = self.stage.supervisor.start(name, command, environment=self.environment)
        self.programs.append(program)
        return program


def _told(
    idle: Times, times: Times, errors: list[str], rate: float, list_rate: float, watched: _Watching,
    beside: _Beside, users: str, seconds: int,
) -> list[dict[str, Any]]:  # fmt: skip
    every = [one for name in times for one in times[name]]
    p50, p99 = median(every), _p99(every)
    pages = {
        name: {
            "times": len(took),
            "p50": round(median(took) * 1000, 1),
            "p99": round(_p99(took) * 1000, 1),
            "p99_times_p50": round(_p99(took) / median(took), 1),
            "idle_p50": round(median(idle[name]) * 1000, 1) if name in idle else None,
            "times_idle": round(median(took) / median(idle[name]), 1) if name in idle else None,
        }
        for name, took in sorted(times.items())
    }
    flat = watched.flat()
    words = "; ".join(f"{middle:.0f} MB, then {last:.0f} MB" for middle, last, _ in flat)
    sent = beside.found
    return [
        row(
            f"{users} of five roles, mixed pages with writes, {seconds} s",
            f"{rate:.1f} a second, {rate / list_rate:.2f} x a textbook list's {list_rate:.1f}",
            ">= 5 x", rate >= 5 * list_rate, rate=rate, textbook_rate=list_rate, pages=pages,
        ),
        row(
            "their slowest pages", f"p50 {p50 * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms, {p99 / p50:.1f} x",
            "p99 <= 10 x p50", p99 <= 10 * p50, p50=p50, p99=p99,
        ),
        row("their errors", f"{len(errors)} of {len(every):,}", "0", not errors, errors=errors[:20]),
        row(
            "each web worker under them (PSS)", words, "flat", all(is_flat for *_, is_flat in flat),
            readings=watched.readings,
        ),
        row(
            "messages beside them", f"{sent['sent']:,} of {sent['planned']:,} sent, {sent['twice']} twice, "
            f"{sent['open']} still open; a list of every family made {beside.lists} times",
            "none twice", not sent["twice"] and beside.lists > 0, **sent,
        ),
    ]  # fmt: skip


def _p99(took: list[float]) -> float:
    return quantiles(took, n=100)[98] if len(took) > 1 else took[0]
