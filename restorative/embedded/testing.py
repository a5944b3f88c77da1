"""`make test` and `make test-long`: the tests, on servers of their own. Drills and benches."""

import hashlib
import os
import subprocess

from restorative.embedded.install import build_assets, install_packages
from restorative.embedded.places import CHECKOUT, PYTHON, Place, only_one, taking_turns
from restorative.embedded.running import manage, start_servers
from restorative.embedded.steps import step
from restorative.embedded.supervisor import Supervisor


def test(arguments: list[str]) -> int:
    place = Place("test")
    with only_one("test"), Supervisor(place.logs) as supervisor:
        with taking_turns("install"):
            install_packages({"dev"})
            build_assets()
        embedded = "DATABASE_URL" not in os.environ
        stamp = place.secrets.with_name("migrated")
        migrations = fingerprint_of_migrations()
        if embedded and not (stamp.exists() and stamp.read_text() == migrations):
            place.clear()
        place.prepare()
        environment = start_servers(place, supervisor, for_tests=True)
        if embedded:
            # Migrated once; each test process copies the result instead of migrating.
            if not stamp.exists():
                with step("Preparing the test database"):
                    manage("migrate", "--noinput", environment=environment)
                stamp.write_text(migrations)
            environment["TEST_DATABASE_TEMPLATE"] = "restorative"
        # A file stays in one process: the journeys tell one story in several tests.
        usual = ["-n", "auto", "--dist", "loadfile", "-q"]
        command = [str(PYTHON), "-m", "pytest", *(arguments or usual)]
        suite = subprocess.Popen(command, env=environment)
        try:
            return supervisor.watch_over(until=suite)
        finally:
            _end(suite)


def drill(arguments: list[str]) -> int:
    """`make drill`: reminders while everything around them is killed (tests/drill)."""
    return _become("tests.drill", arguments)


def bench(arguments: list[str]) -> int:
    """`make bench`: what is measured beside a limit in the same run (tests/bench)."""
    return _become("tests.bench", arguments)


def _become(module: str, arguments: list[str]) -> int:
    with taking_turns("install"):
        install_packages({"dev"})
    os.execv(PYTHON, [str(PYTHON), "-m", module, *arguments])  # noqa: S606  # our own


def _end(suite: "subprocess.Popen[bytes]") -> None:
    if suite.poll() is None:
        suite.terminate()
        try:
            suite.wait(timeout=10)
        except subprocess.TimeoutExpired:
            suite.kill()
            suite.wait()


def fingerprint_of_migrations() -> str:
    digest = hashlib.sha256()
    files = [
        *CHECKOUT.glob("*/migrations/*.py"),
        CHECKOUT / "requirements" / "run.txt",
        CHECKOUT / "restorative" / "grants.py",
    ]
    for path in sorted(files):
        digest.update(str(path.relative_to(CHECKOUT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
