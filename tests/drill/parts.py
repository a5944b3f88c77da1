"""The parts of the drill: each plans reminders, breaks something again and again, and counts."""

import random
import signal
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic, sleep

from tests.drill import rows
from tests.drill.stage import LEASE, Stage


@dataclass(frozen=True)
class Line:
    name: str
    reminders: int
    events: int
    count: rows.Count
    seconds: float


def killing(stage: Stage, case, *, reminders: int, events: int) -> Line:
    """Kill the whole worker, children and all, in the middle of its work."""

    def strike(keys: list) -> None:
        before = stage.taken()
        worker = stage.start_worker()
        stage.wait_for_more(before)
        sleep(random.uniform(0, 0.5))
        stage.kill(worker)

    return _part(stage, case, "worker: kill -9", reminders, events, strike, workers=0)


def without_celery(stage: Stage, case, *, reminders: int, events: int) -> Line:
    """The same with `dispatch_reminders --loop`, which needs neither Celery nor Redis."""

    def strike(keys: list) -> None:
        before = stage.taken()
        loop = stage.start("loop", "-m", "tests.drill.worker")
        stage.wait_for_more(before)
        sleep(random.uniform(0, 0.5))
        stage.kill(loop)

    return _part(stage, case, "loop without Celery: kill -9", reminders, events, strike, workers=0)


def restarting_redis(stage: Stage, case, *, reminders: int, events: int) -> Line:
    def strike(keys: list) -> None:
        sleep(random.uniform(0.2, 1))
        stage.stop_valkey()
        sleep(random.uniform(0, 1))
        stage.start_valkey()

    return _part(stage, case, "Redis: kill -9", reminders, events, strike)


def restarting_postgres(stage: Stage, case, *, reminders: int, events: int) -> Line:
    def strike(keys: list) -> None:
        sleep(random.uniform(0.5, 1.5))
        stage.restart_postgres()

    return _part(stage, case, "PostgreSQL: immediate", reminders, events, strike)


def stopping(stage: Stage, case, *, reminders: int, events: int) -> Line:
    """Stop a worker for longer than its lease while another goes on, and let it continue."""
    seconds = LEASE * 1.5
    stopped = stage.start_worker("stopped")

    def strike(keys: list) -> None:
        sleep(random.uniform(0.3, 1))
        stage.send_signal(stopped, signal.SIGSTOP)
        sleep(seconds)
        stage.send_signal(stopped, signal.SIGCONT)

    line = _part(stage, case, f"worker: stopped {seconds:.0f} s", reminders, events, strike)
    stage.kill(stopped)
    return line


def _part(
    stage: Stage,
    case,
    name: str,
    reminders: int,
    events: int,
    strike: Callable[[list], None],
    *,
    workers: int = 1,
) -> Line:
    """Plan a share of the reminders before each blow, then let a worker finish."""
    started, said = monotonic(), stage.said()
    running = [stage.start_worker() for _ in range(workers)]
    keys: list = []
    for number in range(events):
        share = reminders * (number + 1) // events - len(keys)
        keys += rows.patiently(lambda share=share: rows.add_rows(case, share))
        strike(keys)
    running = running or [stage.start_worker()]
    rows.wait_until_settled(keys, seconds=240)
    for worker in running:
        stage.kill(worker)
    after = stage.said()
    after["rescued"] -= said["rescued"]
    return Line(name, reminders, events, rows.count(keys, after), monotonic() - started)
