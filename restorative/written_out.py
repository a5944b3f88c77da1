"""Subqueries that are put into SQL once, however deep they stand in other queries."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import DateTimeField, Expression, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone
from psycopg2.extensions import adapt  # type: ignore[import-untyped]


def written_out(rows: QuerySet[Any, Any], column: str = "pk") -> Any:
    """Return the keys of these rows, or another column, for use with `__in`: SQL as it stands.

    A query within a query is cloned and renamed by Django at every level above it and
    each time a filter is added, and a rule of access stands several levels deep: that
    took more of a page's time than the database did. `rows` may not refer to an outer row.
    """
    try:
        sql, params = rows.order_by().values(column).query.sql_with_params()
    except EmptyResultSet:
        return rows.none()
    return RawSQL(sql, params)  # noqa: S611  # Django wrote it, values apart


def planned_apart(keys: Any) -> Any:
    """The same keys, found all at once and then joined: for who asks for most rows of a table.

    PostgreSQL would look each row up and test the rule of access on it, which takes as long
    as all else together; OFFSET keeps it from taking the two for one question.
    """
    if not isinstance(keys, RawSQL):
        return keys
    return RawSQL(f"{keys.sql} OFFSET 0", keys.params)  # noqa: S611  # ours, values apart


class _Now:
    """A parameter whose value is read when the database driver asks for it."""

    def __conform__(self, _protocol: Any) -> Any:
        return adapt(timezone.now())


class WhenItRuns(Expression):
    """The moment at which a query runs, also where its text was written out before."""

    output_field = DateTimeField()

    def as_sql(self, _compiler: Any, _connection: Any) -> Any:
        return "%s", [_Now()]
