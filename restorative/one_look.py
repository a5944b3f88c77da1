"""What is asked once while one page is read, and holds for the whole of that page.

A page that is only read is answered as things stood when it was asked for. What decides
about it, such as from which cases its reader is excluded, is asked of the database once
and not again with every list upon it. Whatever writes asks anew each time.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse

T = TypeVar("T")

_found: ContextVar[dict[Hashable, Any] | None] = ContextVar("found_for_one_look", default=None)


class OneLook:
    """Take each request that changes nothing for one look."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with one_look():
            return self.get_response(request)


@contextmanager
def one_look() -> Iterator[None]:
    """Within this, `once_a_look` asks each thing once."""
    token = _found.set({})
    try:
        yield
    finally:
        _found.reset(token)


def is_one_look() -> bool:
    """Whether a page is only being read."""
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
