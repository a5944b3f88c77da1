"""Where things go on this machine, and who holds them."""

import fcntl
import hashlib
import json
import os
import pwd
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from restorative.embedded.steps import Trouble, say

CHECKOUT = Path(__file__).resolve().parents[2]
RUN = CHECKOUT / ".run"
VENV = CHECKOUT / ".venv"
PYTHON = VENV / "bin" / "python"


def _own_name() -> str:
    return hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:10]


def server_account() -> pwd.struct_passwd | None:
    """Whom servers run as: PostgreSQL refuses root, so root hands over to nobody."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


@dataclass(frozen=True)
class Place:
    """The folders of one kind of use: `run` and `test` never share a database."""

    name: str

    @property
    def home(self) -> Path:
        """Where servers and data live.

        Root's is outside the checkout: `nobody` could not come in below a private folder.
        """
        if os.geteuid() == 0:
            return Path(f"/var/tmp/restorative-{_own_name()}")
        return RUN

    @property
    def data(self) -> Path:
        return self.home / self.name / "postgres"

    @property
    def secrets(self) -> Path:
        return self.home / self.name / "secrets.json"

    @property
    def sockets(self) -> Path:
        """Short, because a socket's whole path may have 107 bytes at most."""
        return Path(f"/tmp/restorative-{os.geteuid()}-{_own_name()}") / self.name

    @property
    def logs(self) -> Path:
        return RUN / "logs" / self.name

    def prepare(self) -> None:
        for folder in (self.home, self.home / self.name, self.sockets.parent, self.sockets):
            own_folder(folder)
        make_folder(self.logs)

    def kept_secrets(self) -> dict[str, str]:
        """Return this place's secrets, made up on first use and kept beside its data."""
        if not self.secrets.exists():
            if self.data.exists():
                raise Trouble(
                    f"{self.secrets} is gone, and without it the data beside it cannot be read. "
                    "To start anew, type: make reset"
                )
            made = {
                "owner": secrets.token_urlsafe(24),
                "app": secrets.token_urlsafe(24),
                "superuser": secrets.token_urlsafe(24),
                "SECRET_KEY": secrets.token_urlsafe(60),
                "FIELD_ENCRYPTION_KEYS": f"laptop:{_fernet_key()}",
                "LOOKUP_HASH_KEY": secrets.token_urlsafe(40),
            }
            write_private(self.secrets, json.dumps(made, indent=1))
        kept: dict[str, str] = json.loads(self.secrets.read_text())
        return kept

    def clear(self) -> None:
        for folder in (self.home / self.name, self.sockets, self.logs):
            shutil.rmtree(folder, ignore_errors=True)


def _fernet_key() -> str:
    # As cryptography's Fernet.generate_key has it, before that package is installed.
    import base64

    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except PermissionError:
        raise Trouble(
            f"You may not write to {folder}. If somebody else made it, they can give it to you: "
            f"sudo chown -R $USER {CHECKOUT}"
        ) from None


def own_folder(folder: Path) -> None:
    """Make a private folder of the servers' account; refuse one that somebody else put there."""
    account = server_account()
    uid = account.pw_uid if account else os.geteuid()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if account and folder.stat().st_uid == 0:
            os.chown(folder, account.pw_uid, account.pw_gid)
    except PermissionError:
        raise Trouble(f"You may not write to {folder.parent}.") from None
    if folder.is_symlink() or folder.stat().st_uid != uid:
        raise Trouble(f"{folder} belongs to somebody else. Remove it and try again.")
    if folder != RUN:
        folder.chmod(0o700)


def write_private(path: Path, content: str) -> None:
    """Write for our own eyes only, whole or not at all."""
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(content)
    beside.replace(path)


@contextmanager
def only_one(name: str) -> Iterator[None]:
    """Hold a lock for the whole run: a second run would stop the first one's database."""
    with _lock_file(name) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pid = file.read().strip() or "unknown"
            raise Trouble(f"make {name} is already running here, pid {pid}.") from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def is_taken(name: str) -> bool:
    """Whether somebody holds the lock of `only_one`."""
    with _lock_file(name) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


@contextmanager
def taking_turns(name: str) -> Iterator[None]:
    """Wait until nobody else is at it: two commands may install at the same time."""
    with _lock_file(name) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("  Another command is installing; waiting for it ...")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def _lock_file(name: str) -> Iterator[IO[str]]:
    make_folder(RUN)
    path = RUN / f"{name}.lock"
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except PermissionError:
        raise Trouble(
            f"{path} belongs to somebody else. They can give the folder to you: "
            f"sudo chown -R $USER {RUN}"
        ) from None
    with open(descriptor, "r+") as file:
        yield file
