"""Subqueries that are put into SQL once, however deep they stand in other queries."""

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL


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
