"""The limit of what writes: the rows that the page left, written again by plain INSERTs.

After the page has done its work once, every new row is read (`rows_since`). The limit checks
the session and the rule of access, locks the case, makes the same rows with keys of their
own, one INSERT a table, and what else the page changed by the statements it is given. What
the page checks before, it leaves out. History is written by the tables' own triggers for both.
"""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from psycopg2.extras import DateTimeTZRange, Json, execute_values

from tests.bench.ops.sql import VISIBLE

TABLES = """
    SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        AND relname ~ '^(accounts|cases|conferences)_' AND relname !~ '[a-z]event$'
        AND relname <> 'conferences_figuredirty'
    UNION ALL SELECT unnest(ARRAY['accounts_accessevent', 'cases_event'])
"""
FRESH_TIMES = frozenset({"at", "written_at", "created_at", "booked_at", "planned_at"})
LOCK = f"SELECT id FROM cases_case c WHERE c.public_id = %(case)s AND {VISIBLE} FOR NO KEY UPDATE"
OF_AUTHOR = """
    SELECT id FROM cases_case WHERE public_id = %(case)s AND created_by_id = %(user)s
    FOR NO KEY UPDATE
"""


def highest() -> dict[str, Any]:
    """The newest key of every table; of reminders, whose keys tell nothing, all of one day."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        found: dict[str, Any] = {}
        for (table,) in cursor.fetchall():
            if table == "cases_reminder":
                cursor.execute("SELECT count(*) FROM cases_reminder")
            elif _has_id(cursor, table):
                cursor.execute(f"SELECT coalesce(max(id), 0) FROM {table}")
            else:
                continue
            found[table] = cursor.fetchone()[0]
    return found


def _has_id(cursor: Any, table: str) -> bool:
    cursor.execute(
        "SELECT 1 FROM pg_attribute WHERE attrelid = %s::regclass AND attname = 'id' "
        "AND atttypid IN (20, 23)",
        [table],
    )
    return cursor.fetchone() is not None


def rows_since(before: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Every row that was made since, by table."""
    after, made = highest(), {}
    with connection.cursor() as cursor:
        for table, newest in after.items():
            if newest == before[table]:
                continue
            if table == "cases_reminder":
                cursor.execute(
                    "SELECT * FROM cases_reminder ORDER BY planned_at DESC LIMIT %s",
                    [newest - before[table]],
                )
            else:
                cursor.execute(f"SELECT * FROM {table} WHERE id > %s ORDER BY id", [before[table]])
            names = [one[0] for one in cursor.description]
            made[table] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return made


class Rewriting:
    """One operation, ready to be written again: its rows in an order that keeps their keys."""

    def __init__(self, rows: dict[str, list[dict[str, Any]]], updates: list[str]) -> None:
        self.updates = updates
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT c.conrelid::regclass::text, a.attname, c.confrelid::regclass::text "
                "FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid "
                "AND a.attnum = c.conkey[1] WHERE contype = 'f'"
            )
            points = {(table, name): to for table, name, to in cursor.fetchall()}
        self.points = {key: to for key, to in points.items() if to in rows}
        order: list[str] = []
        while left := [table for table in rows if table not in order]:
            order += [
                table for table in left
                if not any(of == table and to in left and to != table
                           for (of, _), to in self.points.items())
            ]  # fmt: skip
        self.rows = [(table, rows[table]) for table in order]
        self.subjects = {
            table.split("_", 1)[1]: table for table in rows if table.startswith(("cases", "conf"))
        }

    def write(self, asked: dict[str, str]) -> None:
        given: dict[str, Any] = dict(asked)
        keys: dict[tuple[str, Any], Any] = {}
        with connection.cursor() as cursor:
            cursor.execute(OF_AUTHOR if "of_author" in asked else LOCK, given)
            [(given["case_id"],)] = cursor.fetchall()
            if "meeting" in asked:
                cursor.execute(
                    "SELECT id FROM conferences_meeting WHERE public_id = %(meeting)s FOR UPDATE",
                    given,
                )
                [(given["meeting_id"],)] = cursor.fetchall()
                given["shift"] = _moment(asked["at"]) - _moment(asked["was_at"])
            for sql in self.updates:
                cursor.execute(sql, given)
            now = datetime.now(UTC)
            for table, rows in self.rows:
                names = [name for name in rows[0] if name != "id" or table == "cases_reminder"]
                values = [
                    [self._value(table, row, name, keys, given, now) for name in names]
                    for row in rows
                ]
                quoted = ", ".join(f'"{name}"' for name in names)
                made = execute_values(
                    cursor,
                    f"INSERT INTO {table} ({quoted}) VALUES %s RETURNING id",
                    values,
                    fetch=True,
                )
                keys |= {(table, row["id"]): new for row, (new,) in zip(rows, made, strict=True)}

    def _value(
        self, table: str, row: dict[str, Any], name: str, keys: dict[Any, Any],
        given: dict[str, Any], now: datetime,
    ) -> Any:  # fmt: skip
        value = row[name]
        if name == "case_id" and value is not None:
            return given["case_id"]
        if name in FRESH_TIMES and isinstance(value, datetime):
            return now
        if (
            isinstance(value, UUID)
            or name == "token"
            or (name == "id" and table == "cases_reminder")
        ):
            return str(uuid4())
        if name == "dedupe_key":
            return f"{value[:80]}{uuid4().hex[:12]}"
        if to := self.points.get((table, name)):
            return keys.get((to, value), value)
        if name == "subject_id" and row["subject_type"] == "meeting" and "meeting_id" in given:
            return given["meeting_id"]
        if name == "subject_id" and (to := self.subjects.get(row.get("subject_type", ""))):
            return keys.get((to, value), value)
        if name == "meeting_id":
            return given.get("meeting_id", value)
        if name == "held":
            shift = given["shift"]
            return DateTimeTZRange(value.lower + shift, value.upper + shift)
        return Json(value) if isinstance(value, dict) else value


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
