"""`make run`: from a fresh clone to a page in the browser."""

import os
import secrets
import socket
import subprocess
import urllib.request
from time import monotonic, sleep

from restorative.embedded.install import build_assets, install_packages
from restorative.embedded.places import (
    CHECKOUT,
    PYTHON,
    Place,
    is_taken,
    only_one,
    taking_turns,
)
from restorative.embedded.postgres import APP, OWNER, Postgres
from restorative.embedded.steps import Trouble, say, step
from restorative.embedded.supervisor import Program, Supervisor
from restorative.embedded.valkey import Valkey

DEFAULT_PORT = "8000"
# An earlier run that was killed gives its port back within this time.
SECONDS_FOR_PORT = 4


def run(arguments: list[str]) -> int:
    place = Place("run")
    port = _port()
    with only_one("run"), Supervisor(place.logs) as supervisor:
        started = monotonic()
        _check_port_is_free(port)
        say("Starting Restorative. The first time takes a minute or two, later ones seconds.")
        with taking_turns("install"):
            install_packages(set())
            build_assets()
        place.prepare()
        environment = start_servers(place, supervisor) | {
            "PORT": str(port),
            "RUN_TOKEN": secrets.token_urlsafe(12),
        }
        with step("Bringing the database up to date"):
            hint = "If this database may go, start anew: make reset" if _embedded() else ""
            manage("migrate", "--noinput", environment=environment, hint=hint)
        _make_demo_data(place, environment)
        # Installing took a while, and somebody may have come first.
        _check_port_is_free(port)
        with step("Starting the web server"):
            python = [str(PYTHON), "-u"]
            celery = [*python, "-m", "celery", "--quiet", "-A", "restorative"]
            web = supervisor.start(
                "web",
                [*python, "manage.py", "runserver", "--skip-checks", f"127.0.0.1:{port}"],
                environment=environment,
                talks=True,
            )
            _wait_for(web, supervisor, port, environment["RUN_TOKEN"])
        # Celery's advice about root is right for servers, and noise on a laptop.
        quiet = environment | {"PYTHONWARNINGS": "ignore:You're running the worker"}
        for name, command in {
            "worker": ["worker", "--concurrency", "2", "--loglevel", "WARNING"],
            "beat": [
                "beat",
                "--schedule",
                str(place.logs / "beat"),
                "--pidfile=",
                "--loglevel",
                "WARNING",
            ],
        }.items():
            supervisor.start(name, [*celery, *command], environment=quiet, talks=True)
        supervisor.talking = True
        say(f"\nReady after {monotonic() - started:.0f} s. Open http://localhost:{port}")
        if environment["DEMO"] == "1":
            say(
                "Sign in with one click as a social worker, a coordinator, a manager or an "
                "administrator.\nThe families are made up, and nothing is sent to anybody."
            )
        say("Stop with Ctrl-C. Your data stays until you type: make reset\n")
        return supervisor.watch_over()


def start_servers(
    place: Place, supervisor: Supervisor, *, for_tests: bool = False
) -> dict[str, str]:
    """Start what the environment does not name, and return the environment for our programs."""
    if _embedded():
        Postgres(place, fast_and_loose=for_tests).start(supervisor)
    if "REDIS_URL" not in os.environ:
        Valkey(place).start(supervisor)
    return environment_of(place)


def environment_of(place: Place) -> dict[str, str]:
    """What our programs are told: secrets, and the servers of this place or those named outside."""
    environment = {
        "DEBUG": "1",
        "DEMO": "1",
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        **{name: value for name, value in place.kept_secrets().items() if name.isupper()},
        **os.environ,
        "PYTHONUNBUFFERED": "1",
    }
    if _embedded():
        postgres = Postgres(place)
        environment |= {
            "DATABASE_URL": postgres.url(APP),
            "DATABASE_OWNER_URL": postgres.url(OWNER),
        }
    if "REDIS_URL" not in os.environ:
        environment["REDIS_URL"] = Valkey(place).url
    return environment


def manage_running(arguments: list[str]) -> int:
    """`make manage ARGS="…"`: a command of manage.py beside what `make run` has started."""
    place = Place("run")
    if _embedded() and not is_taken("run"):
        raise Trouble("Start it first, in another window: make run")
    command = [str(PYTHON), "manage.py", *arguments]
    return subprocess.run(command, env=environment_of(place), check=False).returncode


def manage(*arguments: str, environment: dict[str, str], hint: str = "") -> None:
    done = _manage(*arguments, environment=environment)
    if done.returncode:
        lines = done.stdout.strip().splitlines()[-15:]
        said = "\n".join(f"    {line}" for line in lines)
        raise Trouble(f"manage.py {arguments[0]} failed:\n{said}\n{hint}".rstrip())


def _manage(*arguments: str, environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [str(PYTHON), "manage.py", *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def _make_demo_data(place: Place, environment: dict[str, str]) -> None:
    """Fill an empty database, once. The command belongs to the apps."""
    made = place.secrets.with_name("demo-made")
    if environment["DEMO"] != "1" or (_embedded() and made.exists()):
        return
    if not any(CHECKOUT.glob("*/management/commands/demo.py")):
        return
    empty = "from django.contrib.auth import get_user_model as m; exit(m().objects.exists())"
    if _manage("shell", "--no-imports", "-c", empty, environment=environment).returncode == 0:
        with step("Making up families, staff and their work"):
            manage("demo", environment=environment)
    if _embedded():
        made.touch()


def _embedded() -> bool:
    return "DATABASE_URL" not in os.environ


def _port() -> int:
    given = os.environ.get("PORT") or DEFAULT_PORT
    if not given.isdigit() or not 0 < int(given) < 65536:
        raise Trouble(f"PORT is {given!r}, which is no port. For example: make run PORT=8001")
    return int(given)


def _check_port_is_free(port: int) -> None:
    deadline = monotonic() + SECONDS_FOR_PORT
    while True:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
                return
            except PermissionError:
                raise Trouble(
                    f"You may not open port {port}. Choose one above 1023: make run PORT=8001"
                ) from None
            except OSError:
                if monotonic() > deadline:
                    raise Trouble(
                        f"Port {port} is taken by another program. Stop that one, or choose another "
                        f"port with the variable PORT: make run PORT={port + 1}"
                    ) from None
        sleep(0.2)


def _wait_for(web: Program, supervisor: Supervisor, port: int, token: str) -> None:
    deadline = monotonic() + 90
    while not _is_ours(port, token):
        supervisor.check_alive(web)
        if monotonic() > deadline:
            said = "\n".join(f"    {line}" for line in web.lines[-15:])
            raise Trouble(f"The web server does not answer.\n{said}")
        sleep(0.1)


def _is_ours(port: int, token: str) -> bool:
    """Whether this run's server answers, and not one that an earlier run left behind."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return bool(answer.headers["X-Run"] == token)
    except OSError:
        return False
