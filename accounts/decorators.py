from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from accounts.permissions import Permission, can

View = Callable[..., HttpResponseBase]


def requires(permission: Permission) -> Callable[[View], View]:
    """Let in signed-in people with a seat that holds the permission; answer 403 to others.

    The permission stays readable on the view: tests/test_access.py walks every URL
    and fails on a view that has none.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not can(request.user, permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]  # for test_access
        return login_required(guarded)

    return decorate


def leaves_no_trace(view: View) -> View:
    """Keep who opened this page out of the log of requests: for what is private to a person.

    Whoever is turned away is recorded all the same.
    """
    view.leaves_no_trace = True  # type: ignore[attr-defined]  # read by the log of requests
    return view


def public(view: View) -> View:
    """Mark a view that strangers may open. Each use is a decision for a reviewer."""
    view.permission = None  # type: ignore[attr-defined]
    view.login_required = False  # type: ignore[attr-defined]
    return view
