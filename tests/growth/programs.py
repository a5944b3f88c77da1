"""Real servers and workers of the product on the database of a test. They end with the test."""

import os
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from time import monotonic, sleep

from django.db import connection

from restorative.embedded.places import PYTHON, RUN, make_folder
from restorative.embedded.supervisor import Program, Supervisor

# As a live service has it: no DEBUG, a proxy in front, a second factor asked for.
LIVE = {
    "DEBUG": "0",
    "DEMO": "0",
    "REQUIRE_MFA": "1",
    "ALLOWED_HOSTS": "localhost",
    "COUNCIL_NAME": "Exampleshire Council",
    "EMAIL_HOST": "localhost",
    "DEFAULT_FROM_EMAIL": "fgc@example.org",
    "TRUSTED_PROXY_COUNT": "1",
    "DATABASE_AS_OWNER": "0",
    "DJANGO_SETTINGS_MODULE": "tests.growth.live",
    "PYTHONWARNINGS": "ignore",
}


def url_of_the_test(url=None):
    """The address of this test's database for the application's own role."""
    base, _, query = (url or os.environ["DATABASE_URL"]).partition("?")
    return f"{base.rsplit('/', 1)[0]}/{connection.settings_dict['NAME']}?{query}"


class Programs:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        logs = RUN / "logs" / "growth"
        make_folder(logs)
        self.supervisor = Supervisor(logs)
        mark = "&" if "?" in os.environ["REDIS_URL"] else "?"
        self.environment = (
            os.environ
            | LIVE
            | {
                "DATABASE_URL": url_of_the_test(),
                # A broker of its own, beside that of other tests.
                "REDIS_URL": f"{os.environ['REDIS_URL']}{mark}virtual_host=5",
                "GROWTH_STATIC": str(folder / "static"),
            }
        )

    def collect(self, name: str) -> Path:
        """Collect the static files for one of two servers, as each host's image has its own."""
        static = self.folder / name
        done = subprocess.run(
            [sys.executable, "manage.py", "collectstatic", "--noinput", "--ignore", "scss"],
            env=self.environment | {"GROWTH_STATIC": str(static)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return static

    def serve(self, **more: str) -> int:
        """Start the image's own server; returns its port."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        given = ("--config", "python:restorative.gunicorn", "--bind", f"127.0.0.1:{port}")
        program = self.start(
            f"web-{port}", "gunicorn", *given, "restorative.wsgi", WEB_CONCURRENCY="1", **more
        )
        until = monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
                return port
            except OSError:
                self.supervisor.check_alive(program)
                assert monotonic() < until, program.lines
                sleep(0.1)

    def work(self, name: str, *what: str, **more: str) -> Program:
        """Start a worker or a beat."""
        return self.start(name, "celery", "--quiet", "-A", "restorative", *what, **more)

    def start(self, name: str, module: str, *given: str, **more: str) -> Program:
        return self.supervisor.start(
            name, [str(PYTHON), "-m", module, *given], environment=self.environment | more
        )

    def stop(self) -> None:
        self.supervisor.stop_all()
