"""The product's application as the image serves it, with the bench's addresses before it.

`/bench-limit/...` is answered here by hand-written SQL on the same kind of connection, past
all of Django; `X-Bench-Explain` asks the page itself for its queries and their plans.
"""

import json
from collections.abc import Callable, Iterable
from threading import local
from typing import Any
from urllib.parse import parse_qs

from django.apps import apps
from django.db import connection, transaction

from restorative.wsgi import application as product
from tests.bench.ops.limits import answer, who_asks
from tests.bench.ops.plans import explaining
from tests.bench.ops.rewriting import Rewriting, highest, rows_since

Start = Callable[..., Any]


def application(environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
    path = environ["PATH_INFO"]
    if path.startswith("/bench-") and not path.startswith("/bench-textbook/"):
        asked = {name: one[0] for name, one in parse_qs(environ["QUERY_STRING"]).items()}
        what, _, name = path.removeprefix("/bench-").partition("/")
        said = OWN[what](environ, name, asked)
        start_response(
            "302 Found" if what == "rewrite" else "200 OK",
            [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(said)))],
        )
        return [said]
    if "HTTP_X_BENCH_EXPLAIN" in environ:
        said: list[str] = []
        with explaining() as queries:
            body = b"".join(product(environ, lambda status, *more: said.append(status)))
        if said[0][0] not in "23" and not said[0].startswith("409"):
            raise RuntimeError(f"{path} answered {said[0]}")
        told = json.dumps({"bytes": len(body), "queries": queries}).encode()
        start_response("200 OK", [("Content-Type", "application/json")])
        return [told]
    now.unrecorded = "HTTP_X_BENCH_UNRECORDED" in environ
    return product(environ, start_response)


def _limit(environ: dict[str, Any], name: str, asked: dict[str, str]) -> bytes:
    cookies = environ["HTTP_COOKIE"]
    if given := asked.pop("given", ""):
        return answer(name, asked, cookies, lambda: pages[given])
    return answer(name, asked, cookies, lambda: _page(environ, asked))


def _give(environ: dict[str, Any], name: str, asked: dict[str, str]) -> bytes:
    """Keep a page that no address shows: what a form answers when it refuses."""
    pages[name] = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    return b""


def _newest(environ: dict[str, Any], name: str, asked: dict[str, str]) -> bytes:
    """The newest key of each table, to tell what an operation leaves."""
    return json.dumps(highest()).encode()


def _made(environ: dict[str, Any], name: str, asked: dict[str, str]) -> bytes:
    """How many rows each table has got since."""
    before = json.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
    made = {table: len(rows) for table, rows in rows_since(before).items()}
    return json.dumps(made).encode()


def _learn(environ: dict[str, Any], name: str, asked: dict[str, str]) -> bytes:
    """Keep what a page has just written, to write it again by hand."""
    told = json.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
    learnt[name] = Rewriting(rows_since(told["before"]), told["updates"])
    return b""


def _rewrite(environ: dict[str, Any], name: str, asked: dict[str, str]) -> bytes:
    with transaction.atomic():
        with connection.cursor() as cursor:
            who_asks(cursor, environ["HTTP_COOKIE"])
        learnt[name].write(asked)
    return b""


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


def _save_unless_asked_not_to(self: Any, *args: Any, **kwargs: Any) -> None:
    if not getattr(now, "unrecorded", False):
        save(self, *args, **kwargs)


now = local()
learnt: dict[str, Rewriting] = {}
pages: dict[str, bytes] = {}
OWN: dict[str, Callable[..., bytes]] = {
    "ready": lambda *given: b"ready",
    "limit": _limit,
    "give": _give,
    "newest": _newest,
    "made": _made,
    "learn": _learn,
    "rewrite": _rewrite,
}
# The product has no switch for its record of who looked: what it costs is only seen here.
_looks: Any = apps.get_model("accounts", "AccessEvent")
save = _looks.save
_looks.save = _save_unless_asked_not_to
