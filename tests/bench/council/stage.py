"""The servers of the bench: a PostgreSQL with a database a size, and a web server for each."""

import hashlib
import json
import subprocess
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from restorative.embedded.checking import PRODUCTION
from restorative.embedded.install import build_assets
from restorative.embedded.places import CHECKOUT, PYTHON, RUN, Place
from restorative.embedded.postgres import APP, OWNER, Postgres
from restorative.embedded.running import manage, start_servers
from restorative.embedded.steps import Trouble, step
from restorative.embedded.supervisor import Program, Supervisor
from restorative.embedded.testing import fingerprint_of_migrations

# As a live service has it: no DEBUG, a proxy in front, a second factor asked for.
LIVE = {
    name: PRODUCTION[name]
    for name in ("COUNCIL_NAME", "EMAIL_HOST", "DEFAULT_FROM_EMAIL", "TRUSTED_PROXY_COUNT")
} | {
    "DEBUG": "0",
    "DEMO": "0",
    "ALLOWED_HOSTS": "localhost",
    "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
}
FIRST_PORT = 8890


@dataclass
class Server:
    """A running web server on one database, and who uses it."""

    cases: int
    port: int
    program: Program
    cast: dict


class Stage:
    """Everything a run needs, up. It ends only what it started."""

    def __init__(self, supervisor: Supervisor, place: Place) -> None:
        self.supervisor, self.place = supervisor, place
        stamp = place.secrets.with_name("migrated")
        migrations = fingerprint_of_migrations()
        if not (stamp.exists() and stamp.read_text() == migrations):
            place.clear()
        place.prepare()
        self.environment = start_servers(place, supervisor) | LIVE
        self.postgres = Postgres(place)
        if not stamp.exists():
            with step("Making the tables"):
                manage("migrate", "--noinput", environment=self.environment)
            with step("Making the families that are copied"):
                demo = {"DEBUG": "1", "DEMO": "1", "DJANGO_SETTINGS_MODULE": "restorative.settings"}
                manage("demo", environment=self.environment | demo)
            stamp.write_text(migrations)
        self._collect_static()
        self.port = FIRST_PORT

    def database(self, cases: int) -> dict[str, str]:
        """Return the environment in which our programs use the database of a size."""
        name = f"council_{cases}"
        return self.environment | {
            "DATABASE_URL": self.postgres.url(APP, name),
            "DATABASE_OWNER_URL": self.postgres.url(OWNER, name),
        }

    def make(self, cases: int) -> dict:
        """Return who uses the database of a size, made unless it stands from an earlier run."""
        kept = self.place.secrets.with_name(f"council-{cases}.json")
        wanted = _fingerprint_of_council()
        if kept.exists():
            cast = json.loads(kept.read_text())
            if cast["made_with"] == wanted:
                return cast
            kept.unlink()
        with step(f"{cases:,} cases"):
            self.run("tests.bench.council.copy", str(cases), environment=self.environment)
            said = self.run(
                "tests.bench.council",
                str(cases),
                environment=self.database(cases) | {"DATABASE_AS_OWNER": "1"},
            )
        cast = json.loads(said.strip().splitlines()[-1]) | {"made_with": wanted}
        kept.write_text(json.dumps(cast, indent=1))
        return cast

    def serve(self, cases: int, cast: dict, *, workers: int = 1, wait: bool = True) -> Server:
        """Start the image's own server on the database of a size."""
        # Restarts after so many requests would fall into some rounds and not into others.
        given = [
            "--config",
            "python:restorative.gunicorn",
            "--max-requests",
            "0",
            "--keep-alive",
            "600",
        ]
        environment = self.database(cases) | {"WEB_CONCURRENCY": str(workers)}
        server = Server(cases, *self.start([*given, "tests.bench.ops.wsgi"], environment), cast)
        if wait:
            self._wait_for(server)
        return server

    def start(self, given: list[str], environment: dict[str, str]) -> tuple[int, Program]:
        """Start a gunicorn on a port of its own."""
        self.port += 1
        command = [str(PYTHON), "-m", "gunicorn", "--bind", f"127.0.0.1:{self.port}", *given]
        return self.port, self.supervisor.start("web", command, environment=environment)

    def stop(self, program: Program) -> None:
        program.process.send_signal(program.stop_signal)
        program.process.wait(timeout=60)

    def _wait_for(self, server: Server) -> None:
        until = monotonic() + 60
        while True:
            self.supervisor.check_alive(server.program)
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{server.port}/bench-ready", timeout=20)
            except OSError:
                if monotonic() > until:
                    raise Trouble("The web server does not answer.") from None
                sleep(0.2)
            else:
                return

    def sign_in(self, server: Server) -> None:
        """Open a session for each of the cast, as one who came with a second factor."""
        said = self.run("tests.bench.council.signing_in", environment=self.database(server.cases))
        sessions = json.loads(said.strip().splitlines()[-1])
        server.cast |= {
            "sessions": sessions["named"], "crowd": sessions["crowd"], "mixed": sessions["mixed"],
        }  # fmt: skip

    def drafts(self, server: Server, number: int) -> list[str]:
        """Make so many referrals that only wait to be sent."""
        said = self.run(
            "tests.bench.council.drafts", str(number), environment=self.database(server.cases)
        )
        made: list[str] = json.loads(said.strip().splitlines()[-1])
        return made

    def run(self, *module_and_arguments: str, environment: dict[str, str]) -> str:
        done = subprocess.run(
            [str(PYTHON), "-m", *module_and_arguments],
            env=environment,
            cwd=CHECKOUT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Trouble(f"{module_and_arguments[0]} failed:\n{done.stderr[-3000:]}")
        return done.stdout

    def _collect_static(self) -> None:
        build_assets()
        stamp = RUN / "bench-static.stamp"
        wanted = (RUN / "assets.stamp").read_text()
        if stamp.exists() and stamp.read_text() == wanted:
            return
        with step("Collecting static files"):
            manage("collectstatic", "--noinput", "--ignore", "scss", environment=self.environment)
        stamp.write_text(wanted)


def _fingerprint_of_council() -> str:
    digest = hashlib.sha256(fingerprint_of_migrations().encode())
    files = [*Path(__file__).parent.glob("*.py"), CHECKOUT / "cases" / "names.py"]
    for path in sorted(files):
        if path.name not in ("stage.py", "signing_in.py", "drafts.py", "filing.py", "reminding.py"):
            digest.update(path.read_bytes())
    return digest.hexdigest()
