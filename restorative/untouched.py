"""Whether rows are all of a table: a rule that is put together once may then be copied."""

from typing import Any

from django.db.models import QuerySet
from django.db.models.sql import Query


def is_untouched(rows: QuerySet[Any, Any]) -> bool:
    """Whether nothing was filtered, ordered, joined or chosen of these rows yet."""
    asked, new = vars(rows).copy(), vars(type(rows)(rows.model))
    query = asked.pop("_query")
    return asked == {key: new[key] for key in asked} and vars(query) == vars(Query(rows.model))
