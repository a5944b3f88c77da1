"""Many rows in one statement, as JSON that the database takes apart.

What Django does for each column of each row in bulk_create is half of the work of an import.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection, models
from django.utils import timezone

from restorative.fields import EncryptedTextField, encrypt


def write_records(model: type[models.Model], records: Sequence[models.Model]) -> None:
    """Insert records and give them their keys; those they point to have theirs already."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    now = timezone.now()
    rows = [
        {str(field.column): value for field, value in _values(record, fields, now)}
        for record in records
    ]
    for record, key in zip(records, write_rows(model, rows), strict=True):
        record.pk = key
        record._state.adding = False
        record._state.db = connection.alias


def _values(
    record: models.Model, fields: Sequence["models.Field[Any, Any]"], now: Any
) -> Iterator[tuple["models.Field[Any, Any]", Any]]:
    for field in fields:
        value = getattr(record, field.attname)
        if isinstance(field, models.ForeignKey):
            if value is None and (other := field.get_cached_value(record, default=None)):
                value = other.pk
                setattr(record, field.attname, value)
        elif getattr(field, "auto_now_add", False):
            value = timezone.localdate(now) if not isinstance(field, models.DateTimeField) else now
            setattr(record, field.attname, value)
        elif isinstance(field, EncryptedTextField) and value:
            value = encrypt(value)
        elif isinstance(value, str) and "\0" in value:
            # What no text of a database can hold.
            value = value.replace("\0", "")
        yield field, value


def write_rows(model: type[models.Model], rows: list[dict[str, Any]]) -> list[int]:
    """Insert rows given by column, all with the same columns; returns their keys in order."""
    if not rows:
        return []
    meta, quote = model._meta, connection.ops.quote_name
    fields = [field for field in meta.concrete_fields if field.column in rows[0]]
    names = ", ".join(quote(str(field.column)) for field in fields)
    types = ", ".join(f"{quote(str(one.column))} {one.db_type(connection)}" for one in fields)
    sql = (
        f"INSERT INTO {quote(meta.db_table)} ({names}) "  # noqa: S608  # our own names
        f"SELECT {names} FROM jsonb_to_recordset(%s::jsonb) AS given ({types}) RETURNING id"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [json.dumps(rows, default=str)])
        return [key for (key,) in cursor.fetchall()]
