"""All addresses of the product by name, and whether one can be looked at."""

from collections.abc import Callable, Iterator
from inspect import getclosurevars

from django.urls import URLPattern, get_resolver

OURS = ("accounts:", "cases:", "conferences:")


def our_routes() -> dict[str, Callable]:
    """Name and view of each address of our own three apps."""
    every = _named(get_resolver().url_patterns, "")
    return {name: view for name, view in every if name.startswith(OURS)}


def get_routes() -> set[str]:
    """Those that answer a GET."""
    return {name for name, view in our_routes().items() if "GET" in allowed_methods(view)}


def post_routes() -> set[str]:
    """Those that take a form."""
    return {name for name, view in our_routes().items() if "POST" in allowed_methods(view)}


def _named(patterns, namespace: str) -> Iterator[tuple[str, Callable]]:
    for entry in patterns:
        if isinstance(entry, URLPattern):
            if entry.name:
                yield f"{namespace}{entry.name}", entry.callback
        else:
            inner = f"{entry.namespace}:" if entry.namespace else ""
            yield from _named(entry.url_patterns, namespace + inner)


def allowed_methods(view) -> set[str]:
    """What `require_http_methods` was told, wherever it stands among the decorators."""
    while view is not None:
        allowed = getclosurevars(view).nonlocals.get("request_method_list")
        if allowed is not None:
            return set(allowed)
        view = getattr(view, "__wrapped__", None)
    return {"GET", "POST"}
