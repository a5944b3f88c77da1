"""What is asked once while one page is read, and holds for the whole of that page.

A page that is only read is answered as things stood when it was asked for. What decides
about it, such as from which cases its reader is excluded, is asked of the database once
and not again with every list upon it. A request that writes begins a new look with each
lock it takes and each row it changes: what is asked after that is asked anew.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import connection
from django.http import HttpRequest, HttpResponse

T = TypeVar("T")

_found: ContextVar[dict[Hashable, Any] | None] = ContextVar("found_for_one_look", default=None)


# What neither changes nor locks anything. Whatever is not known to be one of these may.
ONLY_READS = ("SELECT ", "(SELECT ", "SAVEPOINT ", "RELEASE ")
LOCKS = (" FOR ", "pg_advisory")


class OneLook:
    """Take each request that changes nothing for one look, others up to their next change."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with one_look():
            if request.method in ("GET", "HEAD"):
                return self.get_response(request)
            with connection.execute_wrapper(look_again):
                return self.get_response(request)


@contextmanager
def one_look() -> Iterator[None]:
    """Within this, `once_a_look` asks each thing once."""
    token = _found.set({})
    try:
        yield
    finally:
        _found.reset(token)


def look_again(
    execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """Forget what was found as soon as something is changed, locked or taken back."""
    try:
        return execute(sql, params, many, context)
    finally:
        if not _only_reads(sql):
            found = _found.get()
            if found:
                found.clear()


def _only_reads(sql: Any) -> bool:
    if not isinstance(sql, str) or not sql.lstrip().startswith(ONLY_READS):
        return False
    return not any(lock in sql for lock in LOCKS)


def is_one_look() -> bool:
    """Whether somebody looks at a page, and what is asked once holds until it is changed."""
    return _found.get() is not None


def once_a_look(what: Hashable, ask: Callable[[], T]) -> T:
    """What `ask` found when it was first asked for `what` in this look; outside of one, anew."""
    found = _found.get()
    if found is None:
        return ask()
    if what not in found:
        found[what] = ask()
    answer: T = found[what]
    return answer
