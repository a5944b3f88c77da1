"""What every request gets, whoever asks: a number of its own and one line in the log."""

import logging
from collections.abc import Callable
from time import monotonic
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, UnreadablePostError

logger = logging.getLogger("restorative.requests")


class RequestMiddleware:
    """Number the request, so that log, history and access record can be laid side by side."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = monotonic()
        request.id = uuid4()  # type: ignore[attr-defined]  # read by accounts.audit
        response = self.get_response(request)
        match = request.resolver_match
        user = getattr(request, "user", None)
        is_private = getattr(getattr(match, "func", None), "leaves_no_trace", False)
        logger.info(
            "request",
            extra={
                "request_id": str(request.id),  # type: ignore[attr-defined]
                # The route's name, never the path.
                "route": match.view_name if match and not is_private else "",
                "status": response.status_code,
                "ms": round((monotonic() - started) * 1000),
                "user": None if is_private else getattr(user, "pk", None),
            },
        )
        return response


class WholeBody:
    """Refuse what was cut off on its way: half a note saved looks like a whole one.

    Django reads what there is. Before everything that reads the form. Anything longer than
    a form may be is left to the parser, which refuses it unless it carries files.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        announced = request.META.get("CONTENT_LENGTH") or ""
        longest = settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0
        if announced.isdecimal() and 0 < int(announced) <= longest:
            try:
                arrived = len(request.body)
            except UnreadablePostError as error:
                raise BadRequest("the body broke off") from error
            if arrived < int(announced):
                raise BadRequest("the body broke off")
        return self.get_response(request)
