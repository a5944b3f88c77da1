"""The product's application as the image serves it, with the bench's addresses before it.

`/bench-limit/...` is answered here by hand-written SQL on the same kind of connection, past
all of Django; `X-Bench-Explain` asks the page itself for its queries and their plans.
"""

import json
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs

from restorative.wsgi import application as product
from tests.bench.ops.limits import answer
from tests.bench.ops.plans import explaining

Start = Callable[..., Any]


def application(environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
    path = environ["PATH_INFO"]
    if path == "/bench-ready":
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"ready"]
    if path.startswith("/bench-limit/"):
        asked = {name: one[0] for name, one in parse_qs(environ["QUERY_STRING"]).items()}
        page = answer(path.removeprefix("/bench-limit/"), asked, lambda: _page(environ, asked))
        start_response(
            "200 OK",
            [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(page)))],
        )
        return [page]
    if "HTTP_X_BENCH_EXPLAIN" in environ:
        with explaining() as queries:
            body = b"".join(product(environ, lambda *given: None))
        told = json.dumps({"bytes": len(body), "queries": queries}).encode()
        start_response("200 OK", [("Content-Type", "application/json")])
        return [told]
    return product(environ, start_response)


def _page(environ: dict[str, Any], asked: dict[str, str]) -> bytes:
    """The page that a limit is to answer like, asked for inside this process."""
    path, _, query = asked["page"].partition("?")
    said: list[str] = []
    body = b"".join(
        product(
            environ | {"PATH_INFO": path, "QUERY_STRING": query},
            lambda status, headers, *more: said.append(status),
        )
    )
    if not said[0].startswith("200"):
        raise RuntimeError(f"{path} answered {said[0]}")
    return body
