"""Starts programs in order, shows what they say, and leaves none behind."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic
from types import FrameType
from typing import IO

from restorative.embedded.places import CHECKOUT
from restorative.embedded.steps import Trouble, say

CHILD = Path(__file__).with_name("child.py")
SECONDS_TO_STOP = 10


class StopRequested(Exception):
    """Somebody pressed Ctrl-C, closed the terminal or asked us to end."""


@dataclass
class Program:
    name: str
    process: subprocess.Popen[str]
    stop_signal: signal.Signals
    talks: bool
    lines: list[str] = field(default_factory=list)


class Supervisor:
    """Holds the programs of one run. Use as a context: leaving it stops them all.

    Each gets a session of its own, so that Ctrl-C reaches only us and they stop in the
    reverse order of their start, each by the signal it understands.
    """

    def __init__(self, logs: Path) -> None:
        self.logs = logs
        self.programs: list[Program] = []
        self.ended: SimpleQueue[Program] = SimpleQueue()
        self.talking = False

    def __enter__(self) -> "Supervisor":
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _request_stop)
        return self

    def __exit__(self, *exception: object) -> None:
        # From here on a second Ctrl-C changes nothing.
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        self.talking = False
        self.stop_all()

    def stop_all(self) -> None:
        """Stop the programs, the last first. For whoever does not use us as a context."""
        while self.programs:
            _stop(self.programs.pop())

    def start(
        self,
        name: str,
        command: Sequence[str],
        *,
        environment: Mapping[str, str],
        stop_signal: signal.Signals = signal.SIGTERM,
        owner: tuple[int, int] | None = None,
        talks: bool = False,
    ) -> Program:
        """Start a program, as another account where one is given, and keep what it says.

        One that talks is also heard on the terminal, once everything is up. Call from the
        main thread: the kernel ends a program when the *thread* that started it ends.
        """
        uid, gid = owner or (os.geteuid(), os.getegid())
        wrapper = [sys.executable, "-S", "-E", str(CHILD)]
        wrapper += map(str, (os.getpid(), int(stop_signal), uid, gid))
        process = subprocess.Popen(
            [*wrapper, *command],
            cwd="/" if owner else CHECKOUT,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        program = Program(name, process, stop_signal, talks)
        self.programs.append(program)
        assert process.stdout
        threading.Thread(target=self._pump, args=(program, process.stdout), daemon=True).start()
        threading.Thread(target=self._watch, args=(program,), daemon=True).start()
        return program

    def check_alive(self, program: Program) -> None:
        if program.process.poll() is not None:
            said = "\n".join(f"    {line}" for line in program.lines[-15:])
            raise Trouble(f"{program.name} did not start.\n{said}")

    def watch_over(self, *, until: subprocess.Popen[bytes] | None = None) -> int:
        """Wait until a program ends by itself, which ends everything. Returns the exit status.

        With `until`, wait for that process: it is what the run was for.
        """
        while True:
            try:
                ended = self.ended.get(timeout=0.2)
            except Empty:
                if until and until.poll() is not None:
                    return until.returncode
                continue
            say(f"{ended.name} exited with {ended.process.returncode}: stopping everything.")
            say("\n".join(f"    {line}" for line in ended.lines[-15:]))
            return 1

    def _pump(self, program: Program, output: IO[str]) -> None:
        with output, open(self.logs / f"{program.name}.log", "w") as log:
            for line in output:
                log.write(line)
                log.flush()
                program.lines = [*program.lines[-50:], line.rstrip()]
                if self.talking and program.talks:
                    say(f"{program.name} | {line.rstrip()}")

    def _watch(self, program: Program) -> None:
        program.process.wait()
        self.ended.put(program)


def _request_stop(number: int, frame: FrameType | None) -> None:
    raise StopRequested(signal.Signals(number).name)


def _stop(program: Program) -> None:
    process = program.process
    if process.poll() is None:
        process.send_signal(program.stop_signal)
        deadline = monotonic() + SECONDS_TO_STOP
        while process.poll() is None and monotonic() < deadline:
            threading.Event().wait(0.02)
    with suppress(ProcessLookupError, PermissionError):
        # Its own children, and itself if it would not listen.
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
