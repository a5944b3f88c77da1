"""Rights in the database: the application's role reads and writes, but what is written
once (history, who looked, what happened) it can only add to, and facts it cannot change.

Runs after every migration, as the owner.
"""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.management import call_command
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from pghistory.models import Event


def written_once() -> list[str]:
    """The tables that nobody may change afterwards: history, and those settings name."""
    history = [
        model._meta.db_table
        for model in apps.get_models()
        if issubclass(model, Event) and model._meta.managed
    ]
    return sorted([*history, *settings.WRITTEN_ONCE_TABLES])


def unchanged() -> list[str]:
    """The tables whose rows nobody may change: those, and what may be deleted as a whole."""
    return sorted([*written_once(), *settings.UNCHANGED_TABLES])


def grant_rights(*, using: str, verbosity: int = 1, **kwargs: Any) -> None:
    """Give the application's role what it needs, and no more."""
    connection = connections[using]
    call_command("createcachetable", database="cache", verbosity=0)
    role = settings.DATABASE_APP_ROLE
    if not _is_another_role(connection, role):
        return
    name = connection.ops.quote_name(role)
    with connection.cursor() as cursor:
        existing = set(connection.introspection.table_names(cursor))
        # For tables made between two migrations, too.
        cursor.execute(
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public "
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {name}"
        )
        cursor.execute(
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}"
        )
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}")
        for table in existing.intersection(unchanged()):
            cursor.execute(
                "REVOKE UPDATE, TRUNCATE, REFERENCES, TRIGGER "
                f"ON {connection.ops.quote_name(table)} FROM {name}"
            )
        for table in existing.intersection(written_once()):
            cursor.execute(f"REVOKE DELETE ON {connection.ops.quote_name(table)} FROM {name}")
        cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {name}")


@register(Tags.database)
def check_written_once(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Say so when the role that is signed in could rewrite history (check --database default)."""
    if "default" not in (databases or []) or settings.DATABASE_AS_OWNER:
        return []
    connection = connections["default"]
    with connection.cursor() as cursor:
        existing = set(connection.introspection.table_names(cursor))
        open_tables = []
        for table in sorted(existing.intersection(unchanged())):
            cursor.execute("SELECT has_table_privilege(%s, 'UPDATE')", [table])
            if cursor.fetchone() == (True,):
                open_tables.append(table)
    if not open_tables:
        return []
    return [
        Error(
            f"The application's database role can change {len(open_tables)} tables that are "
            f"written once, {open_tables[0]} among them.",
            hint="Let DATABASE_URL sign in as a role of its own and migrate with DATABASE_OWNER_URL.",
            id="restorative.E005",
        )
    ]


def _is_another_role(connection: BaseDatabaseWrapper, role: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_roles WHERE rolname = %s AND rolname <> current_user", [role]
        )
        return cursor.fetchone() is not None
