"""The plans of all that happens inside: which indexes they use, which tables they walk whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

LARGE = 10_000
READS, WRITES = ("SELECT", "WITH"), ("UPDATE",)


@dataclass
class Plans:
    indexes: set[str] = field(default_factory=set)
    walked: set[str] = field(default_factory=set)


@contextmanager
def plans_of() -> Iterator[Plans]:
    """Let PostgreSQL explain each query beside it, running what only reads to see what it read."""
    plans = Plans()

    def explain(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        begins = sql.lstrip(" (\n").upper()
        if begins.startswith(READS + WRITES) and not many:
            reads = begins.startswith(READS) and "UPDATE " not in begins
            with connection.connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (ANALYZE {reads}, FORMAT JSON) {sql}", params)
                [plan] = cursor.fetchone()[0]
            for node in _walk(plan["Plan"]):
                plans.indexes |= {node["Index Name"]} if "Index Name" in node else set()
                if node["Node Type"] == "Seq Scan" and _rows(node) > LARGE:
                    plans.walked.add(node["Relation Name"])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explain):
        yield plans


def _rows(node: dict[str, Any]) -> float:
    """What a scan handed on and what it read in vain; what it was to hand on where none ran."""
    if "Actual Rows" not in node:
        return float(node["Plan Rows"])
    each = node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
    return float(each * node["Actual Loops"])


def _walk(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for below in node.get("Plans", ()):
        yield from _walk(below)
