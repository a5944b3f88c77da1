"""Copying and dropping whole databases of the test server, which may still have somebody in them."""

from psycopg2.sql import SQL, Identifier


def copy_database(server, source: str, target: str) -> None:
    """Replace `target` by a copy of `source`. `server` is a cursor outside both."""
    drop_database(server, target)
    empty_database(server, source)
    server.execute(
        SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(target), Identifier(source))
    )


def drop_database(server, name: str) -> None:
    """Drop the database, if there is one.

    Not WITH (FORCE): that asks for the right to end autovacuum's workers as well, which only a
    superuser has. A plain DROP sends them away by itself and waits up to 5 s for who is leaving.
    """
    empty_database(server, name)
    server.execute(SQL("DROP DATABASE IF EXISTS {}").format(Identifier(name)))


def empty_database(server, name: str) -> None:
    """End every connection to the database that a program holds.

    A server in a thread, or a browser's last request, may have left one.
    """
    server.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = %s AND backend_type = 'client backend'",
        [name],
    )
