"""PgBouncer itself in transaction mode, where this machine has one (Debian: apt-get install pgbouncer)."""

import os
import shutil
import socket
from contextlib import closing
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import parse_qs, unquote, urlsplit, urlunsplit

from restorative.embedded.places import server_account

PROGRAM = os.environ.get("PGBOUNCER") or shutil.which("pgbouncer") or "/usr/sbin/pgbouncer"
# So few that people must get each other's connections.
SIZE = 3


def is_there() -> bool:
    return Path(PROGRAM).exists()


def start(programs, folder: Path, url: str) -> str:
    """Start one before the database of a URL; returns the URL that leads through it."""
    parts = urlsplit(url)
    host = parse_qs(parts.query)["host"][0]
    name = parts.path.lstrip("/")
    user, password = parts.username, unquote(parts.password)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder.mkdir()
    users = folder / "users.txt"
    users.write_text(f'"{user}" "{password}"\n')
    config = folder / "pgbouncer.ini"
    config.write_text(
        f"[databases]\n{name} = host={host} port=5432\n"
        f"{name}_cache = host={host} port=5432 dbname={name}\n"
        f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\n"
        f"auth_type = scram-sha-256\nauth_file = {users}\n"
        f"pool_mode = transaction\ndefault_pool_size = {SIZE}\nmax_client_conn = 200\n"
    )
    account = server_account()
    for path in (folder, users, config):
        if account:
            os.chown(path, account.pw_uid, account.pw_gid)
    program = programs.supervisor.start(
        "pgbouncer",
        [PROGRAM, str(config)],
        environment={"PATH": os.defpath, **_libraries()},
        owner=(account.pw_uid, account.pw_gid) if account else None,
    )
    until = monotonic() + 20
    while True:
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        programs.supervisor.check_alive(program)
        assert monotonic() < until, program.lines
        sleep(0.05)
    where = f"{user}:{parts.password}@127.0.0.1:{port}"
    return urlunsplit((parts.scheme, where, parts.path, "", ""))


def _libraries() -> dict[str, str]:
    return {k: os.environ[k] for k in ("LD_LIBRARY_PATH",) if k in os.environ}
