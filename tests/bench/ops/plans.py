"""Every query of a page with its plan: what it read, and whether it walked a whole table."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

LARGE = 5_000


@contextmanager
def explaining() -> Iterator[list[dict[str, Any]]]:
    """Run what happens inside, and explain each SELECT beside it on the same connection."""
    queries: list[dict[str, Any]] = []

    def explain(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found: dict[str, Any] = {"sql": sql[:4000]}
        if sql.lstrip(" (").upper().startswith(("SELECT", "WITH")) and not many:
            with connection.connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", params)
                [plan] = cursor.fetchone()[0]
            found |= {
                "milliseconds": round(plan["Execution Time"], 2),
                "planning": round(plan["Planning Time"], 2),
                "buffers": _buffers(plan["Plan"]),
                "rows": sum(_rows(one) for one in _walk(plan["Plan"])),
                "scanned": sorted(
                    {one["Relation Name"] for one in _walk(plan["Plan"]) if _is_whole(one)}
                ),
                "plan": plan["Plan"],
            }
        queries.append(found)
        return execute(sql, params, many, context)

    connection.ensure_connection()
    with connection.execute_wrapper(explain):
        yield queries


def _walk(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for below in node.get("Plans", ()):
        yield from _walk(below)


def _buffers(node: dict[str, Any]) -> int:
    return node.get("Shared Hit Blocks", 0) + node.get("Shared Read Blocks", 0)


def _rows(node: dict[str, Any]) -> int:
    """What a scan handed on and what it read in vain."""
    if "Relation Name" not in node:
        return 0
    each = node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
    return round(each * node["Actual Loops"])


def _is_whole(node: dict[str, Any]) -> bool:
    """A sequential scan that really read a large table."""
    return node["Node Type"] == "Seq Scan" and _rows(node) > LARGE
