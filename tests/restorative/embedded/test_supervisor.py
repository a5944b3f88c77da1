"""A run leaves nothing behind, however it ends. Each is tried on a process of its own."""

import os
import signal
import subprocess
import sys
from time import monotonic, sleep

import pytest

RUN = """
import sys
from pathlib import Path
from restorative.embedded import supervisor as supervisor_module
from restorative.embedded.supervisor import StopRequested, Supervisor

supervisor_module.SECONDS_TO_STOP = 2
try:
    with Supervisor(Path(sys.argv[1])) as supervisor:
        for command in sys.argv[2:]:
            program = supervisor.start(
                "it", ["sh", "-c", command], environment={"PATH": "/usr/bin:/bin"}
            )
            print(program.process.pid, flush=True)
        sys.exit(supervisor.watch_over())
except StopRequested:
    sys.exit(0)
"""


@pytest.fixture
def start(tmp_path):
    runs = []

    def start(*commands):
        run = subprocess.Popen(
            [sys.executable, "-c", RUN, str(tmp_path), *commands], stdout=subprocess.PIPE, text=True
        )
        runs.append(run)
        return run, [int(run.stdout.readline()) for _ in commands]

    yield start
    for run in runs:
        run.kill()
        run.wait()
        run.stdout.close()


def gone(pids, within=5):
    deadline = monotonic() + within
    while alive := [pid for pid in pids if is_alive(pid)]:
        if monotonic() > deadline:
            return f"still there: {alive}"
        sleep(0.05)
    return True


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A container's first process may not collect what it never started.
    with open(f"/proc/{pid}/stat") as stat:
        return stat.read().rpartition(")")[2].split()[0] != "Z"


def number_in(path):
    deadline = monotonic() + 5
    while not (path.exists() and path.read_text().strip()):
        assert monotonic() < deadline, f"{path} was never written"
        sleep(0.02)
    return int(path.read_text())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stopped_run_takes_everything_along(start, tmp_path, number):
    grandchild = tmp_path / "grandchild"
    run, pids = start(f"sleep 600 & echo $! > {grandchild}; wait", "sleep 600")
    pids.append(number_in(grandchild))

    run.send_signal(number)

    assert run.wait(timeout=10) == 0
    assert gone(pids) is True


def test_a_program_that_will_not_stop_is_ended(start, tmp_path):
    ready = tmp_path / "ready"
    run, pids = start(f"trap '' TERM; echo 1 > {ready}; while :; do sleep 1; done")
    number_in(ready)

    run.send_signal(signal.SIGINT)

    assert run.wait(timeout=20) == 0
    assert gone(pids) is True


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
def test_a_run_that_is_killed_outright_takes_its_programs_along(start):
    run, pids = start("exec sleep 600", "exec sleep 600")

    run.kill()

    assert gone(pids) is True


def test_when_one_program_ends_all_do_and_the_run_has_failed(start):
    run, pids = start("exec sleep 600", "exit 3")

    assert run.wait(timeout=10) == 1
    assert "it exited with 3: stopping everything." in run.stdout.read()
    assert gone(pids) is True
