"""A streaming replica of the tests' own PostgreSQL, made and started in a few seconds."""

import os
import shutil
import signal
import subprocess
from contextlib import closing
from pathlib import Path
from time import monotonic, sleep

import psycopg2

from restorative.embedded.places import Place, own_folder, server_account
from restorative.embedded.postgres import Postgres
from restorative.embedded.supervisor import Supervisor


class Standby:
    """Has all databases of the server it copies. Ends only what it started."""

    def __init__(self) -> None:
        self.place = Place("test")
        self.binaries = Postgres(self.place).binaries
        self.data = self.place.home / f"standby-{os.getpid()}"
        self.sockets = self.place.sockets / f"standby-{os.getpid()}"
        self.supervisor = Supervisor(self.place.logs)

    def make(self) -> None:
        own_folder(self.sockets)
        account = server_account()
        password = self.place.kept_secrets()["superuser"]
        made = subprocess.run(
            [
                str(self.binaries / "bin" / "pg_basebackup"),
                *("--pgdata", str(self.data), "--write-recovery-conf", "--checkpoint", "fast"),
                *("--host", str(self.place.sockets), "--username", "postgres", "--no-password"),
            ],
            env=self._environment() | {"PGPASSWORD": password},
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
        )
        assert made.returncode == 0, made.stderr
        self.start()

    def start(self) -> None:
        account = server_account()
        self.supervisor.start(
            "standby",
            [
                *(str(self.binaries / "bin" / "postgres"), "-D", str(self.data)),
                *("-c", f"unix_socket_directories={self.sockets}", "-c", "listen_addresses="),
                # As the server it copies: a replica may not have fewer.
                *("-c", "max_locks_per_transaction=256", "-c", "fsync=off"),
            ],
            environment=self._environment(),
            stop_signal=signal.SIGINT,
            owner=(account.pw_uid, account.pw_gid) if account else None,
        )
        until = monotonic() + 60
        while not self._answers():
            self.supervisor.check_alive(self.supervisor.programs[-1])
            assert monotonic() < until, "the replica does not come up"
            sleep(0.05)

    def stop(self) -> None:
        self.supervisor.stop_all()

    def remove(self) -> None:
        self.stop()
        for folder in (self.data, self.sockets):
            shutil.rmtree(folder, ignore_errors=True)

    def pause(self) -> None:
        """Let it fall behind: what comes is kept and not replayed."""
        self._execute("SELECT pg_wal_replay_pause()")
        until = monotonic() + 20
        while self._execute("SELECT pg_get_wal_replay_pause_state()") != "paused":
            assert monotonic() < until
            sleep(0.02)

    def resume(self) -> None:
        self._execute("SELECT pg_wal_replay_resume()")

    def promote(self) -> None:
        self._execute("SELECT pg_promote()")

    def _execute(self, sql: str) -> object:
        with closing(
            psycopg2.connect(
                host=str(self.sockets),
                user="postgres",
                dbname="postgres",
                password=self.place.kept_secrets()["superuser"],
            )
        ) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchone()[0]

    def _answers(self) -> bool:
        try:
            self._execute("SELECT 1")
        except psycopg2.OperationalError:
            return False
        return True

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": os.defpath,
            "LC_ALL": "C",
            "HOME": "/nonexistent",
            "PGTZ": "UTC",
            "LD_LIBRARY_PATH": str(Path(self.binaries) / "lib"),
        }
