"""`make bench PART=reminders`: reminders a second beside Celery's own no-op rate, in one run.

make bench PART=reminders ARGS="--rows 20000 --json bench.json"
"""

import argparse
import json
import os
import platform
import subprocess
from pathlib import Path
from time import monotonic, sleep

import django

from restorative.embedded.places import PYTHON, Place, only_one
from restorative.embedded.steps import say, step
from restorative.embedded.supervisor import Supervisor
from tests.drill.stage import Stage

PROCESSES = 2
BATCH, SENDERS = 500, 100


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="make bench PART=reminders")
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--due", type=int, default=2_000, help="how many are due at once")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args(arguments)
    place = Place("drill")
    with only_one("drill"), Supervisor(place.logs) as supervisor:
        stage = Stage(supervisor, place)
        stage.environment |= {"REMINDER_LEASE_SECONDS": "90", "NOTIFY_TIMEOUT_SECONDS": "10"}
        del stage.environment["REMINDER_SENDERS"]
        os.environ |= stage.environment | {
            "DJANGO_SETTINGS_MODULE": "restorative.settings",
            "DATABASE_AS_OWNER": "1",
        }
        django.setup()
        found = _measure(stage, given.rows, given.due)
    _tell(found)
    if given.json:
        given.json.write_text(json.dumps(found, indent=1) + "\n")
    return 0


def _measure(stage: Stage, rows: int, due: int) -> dict:
    from tests.drill import rows as ledger

    ledger.start_anew()
    case = ledger.make_case()
    with step(f"{rows:,} tasks that do nothing"):
        nothing = _no_op_rate(stage, rows)
    with step(f"{rows:,} reminders claimed and settled"):
        settled = _settling_rate(stage, ledger, case, rows)
    with step(f"{due:,} reminders due at once, provider answers in 100 ms"):
        accepted = _due_at_once(stage, ledger, case, due)
    return {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "processes": PROCESSES,
        "no_op_per_second": round(nothing),
        "settled_per_second": round(settled),
        "ratio": round(settled / nothing, 2),
        "due_at_once": due,
        "seconds_until_accepted": round(accepted, 1),
    }


def _no_op_rate(stage: Stage, count: int) -> float:
    """Let a worker empty a queue that is full when it starts; count once it is warm."""
    from celery import current_app

    from tests.bench.nothing import nothing

    with (
        current_app.connection_for_write() as broker,
        current_app.amqp.Producer(broker) as producer,
    ):
        for _ in range(count):
            nothing.apply_async(producer=producer)
        queue = broker.default_channel.client
        celery = ("-m", "celery", "--quiet", "-A", "tests.bench.nothing", "worker")
        worker = stage.start(
            "no-op", *celery, "--concurrency", str(PROCESSES), "--loglevel", "ERROR"
        )
        while (left := queue.llen("celery")) > count * 0.95:
            sleep(0.002)
        started, first = monotonic(), left
        while queue.llen("celery"):
            sleep(0.002)
        took = monotonic() - started
    stage.kill(worker)
    return first / took


def _settling_rate(stage: Stage, ledger, case, count: int) -> float:
    """The same number of processes, each claiming in batches until nothing is due."""
    settlers = [
        subprocess.Popen(
            [str(PYTHON), "-m", "tests.bench.settler", str(BATCH), str(SENDERS)],
            env=stage.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(PROCESSES)
    ]
    try:
        for settler in settlers:
            settler.stdout.readline()
        keys = ledger.add_rows(case, count)
        started = monotonic()
        for settler in settlers:
            settler.stdin.write("go\n")
            settler.stdin.flush()
        done = sum(int(settler.stdout.readline()) for settler in settlers)
        took = monotonic() - started
    finally:
        for settler in settlers:
            settler.kill()
            settler.communicate()
    if done != count or ledger.count_open(keys):
        raise RuntimeError(f"{done} of {count} were settled")
    return count / took


def _due_at_once(stage: Stage, ledger, case, count: int) -> float:
    """Through worker and beat, as in life."""
    stage.start_provider(faults=0, delay=0.1)
    running = [stage.start_worker(), stage.start_beat()]
    ledger.wait_until_settled(ledger.add_rows(case, 10), seconds=60)
    keys = ledger.add_rows(case, count)
    started = monotonic()
    while stage.taken() < count + 10 and monotonic() - started < 300:
        sleep(0.2)
    took = monotonic() - started
    ledger.wait_until_settled(keys, seconds=60)
    for program in running:
        stage.kill(program)
    return took


def _tell(found: dict) -> None:
    say(f"\n{found['machine']}, {found['processes']} worker processes\n")
    for words, value in (
        ("Celery tasks that do nothing, a second", f"{found['no_op_per_second']:,}"),
        ("reminders claimed and settled, a second", f"{found['settled_per_second']:,}"),
        ("how many times as many", f"{found['ratio']}"),
        (
            f"seconds until {found['due_at_once']:,} due at once are accepted",
            f"{found['seconds_until_accepted']}",
        ),
    ):
        say(f"{words:<55} {value:>10}")
