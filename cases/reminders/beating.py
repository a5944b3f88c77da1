"""When a background worker last did its round, by the database's clock."""

from django.db import connection

from cases.models import Heartbeat

DISPATCH, RECOVER, RECEIPTS, PLAN = "dispatch", "recover", "receipts", "plan"


def beat(name: str, *, words: str = "") -> None:
    table = Heartbeat._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (name, at, words) VALUES (%s, statement_timestamp(), %s)"  # noqa: S608
            " ON CONFLICT (name) DO UPDATE SET at = excluded.at, words = excluded.words",
            [name, words[:200]],
        )
