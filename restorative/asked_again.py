"""Questions to the database that Django writes once, and that are asked again with other values.

To write a query takes Django longer than PostgreSQL takes to answer it, and a page asks
some twenty that are the same each time but for the case they are about.
"""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections, models, router
from django.db.models import Expression, F, Func, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from restorative.kept import Kept

Row = TypeVar("Row")


class Given(Expression):
    """A value that is said each time a question is asked: a key, unless told otherwise."""

    def __init__(self, name: str, output_field: Any = None) -> None:
        super().__init__(output_field=output_field or models.BigIntegerField())
        self.name = name

    def as_sql(self, _compiler: Any, _connection: Any) -> Any:
        return "%s", [self]


def any_of(column: str, name: str) -> Func:
    """Whether a column holds one of the keys that are said under this name."""
    given = F(column), Given(name)
    yes = models.BooleanField()
    return Func(*given, template="%(expressions)s)", arg_joiner=" = ANY(", output_field=yes)


class Question(Generic[Row]):
    """A queryset as SQL with places for what is `Given`, and how its rows are read.

    Rows come as the queryset has them: models with what `select_related` names, or values.
    What it would prefetch is not fetched.
    """

    def __init__(self, rows: QuerySet[Any, Row]) -> None:
        self.model = rows.model
        self._rows_of: Any = rows._iterable_class
        written = rows.query.get_compiler(rows.db)
        try:
            self._sql, self._params = written.as_sql()
        except EmptyResultSet:
            self._sql, self._params = "", ()
            return
        # Readers with the same seats differ in what stands in the places, not in the text.
        key = self.model, self._sql
        self._sql, self._shape = _written.get(key, lambda: (key[1], _shape_of(written)))

    def ask(self, **given: Any) -> list[Row]:
        """The rows as they are now, with these values in the places of what is `Given`."""
        if not self._sql:
            return []
        written = _Written(self._sql, self._with(given), self._shape)
        found: list[Row] = list(self._rows_of(_Asked(self.model, written)))
        return found

    def count(self, **given: Any) -> int:
        """How many rows there are now."""
        if not self._sql:
            return 0
        with connections[router.db_for_read(self.model)].cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) FROM ({self._sql}) found", self._with(given))  # noqa: S608
            [number] = cursor.fetchone()
        return int(number)

    def _with(self, given: dict[str, Any]) -> list[Any]:
        return [given[one.name] if isinstance(one, Given) else one for one in self._params]


# Texts with how their rows are read, whoever reads them.
_written: Kept[tuple[str, dict[str, Any]]] = Kept(most=500)


def _shape_of(written: SQLCompiler) -> dict[str, Any]:
    """How rows are read. The tree that the query was written from is large, and left behind."""
    columns = [column for column, *_ in written.select]
    return {
        "select": [(column, None, None) for column in columns],
        "klass_info": written.klass_info,
        "annotation_col_map": written.annotation_col_map,
        "col_count": written.col_count,
        "has_extra_select": False,
        "converters": written.get_converters(columns),
    }


class _Written(SQLCompiler):
    """What Django needs of a compiler to fetch and read rows when the SQL is there."""

    converters: dict[int, Any]

    def __init__(self, sql: str, params: Sequence[Any], shape: dict[str, Any]) -> None:
        self.sql, self.params = sql, params
        vars(self).update(shape)

    def as_sql(self, *_args: Any, **_kwargs: Any) -> Any:
        return self.sql, self.params

    def get_converters(self, _expressions: Any) -> dict[int, Any]:
        return self.converters

    def has_composite_fields(self, _expressions: Any) -> bool:
        return False


class _Asked:
    """What Django needs of a queryset, and of its query, to make its rows."""

    _known_related_objects: dict[Any, Any] = {}

    def __init__(self, model: type[models.Model], compiler: _Written) -> None:
        self.model, self.compiler, self.query = model, compiler, self
        self.db = router.db_for_read(model)

    def get_compiler(self, using: str) -> _Written:
        self.compiler.using, self.compiler.connection = using, connections[using]
        return self.compiler
