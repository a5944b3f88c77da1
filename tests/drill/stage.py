"""The servers and programs of a drill, and how to kill them. It ends only what it started."""

import json
import os
import signal
import urllib.request
from time import monotonic, sleep

from restorative.embedded.places import PYTHON, Place
from restorative.embedded.postgres import Postgres
from restorative.embedded.running import manage, start_servers
from restorative.embedded.steps import step
from restorative.embedded.supervisor import Program, Supervisor
from restorative.embedded.testing import fingerprint_of_migrations
from restorative.embedded.valkey import Valkey

LEASE = 6
# Looks like one of Notify's keys: a name, the service and the secret.
KEY = "drill-11111111-1111-4111-8111-111111111111-22222222-2222-4222-8222-222222222222"
SETTINGS = {
    "DEBUG": "1",
    "DEMO": "0",
    "REQUIRE_MFA": "0",
    "MESSAGES_VIA": "notify",
    "NOTIFY_API_KEY": KEY,
    "NOTIFY_TEXT_TEMPLATE": "text",
    "NOTIFY_EMAIL_TEMPLATE": "email",
    # In the proportions of the product: a time-out far shorter than a lease.
    "NOTIFY_TIMEOUT_SECONDS": "1",
    "REMINDER_LEASE_SECONDS": str(LEASE),
    "REMINDER_RETRY_SECONDS": "1,1,2,2,3",
    "REMINDER_SENDERS": "4",
    "PYTHONWARNINGS": "ignore:You're running the worker",
}


class Stage:
    """PostgreSQL (as durable as a real one), Valkey and the provider, up and migrated."""

    def __init__(self, supervisor: Supervisor, place: Place) -> None:
        self.supervisor, self.place = supervisor, place
        stamp = place.secrets.with_name("migrated")
        migrations = fingerprint_of_migrations()
        if not (stamp.exists() and stamp.read_text() == migrations):
            place.clear()
        place.prepare()
        self.environment = start_servers(place, supervisor) | SETTINGS
        if not stamp.exists():
            with step("Making the tables"):
                manage("migrate", "--noinput", environment=self.environment)
            stamp.write_text(migrations)

    def start(self, name: str, *command: str, **more: str) -> Program:
        return self.supervisor.start(
            name, [str(PYTHON), "-u", *command], environment=self.environment | more
        )

    def start_provider(self, *, faults: float = 1, delay: float = 0.03) -> None:
        given = ("--faults", str(faults), "--delay", str(delay), "--slow", "1.5")
        # A signature is good for a third of a lease, as Notify's 30 seconds are of our 90.
        given = (*given, "--signed-for", str(LEASE / 3 + 1) if faults else "30")
        program = self.start("provider", "-m", "tests.drill.provider", *given)
        until = monotonic() + 20
        while not program.lines and monotonic() < until:
            sleep(0.02)
        self.provider = f"http://127.0.0.1:{program.lines[0]}"
        self.environment["NOTIFY_BASE_URL"] = self.provider

    def start_worker(self, name: str = "worker") -> Program:
        celery = ("-m", "celery", "--quiet", "-A", "tests.drill.worker", "worker")
        return self.start(name, *celery, "--concurrency", "2", "--loglevel", "ERROR")

    def start_beat(self) -> Program:
        celery = ("-m", "celery", "--quiet", "-A", "tests.drill.worker", "beat")
        schedule = str(self.place.logs / "beat")
        return self.start(
            "beat", *celery, "--schedule", schedule, "--pidfile=", "--loglevel", "ERROR"
        )

    def kill(self, program: Program) -> None:
        """Kill a program and all its children at once, without a word."""
        self.send_signal(program, signal.SIGKILL)
        program.process.wait()
        self.supervisor.programs.remove(program)

    def send_signal(self, program: Program, number: signal.Signals) -> None:
        # Each program has a process group of its own, named after its first process.
        os.killpg(program.process.pid, number)

    def kill_server(self, name: str, number: signal.Signals = signal.SIGKILL) -> None:
        """End a server: SIGQUIT is PostgreSQL's immediate shutdown, without a checkpoint."""
        program = next(one for one in self.supervisor.programs if one.name == name)
        program.process.send_signal(number)
        program.process.wait()
        self.supervisor.programs.remove(program)

    def restart_postgres(self) -> None:
        self.kill_server("postgres", signal.SIGQUIT)
        Postgres(self.place).start(self.supervisor)

    def stop_valkey(self) -> None:
        self.kill_server("valkey")

    def start_valkey(self) -> None:
        Valkey(self.place).start(self.supervisor)

    def said(self) -> dict:
        """What the provider has taken so far."""
        with urllib.request.urlopen(f"{self.provider}/counts", timeout=20) as answer:
            return json.load(answer)

    def taken(self) -> int:
        return sum(self.said()["counts"].values())

    def wait_for_more(self, before: int, *, seconds: float = 30) -> None:
        """Wait until the provider has taken something new, so that work is under way."""
        until = monotonic() + seconds
        while self.taken() <= before and monotonic() < until:
            sleep(0.03)
