"""Questions that are put into SQL once and asked of other keys each time.

Putting a rule of access into SQL takes Django several times as long as PostgreSQL takes to
answer. What is kept (`User.kept`) is the text with a blank for the keys.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections, models, router
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

_KEYS = object()


def among_keys(model: type[models.Model], field: str) -> Any:
    """A condition: the column of this field holds one of the keys that are asked for."""
    column = model._meta.get_field(field).column  # type: ignore[union-attr]  # a column it is
    where = f'"{model._meta.db_table}"."{column}" = ANY(%s)'
    return RawSQL(where, [_KEYS], BooleanField())  # noqa: S611  # names of ours, values apart


@dataclass(frozen=True)
class Question:
    """The SQL of some values of rows, with a blank for keys."""

    model: type[models.Model]
    sql: str
    params: tuple[Any, ...]

    def ask(self, keys: Collection[int]) -> list[tuple[Any, ...]]:
        """The rows as PostgreSQL gives them, in the order of the question; none for no keys."""
        if not keys or not self.sql:
            return []
        given = [list(keys) if one is _KEYS else one for one in self.params]
        with connections[router.db_for_read(self.model)].cursor() as cursor:
            cursor.execute(self.sql, given)
            return list(cursor.fetchall())


def question(rows: QuerySet[Any, Any]) -> Question:
    """Put values of rows (`values_list`) that are `among_keys` into SQL."""
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return Question(rows.model, "", ())
    return Question(rows.model, sql, tuple(params))
